"""Owners who have been idle for too long are deleted, after one warning; off unless the operator sets a number of days."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.failures import Failure
from bot.core.operator import notice_days
from storage.database import Database
from storage.owner_data import erase_idle, idle_chats, warn_idle

log = logging.getLogger(__name__)

PORTION = 50  # owners a transaction: the next turn waits for one at most
AT_HOUR = 3  # UTC; the warnings wait for the owner's own morning


async def retain(database: Database, now: datetime, days: int) -> tuple[int, int]:
    """Delete owners who have been idle for this many days and were warned in time; warn those whose time is near.

    Args:
        database: where owners are kept.
        now: the time (aware).
        days: how long an owner may be idle; with 0 nothing is done.

    Returns:
        How many were deleted, and how many are to be warned.
    """
    if days <= 0:
        return 0, 0
    idle, notice = timedelta(days=days), timedelta(days=notice_days(days))
    async with database.beside() as tx:
        chats = await idle_chats(tx, seen_before=now - idle + notice)
    erased = warned = 0
    for first in range(0, len(chats), PORTION):  # turns are taken between two transactions
        portion = chats[first : first + PORTION]
        async with database.transaction() as tx:
            erased += await erase_idle(tx, portion, seen_before=now - idle, warned_before=now - notice)
            warned += await warn_idle(tx, portion, seen_before=now - idle + notice, now=now)
    if erased:
        await database.sweep()
        log.info("deleted %d owners who had been idle for %d days", erased, days)
    return erased, warned


async def retain_nightly(
    database: Database, clock: Callable[[], datetime], days: int, *, sleep: Callable[[float], Awaitable[Any]]
) -> None:
    """Look for idle owners every night, until cancelled; with 0 days, never."""
    while days > 0:
        now = clock()
        await sleep((next_night(now) - now).total_seconds())
        try:
            await retain(database, clock(), days)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 -- the next night finds the same
            log.error("cannot look for idle owners: %s", Failure(error))


def next_night(now: datetime) -> datetime:
    """Return the next time at which idle owners are looked for."""
    tonight = now.astimezone(UTC).replace(hour=AT_HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight > now else tonight + timedelta(days=1)
