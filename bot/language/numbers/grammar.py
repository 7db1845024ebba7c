"""How numbers and the words around them go together, and which of them are no answer."""

from typing import Final

from bot.language.numbers import ranges, shares, sizes
from bot.language.numbers.pieces import Found, Mark, Piece, Quantity, Rule, Word, Wrong, at, fold, is_a, says


def compose(pieces: list[Piece]) -> None:
    """Put the pieces of a text together, in place, until every number stands alone; dates and times are no numbers."""
    join_numbers(pieces)
    fold(pieces, _dated)


def join_numbers(pieces: list[Piece]) -> None:
    """Put the pieces of a text together, in place, and leave the words of time beside the numbers."""
    for rule in _RULES:
        fold(pieces, rule)


def _no_number(pieces: list[Piece], i: int) -> Found:
    """Refuse "-3", but not the dash of "customers - 3" or the hyphen of "30-ish"; "casi con nadie" is no number."""
    match pieces[i : i + 2]:
        case [Mark() as word, _]:
            return _marked(pieces, i, word)
        case [Word(text="-") as dash, Quantity()]:
            before = at(pieces, i - 1)
            if (
                before is None
                or (isinstance(before, Mark) and dash.followed)
                or (isinstance(before, Word) and dash.followed and not dash.glued)
            ):
                return Wrong("negative"), 2
    return None


def _marked(pieces: list[Piece], i: int, word: Mark) -> Found:
    """Refuse "minus 3", and take "almost nobody" for no number."""
    if says(word, "minus"):
        return (Wrong("negative"), 2) if isinstance(pieces[i + 1], Quantity) and not _is_less(pieces, i) else None
    if says(word, "near"):
        small = 1 if isinstance(between := pieces[i + 1], Word | Mark) and between.text.isalpha() else 0
        none = at(pieces, i + 1 + small)
        if isinstance(none, Quantity) and none.values == (0.0,):
            return Mark(word.text, {"vague": True}), 2 + small
    return None


def _is_less(pieces: list[Piece], i: int) -> bool:
    """True for a minus that takes from a number before it: "40 minus 8", "30 rang, minus 8 bots"."""
    return any(isinstance(piece, Quantity) for piece in pieces[:i])


def _dated(pieces: list[Piece], i: int) -> Found:
    """Refuse dates, times of the day and durations."""
    match pieces[i : i + 2]:
        case [Quantity(), Mark() as mark] if says(mark, "ordinal"):
            return Wrong("ordinal"), 2
        case [Quantity() as hour, *_] if hour.value <= ranges.HOURS and _is_of_a_time(pieces, i):
            return Wrong("time"), 1
        case [Quantity(), Mark() as mark] if says(mark, "clock") or says(mark, "duration"):
            return Wrong("time"), 2
        case [Quantity() as day, Mark() as mark] | [Mark() as mark, Quantity() as day] if says(mark, "month"):
            return (Wrong("date"), 2) if 1 <= day.value <= 31 or 1900 <= day.value <= 2100 else None
    return None


def _is_of_a_time(pieces: list[Piece], i: int) -> bool:
    """True for the hour of "we open at 9", and for the "todo" of "todo el día"; "open 6 days a week" has none."""
    if isinstance(said := pieces[i], Quantity) and said.share:
        return is_a(at(pieces, i + 1), "article") and says(at(pieces, i + 2), "duration")
    before = at(pieces, i - 1)
    return is_a(before, "from", "by") and is_a(at(pieces, i - 2), "opening")


_RULES: Final[tuple[Rule, ...]] = (
    sizes.few,
    sizes.mixed,
    sizes.scaled,
    sizes.compound,
    sizes.give_or_take,
    sizes.added,
    shares.out_of,
    shares.share,
    _no_number,
    ranges.range_of,
    ranges.corrected,
    ranges.denied,
)
"""In this order: single numbers before those made of two."""
