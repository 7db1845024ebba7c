"""Two numbers that make one: ranges and second thoughts."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from bot.language.numbers.pieces import Found, Mark, Piece, Quantity, Word, Wrong, at, is_a, says
from bot.language.numbers.shares import as_share

_PAUSES: Final = frozenset({",", ".", "-", "!", "?", ";", "(", "…"})
_BETWEEN: Final = _PAUSES | {":"}
"""Signs that may stand between two numbers of which the second corrects the first."""

_MOST_NAMED: Final = 3  # words
HOURS: Final = 24
_BEFORE: Final = 3  # pieces before a number in which "between" may stand


def range_of(pieces: list[Piece], i: int) -> Found:
    """Read "10-15", "5 to 10", "between 5 and 10", "two or three", "10, maybe 15"; of "fell from 90 to 60" what is now."""
    low = pieces[i]
    if not isinstance(low, Quantity) or low.upper is not None:
        return None
    if (said := _in_a_row(pieces, i)) is not None:
        return said
    joined, guessed, place = False, False, i + 1
    from_ = is_a(at(pieces, i - 1), "from")
    opening = is_a(at(pieces, i - 1 - from_), "opening")
    begun = _is_begun(pieces[max(i - _BEFORE, 0) : i])
    while (piece := at(pieces, place)) is not None and not isinstance(piece, Quantity):
        text = piece.text if isinstance(piece, Word | Mark) else ""
        if (
            text in {"-", "~"}
            or says(piece, "to")
            or (begun and (text == "&" or is_a(piece, "and")))
            or (joined and text == "/")
        ):
            joined = True
        elif says(piece, "about") or says(piece, "near"):
            joined = joined or is_a(piece, "second_guess")
            guessed = guessed or is_a(piece, "second_guess")
        elif text != "," and not is_a(piece, "in_range"):
            return None
        place += 1
    high = at(pieces, place)
    listed = isinstance(high, Quantity) and low.value < high.value and says(at(pieces, place + 1), "at_most")
    joined = joined or (listed and place == i + 2)  # "15, 20 at most"
    if not joined or not isinstance(high, Quantity) or high.upper is not None:
        return None
    if from_ and _has_moved(pieces[: i - 1]):
        return high, place - i + 1  # "it went from 300 to 420"
    apart = isinstance(dash := pieces[i + 1], Word) and dash.text == "-" and not (dash.glued or dash.followed)
    paused = any(isinstance(piece, Word) and piece.text == "," for piece in pieces[i + 1 : place])
    part_and_count = guessed and low.share and not high.share and low.value > high.value / 100
    if part_and_count or ((guessed or apart or paused) and low.value > high.value):
        return None  # "half, maybe a few more", "20, maybe 5 of them serious", "spoke to 14 - 6 bought", "14, a 8 no les contesté"
    hours = opening or (from_ and low.value > high.value)
    if hours and not (low.share or high.share) and high.unit == low.unit == 1 and max(low.value, high.value) <= HOURS:
        return Wrong("time"), place - i + 1  # "from 8 to 6", "open 9 to 5"
    return span(low, high), place - i + 1


def _in_a_row(pieces: list[Piece], i: int) -> Found:
    """Read "dos tres", "пять-шесть", "duas, três": two number words in a row, of which the second is the next number."""
    place = i + 1 + (getattr(at(pieces, i + 1), "text", "") == ",")
    low, high = pieces[i], at(pieces, place)
    if not isinstance(low, Quantity) or not isinstance(high, Quantity) or not (low.spelled and high.spelled):
        return None
    step = 10 if low.value % 10 == 0 and low.value > 10 else 1
    return (span(low, high), place - i + 1) if high.value == low.value + step and high.upper is None else None


def _has_moved(before: Sequence[Piece]) -> bool:
    """True if the last pieces before a "from" say that a number changed: "went from 9 to 14, and from 2 to 3"."""
    joined = bool(before) and is_a(before[-1], "and")
    return any(is_a(piece, "moved") for piece in (before if joined else before[-_BEFORE:]))


def _is_begun(before: Sequence[Piece]) -> bool:
    """True if the last pieces before a number say "between", with no other number behind it: "between about 5"."""
    for piece in reversed(before):
        if isinstance(piece, Quantity):
            return False
        if says(piece, "between"):
            return True
    return False


def span(low: Quantity, high: Quantity) -> Quantity:
    """Join two ends; what only the upper end says (a scale, a percent sign) holds for the lower one too."""
    if high.share and not low.share:
        low = as_share(low, 0.01 if high.whole is None else 1 / high.whole)
    elif low.share and not high.share and low.whole and low.whole < high.value <= 2 * low.whole:  # "1 in 3 or 4"
        high = replace(low, values=(low.value * low.whole / high.value,))
    elif low.share and not high.share and high.value > 1:
        high = as_share(high, 0.01)
    elif low.unit > 1 and high.unit == 1 and high.value < low.value <= high.value * low.unit:  # "тысяч 7-8"
        high = high.times(low.unit)
    elif high.unit > 1 and low.unit == 1 and low.value * high.unit <= high.value:
        low = low.times(high.unit)
    if low.value > high.value:
        low, high = high, low
    return replace(low, upper=high)


def corrected(pieces: list[Piece], i: int) -> Found:
    """Take the second number of "12, no, 13", of "12 calls - sorry 21" and of "a few, like 4", but not "6. Actually 2 of them left"."""
    first = pieces[i]
    if not isinstance(first, Quantity):
        return None
    place, corrected, named = i + 1, first.few is not None and says(at(pieces, i + 1), "about"), 0
    corrected = corrected or (first.few is not None and getattr(at(pieces, i + 1), "text", "") == ",")
    while (piece := at(pieces, place)) is not None and not isinstance(piece, Quantity):
        text = getattr(piece, "text", "")
        if says(piece, "correction") and (not named or _is_pause(pieces[place - 1])):
            corrected = True
        elif not (says(piece, "about") or text in _BETWEEN or is_a(piece, "second_thought")):
            named += 1  # what the first number counted
            if corrected or named > _MOST_NAMED or not isinstance(piece, Word):
                return None
        place += 1
    return (None, 1) if corrected and piece is not None and not says(at(pieces, place + 1), "of_them") else None


def _is_pause(piece: Piece) -> bool:
    return getattr(piece, "text", "") in _PAUSES


def denied(pieces: list[Piece], i: int) -> Found:
    """Leave out the first number of "not 12 but 13"."""
    match pieces[i : i + 2]:
        case [Mark() as word, Quantity()] if says(word, "not"):
            return None, 2
    return None
