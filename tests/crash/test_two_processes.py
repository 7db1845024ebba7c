"""Two processes share a PostgreSQL database behind one webhook sender; SHARED_KILLS sets how often one is killed (4)."""

import asyncio
import itertools
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import psycopg
import pytest
from aiohttp import ClientError, ClientSession, web

from bot.turn.crowding import SHARE
from tests.server import telegram_json
from tests.server.bot_api import BotApi
from tests.server.bot_process import OURS, BotProcess, environment
from tests.server.owners import Crowd, Heard
from tests.server.ports import free_port

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("SHARED_KILLS", "4"))
OWNERS = 20
LATENCY = 0.4  # of every call: so that there is something on its way whenever a process dies
PATIENCE = 30.0
LATE = 2 * LATENCY  # seconds after a kill, by which every call of the dead process is over
PARTS = (  # sent at once: with what may be said again of the part before, less than is left unsaid where much waits
    ("/start", "/checkup", "Trades, home services"),
    ("We talk first", "50", "45"),
    ("5", "15", "swamped"),
    ("4", "8"),
    ("went quiet",),
)
CHECK_UP = tuple(itertools.chain.from_iterable(PARTS))
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


async def until_nothing_is_left(url: str) -> None:
    """Wait until everything is noted as sent."""
    async with asyncio.timeout(PATIENCE):
        while unsent(url):  # noqa: ASYNC110 -- the processes tell nobody
            await asyncio.sleep(0.2)


def texts(owner) -> list[str]:
    return [message.text for message in owner.messages]


@dataclass(frozen=True, slots=True)
class Kill:
    """A moment at which a process was killed, and what each owner was to hear that was not noted as sent by then."""

    at: float
    left: Mapping[int, Sequence[str]]


def unsent(url: str) -> dict[int, list[str]]:
    """Return what is not noted as sent."""
    found: dict[int, list[str]] = {}
    with psycopg.connect(url) as connection:
        for chat_id, parameters in connection.execute("select chat_id, parameters from outbox order by id"):
            found.setdefault(chat_id, []).append(telegram_json.plain(orjson.loads(parameters)))
    return found


def strange(messages: Sequence[Heard], expected: Sequence[str], left: Sequence[tuple[float, Sequence[str]]]) -> str:
    """Say what is wrong with what an owner heard; nothing may be missing or out of place.

    A message may be repeated only if it was not noted as sent when a process was killed after saying it. The process
    that repeats it must not have said anything new before, as leftovers come first.

    Args:
        messages: what the owner heard.
        expected: what is to be heard, each once.
        left: when a process was killed, and what was not noted as sent then.
    """
    newest = -1
    heard_at: dict[int, float] = {}
    before = -1
    for message in messages:
        if message.text not in expected:
            return f"nobody expects {message.text[:60]!r}"
        place = expected.index(message.text)
        if place > newest + 1:
            return f"{message.text[:60]!r} after {expected[newest][:60]!r}"
        if place <= newest:
            last = heard_at[max(before, place)]
            if not any(last <= at + LATE and at < message.at and message.text in texts for at, texts in left):
                return f"{message.text[:60]!r} again, after {expected[before][:60]!r}"
        newest, before = max(newest, place), place
        heard_at[place] = message.at
    return "" if newest == before == len(expected) - 1 else f"the last was {expected[before][:60]!r}"


@pytest.mark.parametrize(
    ("heard", "left", "wrong"),
    [
        ("a b c d", {}, ""),
        ("a b b c d", {2: "b"}, ""),
        ("a b c b c d", {3: "b c"}, ""),
        ("a b a b a b c d", {2: "a b", 4: "a b"}, ""),
        ("a b c", {}, "the last was 'c'"),
        ("a b c d c", {4: "c"}, "the last was 'c'"),
        ("a c b d", {}, "'c' after 'a'"),
        ("a b b c d", {}, "'b' again, after 'b'"),
        ("a b b c d", {1: "b"}, "'b' again, after 'b'"),
        ("a b c b d", {2: "b"}, "'b' again, after 'c'"),
        ("a b c c b d", {3: "b c"}, "'b' again, after 'c'"),
        ("a b x", {}, "nobody expects 'x'"),
    ],
)
def test_what_is_said_again_for_no_crash_is_found(heard, left, wrong):
    messages = [Heard(10.0 * n, 0, "", text, {}, {}, None, repeated=False) for n, text in enumerate(heard.split(), 1)]
    assert strange(messages, "abcd", [(10.0 * n + 5, texts.split()) for n, texts in left.items()]) == wrong


def stored(url: str) -> dict[int, list[str]]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("select chat_id, typed from answer order by chat_id, update_id, question").fetchall()
        assert connection.execute("select count(*) from outbox").fetchone() == (0,)
    found: dict[int, list[str]] = {}
    for chat_id, typed in rows:
        found.setdefault(chat_id, []).append(typed)
    return found


@pytest.fixture(params=["straight", "by way of a pooler"])
def way(database_url, postgres, request) -> str:
    """The address of the database, at the server itself or at PgBouncer in transaction mode before it."""
    if request.param == "straight":
        return database_url
    return database_url.replace(f":{postgres.port}/", f":{request.getfixturevalue('pooler')}/")


async def test_two_processes_of_which_one_is_killed_every_second_lose_nothing_and_keep_the_order(
    tmp_path, database_url, way
):
    async with (
        BotApi.serve(seed=1) as api,
        Pair(api, way, tmp_path).running() as pair,
    ):
        # One owner alone, line by line, tells what is to be heard.
        api.crowd.walk([CHECK_UP])
        (first,) = api.crowd.owners.values()  # the verdict has buttons
        await until(lambda: first.finished and bool(first.messages[-1].buttons), api.crowd, pair)
        expected = texts(first)
        assert len(set(expected)) == len(expected) == len(CHECK_UP)
        ends = [expected[n - 1] for n in itertools.accumulate(map(len, PARTS[:-1]))] + [expected[-1]]
        assert 2 * max(len(part) + 1 for part in PARTS) <= SHARE

        # Everybody at once, nobody killed: nothing is said twice.
        api.forget()
        for part, end in zip(PARTS, ends, strict=True):
            everybody_sends(part, api.crowd)
            await until_the_last(end, api.crowd, pair)
        assert {tuple(texts(owner)) for owner in api.crowd.owners.values()} == {tuple(expected)}
        assert min(pair.served) > OWNERS  # both took part

        # Everybody at once, one killed every second.
        api.forget()
        api.set_latency(LATENCY)
        kills: list[Kill] = []
        most = KILLS if way == database_url else KILLS // 2  # half as many by way of a pooler, for time
        for number, (part, end) in enumerate(zip(PARTS, ends, strict=True)):
            everybody_sends(part, api.crowd)
            for _ in range(most * (number + 1) // len(PARTS) - len(kills)):
                await asyncio.sleep(1.0)
                pair.kill(len(kills) % 2)
                kills.append(Kill(time.monotonic(), unsent(database_url)))
            await until_the_last(end, api.crowd, pair)
        await until_nothing_is_left(database_url)  # what the last one to die had said and not noted is said again
        owners = api.crowd.owners.values()
        left = {owner.chat_id: [(kill.at, kill.left.get(owner.chat_id, ())) for kill in kills] for owner in owners}
        assert [fault for owner in owners if (fault := strange(owner.messages, expected, left[owner.chat_id]))] == []
        assert any(kill.left for kill in kills), "nothing was on its way"
        assert await pair.stop() == [0, 0]

    answers = stored(database_url)
    assert len(answers) == 1 + 2 * OWNERS
    assert {tuple(found) for found in answers.values()} == {tuple(line for line in CHECK_UP if line[0] not in "/#")}


def everybody_sends(part: Sequence[str], crowd: Crowd) -> None:
    if crowd.owners:
        crowd.goes_on(part)
    else:
        crowd.backlog([part] * OWNERS)
