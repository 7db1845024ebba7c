"""Files that owners send are fetched beside everything else, within limits, and are lost in no crash."""

import asyncio
import threading
import tracemalloc
from types import SimpleNamespace

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError

from bot.botapi import files
from bot.botapi.files import LARGEST, with_file
from bot.botapi.http import HttpRequest, TooLarge
from bot.botapi.polling import BATCH
from bot.core.events import Document, Event
from bot.owner_data import bring_back
from tests.check_ups import SHORTEST
from tests.conftest import MONDAY
from tests.owner_data.test_owner_data import documents

TABLE = "door.csv"


async def a_table(alice) -> bytes:
    await alice.says(*SHORTEST, "/export")
    return documents(alice)["csv"]


async def answered(person, count: int) -> None:
    """Wait until the bot has said so many things to a person."""
    said = asyncio.Event()
    stop = person.house.emulator.watch(lambda _: said.set())
    async with asyncio.timeout(10):
        while len(person.sent) < count:
            await said.wait()
            said.clear()
    stop()


async def test_nobody_waits_for_the_file_of_somebody_else(house, alice):
    table, bob = await a_table(alice), house.person(2, "Bob")
    had = len(alice.sent)
    house.emulator.gives_files.clear()
    alice.person.sends_document(filename=TABLE, content=table)
    for n in range(1, 6):
        bob.person.types("/help")
        await answered(bob, n)
    assert len(alice.sent) == had
    house.emulator.gives_files.set()
    await house.settle()
    assert len(alice.sent) == had + 1


async def test_what_the_same_owner_says_meanwhile_comes_after_the_file(house, alice):
    table = await a_table(alice)
    had = len(alice.sent)
    house.emulator.gives_files.clear()
    alice.person.sends_document(filename=TABLE, content=table)
    alice.person.types("/help")
    alice.person.sends_document(filename=TABLE, content=b"no table")
    await asyncio.sleep(0)
    house.emulator.gives_files.set()
    await house.settle()
    assert len(alice.sent) == had + 3
    assert "I ask about the people" in alice.sent[-2].text


async def test_a_file_on_its_way_when_the_bot_ends_is_fetched_by_the_next(house, alice):
    table, bob = await a_table(alice), house.person(2, "Bob")
    had = len(alice.sent)
    house.emulator.gives_files.clear()
    alice.person.sends_document(filename=TABLE, content=table)
    bob.person.types("/help")
    await answered(bob, 1)
    await house.restart()
    house.emulator.gives_files.set()
    await house.settle()
    assert len(alice.sent) == had + 1
    assert len(bob.sent) == 1  # who was answered before is not answered again


async def test_no_batch_waits_behind_a_file_and_the_file_is_not_given_up(house, alice):
    table, others = await a_table(alice), [house.person(2 + number, "Bob") for number in range(BATCH + 50)]
    house.emulator.gives_files.clear()
    alice.person.sends_document(filename=TABLE, content=table)
    for other in others:
        other.person.types("/help")
    await answered(others[-1], 1)
    had = len(alice.sent)
    house.emulator.gives_files.set()
    await house.settle()
    assert len(alice.sent) == had + 1
    assert "Please send it once more" not in alice.text


async def test_a_file_that_does_not_come_in_time_stays_without_its_content(house, alice):
    await alice.says("/start")
    house.emulator.gives_files.clear()
    file_id = alice.person.telegram.keep(SimpleNamespace(filename=TABLE, content=b"x", mime="text/csv"), "document")
    event = Event(1, 1, "private", 1, "en", MONDAY, Document(file_id, TABLE, 1))
    assert (await with_file(house.app.bot, event, seconds=0.01)).what.content is None


class Store:
    """A server that gives a path for a file, and as many bytes as it is told."""

    def __init__(self) -> None:
        self.path, self.size, self.bytes, self.asked = "documents/file_1.csv", 10, 10, []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.path.endswith("/getFile"):
            told = {"file_id": "f", "file_unique_id": "u", "file_size": self.size, "file_path": self.path}
            return web.json_response({"ok": True, "result": told})
        response = web.StreamResponse()
        await response.prepare(request)
        left = self.bytes
        while left > 0:
            await response.write(b"x" * min(left, 1 << 16))
            left -= 1 << 16
        return response


@pytest.fixture
async def store():
    store = Store()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", store.handle)
    runner = web.AppRunner(app, shutdown_timeout=0, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    store.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield store
    await runner.cleanup()


@pytest.fixture
async def bot(store):
    async with HttpRequest() as request, HttpRequest(connections=1) as updates:
        yield Bot(
            "1:x",
            base_url=f"{store.url}/bot",
            base_file_url=f"{store.url}/file/bot",
            request=request,
            get_updates_request=updates,
        )


def sent(size: int = 10) -> Event:
    return Event(1, 1, "private", 1, "en", MONDAY, Document("f", TABLE, size))


async def test_a_file_is_read_to_its_end(bot, store):
    store.bytes = LARGEST
    assert (await with_file(bot, sent())).what.content == b"x" * LARGEST


async def test_of_a_file_larger_than_it_said_no_more_is_read_than_is_wanted(bot, store):
    store.bytes = 60_000_000
    tracemalloc.start()
    try:
        what = (await with_file(bot, sent())).what
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert what.content is None
    assert what.size > LARGEST  # which is said to the owner
    assert peak < 20_000_000


async def test_a_file_that_is_told_to_be_too_large_is_not_asked_for(bot, store):
    store.size = LARGEST + 1
    assert (await with_file(bot, sent())).what.content is None
    assert len(store.asked) == 1


@pytest.mark.parametrize("form", ["/{}", "{}", "file://{}", "../../{}", "a/../b", "", "a//b", None])
async def test_no_file_of_this_machine_is_read_whatever_the_path_says(bot, store, tmp_path, form, monkeypatch):
    here = tmp_path / "secret.csv"
    here.write_bytes(b"secret")
    monkeypatch.chdir(tmp_path)
    store.path = form and form.format(str(here).lstrip("/") if form != "{}" else here.name)
    content = (await with_file(bot, sent())).what.content
    assert content in (None, b"x" * 10)  # what the server gave


async def test_what_cannot_be_fetched_says_so_without_the_address(bot, store):
    with pytest.raises(NetworkError) as error:
        await bot.request.fetch("http://127.0.0.1:1/file/bot1:x/f", 10)
    assert "1:x" not in str(error.value)
    with pytest.raises(TooLarge):
        await bot.request.fetch(f"{store.url}/file/bot1:x/f", 9)


async def test_a_table_is_read_aside_and_no_turn_waits_for_that(house, alice, monkeypatch):
    table, threads = await a_table(alice), []
    whole = files.read_table
    monkeypatch.setattr(files, "read_table", lambda *given: threads.append(threading.current_thread()) or whole(*given))
    monkeypatch.setattr(bring_back, "read_table", lambda *_: pytest.fail("it was read again in the turn"))
    alice.person.sends_document(filename=TABLE, content=table)
    await house.settle()
    assert "Nothing in it was new" in alice.text
    assert threads != [threading.main_thread()] * len(threads)


async def test_a_table_whose_reading_fails_harms_nobody_else(house, alice, monkeypatch):
    table, bob = await a_table(alice), house.person(2, "Bob")

    def broken(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(files, "read_table", broken)
    monkeypatch.setattr(bring_back, "read_table", broken)
    alice.person.sends_document(filename=TABLE, content=table)
    bob.person.types("/start")
    await house.settle()
    assert "Something went wrong" in alice.text
    assert "marketing or sales" in bob.text
