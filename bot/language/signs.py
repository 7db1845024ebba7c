"""One normal form for the many that Unicode has, in bounded time: one sign may stand for eighteen."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Literal

NUMBERS = Path(__file__).resolve().parents[2] / "prompts" / "numbers"
SLICE = 128
_INDIC = range(0x0900, 0x0E00)
VOWEL_SIGN = "[" + "".join(chr(code) for code in _INDIC if unicodedata.category(chr(code)) in ("Mn", "Mc")) + "]"
"""A sign of a vowel in Hindi and its neighbours, as an expression: part of a word, though ``\\w`` does not say so."""

WORD = rf"(?:\w|{VOWEL_SIGN})+"
"""A word in any script, as an expression."""


LONGEST_PHRASE = 60
MOST_SIGNS = 4  # that a letter with accents is written with
_ACCENTS = re.compile("[\u0300-\u036f]")


def bare(text: str, longest: int = LONGEST_PHRASE) -> str:
    """Write a text without case and accents, as people type it; the vowel signs of Hindi are no accents."""
    if text.isascii():
        return text[:longest].casefold()
    small = normal(text.casefold(), longest, "NFKD").replace("ँ", "ं").replace("़", "")
    return normal(_ACCENTS.sub("", small), longest)


@cache
def _bare_languages() -> frozenset[str]:
    return frozenset(path.stem for path in NUMBERS.glob("*.toml"))


def as_typed(table: Any, language: str) -> Any:
    """Return a table of words as what is typed is compared with them: without case and accents.

    The keys stay: they are names. Words stay too in English, and in a language without a table of its numbers
    (``prompts/numbers/``), since the library that reads these then wants the accents.
    """
    if language.partition("-")[0] not in _bare_languages():
        return table
    match table:
        case str():
            return bare(table, MOST_SIGNS * len(table))
        case list():
            return [as_typed(one, language) for one in table]
        case dict():
            return {key: as_typed(one, language) for key, one in table.items()}
    return table


def normal(text: str, longest: int, form: Literal["NFKC", "NFKD"] = "NFKC") -> str:
    """Write the beginning of a text, at most this many characters of it, in one of Unicode's normal forms."""
    if text.isascii():
        return text[:longest]
    written = ""
    for start in range(0, min(len(text), longest), SLICE):
        written += unicodedata.normalize(form, text[start : start + SLICE])
        if len(written) >= longest:
            break
    return written[:longest]
