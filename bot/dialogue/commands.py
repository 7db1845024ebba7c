"""Commands as buttons, and as lines that say what they do."""

from collections.abc import Iterable, Mapping

from bot.core.replies import Button, Means, Rows
from bot.language.templates import Words

MEANS: Mapping[str, Means] = {"resume": "go", "discard": "stop"}
"""The commands whose buttons are green or red."""


def command_button(name: str, words: Words, argument: str = "") -> Button:
    """Make the button that gives a command."""
    label = words.label(f"commands/{name}", "button")
    return Button(label, f"/{name} {argument}".rstrip(), means=MEANS.get(name, ""))


def command_rows(names: Iterable[str], words: Words) -> Rows:
    """Lay commands out as buttons, one a row."""
    return tuple((command_button(name, words),) for name in names)


def descriptions(names: Iterable[str], words: Words) -> list[tuple[str, str]]:
    """List commands with what they do, for Telegram's menu and for /help."""
    return [(name, words.label(f"commands/{name}", "menu")) for name in names]
