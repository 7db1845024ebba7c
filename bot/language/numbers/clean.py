"""One plain way of writing for the many that phones offer."""

import re
import unicodedata
from functools import cache

from msgspec import Struct

from bot.language.numbers.abroad import in_english
from bot.language.scan import FALLBACK
from bot.language.signs import as_typed

LONGEST = 200
"""Characters in the longest answer that is looked at. Whoever writes more has not answered with one number."""

_SHRUG = "idk"  # as English writes it; other languages have a question mark for it
_SHRUGS = {0x1F937: f" {_SHRUG} ", 0x1F914: f" {_SHRUG} ", 0x2753: "?", 0x2754: "?"}
_AS = {
    0x066B: "·", 0x066C: "'", 0x060C: ",", 0xFF0C: ",", 0x3001: ",", 0xFF0E: ".", 0x3002: ".", 0x061F: "?",
    0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x00B4: "'", 0x0060: "'", 0x02BB: "'", 0x201B: "'",
    0x223C: "~", 0x2248: "~", 0x2243: "~", 0x2245: "~", 0x301C: "~", 0x02DC: "~", 0x00B1: "+-",
    0x2265: ">", 0x2A7E: ">", 0x2264: "<", 0x2A7D: "<", 0x2026: "..", 0x2212: "-", 0x2215: "/", 0x2044: "/",
    0x00BD: " 1/2", 0x00BC: " 1/4", 0x00BE: " 3/4", 0x2153: " 1/3", 0x2154: " 2/3", 0x2155: " 1/5", 0x066A: "%",
    0x20E3: "", 0xFE0F: "", 0x000A: " ", 0x000D: " ", 0x0009: " ", 0x221E: "∞", 0x00D7: "x",
    **_SHRUGS,
}  # fmt: skip
_JOINED = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_DOTS = re.compile(r"(?<=\d) ?\.\.+ ?(?=\d)")


class Clean(Struct, frozen=True):
    """A text in lower case with ASCII digits, plain signs and single spaces.

    Attributes:
        text: what is left to read.
        pictures: whether emoji or the like were taken out.
        language: whose words they are: what is said in another language of the bot is said again in English.
    """

    text: str
    pictures: bool = False
    language: str = FALLBACK


def clean(text: str, language: str = FALLBACK) -> Clean:
    """Write a text plainly; it may hold anything, and at most a few hundred characters of it.

    Args:
        text: whatever was typed.
        language: whose words are expected.
    """
    pictures = False
    if not text.isascii() or not text.isprintable():
        letters = []
        for letter in text:
            plain = letter if " " <= letter <= "~" and letter != "`" else _plain(letter)
            pictures = pictures or plain is None
            letters.append(" " if plain is None else plain)
        text = "".join(letters)
    text = " ".join(text.casefold().split())
    text = _JOINED.sub("", text)
    text = _DOTS.sub("-", text)
    if language.partition("-")[0] != FALLBACK:
        text = text.replace(_SHRUG, "?")
    said = in_english(text, but=language if _has_numbers(language) else "")
    if said != text:
        return Clean(said, pictures)
    return Clean(as_typed(text, language), pictures, language)


@cache
def _has_numbers(language: str) -> bool:
    """True if a language has number words of its own, so that none of the others' are read in their place."""
    from bot.language.templates import own_file  # not for English, which is read first

    return language != FALLBACK and own_file(language, "numbers/words.toml") is not None


def _plain(letter: str) -> str | None:
    """Return what stands for a character, or None for a picture."""
    code = ord(letter)
    if code in _AS:
        return _AS[code]
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    match unicodedata.category(letter):
        case "Nd":
            return str(unicodedata.decimal(letter))
        case "Zs" | "Zl" | "Zp" | "Cc":
            return " "
        case "Cf":
            return ""
        case "Pd":
            return "-"
        case "So" | "Sk" | "Cs" | "Co" | "Cn":
            return None
    return letter
