"""The painter: a process that starts on need, outlives its own death, and never holds up the bot."""

import asyncio
import os
import signal
import struct
import sys

import psutil
import pytest

from bot.core.shown import Door
from bot.language.templates import words
from bot.operator.settings import bare_environment
from bot.pictures.door import draw_door
from bot.pictures.worker import Painter, fingerprint

SVG = draw_door(Door("Alice", 12, 11, 2, 1, "sales_skill", (1, 3)), words("en"))
SMALL = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#123456"/></svg>'


def program(text):
    return (sys.executable, "-c", text)


def size(png):
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


@pytest.fixture
async def painter():
    async with Painter() as running:
        yield running


async def test_a_drawing_becomes_a_picture(painter):
    assert painter.pid is None
    assert size(await painter.paint(SVG)) == (810, 606)


async def test_the_process_stays_for_the_next_picture_and_paints_the_same(painter):
    first = await painter.paint(SVG)
    pid = painter.pid
    assert await painter.paint(SVG) == first
    assert painter.pid == pid


async def test_pictures_asked_for_at_once_are_all_painted(painter):
    other = SMALL.replace("#123456", "#654321")
    one, two, three = await asyncio.gather(painter.paint(SMALL), painter.paint(other), painter.paint(SMALL))
    assert one == three != two


async def test_a_killed_process_is_replaced(painter):
    first = await painter.paint(SMALL)
    killed = painter.pid
    os.kill(killed, signal.SIGKILL)
    assert await painter.paint(SMALL) == first
    assert painter.pid != killed


async def test_a_process_killed_while_painting_is_replaced(painter):
    await painter.paint(SMALL)
    waiting = asyncio.create_task(painter.paint(SVG))
    await asyncio.sleep(0)
    os.kill(painter.pid, signal.SIGKILL)
    assert size(await waiting) == (810, 606)


async def test_a_process_that_always_dies_is_tried_twice(caplog):
    async with Painter(command=program("raise SystemExit")) as painter:
        assert await painter.paint(SMALL) is None
    assert caplog.text.count("was lost") == 2


async def test_a_program_that_cannot_be_started_gives_no_picture():
    async with Painter(command=("/nowhere/at/all",)) as painter:
        assert await painter.paint(SMALL) is None


async def test_a_nonsense_answer_gives_no_picture():
    async with Painter(command=program("print('x' * 100, flush=True); input()")) as painter:
        assert await painter.paint(SMALL) is None


async def test_a_process_that_never_answers_is_given_up():
    async with Painter(patience=0.3, command=program("import time; time.sleep(600)")) as painter:
        assert await painter.paint(SMALL) is None
        assert painter.pid is None


async def test_waiting_for_others_counts_as_waiting():
    async with Painter(patience=0.3, command=program("import time; time.sleep(600)")) as painter:
        assert await asyncio.gather(*(painter.paint(SMALL) for _ in range(5))) == [None] * 5


async def test_a_broken_drawing_gives_no_picture_and_harms_no_other(painter):
    await painter.paint(SMALL)
    pid = painter.pid
    for broken in ("", "<svg", "no drawing", '<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"/>'):
        assert await painter.paint(broken) is None
    assert await painter.paint(SMALL)
    assert painter.pid == pid


async def test_who_stops_waiting_leaves_no_half_answer_behind(painter):
    expected = await painter.paint(SMALL)
    waiting = asyncio.create_task(painter.paint(SVG))
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await painter.paint(SMALL) == expected


async def test_the_process_ends_with_the_painter():
    async with Painter() as painter:
        await painter.paint(SMALL)
        worker = psutil.Process(painter.pid)
    assert not worker.is_running()
    assert await painter.paint(SMALL) is None


async def test_the_bot_goes_on_while_a_picture_is_painted(painter):
    await painter.paint(SMALL)
    waiting = asyncio.create_task(painter.paint(SVG))
    turns = 0
    while not waiting.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns >= 5


async def test_the_worker_stays_below_60_mb(painter):
    indian = draw_door(Door("राम की दुकान", 12, 11, 2, 1, "sales_skill"), words("en"))  # takes the other brush
    for svg in (SVG, indian, SVG):
        assert await painter.paint(svg)
    assert psutil.Process(painter.pid).memory_info().rss < 60 * 2**20


def test_a_fingerprint_is_the_same_for_the_same_drawing_only():
    assert fingerprint(SVG) == fingerprint(str(SVG))
    assert fingerprint(SVG) != fingerprint(SMALL)


async def test_the_process_does_not_know_the_token(monkeypatch):
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "WEBHOOK_SECRET"):
        monkeypatch.setenv(name, "secret")
    async with Painter(environment=bare_environment()) as painter:
        assert await painter.paint(SMALL)
        known = psutil.Process(painter.pid).environ()
    assert "secret" not in known.values()
    assert "PATH" in known
