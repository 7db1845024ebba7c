"""A million owners in the database: do owners who chat notice /stats, a night's deletion, a Monday and a restart?

    python -m tests.bench.bench_million [--database sqlite|postgres] [--owners 1000000] [--part 100000] [--only wave]

The owners are made by SQL in the bot's own schema, each with a finished check-up of seven answers and a verdict. Then the bot
runs as a process, and some owners chat with it over HTTP, 20 updates a second, while an admin asks for /stats; while a part of
all owners, who have been idle for years, is deleted; and while as many are due within one minute and are reminded at the pace
of a bot that pays for a faster one. In the midst of that wave the bot is stopped and started again. Printed: how long each
thing took, and how long those who chatted waited for a reply meanwhile. Ten minutes, 3 GB of disk.
"""

import argparse
import asyncio
import gc
import os
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg

from storage.migrate import migrate_at
from tests.server.bot_api import BotApi
from tests.server.bot_process import CHECK_UP, BotProcess, environment
from tests.server.postgres import server

FIRST_OLD = 10_000_000
FIRST_ADMIN = 100_001  # the first who writes
MONDAY_NOON = datetime(2026, 11, 30, 3, 10, tzinfo=UTC)  # 12:10 in Tokyo
EVENING, NIGHT = MONDAY_NOON - timedelta(days=1, hours=3), MONDAY_NOON.replace(hour=2, minute=59, second=50)
RATE, AT_ONCE, ROUND = 20.0, 40, 5.0  # updates a second, owners at first, seconds
LONGEST = 900.0
SHIFT = "BENCH_SHIFT"
COMMAND = (sys.executable, "-m", "tests.bench.bench_million", "--bot")
FILL = (
    """
    insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at, warned_at)
    select chat_id, chat_id, 'private', 'en', 1, 1, :then, case when chat_id < :idle then :then else :lately end,
        case when chat_id < :idle then :warned end
    from old
    """,
    "insert into business (chat_id, number, created_at) select chat_id, 1, :then from old",
    """
    insert into session (chat_id, number, business, flow, state, step, misses, started_at, touched_at, ended_at)
    select chat_id, 1, 1, 'checkup', 'done', 'ask', 0, :then, :then, :then from old
    """,
    """
    insert into answer (chat_id, session, question, standing, state, value, law, typed, update_id, answered_at)
    select chat_id, 1, question, 'settled', 'known', 7, 'exact', '7', 1, :then
    from old cross join (
        select 'people' as question union all select 'talked' union all select 'customers'
        union all select 'room' union all select 'wanted' union all select 'fit' union all select 'busy'
    ) as asked
    """,
    """
    insert into verdict (chat_id, session, number, kind, word, sure, given_at)
    select chat_id, 1, 1, 'selling', 'likely', 0.8, :then from old
    """,
    """
    insert into schedule (chat_id, business, weekday, hour, minute, zone, since, started)
    select chat_id, 1, 0, 12, 10, 'Asia/Tokyo', :lately, :lately from old where chat_id >= :idle and chat_id < :due
    """,
    """
    insert into wake (chat_id, kind, due_at)
    select chat_id, 'checkin:1', :monday from old where chat_id >= :idle and chat_id < :due
    """,
)


def fill(url: str, owners: int, part: int) -> None:
    """Make owners: the first part of them idle for years, the second due on Monday."""
    values = {
        "then": _text(MONDAY_NOON - timedelta(days=1_500)),
        "warned": _text(MONDAY_NOON - timedelta(days=30)),
        "lately": _text(MONDAY_NOON - timedelta(days=7)),
        "monday": _text(MONDAY_NOON),
        "idle": FIRST_OLD + part,
        "due": FIRST_OLD + 2 * part,
    }
    if url.startswith("sqlite"):
        with sqlite3.connect("/" + url.removeprefix("sqlite:////")) as connection:
            connection.execute("create temp table old (chat_id integer primary key)")
            connection.execute(
                "with recursive n (i) as (select 0 union all select i + 1 from n where i + 1 < ?) insert into old select ? + i from n",
                (owners, FIRST_OLD),
            )
            for statement in FILL:
                connection.execute(statement, values)
        connection.close()
        return
    with psycopg.connect(url) as connection:
        connection.execute("set session_replication_role = replica")  # in the order of their references
        connection.execute("create temp table old (chat_id bigint primary key)")
        connection.execute(f"insert into old select {FIRST_OLD} + i from generate_series(0, {owners - 1}) as i")
        for statement in FILL:
            connection.execute(re.sub(r":([a-z]+)", r"%(\1)s", statement), values)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


class Bench:
    """A bot on many owners, and those who chat with it."""

    def __init__(self, api: BotApi, url: str, folder: Path) -> None:
        self._api = api
        self._url = url
        self._log = folder / "bot.log"
        self._started = 0.0

    def bot(self, at: datetime) -> BotProcess:
        """Start the bot at a time that its clock is set to."""
        env = environment(self._api.url, Path("unused"))
        env |= {
            "DATABASE_URL": self._url,
            "PICTURES": "off",
            "SENDS_PER_SECOND": "30",
            "PAID_BROADCAST": "1000",
            "RETENTION_DAYS": "365",
            "ADMIN_IDS": str(FIRST_ADMIN),
            SHIFT: str((at - datetime.now(UTC)).total_seconds()),
        }
        self._started = time.monotonic()
        return BotProcess(COMMAND, env, self._log)

    async def answers(self) -> float:
        """Return how long an owner who writes right after a start waits for the reply."""
        crowd = self._api.crowd
        crowd.walk([["/help"]])
        (*_, somebody) = crowd.owners.values()
        await self._until(lambda: bool(somebody.messages))
        return time.monotonic() - self._started

    def admin_asks(self, line: str) -> Callable[[], bool]:
        """Let the admin send a line; return what tells whether that is answered."""
        admin = self._api.crowd.owners[FIRST_ADMIN]
        heard = len(admin.messages)
        admin.script = [*admin.script, line]
        self._api.crowd._get_ready(admin)
        return lambda: len(admin.messages) > heard

    async def chatting(self, over: Callable[[], bool]) -> tuple[float, str]:
        """Let owners chat until something is over; return the seconds that took, and what they waited meanwhile."""
        crowd, first, began = self._api.crowd, len(self._api.crowd.updates), time.monotonic()
        ended = 0.0
        while not ended or time.monotonic() - began < 2 * ROUND:
            talk = asyncio.ensure_future(crowd.at_rate(CHECK_UP, per_second=RATE, seconds=ROUND, owners=AT_ONCE))
            while not talk.done():
                await asyncio.sleep(0.02)
                ended = ended or (time.monotonic() if over() else 0.0)
            assert time.monotonic() - began < LONGEST, "it does not end"
        await self._until(lambda: all(update.answered or not _counts(update) for update in crowd.updates[first:]))
        asked = [update for update in crowd.updates[first:] if _counts(update)]
        waits = sorted(update.answered - update.created for update in asked)
        longest = max(asked, key=lambda update: update.answered - update.created)
        told = f"{len(waits):,} replies: half within {1e3 * waits[len(waits) // 2]:.0f} ms, "
        told += f"99 of 100 within {1e3 * waits[len(waits) * 99 // 100]:.0f} ms, all within {waits[-1]:.2f} s "
        told += (
            f"({longest.line!r}, {longest.created - began:.0f} s into it; {sum(wait > 1 for wait in waits)} over 1 s)"
        )
        return ended - began, told

    def reminded(self) -> int:
        """Count the old owners who got a message."""
        return sum(chat >= FIRST_OLD for chat in self._api.crowd.owners)

    def deleted(self) -> bool:
        """True if the night's deletion is over."""
        return "who had been idle" in self._log.read_text()

    async def _until(self, over: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONGEST):
            while not over():  # noqa: ASYNC110 -- the processes tell nobody
                await asyncio.sleep(0.005)


def _counts(update) -> bool:
    """True for messages of owners who chat, not for the admin's, which wait for the counting itself."""
    return update.chat_id != FIRST_ADMIN


async def measure(url: str, owners: int, part: int, folder: Path, only: list[str]) -> None:
    """Print what each thing takes, and how long others wait meanwhile."""
    gc.disable()  # a round of it over 100,000 owners who got a message would count as the bot's
    await migrate_at(url)
    async with BotApi.serve() as api:
        bench = Bench(api, url, folder)
        with bench.bot(EVENING) as bot:  # the first to write is the admin
            print(f"beside nobody: first reply {await bench.answers():.2f} s after the start", flush=True)
            assert await bot.stopped() == 0
        began = time.monotonic()
        fill(url, owners, part)
        print(f"{owners:,} owners made in {time.monotonic() - began:.0f} s", flush=True)
        for name in only:
            await PHASES[name](bench, part)
        report = api.report()
        assert not report["apologies"], folder
        print(f"messages said twice: {report['repeated']}")


async def _stats(bench: Bench, _part: int) -> None:
    with bench.bot(EVENING) as bot:
        print(f"beside all: first reply {await bench.answers():.2f} s after the start", flush=True)
        _, told = await bench.chatting(lambda: True)
        print(f"nothing else: {told}", flush=True)
        answered = bench.admin_asks("/stats")
        seconds, told = await bench.chatting(answered)
        print(f"/stats in {seconds:.1f} s: {told}", flush=True)
        assert await bot.stopped() == 0


async def _deletion(bench: Bench, part: int) -> None:
    with bench.bot(NIGHT) as bot:
        await bench.answers()
        seconds, told = await bench.chatting(bench.deleted)
        print(f"deletion of {part:,} in {seconds:.0f} s: {told}", flush=True)
        assert await bot.stopped() == 0


async def _wave(bench: Bench, part: int) -> None:
    with bench.bot(MONDAY_NOON) as bot:
        await bench.answers()
        seconds, told = await bench.chatting(lambda: bench.reminded() >= part // 2)
        print(f"half of {part:,} reminders in {seconds:.0f} s: {told}", flush=True)
        assert await bot.stopped() == 0
    with bench.bot(MONDAY_NOON + timedelta(minutes=10)) as bot:
        print(f"restart: first reply {await bench.answers():.2f} s after it", flush=True)
        seconds, told = await bench.chatting(lambda: bench.reminded() >= part)
        print(f"the rest in {seconds:.0f} s: {told}", flush=True)
        assert await bot.stopped() == 0


PHASES = {"stats": _stats, "deletion": _deletion, "wave": _wave}


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the address of an empty database: a file, or one of a server that syncs to disk as they do."""
    if kind == "sqlite":
        yield f"sqlite:////{str(folder / 'bot.sqlite3').lstrip('/')}"
        return
    with server(("shared_buffers=512MB", "max_wal_size=4GB")) as running:
        yield running.new_database()


def run_bot() -> int:
    """Run the bot with its clock set to another time."""
    import bot.app
    import bot.serve
    from bot.__main__ import main as run

    shift = timedelta(seconds=float(os.environ[SHIFT]))
    bot.serve.started = partial(bot.serve.started, clock=lambda: bot.app.now() + shift)
    return run([])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--owners", type=int, default=1_000_000)
    parser.add_argument("--part", type=int, default=100_000, help="how many are deleted, and how many are reminded")
    parser.add_argument("--only", choices=PHASES, nargs="+", default=[*PHASES])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(options.database, Path(folder)) as url:
        asyncio.run(measure(url, options.owners, options.part, Path(folder), options.only))


if __name__ == "__main__":
    if sys.argv[1:] == ["--bot"]:
        sys.exit(run_bot())
    main()
