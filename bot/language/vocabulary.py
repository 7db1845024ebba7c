"""The words of one language that owners type at a check-in, from ``prompts/LANGUAGE/checkins/vocabulary.toml``."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.language.signs import bare
from bot.language.templates import FALLBACK, file_of

if TYPE_CHECKING:
    from babel import Locale

LONGEST = 400
"""The most characters that are read; no phrase is half as long."""


@cache
def vocabulary(language: str) -> dict[str, Any]:
    """Return the words of a language, of its parent, or else the English ones, as ``plain`` writes them."""
    written: dict[str, Any] = _plainly(
        tomllib.loads(file_of(language, "checkins/vocabulary.toml").read_text(encoding="utf-8"))
    )
    return written


@cache
def language_table(language: str) -> dict[str, Any]:
    """Return the small matters of a language, ``language.toml``: its own, its parent's, or else the English ones."""
    return tomllib.loads(file_of(language, "language.toml").read_text(encoding="utf-8"))


def _plainly(table: Any) -> Any:
    match table:
        case str():
            return " ".join(plain(table).split())
        case list():
            return [_plainly(one) for one in table]
        case dict():
            return {_plainly(key): _plainly(value) for key, value in table.items()}
    return table


def plain(text: str) -> str:
    """Write a text in small letters, without accents and apostrophes, and full-width signs as usual ones."""
    small = bare(text, LONGEST)
    return re.sub(r"[’'`´]", " ", small).translate({ord("−"): "-", ord("–"): "-", ord("—"): "-"})


@cache
def any_of(phrases: tuple[str, ...]) -> str:
    """Return a pattern for any of these phrases, the longest that fits first."""
    return "(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + ")"


def without(phrases: Iterable[str], text: str) -> str:
    """Leave phrases out of a text."""
    return " ".join(re.sub(rf"(?<!\w){any_of(tuple(phrases))}(?!\w)", " ", text).split())


@cache
def locales(language: str) -> "tuple[Locale, ...]":
    """Return the locales whose names of days and months are read: English, and the owner's own where there is one."""
    from babel import Locale, UnknownLocaleError

    found = []
    for code in dict.fromkeys((FALLBACK, language)):
        try:
            found.append(Locale.parse(code.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            continue
    return tuple(found)
