"""Everything that is kept about a chat, as JSON: row by row as it is stored."""

import orjson

from bot.core.records import Chat

FORMAT = "door-bot-1"


def write_everything(chat: Chat) -> bytes:
    """Write every row about a chat; they must be loaded.

    Raises:
        ValueError: they are not.
    """
    if chat.rows is None:
        raise ValueError("the rows are not loaded")
    return orjson.dumps({"format": FORMAT, **chat.rows}, option=orjson.OPT_INDENT_2)
