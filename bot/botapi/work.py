"""Work that is done beside everything else, and the moment at which all of it is done."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from bot.core.failures import Failure

log = logging.getLogger(__name__)


class Work:
    """Runs pieces of work beside each other."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    def start(self, piece: Coroutine[Any, Any, None]) -> None:
        """Start a piece of work; an error in it is logged, and ends it alone."""
        task = asyncio.ensure_future(piece)
        self._tasks.add(task)
        self._idle.clear()
        task.add_done_callback(self._ended)

    async def idle(self) -> None:
        """Return once nothing is being done."""
        await self._idle.wait()

    async def stop(self) -> None:
        """Leave everything that is being done, and return once it is left."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("sending stopped: %s", Failure(error))
        if not self._tasks:
            self._idle.set()
