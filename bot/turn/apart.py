"""Takes a failed turn apart: into halves, then single updates; one that fails alone, time and again, is put aside.

So no update blocks another. Where nothing at all can be written, the database is away and the update is not to blame:
then nothing is put aside, and everything comes again.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.core.clock import Sleep
from bot.core.events import Event
from bot.turn.witness import Witness
from storage.database import Database, out_of_room
from storage.health import write_something

PAUSES = (0.1, 1.0)  # seconds before the second and the third try of an update that fails alone
APART_FOR = timedelta(hours=1)  # for this long after a lone failure, the updates of its chat get turns of their own


class Apart:
    """Takes turns, and takes those apart that fail.

    Args:
        database: is asked for a small write, to tell a bad update from a database that is away.
        turn: handles events together, or raises and has changed nothing.
        put_aside: keeps an event that was not handled from coming again.
        witness: is told of each turn that failed.
        sleep: waits between two tries; passed in by tests.
    """

    def __init__(
        self,
        database: Database,
        turn: Callable[[list[Event]], Awaitable[None]],
        put_aside: Callable[[Event, Exception], Awaitable[None]],
        witness: Witness,
        *,
        sleep: Sleep,
    ) -> None:
        self._database = database
        self._turn = turn
        self._put_aside = put_aside
        self._witness = witness
        self._sleep = sleep
        self._failed_at: dict[int, datetime] = {}
        self._stopping = False

    def stop(self) -> None:
        """Begin no more turns: what is not handled by now comes again."""
        self._stopping = True

    async def handle(self, events: list[Event]) -> None:
        """Return once each of some events, in their order, is handled or put aside.

        Raises:
            Exception: what kept the turn from being committed, where the database takes nothing.
        """
        now = max((event.at for event in events), default=None)
        apart = {chat for chat, at in self._failed_at.items() if now and now - at < APART_FOR}
        if together := [event for event in events if event.chat_id not in apart]:
            await self._together(together)
        for event in events:
            if event.chat_id in apart:
                await self._together([event], PAUSES[:1])

    async def _together(self, events: list[Event], pauses: Sequence[float] = PAUSES) -> None:
        try:
            await self._turn(events)
        except Exception as error:  # noqa: BLE001 -- the edge that must go on
            await self._look_into(error)
            if len(events) == 1:
                await self._again(events[0], pauses)
                return
            middle = len(events) // 2
            await self._together(events[:middle])
            await self._together(events[middle:])

    async def _again(self, event: Event, pauses: Sequence[float]) -> None:
        """Try an event that failed alone again after each of some pauses; then put it aside."""
        for pause in pauses:
            await self._sleep(pause)
            try:
                await self._turn([event])
            except Exception as error:  # noqa: BLE001 -- the edge that must go on
                await self._look_into(error)
                last = error
            else:
                return
        await self._put_aside(event, last)
        self._failed_at = {chat: at for chat, at in self._failed_at.items() if event.at - at < APART_FOR}
        self._failed_at[event.chat_id] = event.at

    async def _look_into(self, error: Exception) -> None:
        """Find out whether the event itself may be at fault: try a small write of another kind.

        Raises:
            Exception: the error, where nothing else can be written either.
        """
        self._witness.undone(error)
        if self._stopping or out_of_room(error):
            raise error
        try:
            await write_something(self._database)
        except Exception:  # noqa: BLE001 -- whatever it is, the event is not to blame
            raise error from None
