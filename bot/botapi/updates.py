"""Telegram's updates, read once, straight from their JSON."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from bot.core.events import (
    Blocked,
    ChatKind,
    Command,
    Content,
    Document,
    Edited,
    Event,
    Inline,
    Joined,
    Left,
    Migrated,
    Place,
    Tap,
    Text,
    Unblocked,
    What,
)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
CONTENT = {  # what people send that the bot cannot read, and what it calls it
    "sticker": "sticker",
    "photo": "photo",
    "live_photo": "photo",
    "voice": "voice",
    "video": "video",
    "video_note": "video",
    "audio": "audio",
    "animation": "video",
    "poll": "poll",
    "contact": "contact",
    "dice": "game",
    "game": "game",
    "story": "other",
    "venue": "location",
    "paid_media": "other",
    "checklist": "other",
    "invoice": "other",
    "caption": "other",  # of a kind that is newer than this list
}
LARGEST_ID = (1 << 63) - 1
GONE = ("kicked", "left")
LONGEST_ARGUMENT = 256
ADDRESSED = re.compile(r"/\w+@([A-Za-z]\w{3,31})(?!\S)", re.ASCII)
LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")  # as in BCP 47; at most 35 letters


def read_update(update: Mapping[str, Any], now: datetime, username: str = "") -> Event | None:
    """Read an update; None when the bot ignores it.

    Args:
        update: an Update object of the Bot API.
        now: when it was received.
        username: the bot's own, to tell ``/start@this_bot`` from a command to another bot.
    """
    event = _read(update, now, username)
    return replace(event, thread=thread) if event and (thread := _thread(update)) is not None else event


def _read(update: Mapping[str, Any], now: datetime, username: str) -> Event | None:
    update_id = update["update_id"]
    if query := update.get("callback_query"):
        message = query.get("message") or {}
        chat = message.get("chat") or {"id": query["from"]["id"], "type": "private"}
        data = query.get("data")
        data = storable(data) if isinstance(data, str) else ""
        under = message.get("message_id") if message.get("date") else 0  # one that is gone cannot be changed
        tap = Tap(data, storable(str(query["id"])), _whole(under or 0))
        return _event(update_id, chat, query["from"], now, tap)
    if query := update.get("inline_query"):
        chat = {"id": query["from"]["id"], "type": "private"}
        typed = storable(query.get("query") or "")
        return _event(update_id, chat, query["from"], now, Inline(storable(str(query["id"])), typed))
    if member := update.get("my_chat_member"):
        gone, had = (member.get(name, {}).get("status") in GONE for name in ("new_chat_member", "old_chat_member"))
        if gone == had and "old_chat_member" in member:
            return None  # what the bot may do in the group changed
        anybody = dict(member["from"], is_bot=False)  # an anonymous admin may be who put the bot out
        back = Unblocked() if member["chat"].get("type") == "private" else Joined()
        return _event(update_id, member["chat"], anybody, now, Blocked() if gone else back)
    if message := update.get("edited_message"):
        text = message.get("text")
        if not isinstance(text, str) or _is_for_another_bot(text, username):
            return None
        if (who := _speaker(message, username)) is None:
            return None
        sent_at = datetime.fromtimestamp(_whole(message["date"]), UTC)
        edited = Edited(storable(text), _whole(message["message_id"]), sent_at)
        return _event(update_id, message["chat"], who, now, edited) if _is_meant(message, edited, username) else None
    message = update.get("message")
    if not message or (who := _speaker(message, username)) is None:
        return None
    if "migrate_to_chat_id" in message:
        return _event(update_id, message["chat"], who, now, Migrated(_group_id(message)))
    if gone := message.get("left_chat_member"):
        return _event(update_id, message["chat"], gone, now, Left())
    what = _what(message, username)
    if what is None or not _is_meant(message, what, username):
        return None
    return _event(update_id, message["chat"], who, now, what)


def _thread(update: Mapping[str, Any]) -> int | None:
    """Return the topic of a forum that an update is from, and 0 outside of topics; None if it does not tell."""
    query = update.get("callback_query") or {}
    message = update.get("message") or update.get("edited_message") or query.get("message")
    if not message or (query and not message.get("date")):  # a message that is too old, or gone, has no date
        return None
    return _whole(message.get("message_thread_id", 0)) if message.get("is_topic_message") else 0


def _speaker(message: Mapping[str, Any], username: str) -> Mapping[str, Any] | None:
    """Return who speaks in a message: a person, or the group for all its anonymous admins.

    Returns:
        None if it is a channel, or the bot itself in a card that somebody picked.
    """
    if _is(message.get("via_bot"), username):
        return None
    sender: Mapping[str, Any] | None = message.get("sender_chat")
    if sender is None:
        return message.get("from")
    return {"id": sender["id"]} if sender["id"] == message["chat"]["id"] else None


def _is_meant(message: Mapping[str, Any], what: What, username: str) -> bool:
    """True if a message is for the bot: in a group a command, or a reply to something that it said."""
    answered = (message.get("reply_to_message") or {}).get("from")
    return message["chat"].get("type") == "private" or isinstance(what, Command) or _is(answered, username)


def _is(user: Mapping[str, Any] | None, username: str) -> bool:
    """True if a user is the one with a username."""
    return bool(user and username) and str((user or {}).get("username", "")).casefold() == username.casefold()


def _event(update_id: int, chat: Mapping[str, Any], user: Mapping[str, Any], now: datetime, what: What) -> Event | None:
    kinds: dict[str, ChatKind] = {"private": "private", "group": "group", "supergroup": "group"}
    kind = kinds.get(chat.get("type", ""))
    if kind is None or user.get("is_bot"):
        return None
    name = user.get("first_name")
    return Event(
        update_id=_whole(update_id),
        chat_id=_whole(chat["id"]),
        chat_kind=kind,
        user_id=_whole(user["id"]),
        language=_language(user.get("language_code")),
        at=now,
        what=what,
        name=storable(name) if isinstance(name, str) else "",
    )


def _language(code: object) -> str:
    """Return the code of a language if it can be one: it is kept, and other tables than the bot's own know it."""
    return code if isinstance(code, str) and LANGUAGE_CODE.fullmatch(code) else "en"


def storable(text: str) -> str:
    """Return a text as a database takes it: without zero characters, and with a mark for half a surrogate pair."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _whole(number: Any) -> int:
    """Make sure that an id is a whole number that a database takes: one odd update must not keep others from being stored.

    Raises:
        TypeError: it is none.
    """
    if type(number) is not int or not -LARGEST_ID <= number <= LARGEST_ID:
        raise TypeError("an id is no whole number of 64 bits")
    return number


def _group_id(message: Mapping[str, Any]) -> int:
    """Return the id that a group has as a supergroup.

    Raises:
        ValueError: no group can have it.
    """
    if (number := _whole(message["migrate_to_chat_id"])) >= 0:
        raise ValueError("the ids of groups are negative")
    return number


def _degrees(value: Any, most: int) -> float:
    """Read a latitude or a longitude; ValueError where it is no place on Earth, or no number."""
    if type(value) not in (int, float) or not -most <= value <= most:
        raise ValueError("no place on Earth")
    return float(value)


def _what(message: Mapping[str, Any], username: str) -> What | None:
    message_id = _whole(message["message_id"])
    text = message.get("text")
    if message.get("forward_origin"):
        return Content("forward")
    if isinstance(text, str):
        text = storable(text)
        if _is_for_another_bot(text, username):
            return None
        return _command(text, message_id, username) or Text(text, message_id)
    if place := message.get("location"):
        return Place(_degrees(place["latitude"], 90), _degrees(place["longitude"], 180))
    if isinstance(file := message.get("document"), dict) and "animation" not in message:
        size = file.get("file_size")
        name = storable(str(file.get("file_name") or ""))
        return Document(storable(str(file["file_id"])), name, size if isinstance(size, int) else 0)
    called = next((called for kind, called in CONTENT.items() if kind in message), None)
    return (
        None if called is None else Content(called)
    )  # all else is news of the chat, to which nobody expects an answer


def _is_for_another_bot(text: str, username: str) -> bool:
    """True if a text is a command such as ``/start@other_bot``."""
    addressed = ADDRESSED.match(text)
    return addressed is not None and addressed[1].casefold() != username.casefold()


def _command(text: str, message_id: int, username: str) -> Command | None:
    if not text.startswith("/"):
        return None
    first, _, argument = text[1:].partition(" ")
    first, _, rest = first.partition("\n")
    name, _, bot = first.partition("@")
    if not name or not name.replace("_", "").isalnum() or (bot and bot.casefold() != username.casefold()):
        return None
    return Command(name.casefold()[:32], (rest or argument).strip()[:LONGEST_ARGUMENT], message_id)
