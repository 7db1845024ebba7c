"""Replies as calls of the Bot API: plain method and parameters, so that they can be stored and sent as they are."""

import re
from typing import Any

from bot.edge.text import split
from bot.say import Rows, Say

_LINK = re.compile(r"\w\.[^\W\d_]{2}|://")  # what a client may show a preview of: example.org, or an address

Call = tuple[str, dict[str, Any]]


def calls(say: Say) -> list[Call]:
    """Turn a message into calls: a long one into several, with the buttons under the last."""
    *first, last = split(say.text)
    return [_message(part) for part in first] + [_message(last, say.rows)]


def _message(text: str, rows: Rows = ()) -> Call:
    parameters: dict[str, Any] = {"text": text, "parse_mode": "HTML"}
    if _LINK.search(text):  # named only where it matters: not every Bot API server knows it
        parameters["link_preview_options"] = {"is_disabled": True}
    if rows:
        parameters["reply_markup"] = {
            "inline_keyboard": [[{"text": b.label, "callback_data": b.data} for b in row] for row in rows]
        }
    return "sendMessage", parameters
