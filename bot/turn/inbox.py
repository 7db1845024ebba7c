"""Updates that are acknowledged before they are handled, so that nobody else waits for them: each is stored as it came.

These are the updates of a chat that sends more than a turn takes, those with a file that is to be fetched first, and
whatever the same chat sends before all of these are handled. They are handled a few at a time, in their order; each is
deleted from the inbox by the commit that handles it, so that a crash loses none and handles none twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from bot.core.clock import Clock, Sleep
from bot.core.events import Document, Event, Migrated
from bot.core.failures import Failure
from bot.owner_data.table import is_table
from bot.turn.witness import Witness
from storage.database import Database, Transaction
from storage.inbox import chats_left, keep, kept_of, take_over
from storage.processes import Process

log = logging.getLogger(__name__)

A_FEW = 20  # updates of a chat that are read at a time
QUIET = 0.05  # a flood is handled once its chat has been silent for this many seconds
LOOKS = 40
PAUSE = 1.0  # seconds before the next try, where something failed

Fetch = Callable[[Event], Awaitable[Event]]
"""Fetch the file that came with an event, if one did."""


def can_be_kept(event: Event) -> bool:
    """True if an update can wait: Telegram gave it a number, and it says nothing of where the chat itself is."""
    return bool(event.update_id) and not event.stored and not isinstance(event.what, Migrated)


def is_to_be_fetched(event: Event) -> bool:
    """True if a file goes with an event that nobody has tried to fetch."""
    what = event.what
    return isinstance(what, Document) and is_table(what) and what.content is None and not event.stored


class UpdateInbox:
    """Keeps updates, and has them handled.

    Args:
        database: where they are kept.
        handle: returns once events are handled, or put aside.
        process: tells as which process this one handles them.
        clock: gives the time (aware, UTC).
        witness: is told of updates that are left out.
        fetch: fetches files; passed in from where they come.
        sleep: waits before the next try; passed in by tests.
    """

    def __init__(
        self,
        database: Database,
        handle: Callable[[Sequence[Event]], Awaitable[None]],
        process: Callable[[], Process],
        clock: Clock,
        witness: Witness,
        *,
        fetch: Fetch | None,
        sleep: Sleep,
    ) -> None:
        self._database = database
        self._handle = handle
        self._process = process
        self._clock = clock
        self._witness = witness
        self._fetch = fetch
        self._sleep = sleep
        self._handling: dict[int, asyncio.Task[None]] = {}
        self._more: set[int] = set()
        self._told: set[int] = set()  # of which the operator knows that updates are left out
        self._empty = asyncio.Event()
        self._empty.set()

    def is_behind(self, event: Event) -> bool:
        """True if an update has to wait for others of its chat that are kept."""
        return event.chat_id in self._handling

    async def keep(self, events: Sequence[Event]) -> None:
        """Store updates, to be handled once those before them are.

        Raises:
            Exception: what kept this from being committed.
        """
        chats = {event.chat_id for event in events}
        async with self._database.transaction() as tx:
            await tx.lock(chats)
            left_out = await self.keep_in(tx, events)
        self.begin(chats, left_out)

    async def keep_in(self, tx: Transaction, events: Sequence[Event]) -> Mapping[int, int]:
        """Store updates with a transaction that holds their chats, and return how many were left out, by chat."""
        return await keep(tx, events, self._process().name, self._clock())

    async def resume(self) -> None:
        """Handle what a dead process kept."""
        async with self._database.reading() as tx:
            left = await chats_left(tx)
        if left and self._database.shared:
            async with self._database.transaction() as tx:
                await take_over(tx, left, self._process().name)
        self.begin(left)

    def begin(self, chats: Iterable[int], left_out: Mapping[int, int] | None = None) -> None:
        """Handle what is kept for some chats, with the number of updates left out of each."""
        for chat_id, count in (left_out or {}).items():
            self._witness.left_out(chat_id, count, known=chat_id in self._told)
            self._told.add(chat_id)
        for chat_id in chats:
            if chat_id in self._handling:
                self._more.add(chat_id)
            else:
                self._handling[chat_id] = asyncio.ensure_future(self._handle_all(chat_id))
                self._empty.clear()

    async def idle(self) -> None:
        """Return once everything that is kept is handled."""
        await self._empty.wait()

    async def stop(self) -> None:
        """Leave what is not handled to the next process."""
        tasks = list(self._handling.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _handle_all(self, chat_id: int) -> None:
        """Handle what is kept for a chat, a few at a time, until nothing is."""
        try:
            rows: list[Event] = []
            self._more.add(chat_id)
            while rows or chat_id in self._more:
                try:
                    if chat_id in self._more:
                        await self._until_quiet(chat_id)
                    rows = await self._next(chat_id)
                    await self._handle(rows)
                except Exception as error:  # noqa: BLE001 -- tried again
                    log.error("kept updates are not handled: %s", Failure(error))
                    self._more.add(chat_id)
                    await self._sleep(PAUSE)
        finally:
            del self._handling[chat_id]
            self._told.discard(chat_id)
            if not self._handling:
                self._empty.set()

    async def _until_quiet(self, chat_id: int) -> None:
        """Return once nothing more of a chat comes in, or after a while although it does."""
        for _ in range(LOOKS):
            self._more.discard(chat_id)
            await asyncio.sleep(QUIET)
            if chat_id not in self._more:
                return
        self._more.discard(chat_id)

    async def _next(self, chat_id: int) -> list[Event]:
        """Return the next few updates of a chat, up to the first with a file, which is fetched."""
        async with self._database.reading() as tx:
            rows = await kept_of(tx, chat_id, A_FEW, self._clock())
        for number, event in enumerate(rows):
            if isinstance(event.what, Document) and is_table(event.what):
                return [*rows[:number], await self._fetched(event)]
        return rows

    async def _fetched(self, event: Event) -> Event:
        try:
            return await self._fetch(event) if self._fetch else event
        except Exception as error:  # noqa: BLE001 -- its owner is told that it did not come
            log.error("a file is not fetched: %s", Failure(error))
            return event
