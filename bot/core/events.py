"""What can happen to the bot: small frozen values, read once from Telegram's updates in ``bot.botapi``, written as JSON."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.core.stats import Stats

ChatKind = Literal["private", "group"]


class Command(Struct, frozen=True, tag=True):
    """A command such as ``/start checkup``: its name without the slash, and what follows it."""

    name: str
    argument: str
    message_id: int


class Text(Struct, frozen=True, tag=True):
    """A message of words."""

    text: str
    message_id: int


class Edited(Struct, frozen=True, tag=True):
    """New words for a message that was sent before, at a moment that comes with it."""

    text: str
    message_id: int
    sent_at: datetime


class Tap(Struct, frozen=True, tag=True):
    """A press of a button, perhaps of a very old one.

    Attributes:
        message_id: the message that the button is under; 0 where that is not told.
    """

    data: str
    callback_id: str
    message_id: int = 0


class Place(Struct, frozen=True, tag=True):
    """A shared location, in degrees."""

    latitude: float
    longitude: float


class Content(Struct, frozen=True, tag=True):
    """Anything that the bot cannot read: a sticker, a photo, a voice note."""

    kind: str


class Document(Struct, frozen=True, tag=True):
    """A file.

    Attributes:
        content: what is in it; None where it was not fetched, being no table, too large, or out of reach.
        table: what was read in it beforehand, if it was, so that no turn waits for that; the owner's data know its kind.
    """

    file_id: str
    name: str
    size: int
    content: bytes | None = None
    table: object = None


class Blocked(Struct, frozen=True, tag=True):
    """The owner blocked the bot, or threw it out of the group."""


class Left(Struct, frozen=True, tag=True):
    """Somebody left a group, or was removed from it; the event counts as theirs even then."""


class Joined(Struct, frozen=True, tag=True):
    """The bot was added to a group, for the first time or once more."""


class Unblocked(Struct, frozen=True, tag=True):
    """The owner let the bot in again."""


class Migrated(Struct, frozen=True, tag=True):
    """The group became a supergroup, under another id."""

    chat_id: int


class Inline(Struct, frozen=True, tag=True):
    """Words typed after the bot's name in any chat, to be answered with a card."""

    query_id: str
    text: str


class Due(Struct, frozen=True, tag=True):
    """The time came to look at a chat by itself: a nudge, a weekly check-in."""

    kind: str


class Counted(Struct, frozen=True, tag=True):
    """An admin asked for the bot's figures, and everything was counted for the answer."""

    stats: Stats


class TooMany(Struct, frozen=True, tag=True):
    """The first of a chat's updates that were left out, because so many before it are kept and not handled yet."""


OwnerEvent = Command | Text | Edited | Tap | Place | Content | Document
"""What one person says or does in a chat."""

What = OwnerEvent | Migrated | Inline | Due | Counted | TooMany | Blocked | Left | Joined | Unblocked


class Event(Struct, frozen=True):
    """Something that happened in one chat.

    Attributes:
        update_id: Telegram's number for it; what comes twice has the same one. 0 for what Telegram did not send.
        chat_id: where it happened.
        chat_kind: a private chat or a group.
        user_id: who did it. Anonymous admins of a group are all the same one: the group itself, by its own id.
        language: the language of that person's Telegram, such as ``en`` or ``pt-BR``.
        at: when the bot received it (aware, UTC).
        what: what it was.
        name: the first name of who did it; used in replies, never kept.
        thread: the topic of a forum in which it happened; 0 outside of topics, None where that is not told.
        after_repeat: a message was said to this chat a second time a moment ago, after a crash.
        stored: it was kept for a while, acknowledged and not handled.
    """

    update_id: int
    chat_id: int
    chat_kind: ChatKind
    user_id: int
    language: str
    at: datetime
    what: What
    name: str = ""
    thread: int | None = None
    after_repeat: bool = False
    stored: bool = False
