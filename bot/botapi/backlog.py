"""Replies that an earlier process left unsent: read in slices, so that a hundred thousand never fill the memory.

Within a chat the older replies go first: all that is left for it is read as soon as anything is to be sent to it.
Replies to owners who are chatting now go before all of these.
"""

import asyncio
import logging
from collections.abc import Callable

from msgspec.structs import replace

from bot.core.failures import Failure
from storage.database import Database
from storage.updates import Outgoing, count_left, left_in_chat, left_over

log = logging.getLogger(__name__)

SLICE = 1_000
PAUSE = 0.2  # seconds between two checks for room for the next slice, and after a failure


class Backlog:
    """The replies of an earlier process that are not queued yet.

    Attributes:
        count: how many there were.
    """

    def __init__(self, database: Database) -> None:
        self.count = 0
        self._database = database
        self._after = 0
        self._until = 0
        self._ahead: set[int] = set()

    async def begin(self) -> None:
        """Count what was left; replies that are stored from now on are not part of it."""
        async with self._database.reading() as tx:
            self.count, self._until = await count_left(tx)

    async def hand_over(self, enqueue: Callable[[list[Outgoing]], None], queued_chats: Callable[[], int]) -> None:
        """Hand over slice by slice, each when most of the one before is sent.

        Args:
            enqueue: queues replies to be sent.
            queued_chats: counts the chats for which some are queued.
        """
        while self._after < self._until:
            try:
                if queued_chats() <= SLICE // 2:
                    enqueue(await self._next())
                    continue
            except Exception as error:  # noqa: BLE001 -- tried again
                log.error("cannot read what was left over: %s", Failure(error))
            await asyncio.sleep(PAUSE)

    async def of_chat(self, chat_id: int) -> list[Outgoing]:
        """Return what is left for one chat and not queued yet."""
        while self._after < self._until:
            try:
                async with self._database.reading() as tx:
                    rows = await left_in_chat(tx, chat_id, self._until)
            except Exception as error:  # noqa: BLE001 -- tried again
                log.error("cannot read what was left over: %s", Failure(error))
                await asyncio.sleep(PAUSE)
                continue
            found = [_less_urgent(row) for row in rows if row.id > self._after and row.id not in self._ahead]
            self._ahead.update(row.id for row in found)
            return found
        return []

    async def _next(self) -> list[Outgoing]:
        async with self._database.reading() as tx:
            rows = await left_over(tx, self._after, self._until, SLICE)
        found = [_less_urgent(row) for row in rows if row.id not in self._ahead]
        self._after = rows[-1].id if len(rows) == SLICE else self._until
        self._ahead = {number for number in self._ahead if number > self._after}
        return found


def _less_urgent(reply: Outgoing) -> Outgoing:
    """Let a reply go after those to owners who are chatting now."""
    return replace(reply, urgent=False)
