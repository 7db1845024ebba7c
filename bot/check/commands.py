"""Commands: each has its words, and it is decided where it stands."""

from bot.dialogue.commands import SHOWN
from bot.language.scan import Held
from bot.language.templates import FALLBACK
from bot.turn.decide import COMMANDS


def command_faults(held: Held) -> list[str]:
    """Name commands without words, those of which it is not decided where they stand, and words for none."""
    found = [
        f"bot/dialogue/commands.py: SHOWN does not say where /{name} stands, which bot/turn/decide.py knows"
        for name in COMMANDS
        if name not in SHOWN
    ]
    found += [
        f"bot/dialogue/commands.py: SHOWN has /{name}, which bot/turn/decide.py does not know"
        for name in SHOWN
        if name not in COMMANDS
    ]
    for name, shown in SHOWN.items():
        file = f"prompts/{FALLBACK}/commands/{name}.j2"
        needed = {*(("menu",) if shown.in_menu else ()), *(("button",) if shown.typed else ())}
        if needed and f"commands/{name}" not in held:
            found.append(f"{file} is missing, the words of /{name}")
            continue
        found += [
            f"{file} has no block {block!r}" for block in sorted(needed - held.get(f"commands/{name}", frozenset()))
        ]
    for template in held:
        folder, _, name = template.partition("/")
        if folder == "commands" and name not in COMMANDS:
            found.append(f"prompts/{FALLBACK}/{template}.j2: there is no command /{name}")
    return found
