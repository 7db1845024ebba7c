"""Fit what is written into the room there is: clean, shrink, shorten, fold."""

import unicodedata
from dataclasses import dataclass

from bot.pictures.font import font

ELLIPSIS = "…"
JOINERS = "\u200c\u200d"  # they shape Devanagari and Persian words; every other invisible character goes
LONGEST = 120  # characters of a name that are looked at: no more would ever fit
STACKED = 2  # marks on one letter that real scripts need; more of them climb into the line above


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text and the size at which they fit."""

    lines: tuple[str, ...]
    size: float


def clean(text: str) -> str:
    """Take out what no picture can hold: control characters, direction overrides, broken Unicode, piles of marks."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category[0] == "Z" or character in "\t\n\r":
            kept.append(" ")
        elif (category[0] != "C" or character in JOINERS) and category != "Me" and marks <= STACKED:
            kept.append(character)
    return " ".join("".join(kept).split())


def drawable(name: str | None) -> str | None:
    """Return a name as it can be drawn: without emoji and symbols that the font lacks.

    None if the font lacks one of its letters, or if nothing is left: half a name would be worse than none.
    """
    if name is None:
        return None
    has = font().has
    kept: list[str] = []
    for character in clean(name)[:LONGEST]:
        if has(character):
            kept.append(character)
        elif unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Mc":
            return None
    whole = clean("".join(kept)).strip(JOINERS + " ")
    return whole if any(unicodedata.category(character)[0] in "LN" for character in whole) else None


def fit(text: str, width: float, size: float, smallest: float, *, bold: bool = False) -> Fitted:
    """Write a text in one line: smaller where it is too wide, shortened with an ellipsis where even that is not enough."""
    text = clean(text)
    for step in _sizes(size, smallest):
        if font().width(text, step, bold=bold) <= width:
            return Fitted((text,), step)
    return Fitted((_shortened(text, width, smallest, bold=bold),), smallest)


def fold(text: str, width: float, size: float, smallest: float, lines: int, *, bold: bool = False) -> Fitted:
    """Write a text in as many lines as allowed, as large as fits; what is too long even then ends in an ellipsis."""
    text = clean(text)
    for step in _sizes(size, smallest):
        folded = _folded(text, width, step, bold=bold)
        if len(folded) <= lines and all(font().width(line, step, bold=bold) <= width for line in folded):
            return Fitted(tuple(folded), step)
    folded = _folded(text, width, smallest, bold=bold)
    kept = [*folded[: lines - 1], " ".join(folded[lines - 1 :])]
    return Fitted(tuple(_shortened(line, width, smallest, bold=bold) for line in kept), smallest)


def _sizes(size: float, smallest: float) -> list[float]:
    steps: list[float] = []
    while size > smallest:
        steps.append(size)
        size = max(smallest, round(size * 0.94, 1))
    return [*steps, smallest]


def _shortened(text: str, width: float, size: float, *, bold: bool) -> str:
    if font().width(text, size, bold=bold) <= width:
        return text
    while text and font().width(text + ELLIPSIS, size, bold=bold) > width:
        text = text[:-1]
    while text and (unicodedata.category(text[-1])[0] in "MZ" or text[-1] in JOINERS):
        text = text[:-1]  # a cut inside a syllable would leave a mark without its letter
    return text + ELLIPSIS


def _folded(text: str, width: float, size: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and font().width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def cut(text: str, units: int) -> str:
    """Shorten a text to this many UTF-16 units, the way Telegram counts, with an ellipsis where something is gone."""
    if len(text.encode("utf-16-le")) <= 2 * units:
        return text
    short = text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", errors="ignore")
    return short.rstrip(JOINERS + " ") + ELLIPSIS
