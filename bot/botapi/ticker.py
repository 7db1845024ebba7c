"""The tick: what is due is put into a turn as events, a few at a time, behind whoever is chatting."""

import asyncio
import logging
from collections.abc import Callable

from bot.botapi.outbox import Outbox
from bot.checkins.reminding import business_of
from bot.core.clock import Clock, Sleep
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
PORTION = 25  # chats a turn: whoever chats waits for one at most
AGAIN = 1.0  # seconds until the next look at most, where there is more


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
    while True:
        try:
            more = await look(database, turns, outbox, clock, ticked=ticked)
        except Exception as error:  # noqa: BLE001 -- the next look finds the same
            log.error("cannot look for what is due: %s", Failure(error))
            more = False
        await sleep(min(AGAIN, outbox.seconds_for(AT_ONCE)) if more else EVERY)


async def look(
    database: Database,
    turns: Turns,
    outbox: Outbox,
    clock: Clock,
    *,
    ticked: Callable[[float], None] = lambda _: None,
) -> bool:
    """Handle what is due now; True if there may be more."""
    now = clock()
    full = outbox.full
    async with database.transaction() as tx:
        await note_alive(tx, now)
        first = await first_due(tx)
        share = await share_of(tx, outbox.process)
        due = [] if full else await due_wakes(tx, now, AT_ONCE, share)
    await turns.resume()
    events = [Event(0, chat_id, "private", chat_id, "en", now, Due(kind)) for chat_id, kind in due]
    for start in range(0, len(events), PORTION):
        await turns.handle(events[start : start + PORTION])
    ticked(max((now - first).total_seconds(), 0.0) if first else 0.0)
    return full or len(due) == AT_ONCE
