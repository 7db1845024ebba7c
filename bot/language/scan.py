"""Finds what the templates of a folder hold without compiling them: 10 ms for 170 instead of half a second."""

import re
from collections.abc import Mapping
from pathlib import Path

FALLBACK = "en"
Held = Mapping[str, frozenset[str]]
"""The blocks and macros of each template, by the template's name (``menu/start``)."""

_PART = re.compile(r"\{%[-+]?\s*(?:block|macro)\s+(\w+)")
_IMPORT = re.compile(r"""\{%[-+]?\s*(?:from|import|include|extends)\s+["']([^"']+)\.j2["'](?:\s+import\s+([^%]*))?""")
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_PLACE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def held(folder: Path) -> Held:
    """Return the blocks and macros of every template in a folder."""
    return {name: parts_of(text) for name, text in texts(folder).items()}


def texts(folder: Path) -> Mapping[str, str]:
    """Read every template in a folder, by its name."""
    files = sorted(folder.rglob("*.j2"))
    return {file.relative_to(folder).with_suffix("").as_posix(): file.read_text(encoding="utf-8") for file in files}


def parts_of(text: str) -> frozenset[str]:
    """Name the blocks and macros of a template."""
    return frozenset(_PART.findall(_REMARK.sub("", text)))


def imported_by(text: str) -> list[tuple[str, str | None]]:
    """List what a template takes from others: (template, macro), with None for a whole template."""
    found: list[tuple[str, str | None]] = []
    for name, macros in _IMPORT.findall(_REMARK.sub("", text)):
        found.append((name, None))
        found += [(name, macro.split(" as ")[0].strip()) for macro in macros.strip(" -+").split(",") if macro.strip()]
    return found


def language_folders(root: Path) -> list[str]:
    """Name the folders of ``prompts/`` that are called like a language, finished or not."""
    return sorted(path.name for path in root.iterdir() if path.is_dir() and _PLACE.fullmatch(path.name))
