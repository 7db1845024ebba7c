"""Sorts the events of a turn: leaves out those handled before, and moves those of a group with a new id."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.core.events import Event, Migrated
from bot.turn.inbox import can_be_kept
from storage.database import Transaction
from storage.groups import move_group
from storage.inbox import seen_and_behind
from storage.updates import seen_of


def chats_of(events: Sequence[Event]) -> set[int]:
    """Return the chats that some events can change."""
    moved = {event.what.chat_id for event in events if isinstance(event.what, Migrated)}
    return {event.chat_id for event in events} | moved


async def in_turn(tx: Transaction, events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """Return what was not handled before, and apart from it what has to wait for updates that another process keeps."""
    updates = {event.update_id for event in events}
    if not tx.shared:  # what this process keeps it knows
        return _not_seen(events, await seen_of(tx, updates)), []
    seen, chats = await seen_and_behind(tx, updates, {event.chat_id for event in events})
    fresh = _not_seen(events, seen)
    behind = [event for event in fresh if event.chat_id in chats and can_be_kept(event)]
    return [event for event in fresh if event not in behind] if behind else fresh, behind


async def moved(tx: Transaction, events: Sequence[Event], now: datetime) -> list[Event]:
    """Move groups that became supergroups, and the events that came under their old id."""
    ids = {event.chat_id: event.what.chat_id for event in events if isinstance(event.what, Migrated)}
    for old, new in ids.items():
        await move_group(tx, old, new, now)
    if not ids:
        return list(events)
    return [
        replace(event, chat_id=ids.get(event.chat_id, event.chat_id), user_id=ids.get(event.user_id, event.user_id))
        for event in events
    ]


def _not_seen(events: Sequence[Event], seen: frozenset[int]) -> list[Event]:
    """Leave out what was handled before, and the second of two that came together."""
    known = set(seen) - {0}
    fresh = []
    for event in events:
        if event.update_id not in known:
            fresh.append(event)
        if event.update_id:
            known.add(event.update_id)
    return fresh
