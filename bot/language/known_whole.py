"""Which languages are known to be whole: looking through one takes a second, and at a start nothing has changed.

Whether a language is whole is kept beside its compiled templates, with two marks of all that it was found from: the sizes and
times of the files, as Python keeps them of its modules, and a digest of what is in them. Where the times differ, as in a
copy, the digest decides.
"""

import hashlib
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

KEPT = "__pycache__/whole"
READ = (".j2", ".toml")
CODE = Path(__file__).parent
WHOLE, LACKING = "whole", "lacking"
Files = Mapping[str, Path]


class Kept(NamedTuple):
    """What was found out of a language, and the marks of what it was found from."""

    seen: str
    read: str
    whole: bool


class KnownWhole:
    """Tells of languages whether they are whole.

    Args:
        english: the folder that they are compared with.
        root: where the folders of the languages are.
    """

    def __init__(self, english: str, root: Path) -> None:
        self._english, self._root = english, root

    def has(self, language: str) -> bool:
        """True if a language lacks nothing."""
        own = _files(self._root / language, READ)
        seen = _mark(self._common_seen + _seen(own))
        file = self._root / language / KEPT
        kept = _kept(file)
        if kept is not None and kept.seen == seen:
            return kept.whole
        read = _mark(self._common_read + _read(own))
        if kept is not None and kept.read == read:
            whole = kept.whole
        else:
            from bot.language.whole import lacking

            whole = not lacking(language, self._english, self._root)
        _keep(file, Kept(seen, read, whole))
        return whole

    @cached_property
    def _common(self) -> Files:
        return {**_files(self._root / self._english, READ), **_files(CODE, (".py",))}

    @cached_property
    def _common_seen(self) -> str:
        return _seen(self._common)

    @cached_property
    def _common_read(self) -> str:
        return _read(self._common)


def _kept(file: Path) -> Kept | None:
    """Return what was found out before; None where nothing is kept, or what is kept is damaged."""
    try:
        seen, read, found = file.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return Kept(seen, read, found == WHOLE) if found in (WHOLE, LACKING) else None


def _keep(file: Path, found: Kept) -> None:
    """Keep what was found out, unless Python is told to keep nothing or may not write there."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{found.seen}\n{found.read}\n{WHOLE if found.whole else LACKING}\n", encoding="ascii")


def _files(folder: Path, endings: tuple[str, ...]) -> Files:
    """Return the files of a folder with such endings, by their places under it."""
    whole = str(folder)
    return {str(file).removeprefix(whole): file for file in folder.rglob("*.*") if file.name.endswith(endings)}


def _seen(files: Files) -> str:
    """Describe files from outside: by their sizes and times."""
    looks = ((place, file.stat()) for place, file in sorted(files.items()))
    return "".join(f"{place} {look.st_size} {look.st_mtime_ns}\n" for place, look in looks)


def _read(files: Files) -> str:
    """Describe files by what is in them."""
    return "".join(f"{place} {_mark(file.read_bytes())}\n" for place, file in sorted(files.items()))


def _mark(of: str | bytes) -> str:
    return hashlib.blake2b(of.encode() if isinstance(of, str) else of, digest_size=32).hexdigest()
