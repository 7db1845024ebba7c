"""The tick: puts what is due into turns as events, a few at a time, after owners who are chatting."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.botapi.outbox import Outbox
from bot.checkins.reminding import business_of
from bot.core.clock import Clock, Sleep, Time
from bot.core.events import Due, Event
from bot.core.failures import Failure
from bot.turn.turns import Turns
from storage.database import Database, from_text
from storage.processes import share_of, take_back_due
from storage.wakes import due_anew, due_wakes, first_due, note_alive
from storage.weeks import not_reminded

log = logging.getLogger(__name__)

EVERY = 15.0  # seconds between two looks
AT_ONCE = 100  # chats a look; what is due beyond them waits until there is room for more messages
PORTION = 25  # chats a turn at most: owners who chat wait for one turn
FEWEST = 5  # with smaller turns, the fixed cost of a turn would be paid too often
TURN = 0.05  # seconds such a turn may take; where the machine or the database is slow, it takes fewer chats
AGAIN = 1.0  # seconds until the next look at most, where there is more


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found.

    Attributes:
        more: whether there may be more.
        behind: for how many seconds the first thing had been due.
    """

    more: bool
    behind: float


class Portions:
    """Puts events into turns: as many at once as fit the time that owners who chat may have to wait.

    Args:
        handle: takes a turn.
        time: gives the seconds that a turn is measured in; passed in by tests.
    """

    def __init__(self, handle: Callable[[Sequence[Event]], Awaitable[None]], time: Time = time.perf_counter) -> None:
        self._handle = handle
        self._time = time
        self._size = PORTION

    async def handle(self, events: Sequence[Event]) -> None:
        """Return once all of these are handled."""
        start = 0
        while some := events[start : start + self._size]:
            began = self._time()
            await self._handle(some)
            self._size = _fitting(len(some), self._time() - began)
            start += len(some)


def _fitting(events: int, seconds: float) -> int:
    """Return how many events fit into a turn, if so many took this long; at most twice as many as were tried."""
    fitting = int(events * TURN / seconds) if seconds else PORTION
    return max(FEWEST, min(PORTION, 2 * events, fitting))


async def take_back(database: Database, clock: Clock) -> int:
    """Decide unsent reminders of a crashed process again; return how many.

    Hours may have passed: it may be night by now, too late for that week, or another one may be due.
    """
    async with database.transaction() as tx:
        left = await take_back_due(tx)
        for reply in left:
            if (number := business_of(reply.due or "")) is not None:
                await not_reminded(tx, reply.chat_id, number, from_text(reply.created_at))
        await due_anew(tx, [(reply.chat_id, reply.due) for reply in left if reply.due], clock())
    return len(left)


async def tick(
    database: Database,
    turns: Turns,
    outbox: Outbox,
    clock: Clock,
    *,
    sleep: Sleep = asyncio.sleep,
    ticked: Callable[[float], None] = lambda _: None,
) -> None:
    """Look for what is due, until cancelled.

    Args:
        database: where it is kept.
        turns: handles it.
        outbox: sends what comes of it; while it writes to many chats, nothing more is looked for.
        clock: gives the time (aware, UTC).
        sleep: waits between two looks.
        ticked: is told of every look, and for how many seconds the first thing had been due.
    """
    portions = Portions(turns.handle)
    while True:
        more = False
        try:
            looked = await look(database, turns, outbox, clock, portions=portions)
            ticked(looked.behind)
            more = looked.more
        except Exception as error:  # noqa: BLE001 -- the next look finds the same
            log.error("cannot look for what is due: %s", Failure(error))
        await sleep(min(AGAIN, outbox.seconds_for(AT_ONCE)) if more else EVERY)


async def look(
    database: Database,
    turns: Turns,
    outbox: Outbox,
    clock: Clock,
    *,
    portions: Portions | None = None,
) -> Looked:
    """Handle what is due now, in portions that fit the turns so far."""
    now = clock()
    full = outbox.full
    async with database.transaction() as tx:
        await note_alive(tx, now)
        first = await first_due(tx)
        share = await share_of(tx, outbox.process)
        due = [] if full else await due_wakes(tx, now, AT_ONCE, share)
    await turns.resume()
    events = [Event(0, chat_id, "private", chat_id, "en", now, Due(kind)) for chat_id, kind in due]
    await (portions or Portions(turns.handle)).handle(events)
    return Looked(full or len(due) == AT_ONCE, max((now - first).total_seconds(), 0.0) if first else 0.0)
