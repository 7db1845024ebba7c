"""What can happen to the bot: small frozen values, read once from Telegram's updates at the edge."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.stats import Stats

ChatKind = Literal["private", "group"]


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as ``/start checkup``: its name without the slash, and what follows it."""

    name: str
    argument: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Text:
    """A message of words."""

    text: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Edited:
    """New words for a message that was sent before."""

    text: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Tap:
    """A press of a button, perhaps of a very old one."""

    data: str
    callback_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """A shared location, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Content:
    """Anything that the bot cannot read: a sticker, a photo, a voice note."""

    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file.

    Attributes:
        content: what is in it; None where it was not fetched, being no table, too large, or out of reach.
    """

    file_id: str
    name: str
    size: int
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """The owner blocked the bot, or threw it out of the group."""


@dataclass(frozen=True, slots=True)
class Unblocked:
    """The owner let the bot in again."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup, under another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Inline:
    """Words typed after the bot's name in any chat, to be answered with a card."""

    query_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """The time came to look at a chat by itself: a nudge, a weekly check-in."""

    kind: str


@dataclass(frozen=True, slots=True)
class Counted:
    """An admin asked how the bot fares, and everything was counted for the answer."""

    stats: Stats


What = (
    Migrated | Inline | Due | Counted | Command | Text | Edited | Tap | Place | Content | Document | Blocked | Unblocked
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in one chat.

    Attributes:
        update_id: Telegram's number for it; what comes twice has the same one. 0 for what Telegram did not send.
        chat_id: where it happened.
        chat_kind: a private chat or a group.
        user_id: who did it.
        language: the language of that person's Telegram, such as ``en`` or ``pt-BR``.
        at: when the bot received it (aware, UTC).
        what: what it was.
        name: the first name of who did it; used in replies, never kept.
    """

    update_id: int
    chat_id: int
    chat_kind: ChatKind
    user_id: int
    language: str
    at: datetime
    what: What
    name: str = ""
