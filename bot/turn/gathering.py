"""The chats that a turn is about: read as far as most decisions need, and further where a decision asks for more.

A decision that asks for what is not loaded raises :class:`bot.core.loading.NotLoadedError`. All events of a turn are decided
first, so that what they ask for is read together.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.core.events import Event, Tap
from bot.core.loading import ChatPart
from bot.core.records import Chat
from bot.dialogue.taps import session_of
from storage.chats import Changes, load_chats
from storage.database import Transaction
from storage.weeks import with_books


class Gathered:
    """The chats of a turn.

    Args:
        tx: the transaction to read in.
        now: the time.

    Attributes:
        chats: by id, as they are after what was decided so far.
    """

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self.chats: dict[int, Chat] = {}
        self._tx = tx
        self._now = now
        self._read: dict[int, Chat] = {}
        self._weeks: set[int] = set()

    def changes(self) -> Changes:
        """Return what differs from what was read."""
        changes = Changes()
        for chat_id, chat in self.chats.items():
            changes.add(self._read.get(chat_id), chat)
        return changes

    async def load(self, events: Sequence[Event], asked: Mapping[int, ChatPart]) -> None:
        """Read the chats of some events afresh, with what was asked for; what was decided before must be written.

        Args:
            events: those to be decided.
            asked: which part of which chat.
        """
        everything = {chat_id for chat_id, part in asked.items() if part == "everything"}
        every_week = everything | {chat_id for chat_id, part in asked.items() if part == "every week"}
        self._weeks |= asked.keys()
        chats = await load_chats(self._tx, {e.chat_id for e in events}, _mentioned(events), whole=everything)
        self._read = await with_books(self._tx, chats, self._weeks, self._now, whole=every_week)
        self.chats = dict(self._read)

    async def add_weeks(self, chat_ids: Iterable[int]) -> None:
        """Read the weeks of chats that were loaded without them."""
        wanted = set(chat_ids)
        self._weeks |= wanted
        read = await with_books(self._tx, {chat_id: self._read[chat_id] for chat_id in wanted}, wanted, self._now)
        for chat_id, chat in read.items():
            self._read[chat_id] = chat
            self.chats[chat_id] = replace(self.chats[chat_id], books=chat.books)


def only_weeks_are_missing(events: Sequence[Event], asked: Mapping[int, ChatPart]) -> bool:
    """True if every event that waits is about a chat of which the weeks, and nothing else, were asked for."""
    return {event.chat_id for event in events} == {chat_id for chat_id, part in asked.items() if part == "weeks"}


def _mentioned(events: Sequence[Event]) -> set[int]:
    return {number for event in events if isinstance(event.what, Tap) and (number := session_of(event.what.data))}
