"""The commands, and their names on buttons."""

from collections.abc import Iterable

from bot.say import Button, Rows
from bot.words import Words

MENU = (  # what Telegram's own menu lists
    "checkup", "ask", "checkin", "weekly", "weeks", "business", "settings", "export", "privacy", "delete", "help",
    "cancel",
)  # fmt: skip
GROUP_MENU = ("checkup", "cancel")
PRIVATE = ("import", "settings", "business", "weeks")  # not done in a group, where everybody reads along
OPENING = ("checkup", "ask", "checkin", "help")  # what is offered when nothing is open
TYPED = (  # whose labels may be typed
    "checkup", "ask", "checkin", "weekly", "weeks", "differ", "help", "cancel", "resume", "restart", "how",
    "fix", "business", "settings", "export", "import", "privacy", "delete",
)  # fmt: skip

NAMED = tuple(name for name in TYPED if name not in ("restart", "differ", "how", "fix"))  # typed without "/"
ALSO = ("cancel", "help", "how", "fix", "checkup")  # which have still other names


def command_button(name: str, words: Words, argument: str = "") -> Button:
    """Make the button that gives a command."""
    return Button(words.label(f"commands/{name}", "button"), f"/{name} {argument}".rstrip())


def command_rows(names: Iterable[str], words: Words) -> Rows:
    """Lay commands out as buttons, one a row."""
    return tuple((command_button(name, words),) for name in names)


def descriptions(names: Iterable[str], words: Words) -> list[tuple[str, str]]:
    """List commands with what they do, for Telegram's menu."""
    return [(name, words.label(f"commands/{name}", "menu")) for name in names]
