"""What Telegram refuses, and in which words: checked against answers of the real Bot API."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.botapi.markup import BadMarkupError, unread_references
from bot.botapi.text import plain, utf16_length
from bot.emulator.chats import Json

MOST_BUTTONS = 100
CALLBACK_BYTES = 64
MOST_ENTITIES = 100
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_ACTIONS = frozenset(
    {
        "callback_data", "callback_game", "copy_text", "login_url", "pay", "switch_inline_query",
        "switch_inline_query_chosen_chat", "switch_inline_query_current_chat", "url", "web_app",
    }
)  # fmt: skip


class Refused(Exception):  # noqa: N818 -- said of a request, as Telegram says it
    """A request that Telegram refuses.

    Attributes:
        is_fault: the bot should have known better, so a test must not pass over it.
    """

    def __init__(
        self, code: int, description: str, *, parameters: Mapping[str, int] | None = None, is_fault: bool = False
    ) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.is_fault = is_fault

    def to_dict(self) -> Json:
        """Write it as the Bot API does."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = dict(self.parameters)
        return answer


def bad(description: str) -> Refused:
    """Return a refusal that the bot brought upon itself."""
    return Refused(400, f"Bad Request: {description}", is_fault=True)


def unlucky(description: str) -> Refused:
    """Return a refusal that can happen to a bot without a fault."""
    return Refused(400, f"Bad Request: {description}")


def cleaned(text: str) -> str:
    """Replace control characters as Telegram does on the way in."""
    return _CONTROL.sub(" ", text.replace("\r", ""))


def formatted(
    source: str, mode: str | None, entities: list[Json] | None, *, doubts: list[str]
) -> tuple[str, list[Json]]:
    """Return a text as it will be read, with its entities.

    Args:
        source: what the bot wrote.
        mode: its ``parse_mode``.
        entities: those the bot named itself, used when there is no mode.
        doubts: gets what Telegram lets pass and no one means.

    Raises:
        Refused: markup that cannot be parsed, or a mode that is not emulated.
    """
    source = cleaned(source)
    if not mode:
        return trimmed(source, list(entities or ()))
    if mode.lower() != "html":
        raise bad("unsupported parse_mode")
    try:
        text, found = plain(source)
    except BadMarkupError as error:
        raise bad(f"can't parse entities: {error}") from error
    if unread := unread_references(source):
        doubts.append(f"owners will read {unread[0]} as it stands")
    if len(found) > MOST_ENTITIES:
        doubts.append(f"of {len(found)} entities Telegram keeps {MOST_ENTITIES}")
    return trimmed(text, [entity.to_dict() for entity in found[:MOST_ENTITIES]])


def trimmed(text: str, entities: Iterable[Json]) -> tuple[str, list[Json]]:
    """Take the white space off both ends, and off the entities there."""
    shorter = text.strip()
    before = utf16_length(text[: len(text) - len(text.lstrip())])
    last = utf16_length(shorter)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - before, 0)
        end = min(entity["offset"] + entity["length"] - before, last)
        if begin < end:
            kept.append(entity | {"offset": begin, "length": end - begin})
    return shorter, kept


def check_markup(markup: Json) -> None:
    """Refuse buttons that Telegram does not take.

    Raises:
        Refused: there are too many, or one has no text, no action, too much data or a bad link.
    """
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard")
        for row in rows:
            for button in row:
                _check_inline_button(button)
    elif "keyboard" in markup:
        rows = _rows(markup, "keyboard")
        if any(not (button if isinstance(button, str) else button.get("text")) for row in rows for button in row):
            raise bad("keyboard button text must be non-empty")
    elif markup.get("force_reply") or markup.get("remove_keyboard"):
        return
    else:
        raise bad("object expected as reply markup")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")


def _rows(markup: Json, name: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list | tuple) or not all(isinstance(row, list | tuple) for row in rows):
        raise bad(f'field "{name}" must be of type Array')
    return [list(row) for row in rows]


def _check_inline_button(button: Json) -> None:
    if "text" not in button:
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not str(button["text"]).strip():
        raise bad("inline keyboard button text must be non-empty")
    if not any(button.get(action) or (action.startswith("switch") and action in button) for action in _ACTIONS):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(str(button.get("callback_data", "")).encode()) > CALLBACK_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"(?i)(https?|tg)://\S|[^\s/]+\.[^\s/]", str(button["url"])):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"].get("text", "")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
