"""Commands: each has its words, all of its words are said, and what may be typed for one is not another's."""

from collections.abc import Mapping
from pathlib import Path

from bot.check.needs import Named
from bot.check.sources import uses
from bot.dialogue.context import CommandSpec
from bot.language.match import fold
from bot.language.scan import Held
from bot.language.templates import FALLBACK, Words
from bot.talk.commands import DECLARED, FEATURES
from bot.talk.typed import typed_names

FOLDER = "commands"
ALSO = "also"
GOES_WITH = (("in_menu", "typed"), ("named", "typed"), ("opening", "typed"), ("in_groups", "in_menu"))


def command_needs() -> Named:
    """Return the template of each command that is seen or typed, with the blocks that it needs."""
    found: dict[str, frozenset[str]] = {}
    for command in DECLARED:
        blocks = (*(("menu",) if command.in_menu else ()), *(("button",) if command.typed else ()))
        if blocks:
            found[f"{FOLDER}/{command.name}"] = frozenset(blocks)
    return found


def command_faults(held: Held, features: Mapping[str, tuple[CommandSpec, ...]] = FEATURES) -> list[str]:
    """Name commands that are declared twice or as what cannot be, and words for a command that is not declared."""
    found = []
    first: dict[str, str] = {}
    for file, commands in features.items():
        for command in commands:
            place = f"{file}: /{command.name}"
            if first.setdefault(command.name, place) != place or commands.count(command) > 1:
                found.append(f"{place} is declared already, in {first[command.name].partition(':')[0]}")
            for one, other in GOES_WITH:
                if getattr(command, one) and not getattr(command, other):
                    found.append(f"{place} is {one}, and so must be {other}")
            if command.in_groups and command.private:
                found.append(f"{place} is private, and so cannot be in_groups")
    for template in held:
        folder, _, name = template.partition("/")
        if folder == FOLDER and name not in first:
            found.append(f"prompts/{FALLBACK}/{template}.j2: no COMMANDS has /{name}")
    return found


def idle_words(held: Held) -> list[str]:
    """Name the words of commands that nobody ever reads or types."""
    said = {(use.template, use.block) for use in uses()}
    needed = command_needs()
    return [
        f"prompts/{FALLBACK}/{template}.j2: nothing says its block {block!r}"
        for template in held
        if template.startswith(f"{FOLDER}/")
        for block in sorted(held[template] - needed.get(template, frozenset()))
        if (template, block) not in said and not block.startswith(ALSO)
    ]


def typed_faults(root: Path) -> list[str]:
    """Name what may be typed for two commands."""
    meant: dict[str, str] = {}
    found = []
    for said, data in typed_names(Words(FALLBACK, root=root)):
        first = meant.setdefault(fold(said), data)
        if first != data:
            found.append(f"prompts/{FALLBACK}/{FOLDER}: {said!r} may be typed for both {first} and {data}")
    return found
