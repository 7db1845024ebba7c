"""Updates and messages as Telegram writes them."""

import html
import re
import time
from typing import Any
from urllib.parse import parse_qsl

import orjson

TAG = re.compile(r"</?[a-z][^>]*>")
BOT = {"id": 8001, "is_bot": True, "first_name": "Door", "username": "door_test_bot"}
ME = BOT | {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


def parameters(content_type: str, body: bytes) -> dict[str, Any]:
    """Read a call's parameters from JSON, a form, or multipart. A file is read as its size in bytes."""
    if not body:
        return {}
    if content_type.startswith("multipart/form-data"):
        return _multipart(body, content_type.partition("boundary=")[2].strip('"').encode())
    if content_type.startswith("application/json"):
        return orjson.loads(body)
    return {name: _value(value) for name, value in parse_qsl(body.decode(), keep_blank_values=True)}


def _multipart(body: bytes, boundary: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        value = value.removesuffix(b"\r\n")
        name = re.search(rb'[; ]name="([^"]*)"', head)
        if name:
            fields[name[1].decode()] = len(value) if b"filename=" in head else _value(value.decode())
    return fields


def _value(text: str) -> Any:
    return orjson.loads(text) if text[:1] in {"{", "["} else text


def markup(parameters: dict[str, Any]) -> dict[str, Any]:
    found = parameters.get("reply_markup") or {}
    return orjson.loads(found) if isinstance(found, str) else found


def plain(parameters: dict[str, Any]) -> str:
    """Return what the reader sees of a text or caption."""
    text = str(parameters.get("text") or parameters.get("caption") or "")
    if parameters.get("parse_mode") == "HTML":
        text = html.unescape(TAG.sub("", text))
    return text


def buttons(keyboard: dict[str, Any]) -> dict[str, str | None]:
    """Return the labels of a keyboard, each with the data of its tap, or None if a tap there sends the label."""
    found: dict[str, str | None] = {}
    for row in keyboard.get("inline_keyboard") or keyboard.get("keyboard") or ():
        for button in row:
            if isinstance(button, str):
                found[button] = None
            elif "callback_data" in button or "inline_keyboard" not in keyboard:
                found[button["text"]] = button.get("callback_data")
    return found


def person(chat_id: int) -> dict[str, Any]:
    return {
        "id": chat_id,
        "is_bot": False,
        "first_name": "Alice",
        "last_name": f"Owner {chat_id}",
        "username": f"owner_{chat_id}",
        "language_code": "en",
    }


def chat(chat_id: int) -> dict[str, Any]:
    return {
        "id": chat_id,
        "first_name": "Alice",
        "last_name": f"Owner {chat_id}",
        "username": f"owner_{chat_id}",
        "type": "private",
    }


def sent_message(method: str, parameters: dict[str, Any], message_id: int) -> dict[str, Any]:
    """Return the Message that a send answers with."""
    chat_id = int(parameters["chat_id"])
    message = {"message_id": message_id, "from": BOT, "chat": chat(chat_id), "date": int(time.time())}
    shown = plain(parameters)
    if method == "sendPhoto":
        sizes = ((90, 47), (320, 168), (800, 420))
        names = [f"AgACAgIAAxkDAAI{message_id:x}{width}" for width, _ in sizes]
        message["photo"] = [
            {"file_id": name * 3, "file_unique_id": name, "width": width, "height": height, "file_size": width * 90}
            for name, (width, height) in zip(names, sizes, strict=True)
        ]
    elif method == "sendDocument":
        name = f"BQACAgIAAxkDAAI{message_id:x}"
        message["document"] = {"file_id": name * 3, "file_unique_id": name, "file_name": "answers.csv", "file_size": 9}
    if shown:
        message["text" if method == "sendMessage" else "caption"] = shown
    if inline := markup(parameters).get("inline_keyboard"):
        message["reply_markup"] = {"inline_keyboard": inline}
    return message


def text_update(update_id: int, chat_id: int, message_id: int, text: str) -> bytes:
    message: dict[str, Any] = {
        "message_id": message_id,
        "from": person(chat_id),
        "chat": chat(chat_id),
        "date": int(time.time()),
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"offset": 0, "length": len(text.split(maxsplit=1)[0]), "type": "bot_command"}]
    return orjson.dumps({"update_id": update_id, "message": message})


def tap_update(update_id: int, chat_id: int, message: dict[str, Any], data: str) -> bytes:
    query = {
        "id": str(chat_id * 1_000_000 + update_id),
        "from": person(chat_id),
        "message": message,
        "chat_instance": str(-chat_id * 7919),
        "data": data,
    }
    return orjson.dumps({"update_id": update_id, "callback_query": query})
