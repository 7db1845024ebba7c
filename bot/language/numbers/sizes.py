"""How big one number is: "2 1/2", "12k", "a few hundred", "1 lakh 20 thousand", "12+3"."""

from typing import Final

from msgspec.structs import replace

from bot.language.numbers.pieces import Found, Mark, Piece, Quantity, Word, at, is_a, says

_VULGAR: Final = frozenset({0.5, 0.25, 0.75, 1 / 3, 2 / 3, 0.2})
"""Fractions that follow a number: "2 1/2"."""


_THOUSAND: Final = 1000
_MILLION: Final = 1_000_000
_HUNDRED: Final = 100
_PLURALS: Final = frozenset({10.0, 12.0, 100.0, 1000.0})
"""What the plural of a noun counts where a number stands before it; alone it is at least two of them."""

_ROUND: Final = frozenset({10.0, 12.0, 100.0, 1000.0})
"""Nouns that count so many are halved like a scale: "medio centenar", "decena y media", "selusin setengah"."""


def few(pieces: list[Piece], i: int) -> Found:
    """Read "a few", and words that are a number in themselves."""
    match pieces[i]:
        case Mark(says={"few": _, "scale": _}) as scale if _is_counted(at(pieces, i - 1)) or (
            is_a(scale, "inverted") and (_counts_on(at(pieces, i + 1)) or _is_loose(at(pieces, i - 1)))
        ):
            return None  # "3 dozens", "тысячи три", "около тысячи"
        case Mark(says={"few": (float(low), _)}) if low / 2 in _PLURALS and _is_counted(at(pieces, i - 1)):
            return None  # "dos centenares"
        case Mark(says={"few": (float(low), float(high))}):
            return Quantity(((low + high) / 2,), few=(low, high)), 1
        case Mark(says={"count": float(value)}):
            return Quantity((value,), unit=value if value in _ROUND else 1), 1
        case Mark(says=words) if "none" in words:
            return Quantity((0.0,)), 1
    return None


def _counts_on(piece: Piece | None) -> bool:
    return isinstance(piece, Quantity) or says(piece, "count")


def _is_counted(piece: Piece | None) -> bool:
    return isinstance(piece, Quantity) or says(piece, "and_a_half")


def _is_loose(piece: Piece | None) -> bool:
    return any(says(piece, name) for name in ("about", "near", "at_least", "at_most"))


def mixed(pieces: list[Piece], i: int) -> Found:
    """Read "2 1/2" and "two and a half"."""
    match pieces[i : i + 5]:
        case [Quantity() as whole, Mark() as half, *_] if says(half, "and_a_half"):
            return _plus(whole, 0.5 * whole.unit), 2  # "dua juta setengah"
        case [Quantity() as whole, Quantity() as over, Word(text="/"), Quantity() as under, *_] | [
            Quantity() as whole,
            Word(),
            Quantity() as over,
            Word(text="/"),
            Quantity() as under,
        ] if under.value and over.value / under.value in _VULGAR and _joins(pieces[i + 1]):
            return _plus(whole, over.value / under.value), 5 if isinstance(pieces[i + 1], Word) else 4
    return None


def _joins(piece: Piece) -> bool:
    """True unless a word stands there that does not put a number together."""
    return not isinstance(piece, Word) or is_a(piece, "and")


def _plus(whole: Quantity, part: float) -> Quantity:
    return replace(whole, values=tuple(value + part for value in whole.values))


def scaled(pieces: list[Piece], i: int) -> Found:
    """Read "12k", "2 lakh", "a few hundred", "half a dozen", "a dozen"."""
    if isinstance(pieces[i], Word):
        return None
    match pieces[i : i + 3]:
        case [Quantity() as number, Mark(says={"scale": float(factor)}), Mark() as half] if (
            not number.share and says(half, "and_a_half") and number.value % 1 == 0
        ):
            return _plus(number, 0.5).times(factor), 3  # "dos millones y medio"
        case [Mark(text=text, says={"scale": float(factor)}, glued=False), Mark() as half, *_] if len(
            text
        ) > 2 and says(half, "and_a_half"):
            return Quantity((1.5,)).times(factor), 2  # "millón y medio", "centenar y medio"
        case [Quantity(share=False) as number, Mark(says={"few": (float(low), _)}), *_] if low / 2 in _PLURALS:
            return number.times(low / 2), 2
        case [Quantity() as number, Mark(says={"scale": float(factor)}), *_] if not number.share:
            return _before_scale(number).times(factor), 2
        case [
            Quantity() as number,
            Mark(glued=True) as about,
            Mark(says={"scale": float(factor)}) | Quantity(values=(factor,), power=True),
        ] if says(about, "about"):
            return replace(number.times(factor), rounded=True), 3  # "300an ribu"
        case [Mark(says={"scale": float(factor)}) as scale, Quantity(share=False, upper=None) as number, *_] if (
            is_a(scale, "inverted") and number.value < _THOUSAND and not isinstance(at(pieces, i - 1), Quantity)
        ):
            return replace(number.times(factor), rounded=True), 2  # "тысяч пять", "тысяч триста"
        case [Quantity() as number, Quantity(power=True) as power, *_] if number.value <= power.value:
            return _before_scale(number).times(power.value), 2
        case [Mark() as half, *rest] if says(half, "half"):
            skipped = 1 + _is_article(at(rest, 0))
            match at(pieces, i + skipped):
                case Mark(says={"scale": float(factor)}):
                    return Quantity((0.5,)).times(factor), skipped + 1
                case Quantity(power=True) as power:
                    return power.times(0.5), skipped + 1
                case Quantity(values=(value,), unit=unit) as noun if value == unit > 1:
                    return replace(noun, values=(value * 0.5,)), skipped + 1
        case [Mark(text=text, says={"scale": float(factor)}, glued=False) as scale, *_] if len(text) > 2:
            if is_a(scale, "only_behind") and not _is_article(at(pieces, i - 1)):
                return None
            return Quantity((1.0,)).times(factor), 1
    return None


def _before_scale(number: Quantity) -> Quantity:
    """Take a mark in a number for a decimal one: "3,5k" is no 35,000, "2.5 juta" no 25 million."""
    if len(number.values) > 1 and max(number.values) < 100 * min(number.values):
        return replace(number, values=(min(number.values),))
    return number


def _is_article(piece: Piece | None) -> bool:
    return isinstance(piece, Word) and is_a(piece, "article")


def compound(pieces: list[Piece], i: int) -> Found:
    """Read "1 lakh 20 thousand" and "3 hundred and 20"."""
    match pieces[i : i + 3]:
        case [Quantity(unit=unit) as number, Quantity() as rest, *_] if unit >= 100 and _adds(rest, unit):
            return _sum(number, rest), 2
        case [Quantity(unit=unit) as number, Word() as joint, Quantity() as rest] if (
            unit >= 100 and is_a(joint, "and") and _adds(rest, unit)
        ):
            return _sum(number, rest), 3
    return None


def _adds(rest: Quantity, unit: float) -> bool:
    return not (rest.few or rest.share or rest.power) and len(rest.values) == 1 and rest.value < unit


def _sum(first: Quantity, second: Quantity) -> Quantity:
    if first.unit >= _MILLION and _HUNDRED <= second.value < _THOUSAND and second.unit <= _HUNDRED:
        second = second.times(_THOUSAND)  # "миллион двести", "um milhão e duzentos": whoever says so means thousands
    return Quantity(
        tuple(a + b for a in first.values for b in second.values),
        rounded=first.rounded or second.rounded,
        precise=first.precise or second.precise,
        unit=second.unit,
    )


def give_or_take(pieces: list[Piece], i: int) -> Found:
    """Read "20 +/- 5"."""
    match pieces[i : i + 3]:
        case [Quantity(few=None) as middle, Mark() as mark, Quantity() as off] if (
            says(mark, "plus_minus") and off.value < middle.value
        ):
            sure = tuple(value for value in middle.values if value > off.value)
            upper = replace(middle, values=tuple(value + off.value for value in sure))
            return replace(middle, values=tuple(value - off.value for value in sure), upper=upper), 3
    return None


def added(pieces: list[Piece], i: int) -> Found:
    """Read "12+3"."""
    match pieces[i : i + 3]:
        case [Quantity(few=None) as first, Mark() as plus, Quantity(few=None) as second] if plus.text == "+" or is_a(
            plus, "plus"
        ):
            parts = (*(first.parts or (first.value,)), second.value)
            return replace(_sum(first, second), precise=True, parts=parts), 3
        case [Mark(text="+"), Quantity() as number, *_]:
            return number, 2
    return None
