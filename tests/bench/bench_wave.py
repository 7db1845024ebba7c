"""A Monday morning: thousands of reminders fall due in one minute, and other owners go on chatting.

    python -m tests.bench.bench_wave [OWNERS]    (10,000; about a minute)

Ticker, turns, outbox, gate and pace are the bot's own, on a SQLite file; Telegram is the emulator. Time is passed in and
jumps on whenever nobody has anything to do, so that pace and order are measured and not this machine. Printed besides, in
real time: the CPU for a message, the longest turn, and how much memory the wave took.
"""

import asyncio
import heapq
import itertools
import resource
import sys
import tempfile
import time
from collections import deque
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.app import load_catalogue
from bot.botapi.outbox import Outbox
from bot.botapi.pace import Pace
from bot.botapi.photos import Photos
from bot.botapi.ticker import tick
from bot.core.events import Command, Event
from bot.emulator import Emulator
from bot.turn.turns import Turns
from storage.database import Database, to_text
from storage.migrate import migrate
from storage.open import open_database

MONDAY_NINE = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # in Berlin
PER_SECOND = 30
CHATTING = 20  # owners who go on chatting
EVERY = 0.37  # seconds between two of their messages
HOPS = 25  # turns of the event loop after which every task that can go on has done so


class Time:
    """A time that jumps to the next moment somebody waits for, once nobody has anything to do."""

    def __init__(self) -> None:
        self.at = 0.0  # seconds from the moment at which everybody is due
        self.busy = 0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    def now(self) -> datetime:
        return MONDAY_NINE + timedelta(seconds=self.at)

    def seconds(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.at + seconds, next(self._count), woken))
        await woken

    async def pass_by(self) -> None:
        """Let the time pass, until cancelled."""
        while True:
            quiet = 0
            while quiet < HOPS:
                if self.busy or not self._waiting:
                    quiet = 0
                    await asyncio.sleep(0.0002)  # the database works in threads
                else:
                    quiet += 1
                    await asyncio.sleep(0)
            moment, _, woken = heapq.heappop(self._waiting)
            self.at = max(self.at, moment)
            if not woken.done():
                woken.set_result(None)


class Watched:
    """A database during whose work no time passes."""

    def __init__(self, database: Database, time: Time) -> None:
        self._database = database
        self._time = time
        self.longest = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def transaction(self) -> Any:
        began = time.perf_counter()
        async with self._at_work(), self._database.transaction() as tx:
            yield tx
        self.longest = max(self.longest, time.perf_counter() - began)

    @asynccontextmanager
    async def reading(self) -> Any:
        async with self._at_work(), self._database.reading() as tx:
            yield tx

    @asynccontextmanager
    async def _at_work(self) -> Any:
        self._time.busy += 1
        try:
            yield
        finally:
            self._time.busy -= 1


@dataclass
class Wave:
    """The figures of a wave.

    Attributes:
        sent: the second of each message, from the first due moment on.
        waits: the seconds that each chatting owner waited for a reply.
        held: the most replies waiting at once.
        asked: the chats that got a reminder, in order.
        longest_turn: in real seconds.
        cpu: real seconds of the whole.
        grown: how much memory, in MB, the last three quarters of the wave took beyond the first.
    """

    sent: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    held: int = 0
    asked: list[int] = field(default_factory=list)
    longest_turn: float = 0.0
    cpu: float = 0.0
    grown: float = 0.0


async def ridden(owners: int, folder: Path) -> Wave:
    """Let a wave go out, and measure it."""
    moment, wave = Time(), Wave()
    database = Watched(await open_database(f"sqlite:////{str(folder / 'wave.sqlite3').lstrip('/')}"), moment)
    await migrate(database, MONDAY_NINE)
    await _filled(database, owners)
    emulator = Emulator(now=lambda: moment.now().timestamp())
    emulator.calls = deque(maxlen=10)
    for number in range(1, owners + CHATTING + 1):
        emulator.person(number, met=True)
    bot = Bot("1:test", request=emulator, get_updates_request=emulator)
    photos, pace = Photos(database), Pace(PER_SECOND)
    outbox = Outbox(bot, database, photos, pace, moment.now, time=moment.seconds, sleep=moment.sleep)
    turns = Turns(database, load_catalogue(), outbox, moment.now)
    asked_at: dict[int, float] = {}

    def hear(shown: Any) -> None:
        if len(wave.asked) == owners:
            return  # it is over
        wave.sent.append(moment.seconds())
        wave.held = max(wave.held, outbox.waiting)
        if (since := asked_at.pop(shown.chat.id, None)) is not None:
            wave.waits.append(moment.seconds() - since)
        elif shown.chat.id <= owners:
            wave.asked.append(shown.chat.id)
        shown.chat.messages.clear()  # people forget, so that only the bot's own memory is measured

    async def chat() -> None:
        for number in itertools.count():
            await moment.sleep(EVERY)
            who = owners + 1 + number % CHATTING
            asked_at.setdefault(who, moment.seconds())
            await turns.handle([Event(number + 1, who, "private", who, "en", moment.now(), Command("help", "", 1))])

    emulator.watch(hear)
    cpu = time.process_time()
    looking = tick(database, turns, outbox, moment.now, sleep=moment.sleep)
    work = [asyncio.ensure_future(one) for one in (turns.run(), outbox.run(), looking, chat(), moment.pass_by())]
    quarter = 0.0
    while len(wave.asked) < owners:
        quarter = quarter or (len(wave.asked) > owners / 4 and _most_memory())
        await asyncio.sleep(0.02)
        if broken := next((one for one in work if one.done()), None):
            broken.result()
    wave.cpu, wave.longest_turn = time.process_time() - cpu, database.longest
    wave.grown = _most_memory() - quarter
    for one in work:
        one.cancel()
        with suppress(asyncio.CancelledError):
            await one
    await outbox.close(0)
    await database.close()
    return wave


def _most_memory() -> float:
    """Return the most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _filled(database: Database, owners: int) -> None:
    """Store owners who are all asked on Mondays at nine."""
    at, due = to_text(MONDAY_NINE - timedelta(days=7)), to_text(MONDAY_NINE)
    rows = [{"id": number, "at": at, "due": due} for number in range(1, owners + 1)]
    async with database.transaction() as tx:
        await tx.run_many(
            "insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at)"
            " values (:id, :id, 'private', 'en', 1, 0, :at, :at)",
            rows,
        )
        await tx.run_many("insert into business (chat_id, number, created_at) values (:id, 1, :at)", rows)
        await tx.run_many(
            "insert into schedule (chat_id, business, weekday, hour, minute, zone, since, started)"
            " values (:id, 1, 0, 9, 0, 'Europe/Berlin', :at, :at)",
            rows,
        )
        await tx.run_many("insert into wake (chat_id, kind, due_at) values (:id, 'checkin:1', :due)", rows)


def main() -> None:
    """Print the figures of a wave."""
    owners = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        wave = asyncio.run(ridden(owners, Path(folder)))
    print(f"{owners:,} reminders and {len(wave.waits):,} live replies in {wave.sent[-1]:,.0f} s")
    print(f"live replies waited {max(wave.waits):.2f} s at most; replies in hand at once: {wave.held} at most")
    print("in real time:")
    print(f"CPU for a message {1e3 * wave.cpu / len(wave.sent):.1f} ms, longest turn {1e3 * wave.longest_turn:.0f} ms")
    print(f"memory grew by {wave.grown:.1f} MB after the first quarter")


if __name__ == "__main__":
    main()
