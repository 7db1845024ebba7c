"""Templates: what is named is there, what is there is named, and all of it can be read and written."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from jinja2 import TemplateError

from bot.check.needs import Named
from bot.check.sources import MENTIONED, OF_DATA, WHOLE, expand, imports, uses
from bot.core.shown import DoorSureness
from bot.language.known_texts import KnownTexts
from bot.language.scan import Held, texts
from bot.language.templates import FALLBACK, Words, words
from bot.language.verdicts import Kinds
from bot.language.whole import plural_faults, used_in

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
    absent = {template for template in {use.template for use in uses()} if not _is_there(template, held)}
    for use in uses():
        if "[" not in use.template and use.template in held and "[" not in use.block:
            if use.block not in {WHOLE, MENTIONED, *held[use.template]}:
                found.append(f"{use.where} says {use.block!r} of prompts/{FALLBACK}/{use.template}.j2, which lacks it")
        elif use.template in absent:
            found.append(f"{use.where} says {use.template!r}, of which there is no template")
    return found


def syntax_faults(root: Path) -> list[str]:
    """Name the templates that cannot be read, those of the pictures too."""
    files = {f"{FALLBACK}/{name}": text for name, text in texts(root / FALLBACK).items()}
    files |= {f"{PICTURES}/{name}": text for name, text in texts(root / PICTURES).items()}
    found = [f"prompts/{name}.j2:{fault}" for name, text in files.items() if (fault := _syntax_fault(text))]
    return found or form_faults(Words(FALLBACK, root=root))


def form_faults(words: Words) -> list[str]:
    """Name the places where a template gives other forms of a word than its language has."""
    return [
        fault
        for name, text in texts(words.folder).items()
        if "plural" in text
        for fault in plural_faults(f"prompts/{words.language}/{name}.j2", used_in(text), words.language)
    ]


_known: KnownTexts[str] = KnownTexts("faults", str)


def _syntax_fault(text: str) -> str:
    """Return the line of a template that cannot be read, and why; nothing for one that can."""
    return _known.of(text, lambda: _found_in(text))


def _found_in(text: str) -> str:
    try:
        words(FALLBACK).translated(text)
    except TemplateError as error:
        return f"{getattr(error, 'lineno', 1)}: {error}"
    return ""


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
    named_blocks: defaultdict[str, set[str]] = defaultdict(set)
    for use in (*uses(), *taken):
        named_blocks[use.template].add(use.block)
    for name, text in texts(root / FALLBACK).items():
        if name.startswith("commands/"):
            continue  # who says these, the commands themselves tell
        said = _said_of(name, named_blocks, needed)
        inside = frozenset(re.findall(r"self\.(\w+)\(", text))
        idle = (
            block
            for block in sorted(held[name] - inside - needed.get(name, frozenset()))
            if WHOLE not in said and not any(re.fullmatch(pattern, block) for pattern in said)
        )
        found += [f"prompts/{FALLBACK}/{name}.j2: nothing says its block {block!r}" for block in idle]
    return found


def _said_of(name: str, named: Mapping[str, set[str]], needed: Named) -> frozenset[str]:
    """Return the patterns of the blocks of a template that may be said.

    What is named by data alone are the questions and the like, of which no block is said unnamed.
    """
    by_data = named.get(OF_DATA, set()) - {WHOLE} if name in needed else set()
    by_name = (blocks for template, blocks in named.items() if template != OF_DATA and _matches(template, name))
    return frozenset().union(by_data, *by_name)


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


def _matches(pattern: str, name: str) -> bool:
    return pattern == name if "[" not in pattern else re.fullmatch(pattern, name) is not None


def _is_there(template: str, held: Held) -> bool:
    folder = template.partition("/")[0]
    if "[" not in folder and folder not in {name.partition("/")[0] for name in held}:
        return True  # a kind of file ("text/plain"), and no template
    return any(_matches(template, name) for name in held)
