"""Which languages are known to be whole: looking through one takes a second, and at a start nothing has changed.

That a language is whole is kept beside its compiled templates, with two marks of all that it was found from: the sizes and
times of the files, as Python keeps them of its modules, and a digest of what is in them. Where the times differ, as in a
copy, the digest decides.
"""

import hashlib
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

KEPT = "__pycache__/whole"
READ = (".j2", ".toml")
CODE = Path(__file__).parent
Files = Mapping[str, Path]


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
        kept = self._root / language / KEPT
        marks = _kept(kept)
        if seen == marks[0]:
            return True
        read = _mark(self._common_read + _read(own))
        if read != marks[1]:
            from bot.language.whole import lacking

            if lacking(language, self._english, self._root):
                return False
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                kept.parent.mkdir(exist_ok=True)
                kept.write_text(f"{seen}\n{read}\n", encoding="ascii")
        return True

    @cached_property
    def _common(self) -> Files:
        return {**_files(self._root / self._english, READ), **_files(CODE, (".py",))}

    @cached_property
    def _common_seen(self) -> str:
        return _seen(self._common)

    @cached_property
    def _common_read(self) -> str:
        return _read(self._common)


def _kept(file: Path) -> tuple[str, str]:
    """Return both marks that were kept; empty ones where there are none."""
    with suppress(OSError, ValueError):
        seen, read = file.read_text(encoding="ascii").split()
        return seen, read
    return "", ""


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
