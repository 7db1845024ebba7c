"""Shares: "10 %", "8 of 10", "1/5", "a third", "most"."""

from math import floor
from typing import Final

from msgspec.structs import replace

from bot.language.numbers.pieces import Found, Mark, Piece, Quantity, Word, Wrong, at, is_a, says

NEARLY_ALL: Final = 0.9
MANY: Final = 10


def share(pieces: list[Piece], i: int) -> Found:
    """Read "10 %", "8 of 10", "1/5", "a third", "most", "half of 50"."""
    match pieces[i : i + 3]:
        case [Quantity(share=False) as number, Mark() as percent, *_] if says(percent, "percent"):
            return as_share(number, 0.01), 2
        case [Quantity(values=(1.0,)), Quantity(share=False) as number, Mark() as percent] if says(percent, "percent"):
            return as_share(number, 0.01), 3  # "un 30 %"
        case [Mark() as percent, Quantity(share=False) as number, *_] if says(percent, "percent"):
            return as_share(number, 0.01), 2
        case [Quantity(share=False) as part, Word(text="/"), Quantity(share=False) as whole]:
            ratio = (
                Quantity((0.5,), share=True, rounded=True) if part.value == whole.value == 50 else _ratio(part, whole)
            )
            return (replace(ratio, slashed=True) if isinstance(ratio, Quantity) else ratio), 3
        case [Quantity(share=True, whole=None) as part, Mark() as of, Quantity(share=False) as whole] if says(
            of, "out_of"
        ):
            return _part_of(whole, part), 3
        case [Quantity() as number, Mark(says={"part": float(under)}), *_]:
            return (as_share(number, 1 / under), 2) if 0 < number.value < under else (Wrong("ordinal"), 2)
        case [Word() as each, Mark(says={"part": float(under)}) as part, *_] if is_a(each, "each") and not is_a(
            part, "several"
        ):
            return as_share(Quantity((1.0,)), 1 / under), 2
        case [Word() as every, Word() as kind, Quantity(values=(1.0,), share=False)] if (
            is_a(every, "every") and kind.text.isalpha()
        ):
            return _missing(pieces, i + 2) or (Quantity((1.0,), share=True), 3)  # "every last one", "every damn one"
        case [Mark(says={"share": float(value)}), *_] if value >= NEARLY_ALL and (missing := _missing(pieces, i + 1)):
            return missing
        case [Mark(says={"share": float(value)}), *_]:
            return Quantity((value,), share=True, rounded=value < 1), 1
        case [Mark() as half, *_] if says(half, "half"):
            return Quantity((0.5,), share=True, rounded=True), 1
        case [Mark() as but, Quantity(share=False) as missing, Mark(says={"share": float(value)})] if (
            says(but, "except") and value >= NEARLY_ALL
        ):
            return replace(missing, but=True, share=True), 3  # "kecuali 3 semua beli"
        case [Mark() as but, Quantity(share=False) as missing, *_] if says(but, "all_but"):
            return replace(missing, but=True, share=True), 2
        case [Mark() as but, (Mark() | Word()) as small, Quantity(share=False) as missing] if (
            says(but, "all_but")
            and (says(small, "about") or is_a(small, "article"))
            and not says(at(pieces, i + 3), "to")
        ):
            return replace(missing, but=True, share=True), 3  # "everyone except the 3", "everybody but about 2"
        case [Mark(says={"part": _}), *_]:
            return Wrong("ordinal"), 1
    return None


def _part_of(whole: Quantity, part: Quantity) -> Quantity:
    """Return the 33 that "nearly all of the 35" are; so rough a number of many is a whole one, as people are."""
    made = whole.times(part.value)
    if min(whole.values) >= MANY and not any(value % 1 for value in whole.values):
        made = replace(made, values=tuple(float(floor(value + 0.5)) for value in made.values))
    return replace(made, share=False, rounded=True)


def _missing(pieces: list[Piece], place: int) -> Found:
    """Read what follows "all" in "all of them but 2", "nearly all, missed 3"."""
    but = place + (getattr(at(pieces, place), "text", "") in {",", "-"})
    small = at(pieces, but + 1)
    number = but + 1 + (says(small, "about") or is_a(small, "article"))  # "todo mundo, fora os 3"
    missing = at(pieces, number)
    if not says(at(pieces, but), "except") or not isinstance(missing, Quantity) or missing.share:
        return None
    return replace(missing, but=True, share=True), number - place + 2


def out_of(pieces: list[Piece], i: int) -> Found:
    """Read "8 out of the last 10", and "10 में से 8", "5 को छोड़कर सब", where a language says the whole first."""
    if not isinstance(pieces[i], Quantity):
        return None
    match pieces[i : i + 4]:
        case [Quantity(share=False) as part, Mark() as of, *rest] if says(of, "out_of"):
            used = 2
            while rest and isinstance(rest[0], Word) and is_a(rest[0], "before_whole"):
                rest, used = rest[1:], used + 1
            if rest and isinstance(rest[0], Quantity) and not rest[0].share and not _is_time(at(pieces, i + used + 1)):
                above = part.value > rest[0].value and not is_a(of, "of")
                return None if above else (_ratio(part, rest[0]), used + 1)
            return None
        case [Quantity(share=False) as whole, Mark() as of, Quantity() as part, *_] if says(of, "whole_first"):
            if part.share and part.whole is None:
                return _part_of(whole, part), 3
            return None if part.share or part.value > whole.value else (_ratio(part, whole), 3)
        case [Quantity(share=False) as missing, Mark() as but, *_] if says(but, "all_but_behind"):
            return replace(missing, but=True, share=True), 2
    return None


def _is_time(piece: Piece | None) -> bool:
    """True if a number is one of days or weeks: "12 in 4 weeks" is no share."""
    return says(piece, "duration")


def as_share(number: Quantity, factor: float) -> Quantity:
    values = tuple(round(value * factor, 12) for value in number.values)
    return replace(number.times(factor), values=values, share=True, rounded=True)


def _ratio(part: Quantity, whole: Quantity) -> Piece:
    if not whole.value:
        return Wrong("over_all")
    values = tuple(value / whole.value for value in part.values)
    return Quantity(values, share=True, rounded=True, whole=whole.value)
