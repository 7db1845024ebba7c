"""Chats that send more than can be answered: everything is taken, but replies that a later one replaces are not sent.

Telegram lets one message a second through to a chat. An owner who sends a hundred would otherwise be answered for
minutes, with questions that were answered long ago.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.events import Command, Content, Edited, Event, Place, Tap, Text
from bot.core.replies import Erase, File, Picture, Reply
from storage.updates import Outgoing

SHARE = 8  # replies that may wait for one chat before outdated ones are left out
SAID_AGAIN_AFTER = timedelta(minutes=10)


def is_passing(event: Event, replies: Sequence[Reply]) -> bool:
    """True if a later reply may replace these: nothing ends with them, and nothing is handed over."""
    asked = isinstance(event.what, Text | Command | Tap | Content | Edited | Place) and event.update_id
    return bool(asked) and not any(isinstance(reply, Picture | File | Erase) for reply in replies)


def thinned(replies: list[Outgoing]) -> list[Outgoing]:
    """Leave out the replies that a later one replaces, where more wait for a chat than its share.

    Three kinds are kept: the first to a chat, which may be on its way, those to its newest update, and those that are
    not passing.
    """
    if len(replies) <= SHARE:
        return replies
    of_chat: dict[int, list[Outgoing]] = {}
    for reply in replies:
        of_chat.setdefault(reply.chat_id, []).append(reply)
    left_out = {reply.id for waiting in of_chat.values() if len(waiting) > SHARE for reply in _replaced(waiting)}
    return [reply for reply in replies if reply.id not in left_out] if left_out else replies


def _replaced(waiting: list[Outgoing]) -> list[Outgoing]:
    newest = next((reply.update_id for reply in reversed(waiting) if reply.passing), None)
    return [reply for reply in waiting[1:] if reply.passing and reply.update_id != newest]


class Crowds:
    """Knows who was asked lately to send one message at a time."""

    def __init__(self) -> None:
        self._asked_at: dict[int, datetime] = {}

    def is_to_be_asked(self, event: Event, waiting: int) -> bool:
        """True, once in a while, if more replies wait for the chat of an event than are its share."""
        if waiting < SHARE or not is_passing(event, ()):
            return False
        asked_at = self._asked_at.get(event.chat_id)
        if asked_at is not None and event.at - asked_at < SAID_AGAIN_AFTER:
            return False
        self._asked_at = {chat: at for chat, at in self._asked_at.items() if event.at - at < SAID_AGAIN_AFTER}
        self._asked_at[event.chat_id] = event.at
        return True
