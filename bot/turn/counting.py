"""The counts for /stats: they take seconds where there are many owners, and no turn waits for them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from msgspec.structs import replace

from bot.core.clock import Clock
from bot.core.events import Command, Counted, Event
from bot.core.failures import Failure
from bot.core.stats import STATS
from storage.database import Database
from storage.stats import load_stats

log = logging.getLogger(__name__)


class Counting:
    """Counts beside the turns, and hands over what admins then are told as something that happened.

    A crash meanwhile loses the answer; the admin asks again.

    Args:
        database: where everything is kept.
        handle: takes an event into a turn.
        clock: gives the time (aware, UTC).
        admins: the ids of those who may ask; for others, and in a group, /stats is an unknown command.
    """

    def __init__(
        self,
        database: Database,
        handle: Callable[[Sequence[Event]], Awaitable[None]],
        clock: Clock,
        admins: frozenset[int],
    ) -> None:
        self._database = database
        self._handle = handle
        self._clock = clock
        self._admins = admins
        self._tasks: set[asyncio.Task[None]] = set()

    def apart(self, events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
        """Return the events to be decided now, and those that need counts first."""
        asked = [event for event in events if self._is_for_counts(event)] if self._admins else []
        return [event for event in events if event not in asked], asked

    def begin(self, asked: Sequence[Event]) -> None:
        """Count for those who asked, once for all of them; call it after the commit."""
        if asked:
            task = asyncio.create_task(self._count(asked))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Return once everybody who asked has the answer."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def stop(self) -> None:
        """Count no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _count(self, asked: Sequence[Event]) -> None:
        try:
            async with self._database.beside() as tx:
                counted = Counted(await load_stats(tx, self._clock()))
            await self._handle([replace(event, update_id=0, what=counted) for event in asked])
        except Exception as error:  # noqa: BLE001 -- the admin asks again; nobody else is concerned
            log.error("cannot count what was asked for: %s", Failure(error))

    def _is_for_counts(self, event: Event) -> bool:
        return (
            event.user_id in self._admins
            and event.chat_kind == "private"
            and isinstance(event.what, Command)
            and event.what.name == STATS
        )
