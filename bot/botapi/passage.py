"""Whether Telegram answers at all: asked when no other call shows it, and after each time-out."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from telegram.error import TelegramError

from bot.core.clock import Sleep

MOST = 12  # how often Telegram is asked before sending goes on all the same
EVERY = 2.0  # seconds between two of them


class Passage:
    """The way to Telegram.

    Args:
        call: makes a call of the Bot API.
        sleep: waits this many seconds.

    Attributes:
        watched: a reply timed out, and Telegram has not answered since.
        open: set while replies may pass.
    """

    def __init__(self, call: Callable[[str, Mapping[str, Any]], Awaitable[Any]], sleep: Sleep) -> None:
        self._call = call
        self._sleep = sleep
        self.watched = False
        self.open = asyncio.Event()

    async def is_open(self) -> bool:
        """Ask Telegram who the bot is: True if it answers."""
        try:
            await self._call("getMe", {})
        except TelegramError:
            return False
        return True

    def watch(self) -> Coroutine[Any, Any, None]:
        """Close the way; return what asks until Telegram answers, or for some minutes, and opens it again."""
        self.watched = True
        self.open.clear()
        return self._watch()

    async def _watch(self) -> None:
        try:
            for _ in range(MOST):
                if await self.is_open():
                    break
                await self._sleep(EVERY)
        finally:
            self.watched = False
            self.open.set()
