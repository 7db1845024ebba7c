"""Two processes share a PostgreSQL database behind one webhook sender; SHARED_KILLS sets how often one is killed (6)."""

import asyncio
import itertools
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from aiohttp import ClientError, ClientSession, web

from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment, free_port
from tests.server.owners import Crowd

KILLS = int(os.environ.get("SHARED_KILLS", "6"))
OWNERS = 30
LATENCY = 0.4  # of every call: so that there is something on its way whenever a process dies
PATIENCE = 30.0
IN_FLIGHT = 3  # a message on its way, and those before it that were not noted as sent
CHECK_UP = (
    "/start", "/checkup", "Trades, home services", "We talk first", "50", "45", "5", "15", "4", "8", "#Looks right",
)  # fmt: skip
SECRET = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def engine():
    return "postgres"


class Pair:
    """Two processes of the bot, and in front of them a balancer that sends each request to the next one that answers."""

    def __init__(self, api: BotApi, database_url: str, folder: Path) -> None:
        self.ports = [free_port(), free_port()]
        self.front = free_port()
        self._api = api
        self._database_url = database_url
        self._folder = folder
        self._turn = itertools.count()
        self._alive: list[BotProcess] = []
        self.served = [0, 0]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Pair"]:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.front).start()
        async with ClientSession() as self._session:
            self._alive = [self._start(0), self._start(1)]
            try:
                yield self
            finally:
                for process in self._alive:
                    process.kill()
                await runner.cleanup()

    def kill(self, number: int) -> None:
        """Kill one and start it again at once."""
        self._alive[number].kill()
        self._api.crowd.life += 1
        self._alive[number] = self._start(number)

    async def stop(self) -> list[int]:
        return [await process.stopped() for process in self._alive]

    def tail(self) -> str:
        return "\n".join(process.tail(1500) for process in self._alive)

    def _start(self, number: int) -> BotProcess:
        env = environment(self._api.url, Path("unused"), webhook_port=self.ports[number])
        env |= {"DATABASE_URL": self._database_url, "PUBLIC_URL": f"http://127.0.0.1:{self.front}"}
        return BotProcess(OURS, env, self._folder / f"bot-{number}.log")

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        first = next(self._turn)
        for number in (first % 2, (first + 1) % 2):
            url = f"http://127.0.0.1:{self.ports[number]}{request.path}"
            headers = {SECRET: request.headers.get(SECRET, ""), "Content-Type": "application/json"}
            try:
                async with self._session.post(url, data=body, headers=headers) as response:
                    text = await response.read()
            except (ClientError, OSError):
                continue
            self.served[number] += response.status == 200
            return web.Response(status=response.status, body=text, content_type="application/json")
        return web.Response(status=502)


async def until(reached: Callable[[], bool], crowd: Crowd, pair: Pair) -> None:
    since = time.monotonic()
    while not reached():
        await asyncio.sleep(0.02)
        if time.monotonic() - max(since, crowd.last_heard) > PATIENCE:
            heard = {chat: len(texts(owner)) for chat, owner in crowd.owners.items()}
            pytest.fail(f"nobody hears anything any more; replies so far: {heard}\n{pair.tail()}")


async def until_the_last(text: str, crowd: Crowd, pair: Pair) -> None:
    """Wait until the last thing that every owner has heard is what is said last."""
    await until(lambda: all(texts(owner)[-1:] == [text] for owner in crowd.owners.values()), crowd, pair)


def texts(owner) -> list[str]:
    return [message.text for message in owner.messages]


def strange(heard: Sequence[str], expected: Sequence[str]) -> str:
    """Say what is wrong with what an owner heard; nothing may be missing or out of place.

    After a crash the last few messages may be said again, in their order: those whose sending was not written down yet.
    """
    at = -1
    for text in heard:
        allowed = [at + 1, *range(at, max(-1, at - IN_FLIGHT), -1)]
        found = [place for place in allowed if place < len(expected) and expected[place] == text]
        if not found:
            return f"{text[:60]!r} after {expected[at][:60]!r}"
        at = found[0]
    return "" if at == len(expected) - 1 else f"the last was {heard[-1][:60]!r}"


def stored(url: str) -> dict[int, list[str]]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("select chat_id, typed from answer order by chat_id, update_id, question").fetchall()
        assert connection.execute("select count(*) from outbox").fetchone() == (0,)
    found: dict[int, list[str]] = {}
    for chat_id, typed in rows:
        found.setdefault(chat_id, []).append(typed)
    return found


async def test_o9_two_processes_of_which_one_is_killed_every_second_lose_nothing_and_keep_the_order(
    tmp_path, database_url
):
    async with (
        BotApi.serve(seed=1) as api,
        Pair(api, database_url, tmp_path).running() as pair,
    ):
        # One owner alone, line by line, tells what is to be heard.
        api.crowd.walk([CHECK_UP])
        (first,) = api.crowd.owners.values()  # the verdict, which has buttons, comes after its picture
        await until(lambda: first.finished and bool(first.messages[-1].buttons), api.crowd, pair)
        expected = texts(first)
        assert len(expected) >= len(CHECK_UP)

        # Everybody at once, nobody killed: nothing is said twice.
        api.forget()
        api.crowd.backlog([CHECK_UP] * OWNERS)
        await until_the_last(expected[-1], api.crowd, pair)
        assert {tuple(texts(owner)) for owner in api.crowd.owners.values()} == {tuple(expected)}
        assert min(pair.served) > OWNERS  # both had their part

        # Everybody at once, one killed every second.
        api.forget()
        api.set_latency(LATENCY)
        api.crowd.backlog([CHECK_UP] * OWNERS)
        for number in range(KILLS):
            await asyncio.sleep(1.0)
            pair.kill(number % 2)
        owners = api.crowd.owners.values()
        await until_the_last(expected[-1], api.crowd, pair)
        assert [fault for owner in owners if (fault := strange(texts(owner), expected))] == []
        assert sum(len(owner.messages) for owner in owners) <= OWNERS * (len(expected) + KILLS)
        assert await pair.stop() == [0, 0]

    answers = stored(database_url)
    assert len(answers) == 1 + 2 * OWNERS
    assert {tuple(found) for found in answers.values()} == {tuple(line for line in CHECK_UP if line[0] not in "/#")}
