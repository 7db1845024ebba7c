"""Polling: the offset moves, and with it Telegram forgets, only after what was fetched is committed."""

import asyncio
import logging
from typing import Any

from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError, TimedOut

from bot.botapi.intake import number_of, receive
from bot.botapi.updates import ALLOWED_UPDATES
from bot.botapi.waiting import LONGEST_OF_A_TOKEN, telegram_trouble
from bot.core.clock import Clock, Sleep
from bot.core.failures import Failure
from bot.operator.pulse import Pulse
from bot.turn.turns import Turns

log = logging.getLogger(__name__)

LONG_POLL = 30  # seconds Telegram holds an empty getUpdates
READ_MORE = 5  # seconds beyond that in which the answer must arrive
BATCH = 100
RETRIES = (0.1, 0.5, 1.0, 2.0, 4.0)
PASSED_OVER = 2  # failures in a row before one is reported: connections break now and then
CONFLICT_WAIT = 5.0


async def poll(bot: Bot, turns: Turns, clock: Clock, pulse: Pulse, *, sleep: Sleep = asyncio.sleep) -> None:
    """Fetch updates and hand them over, until cancelled.

    Args:
        bot: makes the calls.
        turns: handles the updates.
        clock: gives the time at which they were received.
        pulse: is told of every getUpdates that was answered, and of what is wrong while none is.
        sleep: waits before a new try; passed in by tests.
    """
    offset = 0
    tries = 0
    conflicts = 0
    patience = LONG_POLL
    while True:
        try:
            updates: list[dict[str, Any]] = await bot.do_api_request(
                "getUpdates",
                {
                    "offset": offset,
                    "timeout": patience,
                    "limit": BATCH,
                    "allowed_updates": list(ALLOWED_UPDATES),
                },
                read_timeout=patience + READ_MORE,
            )
            _fetched(pulse)
            conflicts = 0
            patience = LONG_POLL
            if updates:
                await receive(bot, turns, clock, updates)
                numbers = [number for update in updates if type(number := number_of(update)) is int]
                offset = 1 + max(numbers, default=offset - 1)
        except TimedOut:
            patience = 0  # so that it is soon known whether Telegram is there
            continue
        except Conflict:
            if not conflicts:
                log.warning("another process polls with this token; waiting for it to end")
            conflicts += 1
            pulse.beat("answered")
            await sleep(CONFLICT_WAIT)
        except RetryAfter as error:
            pulse.beat("answered")
            wait = error.retry_after
            await sleep(wait if isinstance(wait, int | float) else wait.total_seconds())
        except TelegramError as error:
            tries = await _wait_for_telegram(error, tries, pulse, sleep)
        except Exception as error:  # noqa: BLE001 -- a turn that was undone: the same updates come again
            tries = await _back_off(error, tries, sleep)
        else:
            tries = 0


async def take_waiting(bot: Bot, turns: Turns, clock: Clock) -> None:
    """Handle the first batch that waits at Telegram, without waiting for more; where that fails, it is left to polling."""
    try:
        updates = await bot.do_api_request(
            "getUpdates", {"timeout": 0, "limit": BATCH, "allowed_updates": list(ALLOWED_UPDATES)}
        )
        if updates:
            await receive(bot, turns, clock, updates)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the same comes again
        log.info("what waits is left for later (%s)", Failure(error))


def _fetched(pulse: Pulse) -> None:
    pulse.beat("fetched")
    pulse.beat("answered")
    pulse.over("telegram")
    pulse.over("token")


async def _wait_for_telegram(error: TelegramError, tries: int, pulse: Pulse, sleep: Sleep) -> int:
    """Wait before the next try, and say what is wrong unless it may be nothing."""
    part, what = telegram_trouble(error)
    if part == "token":
        pulse.over("telegram")
        pulse.trouble(part, what, level=logging.ERROR)
        pulse.beat("answered")  # a new start would not help
        await sleep(min(RETRIES[-1] * 2 ** min(tries, 9), LONGEST_OF_A_TOKEN))
    else:
        if tries >= PASSED_OVER:
            pulse.trouble(part, what)
        await sleep(RETRIES[min(tries, len(RETRIES) - 1)])
    return tries + 1


async def _back_off(error: Exception, tries: int, sleep: Sleep) -> int:
    seconds = RETRIES[min(tries, len(RETRIES) - 1)]
    if not tries:  # what is wrong with each turn is logged beside it
        log.warning("cannot handle what was fetched (%s); it is tried again and again", Failure(error))
    await sleep(seconds)
    return tries + 1
