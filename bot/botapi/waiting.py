"""Tries again with growing pauses: /healthz says why meanwhile, and the log has one line about it."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Literal, TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.core.clock import Sleep
from bot.operator.pulse import Pulse

Result = TypeVar("Result")
Needed = Literal["token", "telegram", "database", "port"]

FIRST, LONGEST = 0.5, 15.0  # seconds between two tries
LONGEST_OF_A_TOKEN = 60.0  # only a person can help, so Telegram is asked less often
UNKNOWN_TOKEN = "Telegram does not know this token (any more); see @BotFather, and set TELEGRAM_TOKEN"  # noqa: S105 -- what is said of one
LOUD = frozenset({"token"})


def pauses(longest: float = LONGEST) -> Iterator[float]:
    """Yield the seconds between two tries: each twice as long as the one before, up to the longest."""
    seconds = FIRST
    while True:
        yield seconds
        seconds = min(seconds * 2, longest)


async def keep_trying(
    attempt: Callable[[], Awaitable[Result]],
    explain: Callable[[Exception], tuple[Needed, str] | None],
    pulse: Pulse,
    sleep: Sleep,
) -> Result:
    """Try until it works, and return what comes of it.

    Args:
        attempt: what is tried.
        explain: says what an exception is about and what is wrong; None for one that waiting does not help.
        pulse: is told of the trouble, and of its end.
        sleep: waits between two tries.

    Raises:
        Exception: the first that waiting does not help.
    """
    troubled: Needed | None = None
    growing = pauses(LONGEST_OF_A_TOKEN)
    while True:
        try:
            result = await attempt()
        except Exception as error:
            if (trouble := explain(error)) is None:
                raise
            part, what = trouble
            if troubled not in (None, part):
                pulse.over(troubled)
            troubled = part
            pulse.trouble(part, what, level=logging.ERROR if part in LOUD else logging.WARNING)
            await sleep(_pause(error, next(growing), part))
        else:
            if troubled:
                pulse.over(troubled)
            return result


def telegram_trouble(error: TelegramError) -> tuple[Needed, str]:
    """Say what keeps Telegram from answering: nothing that it says ends the bot for good."""
    if is_token_unknown(error):
        return "token", UNKNOWN_TOKEN
    return "telegram", f"cannot be reached ({kind_of(error)}); it is tried again and again"


def is_token_unknown(error: BaseException) -> bool:
    """True if the Bot API itself said that there is no such token: the 401 of a proxy or a portal does not count."""
    refusal = _refusal(error)
    # python-telegram-bot adds the number where the answer had no description, as no answer of the Bot API's.
    return refusal is not None and refusal.message.startswith("Unauthorized") and "(401)" not in refusal.message


def kind_of(error: BaseException) -> str:
    """Return what an error is called; what a server has to say is not repeated, for it may be anything."""
    return type(error).__name__ if _refusal(error) is None else "refused: is TELEGRAM_API_URL right?"


def _refusal(error: BaseException) -> InvalidToken | None:
    """Return what python-telegram-bot makes of 401 and 404, which it may have wrapped into other errors."""
    refusal: InvalidToken | None = None
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, InvalidToken):
            refusal = cause
        cause = cause.__cause__
    return refusal


def _pause(error: Exception, growing: float, part: Needed) -> float:
    seconds = growing if part == "token" else min(growing, LONGEST)
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        return max(seconds, asked.total_seconds() if isinstance(asked, timedelta) else asked)
    return seconds
