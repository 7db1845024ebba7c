"""Updates that are acknowledged and not handled yet, as they came; those of a chat are handled in the order of their numbers."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from bot.core.events import ChatKind, Content, Event, TooMany
from bot.core.failures import Failure
from storage.database import Row, Statement, Transaction
from storage.processes import LEFT
from storage.updates import note_seen

log = logging.getLogger(__name__)

MOST = 2_000
"""Updates that are kept for one chat.

After a day without the bot, that is a message every half a minute from morning to night. More is an attack, which may
fill at most 30 MB of the disk.
"""
_IN_CHAT = "select update_id, chat_id, event from inbox where chat_id = :chat order by update_id limit :most"
_decoder = msgspec.json.Decoder(Event)


async def keep(tx: Transaction, events: Sequence[Event], process: str, now: datetime) -> Counter[int]:
    """Store updates that are neither handled nor stored yet; the chats must be locked.

    Where more of a chat waits than may be kept, the rest is left out until everything kept is handled. The first one
    left out is replaced by an event that tells the owner so.

    Returns:
        How many updates were left out, by chat.
    """
    if not events:
        return Counter()
    numbers = {event.update_id for event in events}
    seen, kept, waiting = await tx.fetch_each(
        ("select update_id from seen where update_id in :ids", {"ids": numbers}),
        ("select update_id from inbox where update_id in :ids", {"ids": numbers}),
        (
            "select chat_id, count(*), max(is_last) from inbox where chat_id in :chats group by chat_id",
            {"chats": {event.chat_id for event in events}},
        ),
    )
    known = {row[0] for row in (*seen, *kept)}
    count = Counter({row[0]: row[1] for row in waiting})
    full = {row[0] for row in waiting if row[2]}
    fresh: list[Event] = []
    left_out: list[Event] = []
    for event in sorted(events, key=lambda event: event.update_id):
        if event.update_id in known:
            continue
        known.add(event.update_id)
        if event.chat_id in full:
            left_out.append(event)
            continue
        count[event.chat_id] += 1
        if count[event.chat_id] > MOST:
            full.add(event.chat_id)
            left_out.append(event)
            event = replace(event, what=TooMany())  # noqa: PLW2901 -- it stands for all that is left out
        fresh.append(event)
    stored = {event.update_id for event in fresh}
    tx.run_last(
        _insert(fresh, process),
        note_seen([event.update_id for event in left_out if event.update_id not in stored], now),
    )
    return Counter(event.chat_id for event in left_out)


def _insert(events: Iterable[Event], process: str) -> Statement:
    return (
        """
        insert into inbox (update_id, chat_id, process, is_last, event)
        values (:update_id, :chat_id, :process, :is_last, :event)
        """,
        [
            {
                "update_id": event.update_id,
                "chat_id": event.chat_id,
                "process": process,
                "is_last": int(isinstance(event.what, TooMany)),
                "event": msgspec.json.encode(replace(event, name="")).decode(),
            }
            for event in events
        ],
    )


async def kept_of(tx: Transaction, chat_id: int, most: int, now: datetime) -> list[Event]:
    """Return this many of the updates that are kept for a chat, the oldest first."""
    return [_event(row, now) for row in await tx.fetch(_IN_CHAT, chat=chat_id, most=most)]


async def seen_and_behind(
    tx: Transaction, updates: Collection[int], chats: Collection[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return those of some updates that were handled before, and those of some chats for which others are kept."""
    seen, behind = await tx.fetch_each(
        ("select update_id from seen where update_id in :ids", {"ids": updates}),
        ("select distinct chat_id from inbox where chat_id in :chats", {"chats": chats}),
    )
    return frozenset(row[0] for row in seen), frozenset(row[0] for row in behind)


async def chats_left(tx: Transaction) -> frozenset[int]:
    """Return the chats whose updates were kept by a dead process; without other processes, all."""
    where = f" where {LEFT}" if tx.shared else ""
    return frozenset(row[0] for row in await tx.fetch(f"select distinct chat_id from inbox{where}"))


async def take_over(tx: Transaction, chats: Iterable[int], process: str) -> None:
    """Hand the kept updates of some chats to a process."""
    await tx.run_many(
        "update inbox set process = :process where chat_id = :chat",
        [{"chat": chat, "process": process} for chat in sorted(chats)],
    )


def drop_kept(updates: Iterable[int]) -> Statement:
    """Return the statement that drops kept updates once they are handled."""
    return "delete from inbox where update_id = :id", [{"id": update} for update in updates]


def _event(row: Row, now: datetime) -> Event:
    """Read a row; one of an older release that cannot be read becomes content that the bot cannot read."""
    update_id, chat_id, text = row
    try:
        event = _decoder.decode(text)
    except msgspec.MsgspecError as error:
        log.error("kept update %d cannot be read: %s", update_id, Failure(error))
        kind: ChatKind = "private" if chat_id > 0 else "group"
        return Event(update_id, chat_id, kind, chat_id, "en", now, Content("other"), stored=True)
    user_id = chat_id if event.user_id == event.chat_id else event.user_id  # the group may have moved
    return replace(event, chat_id=chat_id, user_id=user_id, stored=True)
