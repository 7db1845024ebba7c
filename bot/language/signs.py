"""One normal form for the many that Unicode has, in bounded time: one sign may stand for eighteen."""

import unicodedata
from typing import Literal

SLICE = 128
_INDIC = range(0x0900, 0x0E00)
VOWEL_SIGN = "[" + "".join(chr(code) for code in _INDIC if unicodedata.category(chr(code)) in ("Mn", "Mc")) + "]"
"""A sign of a vowel in Hindi and its neighbours, as an expression: part of a word, though ``\\w`` does not say so."""

WORD = rf"(?:\w|{VOWEL_SIGN})+"
"""A word in any script, as an expression."""


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
