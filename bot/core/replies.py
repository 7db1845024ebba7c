"""What a decision says: values that ``bot.botapi`` turns into calls of the Bot API."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from msgspec import Struct, field

from bot.core.shown import Shown

Means = Literal["", "go", "stop"]


class Button(Struct, frozen=True):
    """A button under a message: what it says, and what a tap on it brings back (at most 64 bytes).

    Attributes:
        link: instead of bringing something back, it opens a private chat with the bot with this start parameter.
        inline: or it lets the owner pick a chat, and asks there for a card with these words.
        means: that it goes on, or that it stops or destroys something; shown in green or red beside its words.
    """

    label: str
    data: str = ""
    link: str = ""
    inline: str = ""
    means: Means = ""


ROW, BETWEEN, AROUND_LABEL, LABEL = 304.0, 4.0, 8.0, 14.0  # points: a row of buttons, and the letters on them
_SIGNS = (("ijl.,:;'|!’ I", 0.28), ("frt()-·", 0.4), ("csz", 0.5), ("wmMW@", 0.9), ("…", 0.8))
_WIDTHS = {sign: wide for signs, wide in _SIGNS for sign in signs}

Rows = tuple[tuple[Button, ...], ...]


class Say(Struct, frozen=True):
    """A message.

    Attributes:
        text: Telegram HTML, of any length.
        rows: the buttons, row by row.
        asks: it is a question; in a group it is put to the person who began, as a message to reply to.
        stays: its buttons are of use later too; those of any other message go once something else is said.
        in_place: it replaces the message whose button was tapped, such as a list that opens.
        place: the words of a button that sends the owner's location, shown instead of the letters; it needs a private chat,
            and takes the room of all other buttons.
        clears: that button goes.
    """

    text: str
    rows: Rows = field(default=())
    asks: bool = False
    stays: bool = False
    in_place: bool = False
    place: str = ""
    clears: bool = False


class Picture(Struct, frozen=True):
    """A picture with what is said beside it. It is drawn and painted when it is sent, not before.

    Attributes:
        shown: what it shows.
        text: Telegram HTML, of at most 1,024 UTF-16 units without its markup; sent alone where there can be no picture.
        rows: the buttons, row by row.
        stays: its buttons are of use later too.
    """

    shown: Shown
    text: str
    rows: Rows = field(default=())
    stays: bool = False


class Toast(Struct, frozen=True):
    """The short answer to a tap, which Telegram shows for a moment; best effort, never stored."""

    callback_id: str
    text: str = ""


class InlineAnswer(Struct, frozen=True):
    """The answer to words typed after the bot's name in another chat; best effort, never stored.

    Attributes:
        title: plain text; empty for no card at all.
        description: plain text.
        text: Telegram HTML, what is sent to that chat.
        shown: a picture that is sent instead, where Telegram has it already, with the caption.
        caption: Telegram HTML, what is said beside the picture.
        rows: the buttons under it.
        whose: the chat that the picture was sent to before.
        personal: it is only for the person who asked, and only this time.
    """

    query_id: str
    title: str = ""
    description: str = ""
    text: str = ""
    shown: Shown | None = None
    caption: str = ""
    rows: Rows = field(default=())
    whose: int = 0
    personal: bool = False


class File(Struct, frozen=True):
    """A document.

    Attributes:
        caption: Telegram HTML, at most 1,024 characters.
        to: the private chat it goes to, where the chat it was asked for in is a group.
        instead: what is said where it cannot be sent: Telegram HTML.
    """

    name: str
    content: bytes
    caption: str
    to: int | None = None
    instead: str = ""


class Erase(Struct, frozen=True):
    """An order to delete everything that is kept about the chat; only what is said beside it still goes out."""


Reply = Say | Picture | Toast | InlineAnswer | File | Erase


Spoken = Say | Picture
"""What is read in the chat, with buttons under it."""


def in_rows(buttons: Sequence[Button], columns: int) -> Rows:
    """Lay buttons out, at most this many in a row, and fewer where a label would be cut on a phone."""
    rows: list[tuple[Button, ...]] = []
    widest = 0.0  # label of the row so far
    for button in buttons:
        wide = ems(button.label)
        longer = (*rows[-1], button) if rows else ()
        if rows and len(longer) <= columns and max(widest, wide) <= _room(len(longer)):
            rows[-1], widest = longer, max(widest, wide)
        else:
            rows.append((button,))
            widest = wide
    return tuple(rows)


def ems(label: str) -> float:
    """Return about how wide a label is, as a multiple of the size of its letters."""
    return sum([_WIDTHS.get(sign) or _else(sign) for sign in label])


def _else(sign: str) -> float:
    return 1.0 if sign > "\u2e80" else 0.67 if sign.isupper() else 0.58


def _room(columns: int) -> float:
    """Return how wide a label may be where this many buttons share a row of a phone 360 points wide."""
    return ((ROW - BETWEEN * (columns - 1)) / columns - AROUND_LABEL) / LABEL


class Where(Struct, frozen=True):
    """Where a reply goes.

    Attributes:
        group: a group chat, where a question is put as a message to reply to: with privacy mode on the bot sees only
            replies and commands.
        reply_to: the message that is replied to, by which a group knows whom something is for.
        username: the bot's own, for links to a private chat.
        thread: the topic of a forum.
        tapped: the message whose button was tapped; a reply "in place" replaces it.
        silent: without a sound, as nobody waits for it.
        answered: whether the button answered a question, so that all of its buttons are over.
        inline: whether the bot may be asked for cards in other chats, which its operator has to switch on.
    """

    group: bool = False
    reply_to: int | None = None
    username: str = ""
    thread: int | None = None
    tapped: int = 0
    silent: bool = False
    answered: bool = False
    inline: bool = True


PRIVATE = Where()

Call = tuple[str, dict[str, Any]]
"""A method of the Bot API, and its parameters."""

Encode = Callable[[Say | Picture | File, Where], Sequence[Call]]
"""Write a message as calls of the Bot API."""
