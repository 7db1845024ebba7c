"""What getUpdates brought is handled in order, except that nobody waits for the file that somebody else sent.

A file is fetched beside everything else. Telegram keeps its update, and all behind it, until it is handled: the offset
stays at the lowest one that is not, and what comes again because of that is known and passed over. So a crash loses
nothing. Only the chat that sent the file waits for it, since its next words may be about what was in it.
"""

import asyncio
import logging
from typing import Any

from telegram import Bot

from bot.botapi.files import AT_ONCE, FETCH_SECONDS, has_table, with_file, with_files
from bot.botapi.updates import LARGEST_ID, read_update
from bot.core.clock import Clock
from bot.core.events import Event
from bot.core.failures import Failure
from bot.turn.turns import Turns

log = logging.getLogger(__name__)

LOOK_AGAIN = 0.2  # seconds between two looks for updates while a file is on its way and nothing new comes


async def receive(bot: Bot, turns: Turns, clock: Clock, updates: list[dict[str, Any]]) -> None:
    """Hand updates over, however they came, and return once everything that they changed is committed.

    Raises:
        Exception: what kept the turn from being committed.
    """
    await turns.handle(await with_files(bot, events_of(updates, clock, bot.username)))


def events_of(updates: list[dict[str, Any]], clock: Clock, username: str) -> list[Event]:
    """Read a batch of updates; one that cannot be read is passed over with a line in the log."""
    events = []
    now = clock()
    for update in updates:
        try:
            event = read_update(update, now, username)
        except Exception as error:  # noqa: BLE001 -- the edge that must go on: it would come again for ever
            log.error("update %s cannot be read: %s", number_of(update), Failure(error))
            continue
        if event is not None:
            events.append(event)
    return events


def number_of(update: Any) -> Any:
    """Return what an update has as its number, if it is one that can be written in a line."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and abs(number) <= LARGEST_ID else "without a number"


class Intake:
    """Takes updates as they were fetched.

    Args:
        bot: knows its own name, and fetches files.
        turns: handles the updates.
        clock: gives the time at which they were received.
        most: how many updates come at most at once; where all of them wait, the files are given up.

    Attributes:
        offset: the lowest number that is not handled yet.
    """

    def __init__(self, bot: Bot, turns: Turns, clock: Clock, *, most: int) -> None:
        self.offset = 0
        self._bot = bot
        self._turns = turns
        self._clock = clock
        self._most = most
        self._done: set[int] = set()
        self._fetching: dict[int, tuple[Event, asyncio.Task[Event]]] = {}
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._some = asyncio.Semaphore(AT_ONCE)

    async def take(self, updates: list[dict[str, Any]]) -> None:
        """Handle what is new in a batch, and return once everything that it changed is committed, but for files on their way.

        Raises:
            Exception: what kept a turn from being committed; what it was about comes again.
        """
        self._collect()
        numbers = {number for update in updates if type(number := number_of(update)) is int}
        fresh = [update for update in updates if number_of(update) not in self._done | self._flying.keys()]
        busy = {event.chat_id for event, _ in self._fetching.values()}
        at_once: list[Event] = []
        waiting: set[int] = set()
        for event in events_of(fresh, self._clock, self._bot.username):
            if event.chat_id in busy:
                waiting.add(event.update_id)
            elif has_table(event):
                busy.add(event.chat_id)
                self._send_for(event)
            else:
                at_once.append(event)
        await self._turns.handle(at_once)
        self._done |= numbers - waiting - self._flying.keys()
        if self._flying and not at_once:
            await self._wait(full=len(updates) >= self._most)
        left = numbers - self._done
        self.offset = min(left) if left else 1 + max(numbers)
        self._done = {number for number in self._done if number >= self.offset}

    async def close(self) -> None:
        """Leave the files that are on their way; their updates come again."""
        left = [*self._flying.values()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _send_for(self, event: Event) -> None:
        fetching = asyncio.ensure_future(self._fetched(event))
        self._fetching[event.update_id] = event, fetching
        self._flying[event.update_id] = asyncio.ensure_future(self._handled(event, fetching))

    async def _fetched(self, event: Event) -> Event:
        try:
            async with asyncio.timeout(FETCH_SECONDS), self._some:
                return await with_file(self._bot, event)
        except TimeoutError:
            return event

    async def _handled(self, event: Event, fetching: asyncio.Task[Event]) -> None:
        try:
            await asyncio.wait([fetching])
            await self._turns.handle([event if fetching.cancelled() else fetching.result()])
            self._done.add(event.update_id)
        finally:
            fetching.cancel()
            del self._fetching[event.update_id]

    async def _wait(self, *, full: bool) -> None:
        """Wait a moment for files; where nothing else can be seen for all that waits, do without them."""
        if full:
            for _, fetching in self._fetching.values():
                fetching.cancel()  # its owner is told to send it once more
        await asyncio.wait(self._flying.values(), timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)

    def _collect(self) -> None:
        """Forget the flights that ended.

        Raises:
            Exception: what kept the turn of one from being committed.
        """
        ended = {number: task for number, task in self._flying.items() if task.done()}
        for number in ended:
            del self._flying[number]
        for task in ended.values():
            task.result()
