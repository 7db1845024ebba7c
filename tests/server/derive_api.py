"""Write what the Bot API takes, as python-telegram-bot declares it: methods, their parameters, and the kinds of these.

    python -m tests.server.derive_api > tests/server/bot_api.json

Only the methods that the emulator answers are kept. What is newer than the package stands in NEWER.
"""

import inspect
import json
import re
import sys

import telegram

import bot.emulator  # noqa: F401 -- enters the methods into the register
from bot.emulator.methods import METHODS

OWN = {  # of the package alone
    "self", "read_timeout", "write_timeout", "connect_timeout", "pool_timeout", "api_kwargs", "filename",
    "reply_to_message_id", "allow_sending_without_reply", "disable_web_page_preview", "current_offset", "auto_pagination",
}  # fmt: skip
OBJECTS = (
    "InlineKeyboardButton", "InlineKeyboardMarkup", "ForceReply", "ReplyKeyboardMarkup",
    "KeyboardButton", "ReplyKeyboardRemove", "ReplyParameters", "LinkPreviewOptions",
    "SwitchInlineQueryChosenChat", "InlineQueryResultArticle", "InlineQueryResultCachedPhoto", "InputTextMessageContent",
)  # fmt: skip
NEWER = {  # Bot API 10.3; and set by the package
    "InlineKeyboardMarkup": ["force_reply"], "ForceReply": ["force_reply"], "InlineQueryResultArticle": ["type"],
    "InlineQueryResultCachedPhoto": ["type"], "ReplyKeyboardRemove": ["remove_keyboard"],
}  # fmt: skip
KINDS = (("Sequence", "list"), ("list", "list"), ("bool", "bool"), ("int", "int"), ("float", "float"), ("str", "str"))


def kind_of(annotation: str) -> str:
    """Return the kind of a parameter: a plain one, a list, or else an object."""
    plain = re.sub(r"ODVInput|DefaultValue|Optional|None", "", annotation)
    if re.search(r"FileInput|InputFile", plain):
        return "file"
    return next((kind for name, kind in KINDS if re.search(rf"\b{name}\b", plain)), "object")


def derived() -> dict:
    """Return the methods with the kinds of their parameters, and the objects with their fields."""
    methods = {}
    for name in sorted(METHODS):
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        parameters = inspect.signature(getattr(telegram.Bot, snake)).parameters
        methods[name] = {one: kind_of(str(p.annotation)) for one, p in parameters.items() if one not in OWN}
    objects = {
        name: sorted({*inspect.signature(getattr(telegram, name).__init__).parameters} - {"self", "api_kwargs"})
        + NEWER.get(name, [])
        for name in OBJECTS
    }
    return {"version": telegram.constants.BOT_API_VERSION, "methods": methods, "objects": objects}


if __name__ == "__main__":
    json.dump(derived(), sys.stdout, indent=1)
    print()
