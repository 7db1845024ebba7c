"""Replies as calls of the Bot API: plain method and parameters, so that they can be stored and sent as they are."""

from typing import Any

from bot.edge.files import pack
from bot.edge.text import split
from bot.say import File, Rows, Say

Call = tuple[str, dict[str, Any]]


def calls(say: Say | File) -> list[Call]:
    """Turn a message into calls: a long one into several, with the buttons under the last."""
    if isinstance(say, File):
        document = pack(say.name, say.content)
        return [("sendDocument", {"document": document, "caption": say.caption, "parse_mode": "HTML"})]
    *first, last = split(say.text)
    return [_message(part) for part in first] + [_message(last, say.rows)]


def _message(text: str, rows: Rows = ()) -> Call:
    parameters: dict[str, Any] = {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if rows:
        parameters["reply_markup"] = {
            "inline_keyboard": [[{"text": b.label, "callback_data": b.data} for b in row] for row in rows]
        }
    return "sendMessage", parameters
