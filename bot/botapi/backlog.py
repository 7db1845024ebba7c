"""What a former process left unsent, read in slices: a hundred thousand replies are neither all in memory nor all at once.

In a chat the older replies go first: whatever else is left of it is read as soon as anything is to be sent to it. Who
chats now goes before all that was left.
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
PAUSE = 0.2  # seconds between two looks whether there is room for the next slice, or after a failure


class Backlog:
    """The replies of a former process that are not in hand yet.

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
        """Look how much was left; what is put out from now on is not."""
        async with self._database.reading() as tx:
            self.count, self._until = await count_left(tx)

    async def hand_over(self, take: Callable[[list[Outgoing]], None], in_hand: Callable[[], int]) -> None:
        """Hand over slice by slice, each when most of the one before is sent.

        Args:
            take: puts replies in hand.
            in_hand: counts the chats for which there are some.
        """
        while self._after < self._until:
            try:
                if in_hand() <= SLICE // 2:
                    take(await self._next())
                    continue
            except Exception as error:  # noqa: BLE001 -- tried again
                log.error("cannot read what was left over: %s", Failure(error))
            await asyncio.sleep(PAUSE)

    async def of_chat(self, chat_id: int) -> list[Outgoing]:
        """Return what is left for one chat and not in hand yet."""
        while self._after < self._until:
            try:
                async with self._database.reading() as tx:
                    rows = await left_in_chat(tx, chat_id, self._until)
            except Exception as error:  # noqa: BLE001 -- tried again
                log.error("cannot read what was left over: %s", Failure(error))
                await asyncio.sleep(PAUSE)
                continue
            found = [_aside(row) for row in rows if row.id > self._after and row.id not in self._ahead]
            self._ahead.update(row.id for row in found)
            return found
        return []

    async def _next(self) -> list[Outgoing]:
        async with self._database.reading() as tx:
            rows = await left_over(tx, self._after, self._until, SLICE)
        found = [_aside(row) for row in rows if row.id not in self._ahead]
        self._after = rows[-1].id if len(rows) == SLICE else self._until
        self._ahead = {number for number in self._ahead if number > self._after}
        return found


def _aside(reply: Outgoing) -> Outgoing:
    """Let a reply go after those to whoever chats now."""
    return replace(reply, urgent=False)
