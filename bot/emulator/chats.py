"""Chats and messages as both sides see them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Standing = Literal["unmet", "member", "kicked", "left"]
"""What the bot is in a chat: in a private one ``unmet`` before the person wrote first, ``kicked`` once blocked."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    filename: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class InlineButton:
    """A button under a message; one that opens a link, or picks a chat to ask for cards in, has no data."""

    label: str
    data: str | None = None
    url: str | None = None
    inline: str | None = None


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot answered to a tap; without text it only stops the clock on the button."""

    query_id: str
    text: str = ""
    alert: bool = False


@dataclass(slots=True, eq=False)
class EmulatedChat:
    """A private chat or a group, with everything said in it."""

    about: Json
    standing: Standing = "unmet"
    members: dict[int, Json] = field(default_factory=dict)
    messages: list["Message"] = field(default_factory=list)
    migrated_to: int | None = None

    @property
    def id(self) -> int:
        """Return the id the Bot API knows it by."""
        return int(self.about["id"])

    @property
    def is_private(self) -> bool:
        """True if it is a chat with one person."""
        return bool(self.about["type"] == "private")


@dataclass(slots=True, eq=False)
class Message:
    """One message.

    Attributes:
        content: what is in it, named and written as in the Bot API: ``text``, ``photo``, ``caption`` and so on.
        sender_chat: the group or the channel in whose name it was sent, beside the account that stands for all of these.
        thread: the topic of a forum that it is in.
        html: what the bot wrote before Telegram took the markup off it.
        before: the buttons that were under it before they were changed; an app that is offline still shows them.
    """

    id: int
    chat: EmulatedChat
    sender: Json
    date: int
    content: Json
    html: str = ""
    markup: Json | None = None
    reply_to: "Message | None" = None
    upload: Upload | None = None
    edited_at: int | None = None
    deleted: bool = False
    sender_chat: Json | None = None
    thread: int | None = None
    before: list[Json] = field(default_factory=list)

    @property
    def from_bot(self) -> bool:
        """True if the bot sent it."""
        return bool(self.sender["is_bot"]) and self.sender_chat is None

    @property
    def text(self) -> str:
        """Return the text or the caption as it is read, without markup."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """Return the marked stretches of the text or the caption."""
        return list(self.content.get("entities") or self.content.get("caption_entities") or ())

    @property
    def rows(self) -> list[list[InlineButton]]:
        """Return the buttons under it, row by row; those instead of a keyboard too."""
        return _rows(self.markup or {})

    @property
    def buttons_before(self) -> list[InlineButton]:
        """Return the buttons that were under it and were removed."""
        return [button for markup in self.before for row in _rows(markup) for button in row]

    @property
    def buttons(self) -> list[InlineButton]:
        """Return the buttons under it in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """Return the words on its buttons."""
        return [button.label for button in self.buttons]

    @property
    def is_edited(self) -> bool:
        """True if its text was changed after it was sent."""
        return self.edited_at is not None

    @property
    def photo(self) -> bytes | None:
        """Return the picture in it, as it was uploaded."""
        return self.upload.content if self.upload and "photo" in self.content else None

    @property
    def document(self) -> Upload | None:
        """Return the file in it."""
        return self.upload if "document" in self.content else None

    def to_dict(self, *, with_reply: bool = True) -> Json:
        """Write it as the Bot API does."""
        written: Json = {"message_id": self.id, "from": self.sender, "chat": self.chat.about, "date": self.date}
        if self.sender_chat is not None:
            written["sender_chat"] = self.sender_chat
        if self.thread is not None:
            written |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.edited_at is not None:
            written["edit_date"] = self.edited_at
        if self.reply_to is not None and with_reply:
            written["reply_to_message"] = self.reply_to.to_dict(with_reply=False)
        written |= self.content
        if self.markup and "inline_keyboard" in self.markup:
            written["reply_markup"] = self.markup
        return written


def _rows(markup: Json) -> list[list[InlineButton]]:
    rows: Iterable[Iterable[Any]] = markup.get("inline_keyboard") or markup.get("keyboard") or ()
    return [[_button(button) for button in row] for row in rows]


def _button(button: Json | str) -> InlineButton:
    if isinstance(button, str):
        return InlineButton(button)
    inline = button.get("switch_inline_query_chosen_chat", {}).get("query")
    return InlineButton(button["text"], button.get("callback_data"), button.get("url"), inline)
