"""What was found out of texts in earlier runs: of two thousand texts that a check looks at, next to none has changed.

It is kept beside the templates, by a digest of each text. All of it is dropped once the code that found it out, or
Jinja2, is another.
"""

import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from bot.language.templates import PROMPTS

KEPT = PROMPTS / "__pycache__"
CODE = (Path(__file__).parent, Path(__file__).parents[1] / "check")
DIGEST_BYTES = 16

Found = TypeVar("Found")


class KnownTexts(Generic[Found]):
    """Finds something out of a text, once for all runs.

    Args:
        name: of the file that it is kept in.
        kind: the type of what is found out.
        folder: where that file is.
    """

    def __init__(self, name: str, kind: type[Found], folder: Path = KEPT) -> None:
        self._file = folder / name
        self._kind = kind
        self._asked: dict[str, Found] = {}
        _all.append(self)

    def of(self, text: str, find: Callable[[], Found]) -> Found:
        """Return what is known of a text, or else find it out."""
        key = _digest(text)
        if key not in self._asked:
            known = self._before.get(key)
            self._asked[key] = find() if known is None else msgspec.json.decode(known, type=self._kind)
        return self._asked[key]

    def keep(self) -> None:
        """Keep what was found out in this run, beside what was known before."""
        new = {key: msgspec.Raw(msgspec.json.encode(of)) for key, of in self._asked.items() if key not in self._before}
        if not new:
            return
        kept = {**self._before, **new}
        unfinished = self._file.with_suffix(f".{id(kept)}-unfinished")
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            try:
                unfinished.write_bytes(msgspec.json.encode((_mark(), kept)))
                unfinished.replace(self._file)
            finally:
                unfinished.unlink(missing_ok=True)

    @cached_property
    def _before(self) -> dict[str, msgspec.Raw]:
        try:
            mark, kept = msgspec.json.decode(self._file.read_bytes(), type=tuple[str, dict[str, msgspec.Raw]])
        except (OSError, ValueError):  # nothing is kept, or it is damaged
            return {}
        return kept if mark == _mark() else {}


_all: list[KnownTexts[Any]] = []


def keep_known() -> None:
    """Keep all that was found out of texts, unless Python is told to keep nothing."""
    if not sys.dont_write_bytecode:
        for known in _all:
            known.keep()


@cache
def _mark() -> str:
    """Return a mark of the code that finds things out."""
    files = sorted(file for folder in CODE for file in folder.glob("*.py"))
    return _digest("".join([version("jinja2"), sys.version, *(file.read_text(encoding="utf-8") for file in files)]))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()
