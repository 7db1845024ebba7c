"""One way of writing for the many that Unicode has, in bounded time: one sign may stand for eighteen."""

import unicodedata
from typing import Literal

SLICE = 128


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
