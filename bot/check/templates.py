"""Templates: what is named is there, what is there is named, and all of it can be read and written."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from jinja2 import TemplateError

from bot.check.needs import Named
from bot.check.sources import MENTIONED, OF_DATA, WHOLE, Use, expand, imports, uses
from bot.core.shown import DoorSureness
from bot.language.scan import Held, texts
from bot.language.templates import FALLBACK, Words
from bot.language.verdicts import Kinds

PICTURES = "pictures"
_CALLED = frozenset(("side", "called", "changed", "short", "lies", "headline", "reason", "close"))


def missing(held: Held, named: Named) -> list[str]:
    """Name the templates and blocks that are named and not there."""
    found = []
    for template, blocks in named.items():
        file = f"prompts/{FALLBACK}/{template}.j2"
        if template not in held:
            found.append(f"{file} is missing")
        else:
            found += [f"{file} has no block {block!r}" for block in sorted(blocks - held[template])]
    return found


def source_faults(held: Held) -> list[str]:
    """Name what the code says and no template holds, with the place."""
    found = []
    for use in uses():
        if "[" not in use.template and use.template in held and "[" not in use.block:
            if use.block not in {WHOLE, MENTIONED, *held[use.template]}:
                found.append(f"{use.where} says {use.block!r} of prompts/{FALLBACK}/{use.template}.j2, which lacks it")
        elif not _is_there(use, held):
            found.append(f"{use.where} says {use.template!r}, of which there is no template")
    return found


def syntax_faults(root: Path) -> list[str]:
    """Name the templates that cannot be read, those of the pictures too."""
    found = []
    english = Words(FALLBACK, root=root)
    for name in english.names():
        try:
            english.translated(name)
        except TemplateError as error:
            found.append(f"prompts/{FALLBACK}/{name}.j2:{getattr(error, 'lineno', 1)}: {error}")
    for path in sorted((root / PICTURES).glob("*.j2")):
        try:
            english.compiled_from(path.read_text(encoding="utf-8"))
        except TemplateError as error:
            found.append(f"prompts/{PICTURES}/{path.name}:{getattr(error, 'lineno', 1)}: {error}")
    return found


def unused(held: Held, needed: Named, root: Path) -> list[str]:
    """Name the templates that nothing names, blocks that nothing says, and what templates take that is not there."""
    taken = tuple(imports(root / FALLBACK))
    named = {use.template for use in taken} | expand(uses(), held).keys() | needed.keys()
    found = [f"prompts/{FALLBACK}/{name}.j2 is used nowhere" for name in held if name not in named]
    for use in taken:
        if use.template not in held:
            found.append(f"{use.where} takes from {use.template}.j2, which is missing")
        elif use.block not in {WHOLE, *held[use.template]}:
            found.append(f"{use.where} takes {use.block!r} from {use.template}.j2, which lacks it")
    for name, text in texts(root / FALLBACK).items():
        if name.startswith("commands/"):
            continue  # who says these, the commands themselves tell
        inside = frozenset(re.findall(r"self\.(\w+)\(", text))
        idle = (
            block
            for block in sorted(held[name] - inside - needed.get(name, frozenset()))
            if not any(_says(use, name, block, needed) for use in (*uses(), *taken))
        )
        found += [f"prompts/{FALLBACK}/{name}.j2: nothing says its block {block!r}" for block in idle]
    return found


def said_faults(root: Path, kinds: Kinds) -> list[str]:
    """Write what each kind of verdict is called, and name the words that say nothing or fail."""
    english = Words(FALLBACK, root=root)
    found = []
    for kind in kinds:
        name = f"diagnosis/{kind}"
        for block in sorted(english.blocks(name) & _CALLED):
            for sure in get_args(DoorSureness):
                found += _unsaid(english, name, block, {"sure": sure})
    return list(dict.fromkeys(found))


def _unsaid(words: Words, name: str, block: str, values: Mapping[str, object]) -> list[str]:
    where = f"prompts/{words.language}/{name}.j2: block {block!r}"
    try:
        text = words.say(name, block, **values)
    except (TemplateError, LookupError) as error:
        return [f"{where}: {error}"]
    return [] if text.strip() else [f"{where} says nothing"]


def _says(use: Use, name: str, block: str, needed: Named) -> bool:
    """True if a use may say a block of a template; what is named by data alone are the questions and the like."""
    if use.template == OF_DATA:
        return name in needed and bool(use.block) and re.fullmatch(use.block, block) is not None
    if re.fullmatch(use.template, name) is None:
        return False
    return use.block == WHOLE or re.fullmatch(use.block, block) is not None


def _is_there(use: Use, held: Held) -> bool:
    folder = use.template.partition("/")[0]
    if "[" not in folder and folder not in {name.partition("/")[0] for name in held}:
        return True  # a kind of file ("text/plain"), and no template
    return any(re.fullmatch(use.template, name) for name in held)
