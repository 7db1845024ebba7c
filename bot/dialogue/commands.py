"""The commands, where each of them stands, and their names on buttons."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from bot.core.replies import Button, Rows
from bot.language.templates import Words


class Shown(Struct, frozen=True):
    """Where a command stands.

    Attributes:
        in_menu: in Telegram's own menu, and in /help.
        in_groups: in the menu of groups.
        typed: the label of its button may be typed, and so it has one.
        named: its bare name may be typed too.
        private: not done in a group, where everybody reads along.
    """

    in_menu: bool = False
    in_groups: bool = False
    typed: bool = False
    named: bool = False
    private: bool = False


LISTED = Shown(in_menu=True, typed=True, named=True)
LISTED_IN_GROUPS = Shown(in_menu=True, in_groups=True, typed=True, named=True)
LISTED_PRIVATE = Shown(in_menu=True, typed=True, named=True, private=True)
BUTTON = Shown(typed=True)
HIDDEN = Shown()  # tapped, never typed, or known by everybody

SHOWN: Mapping[str, Shown] = {  # every command, in the order of the menu
    "checkup": LISTED_IN_GROUPS,
    "ask": LISTED,
    "checkin": LISTED,
    "weekly": LISTED,
    "weeks": LISTED_PRIVATE,
    "business": LISTED_PRIVATE,
    "settings": LISTED_PRIVATE,
    "export": LISTED,
    "privacy": LISTED,
    "delete": LISTED,
    "help": LISTED,
    "cancel": LISTED_IN_GROUPS,
    "import": Shown(typed=True, named=True, private=True),
    "resume": Shown(typed=True, named=True),
    "restart": BUTTON,
    "discard": HIDDEN,
    "differ": BUTTON,
    "how": BUTTON,
    "verdict": BUTTON,
    "fix": BUTTON,
    "start": HIDDEN,
    "snooze": HIDDEN,
    "skipweek": HIDDEN,
    "fresh": HIDDEN,
}
MENU = tuple(name for name, shown in SHOWN.items() if shown.in_menu)
GROUP_MENU = tuple(name for name, shown in SHOWN.items() if shown.in_groups)
TYPED = tuple(name for name, shown in SHOWN.items() if shown.typed)
NAMED = tuple(name for name, shown in SHOWN.items() if shown.named)
PRIVATE = tuple(name for name, shown in SHOWN.items() if shown.private)

OPENING = ("checkup", "ask", "checkin", "help")  # what is offered when nothing is open
ALSO = ("cancel", "help", "how", "fix", "checkup")  # which have still other names


def command_button(name: str, words: Words, argument: str = "") -> Button:
    """Make the button that gives a command."""
    return Button(words.label(f"commands/{name}", "button"), f"/{name} {argument}".rstrip())


def command_rows(names: Iterable[str], words: Words) -> Rows:
    """Lay commands out as buttons, one a row."""
    return tuple((command_button(name, words),) for name in names)


def descriptions(names: Iterable[str], words: Words) -> list[tuple[str, str]]:
    """List commands with what they do, for Telegram's menu and for /help."""
    return [(name, words.label(f"commands/{name}", "menu")) for name in names]
