"""How numbers and the words around them go together: scales, shares, ranges, sums and second thoughts."""

from dataclasses import replace
from typing import Final

from bot.numbers.pieces import Mark, Piece, Quantity, Rule, Word, Wrong, at, fold, says

_ARTICLES: Final = frozenset({"a", "an", "the"})
_VULGAR: Final = frozenset({0.5, 0.25, 0.75, 1 / 3, 2 / 3, 0.2})


def compose(pieces: list[Piece]) -> None:
    """Put the pieces of a text together, in place, until every number stands alone."""
    for rule in _RULES:
        fold(pieces, rule)


def _few(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "a few", and words that are a number in themselves."""
    match pieces[i]:
        case Mark(says={"few": _, "scale": _}) if isinstance(at(pieces, i - 1), Quantity):
            return None  # "3 dozens"
        case Mark(says={"few": (float(low), float(high))}):
            return Quantity(((low + high) / 2,), few=(low, high)), 1
        case Mark(says={"count": float(value)}):
            return Quantity((value,)), 1
        case Mark(says=words) if "none" in words:
            return Quantity((0.0,)), 1
    return None


def _mixed(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "2 1/2" and "two and a half"."""
    match pieces[i : i + 5]:
        case [Quantity() as whole, Mark() as half, *_] if says(half, "and_a_half"):
            return _plus(whole, 0.5), 2
        case [Quantity() as whole, Quantity() as over, Word(text="/"), Quantity() as under, *_] | [
            Quantity() as whole,
            Word(text="and"),
            Quantity() as over,
            Word(text="/"),
            Quantity() as under,
        ] if under.value and over.value / under.value in _VULGAR:
            return _plus(whole, over.value / under.value), 5 if isinstance(pieces[i + 1], Word) else 4
    return None


def _plus(whole: Quantity, part: float) -> Quantity:
    return replace(whole, values=tuple(value + part for value in whole.values))


def _scaled(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "12k", "2 lakh", "a few hundred", "half a dozen", "a dozen"."""
    match pieces[i : i + 3]:
        case [Quantity() as number, Mark(says={"scale": float(factor)}), *_] if not number.share:
            return number.times(factor), 2
        case [Quantity() as number, Quantity(power=True) as power, *_] if number.value <= power.value:
            return number.times(power.value), 2
        case [Mark() as half, *rest] if says(half, "half"):
            skipped = 1 + _is_article(at(rest, 0))
            match at(pieces, i + skipped):
                case Mark(says={"scale": float(factor)}):
                    return Quantity((0.5,)).times(factor), skipped + 1
                case Quantity(power=True) as power:
                    return power.times(0.5), skipped + 1
        case [Mark(text=text, says={"scale": float(factor)}, glued=False), *_] if len(text) > 2:
            return Quantity((1.0,)).times(factor), 1
    return None


def _is_article(piece: Piece | None) -> bool:
    return isinstance(piece, Word) and piece.text in _ARTICLES


def _compound(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "1 lakh 20 thousand" and "3 hundred and 20"."""
    match pieces[i : i + 3]:
        case [Quantity(unit=unit) as number, Quantity() as rest, *_] if unit >= 100 and _adds(rest, unit):
            return _sum(number, rest), 2
        case [Quantity(unit=unit) as number, Word(text="and"), Quantity() as rest] if unit >= 100 and _adds(rest, unit):
            return _sum(number, rest), 3
    return None


def _adds(rest: Quantity, unit: float) -> bool:
    return not (rest.few or rest.share or rest.power) and len(rest.values) == 1 and rest.value < unit


def _sum(first: Quantity, second: Quantity) -> Quantity:
    return Quantity(
        tuple(a + b for a in first.values for b in second.values),
        rounded=first.rounded or second.rounded,
        precise=first.precise or second.precise,
        unit=second.unit,
    )


def _give_or_take(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "20 +/- 5"."""
    match pieces[i : i + 3]:
        case [Quantity(few=None) as middle, Mark() as mark, Quantity() as off] if (
            says(mark, "plus_minus") and off.value < middle.value
        ):
            upper = replace(middle, values=tuple(value + off.value for value in middle.values))
            return replace(middle, values=tuple(value - off.value for value in middle.values), upper=upper), 3
    return None


def _added(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "12+3"."""
    match pieces[i : i + 3]:
        case [Quantity(few=None) as first, Mark(text="+" | "plus"), Quantity(few=None) as second]:
            return replace(_sum(first, second), precise=True), 3
        case [Mark(text="+"), Quantity() as number, *_]:
            return number, 2
    return None


def _share(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "10 %", "8 of 10", "1/5", "a third", "most", "half of 50"."""
    match pieces[i : i + 3]:
        case [Quantity(share=False) as number, Mark() as percent, *_] if says(percent, "percent"):
            return _as_share(number, 0.01), 2
        case [Mark() as percent, Quantity(share=False) as number, *_] if says(percent, "percent"):
            return _as_share(number, 0.01), 2
        case [Quantity(share=False) as part, Word(text="/"), Quantity(share=False) as whole]:
            ratio = (
                Quantity((0.5,), share=True, rounded=True) if part.value == whole.value == 50 else _ratio(part, whole)
            )
            return (replace(ratio, slashed=True) if isinstance(ratio, Quantity) else ratio), 3
        case [Quantity(share=True, whole=None) as part, Mark() as of, Quantity(share=False) as whole] if says(
            of, "out_of"
        ):
            return replace(whole.times(part.value), share=False, rounded=True), 3
        case [Quantity() as number, Mark(says={"part": float(under)}), *_]:
            return (_as_share(number, 1 / under), 2) if 0 < number.value < under else (Wrong("ordinal"), 2)
        case [Word(text="a" | "every"), Mark(text=text, says={"part": float(under)}), *_] if not text.endswith("s"):
            return _as_share(Quantity((1.0,)), 1 / under), 2
        case [Mark(says={"share": float(value)}), *_]:
            return Quantity((value,), share=True, rounded=value < 1), 1
        case [Mark() as half, *_] if says(half, "half"):
            return Quantity((0.5,), share=True, rounded=True), 1
        case [Mark() as but, Quantity(share=False) as missing, *_] if says(but, "all_but"):
            return replace(missing, but=True, share=True), 2
        case [Mark(says={"part": _}), *_]:
            return Wrong("ordinal"), 1
    return None


def _out_of(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "8 out of the last 10"."""
    match pieces[i : i + 4]:
        case [Quantity(share=False) as part, Mark() as of, *rest] if says(of, "out_of"):
            used = 2
            while rest and isinstance(rest[0], Word) and rest[0].text in {"the", "every", "last", "my", "our", "all"}:
                rest, used = rest[1:], used + 1
            if rest and isinstance(rest[0], Quantity) and not rest[0].share and not _is_time(at(pieces, i + used + 1)):
                above = part.value > rest[0].value and of.text not in _OF
                return None if above else (_ratio(part, rest[0]), used + 1)
    return None


_OF: Final = frozenset({"of", "out of", "of the", "of the last", "of my last"})
"""What makes "12 of 10" a slip; "12 from 2 adverts" is another thing."""


def _is_time(piece: Piece | None) -> bool:
    """Tell whether a number is one of days or weeks: "12 in 4 weeks" is no share."""
    return says(piece, "duration")


def _as_share(number: Quantity, factor: float) -> Quantity:
    values = tuple(round(value * factor, 12) for value in number.values)
    return replace(
        number.times(factor), values=tuple(value * factor for value in number.values), share=True, rounded=True
    )


def _ratio(part: Quantity, whole: Quantity) -> Piece:
    if not whole.value:
        return Wrong("over_all")
    values = tuple(value / whole.value for value in part.values)
    return Quantity(values, share=True, rounded=True, whole=whole.value)


def _range(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Read "10-15", "5 to 10", "between 5 and 10", "two or three", "10, maybe 15"."""
    low = pieces[i]
    if not isinstance(low, Quantity) or low.upper is not None:
        return None
    joined, place = False, i + 1
    begun = any(says(piece, "between") for piece in pieces[:i])
    while (piece := at(pieces, place)) is not None and not isinstance(piece, Quantity):
        text = piece.text if isinstance(piece, Word | Mark) else ""
        if text in {"-", "~"} or says(piece, "to") or (begun and text in {"and", "&"}) or (joined and text == "/"):
            joined = True
        elif says(piece, "about") or says(piece, "near"):
            joined = joined or text in _SECOND_GUESSES
        elif text not in {",", "a"}:
            return None
        place += 1
    high = at(pieces, place)
    if not joined or not isinstance(high, Quantity) or high.upper is not None:
        return None
    return span(low, high), place - i + 1


_SECOND_GUESSES: Final = frozenset({"maybe", "may be", "mayb", "perhaps", "could be", "might be"})


def span(low: Quantity, high: Quantity) -> Quantity:
    """Join two ends; what only the upper end says (a scale, a percent sign) holds for the lower one too."""
    if high.share and not low.share and low.value > 1:
        low = _as_share(low, 0.01) if high.whole is None else replace(low, values=(low.value / high.whole,), share=True)
    elif low.share and not high.share and low.whole and low.whole < high.value <= 2 * low.whole:  # "1 in 3 or 4"
        high = replace(low, values=(low.value * low.whole / high.value,))
    elif low.share and not high.share and high.value > 1:
        high = _as_share(high, 0.01)
    elif high.unit > 1 and low.unit == 1 and low.value * high.unit <= high.value:
        low = low.times(high.unit)
    if low.value > high.value:
        low, high = high, low
    return replace(low, upper=high)


def _corrected(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Take the second number of "12, no, 13"."""
    if not isinstance(pieces[i], Quantity):
        return None
    place, corrected = i + 1, False
    while (piece := at(pieces, place)) is not None and not isinstance(piece, Quantity):
        corrected = corrected or says(piece, "correction")
        if not (
            says(piece, "correction")
            or says(piece, "about")
            or getattr(piece, "text", "") in {",", ".", "-", "its", "it", "was", "!", "that"}
        ):
            return None
        place += 1
    return (piece, place - i + 1) if corrected and piece is not None else None


def _denied(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Leave out the first number of "not 12 but 13"."""
    match pieces[i : i + 2]:
        case [Mark() as word, Quantity()] if says(word, "not"):
            return None, 2
    return None


def _negative(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Refuse "-3", but not the dash of "customers - 3" or the hyphen of "30-ish"."""
    match pieces[i : i + 2]:
        case [Mark() as word, Quantity()] if says(word, "minus"):
            return Wrong("negative"), 2
        case [Word(text="-") as dash, Quantity()]:
            before = at(pieces, i - 1)
            if (
                before is None
                or isinstance(before, Mark)
                or (isinstance(before, Word) and dash.followed and not dash.glued)
            ):
                return Wrong("negative"), 2
    return None


def _dated(pieces: list[Piece], i: int) -> tuple[Piece | None, int] | None:
    """Refuse dates, times of the day and durations."""
    match pieces[i : i + 2]:
        case [Quantity(), Mark() as mark] if says(mark, "ordinal"):
            return Wrong("ordinal"), 2
        case [Quantity(), Mark() as mark] if says(mark, "clock") or says(mark, "duration"):
            return Wrong("time"), 2
        case [Quantity() as day, Mark() as mark] | [Mark() as mark, Quantity() as day] if says(mark, "month"):
            return (Wrong("date"), 2) if 1 <= day.value <= 31 or 1900 <= day.value <= 2100 else None
    return None


_RULES: Final[tuple[Rule, ...]] = (
    _few,
    _mixed,
    _scaled,
    _compound,
    _give_or_take,
    _added,
    _out_of,
    _share,
    _negative,
    _range,
    _corrected,
    _denied,
    _dated,
)
