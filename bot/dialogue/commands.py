"""Commands as buttons, and as lines that say what they do."""

from collections.abc import Iterable

from bot.core.replies import Button, Rows
from bot.language.templates import Words


def command_button(name: str, words: Words, argument: str = "") -> Button:
    """Make the button that gives a command."""
    return Button(words.label(f"commands/{name}", "button"), f"/{name} {argument}".rstrip())


def command_rows(names: Iterable[str], words: Words) -> Rows:
    """Lay commands out as buttons, one a row."""
    return tuple((command_button(name, words),) for name in names)


def descriptions(names: Iterable[str], words: Words) -> list[tuple[str, str]]:
    """List commands with what they do, for Telegram's menu and for /help."""
    return [(name, words.label(f"commands/{name}", "menu")) for name in names]
