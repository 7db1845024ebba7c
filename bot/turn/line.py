"""The line in which events wait: a few of each chat at a time, so that nobody waits for another chat's flood."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.events import Event
from bot.turn.inbox import can_be_kept, is_to_be_fetched

LARGEST_TURN = 1_000
A_CHAT = 20  # updates of one chat that a turn takes


@dataclass(slots=True)
class Batch:
    """Events that arrived together, those that no turn has taken yet, and a future for when all are handled."""

    left: list[Event]
    done: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a turn takes.

    Attributes:
        batches: those of which something was taken.
        events: what is to be handled.
        to_keep: what is to be handled after everything before it of the same chat, and is stored until then.
    """

    batches: list[Batch]
    events: list[Event]
    to_keep: list[Event]


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

    def take(self, is_behind: Callable[[Event], bool] = lambda _: False) -> Taken:
        """Take what waits into a turn, a few events of each chat; what else a chat sent is to be kept, in order.

        Args:
            is_behind: true if others of its chat are kept, for which an update has to wait.
        """
        taken = Taken([], [], [])
        of_chat: Counter[int] = Counter()
        kept: set[int] = set()
        for batch in self._batches:
            if len(taken.events) + len(taken.to_keep) >= LARGEST_TURN:
                break
            left: list[Event] = []
            for event in batch.left:
                chat_id = event.chat_id
                full = of_chat[chat_id] >= A_CHAT
                if can_be_kept(event) and (full or chat_id in kept or is_behind(event) or is_to_be_fetched(event)):
                    kept.add(chat_id)
                    taken.to_keep.append(event)
                elif full:
                    left.append(event)
                else:
                    of_chat[chat_id] += 1
                    taken.events.append(event)
            if len(left) < len(batch.left):
                taken.batches.append(batch)
                batch.left = left
        return taken

    def tell(self, taken: Sequence[Batch], error: BaseException | None) -> None:
        """Tell those whose events are all done, and those whose events come again because a turn failed."""
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
