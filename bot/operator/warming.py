"""Loads ahead what the first owners would otherwise wait for."""

import asyncio
from collections.abc import Awaitable, Iterable
from datetime import date

from bot.language.numbers import read
from bot.language.templates import FALLBACK, Words, words
from bot.operator.tuning import freeze_loaded, load_behind

PAUSE = 0.003  # seconds between two templates: loading one takes 0.3 ms, or 6 ms where it is not compiled yet
LATER = 3.0  # seconds after the first message: nobody is at a verdict yet, and a backlog is mostly cleared
FROM_A_VERDICT = ("actions/", "diagnosis/", "topics/")  # templates that nobody is told before a verdict: 5 MB
SAMPLES = ("around 50", "twenty five", "don't know", "1.200", "most")


async def warm_up(somebody_writes: Awaitable[object]) -> None:
    """Load what every conversation needs, and once somebody writes what the end of one needs.

    A little is loaded at a time, with a pause after it, so that owners who write meanwhile are answered.

    Args:
        somebody_writes: ends when the first update was handled.
    """
    spoken = words(FALLBACK)
    names = tuple(spoken.names())
    await _load_templates(spoken, [name for name in names if not name.startswith(FROM_A_VERDICT)])
    for sample in SAMPLES:
        read(sample, "count")
        await asyncio.sleep(PAUSE)
    freeze_loaded()
    await somebody_writes
    await load_behind(lambda: spoken.day(date.min))  # loads what Babel knows of the language
    await asyncio.sleep(LATER)
    await load_behind(_load_judgement)
    await _load_templates(spoken, [name for name in names if name.startswith(FROM_A_VERDICT)])
    freeze_loaded()


async def _load_templates(spoken: Words, names: Iterable[str]) -> None:
    for name in names:
        spoken.blocks(name)
        await asyncio.sleep(PAUSE)


def _load_judgement() -> None:
    """Load NumPy with the points behind a verdict, the activities and what messages are read by: 0.4 s, and 20 MB."""
    from bot.activity.catalogue import catalogue
    from bot.diagnosis.draws import POINTS, points
    from bot.diagnosis.nearest_flip import ROUGH
    from bot.language.listening.common import written
    from bot.language.listening.reader import read_acts

    for number in (POINTS, ROUGH):
        points(number)
    catalogue(FALLBACK)
    read_acts(SAMPLES[0])
    written(FALLBACK)
