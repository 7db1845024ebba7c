"""The line in which events wait for their turn: a few of each chat at a time, so that nobody waits for all of another's."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.events import Event

LARGEST_TURN = 1_000
A_CHAT = 20  # updates of one chat that a turn takes


@dataclass(slots=True)
class Batch:
    """Events that arrived together, those of them that no turn has taken yet, and the promise to tell when all are done."""

    left: list[Event]
    done: asyncio.Future[None]


class Line:
    """Events that wait."""

    def __init__(self) -> None:
        self._batches: list[Batch] = []
        self._something = asyncio.Event()

    def join(self, events: Sequence[Event]) -> asyncio.Future[None]:
        """Put events at the end; what is returned is done once all of them are handled."""
        batch = Batch(list(events), asyncio.get_running_loop().create_future())
        self._batches.append(batch)
        self._something.set()
        return batch.done

    async def something(self) -> None:
        """Return once anything waits."""
        await self._something.wait()

    def take(self) -> tuple[list[Batch], list[Event]]:
        """Take what waits into a turn, a few events of each chat: what else a chat sent waits for the next, in order.

        Returns:
            The batches of which something was taken, and what was taken.
        """
        taken: list[Batch] = []
        events: list[Event] = []
        of_chat: Counter[int] = Counter()
        for batch in self._batches:
            if len(events) >= LARGEST_TURN:
                break
            left: list[Event] = []
            for event in batch.left:
                (events if of_chat[event.chat_id] < A_CHAT else left).append(event)
                of_chat[event.chat_id] += 1
            if len(left) < len(batch.left):
                taken.append(batch)
                batch.left = left
        return taken, events

    def tell(self, taken: Sequence[Batch], error: BaseException | None) -> None:
        """Return whose events are all done, and whose will come again because a turn failed."""
        for batch in taken:
            if error is not None:
                batch.left.clear()
            if batch.left or batch.done.done():
                continue
            if error is None:
                batch.done.set_result(None)
            else:
                batch.done.set_exception(error)
        self._batches = [batch for batch in self._batches if batch.left]
        if not self._batches:
            self._something.clear()
