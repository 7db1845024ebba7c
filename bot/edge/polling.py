"""Polling: the offset moves, and with it Telegram forgets, only after what was fetched is committed."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.edge.gate import Sleep
from bot.edge.intake import Intake
from bot.edge.updates import ALLOWED_UPDATES
from bot.logs import Told
from bot.turn import Clock, Turns

log = logging.getLogger(__name__)

LONG_POLL = 30  # seconds Telegram holds an empty getUpdates
READ_MORE = 5  # seconds beyond that in which the answer must arrive
BATCH = 100
RETRIES = (0.1, 0.5, 1.0, 2.0, 4.0)
CONFLICT_WAIT = 5.0


async def poll(
    bot: Bot,
    turns: Turns,
    clock: Clock,
    *,
    sleep: Sleep = asyncio.sleep,
    fetched: Callable[[], None] = lambda: None,
    waiting: Callable[[], None] = lambda: None,
) -> None:
    """Fetch updates and hand them over, until cancelled.

    Args:
        bot: makes the calls.
        turns: handles the updates.
        clock: gives the time at which they were received.
        sleep: waits before a new try; passed in by tests.
        fetched: is told of every getUpdates that was answered.
        waiting: is told of every getUpdates that was answered with "later": another process polls, or too many came.

    Raises:
        InvalidToken: Telegram does not know the token (any more).
    """
    intake = Intake(bot, turns, clock, most=BATCH)
    tries = 0
    conflicts = 0
    while True:
        try:
            updates: list[dict[str, Any]] = await bot.do_api_request(
                "getUpdates",
                {
                    "offset": intake.offset,
                    "timeout": LONG_POLL,
                    "limit": BATCH,
                    "allowed_updates": list(ALLOWED_UPDATES),
                },
                read_timeout=LONG_POLL + READ_MORE,
            )
            fetched()
            conflicts = 0
            if updates:
                await intake.take(updates)
        except asyncio.CancelledError:
            await intake.close()
            raise
        except TimedOut:
            continue
        except Conflict:
            if not conflicts:
                log.warning("another process polls with this token; waiting for it to end")
            conflicts += 1
            waiting()
            await sleep(CONFLICT_WAIT)
        except RetryAfter as error:
            waiting()
            wait = error.retry_after
            await sleep(wait if isinstance(wait, int | float) else wait.total_seconds())
        except InvalidToken:
            raise
        except Exception as error:  # noqa: BLE001 -- the network, or a turn that was undone: the same updates come again
            tries = await _back_off(error, tries, sleep)
        else:
            tries = 0


async def _back_off(error: Exception, tries: int, sleep: Sleep) -> int:
    seconds = RETRIES[min(tries, len(RETRIES) - 1)]
    told = type(error).__name__ if isinstance(error, TelegramError) else Told(error)
    log.warning("cannot fetch updates (%s); next try in %.1f s", told, seconds)
    await sleep(seconds)
    return tries + 1
