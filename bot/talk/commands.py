"""Every command, put together from what the features declare; the menus, and what may be typed, follow from it.

They are in the order of the menu: feature by feature, and in the order of each.
"""

from collections.abc import Mapping

from bot.activity.commands import COMMANDS as ACTIVITY
from bot.checkins.commands import COMMANDS as CHECKINS
from bot.checkins.midweek import COMMANDS as MIDWEEK
from bot.checkins.special import COMMANDS as SPECIAL
from bot.checkins.steps import COMMANDS as STEPS
from bot.checkup.commands import COMMANDS as CHECKUP
from bot.checkup.showing import COMMANDS as SHOWING
from bot.checkup.whatif import COMMANDS as WHATIF
from bot.dialogue.context import CommandSpec
from bot.dialogue.place import COMMANDS as PLACE
from bot.owner_data.commands import COMMANDS as OWNER_DATA
from bot.talk.opening import COMMANDS as OPENING

FEATURES: Mapping[str, tuple[CommandSpec, ...]] = {
    "bot/checkup/commands.py": CHECKUP,
    "bot/checkup/whatif.py": WHATIF,
    "bot/checkup/showing.py": SHOWING,
    "bot/activity/commands.py": ACTIVITY,
    "bot/checkins/commands.py": CHECKINS,
    "bot/checkins/midweek.py": MIDWEEK,
    "bot/checkins/special.py": SPECIAL,
    "bot/checkins/steps.py": STEPS,
    "bot/owner_data/commands.py": OWNER_DATA,
    "bot/dialogue/place.py": PLACE,
    "bot/talk/opening.py": OPENING,
}
DECLARED = tuple(command for commands in FEATURES.values() for command in commands)
COMMANDS: Mapping[str, CommandSpec] = {command.name: command for command in DECLARED}

MENU = tuple(command.name for command in DECLARED if command.in_menu)
GROUP_MENU = tuple(command.name for command in DECLARED if command.in_groups)
TYPED = tuple(command.name for command in DECLARED if command.typed)
NAMED = tuple(command.name for command in DECLARED if command.named)


def command_in(data: str) -> CommandSpec | None:
    """Return the command that a button gives; None if it gives none, or one of another release."""
    return COMMANDS.get(data.removeprefix("/").partition(" ")[0]) if data.startswith("/") else None
