"""What a call of the Bot API has that its specification does not: a method, a parameter, a kind of value, a field."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

API = json.loads(Path(__file__).with_name("bot_api.json").read_text(encoding="utf-8"))
KINDS = {
    "str": str, "int": int | str, "float": float | int, "bool": bool, "list": list | tuple | str, "object": dict | str,
    "file": object,
}  # fmt: skip
FIELDS = {
    "reply_parameters": "ReplyParameters",
    "link_preview_options": "LinkPreviewOptions",
    "switch_inline_query_chosen_chat": "SwitchInlineQueryChosenChat",
    "input_message_content": "InputTextMessageContent",
}
RESULTS = {"article": "InlineQueryResultArticle", "photo": "InlineQueryResultCachedPhoto"}


def misuse(method: str, parameters: Mapping[str, Any]) -> list[str]:
    """Name what is wrong with a call."""
    known = API["methods"].get(method)
    if known is None:
        return [f"{method} is no method"]
    wrong = [f"{method} takes no {name}" for name in parameters if name not in known]
    wrong += [
        f"{method}: {name} is no {known[name]}"
        for name, value in parameters.items()
        if name in known and not _is(value, known[name])
    ]
    wrong += _in_fields(parameters)
    for result in parameters.get("results", ()) if method == "answerInlineQuery" else ():
        wrong += _strangers(RESULTS[result["type"]], result) + _in_fields(result)
    return wrong


def _in_fields(values: Mapping[str, Any]) -> list[str]:
    wrong = []
    for name, value in values.items():
        if isinstance(value, dict) and (kind := FIELDS.get(name)):
            wrong += _strangers(kind, value)
        if name == "reply_markup" and isinstance(value, dict):
            wrong += _in_markup(value)
    return wrong


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and (kind == "bool" or not isinstance(value, bool) or kind == "file")


def _in_markup(markup: Mapping[str, Any]) -> list[str]:
    if "keyboard" in markup:
        own = [wrong for row in markup["keyboard"] for button in row for wrong in _strangers("KeyboardButton", button)]
        return _strangers("ReplyKeyboardMarkup", markup) + own
    if "inline_keyboard" not in markup:
        return _strangers("ForceReply" if "force_reply" in markup else "ReplyKeyboardRemove", markup)
    buttons: Iterable[Mapping[str, Any]] = (button for row in markup["inline_keyboard"] for button in row)
    wrong = _strangers("InlineKeyboardMarkup", markup)
    for button in buttons:
        wrong += _strangers("InlineKeyboardButton", button) + _in_fields(button)
    return wrong


def _strangers(kind: str, value: Mapping[str, Any]) -> list[str]:
    return [f"{kind} has no {name}" for name in value if name not in API["objects"][kind]]
