"""From a number in the text, and what is said around it, to the amount that it stands for."""

from collections.abc import Iterator, Sequence
from math import floor
from typing import Final

from msgspec.structs import replace

from bot.core import looseness
from bot.core.amount import Amount
from bot.language.numbers.pieces import Quantity
from bot.language.numbers.reading import Ambiguous, Invalid, Kind, Reading, Reason, Understood

LARGEST: Final = {"count": 1e6, "money": 1e12, "share": 1.0}
"""The greatest possible answer."""


def measured(quantity: Quantity, said: frozenset[str], *, kind: Kind, of: Amount | None, whole: bool) -> Reading:
    """Return the amount, or the amounts, that a number stands for."""
    if quantity.slashed and of is None and kind == "count":
        if quantity.value > 1:
            return Invalid("date")
        quantity = _slashed(quantity)
    if quantity.share and kind != "share" and (of is None or kind == "money"):
        none = kind == "count" and not (quantity.value or quantity.but)  # "0%" of anything
        return Understood(Amount.exactly(0.0)) if none else Invalid("share")
    if quantity.but:
        return _all_but(quantity, said, kind=kind, of=of)
    if kind == "share":
        return _as_share(quantity, said, of)
    if quantity.share and of is not None:
        return _share_of(quantity, said, of, whole=whole)
    found: list[Amount] = []
    faults: list[Reason] = []
    alone = len(quantity.values) == 1 and (quantity.upper is None or len(quantity.upper.values) == 1)
    for low, high in _ends(quantity):
        if not high <= LARGEST[kind]:
            faults.append("too_large")
        elif kind == "count" and whole and alone and (low % 1 or high % 1) and not quantity.few:
            faults.append("not_whole")
        else:
            found.append(_amount(quantity, low, high, said, whole=kind == "count"))
    return _one_of(found, faults)


def _one_of(found: Sequence[Amount], faults: Sequence[Reason]) -> Reading:
    match found:
        case []:
            return Invalid(faults[0])
        case [amount]:
            return Understood(amount)
    return Ambiguous(tuple(found))


def _ends(quantity: Quantity) -> Iterator[tuple[float, float]]:
    """Return the lower and the upper end for every way to read the number; they are equal if it is no range."""
    if quantity.upper is None:
        yield from ((value, value) for value in dict.fromkeys(quantity.values))
        return
    lows, highs = quantity.values, quantity.upper.values
    ways = max(len(lows), len(highs))
    for way in range(ways):
        low, high = lows[min(way, len(lows) - 1)], highs[min(way, len(highs) - 1)]
        yield min(low, high), max(low, high)


def _amount(quantity: Quantity, low: float, high: float, said: frozenset[str], *, whole: bool) -> Amount:
    """Return a number with the looseness of the words around it."""
    if quantity.upper is not None and low != high:
        least = quantity.few[0] if quantity.few else low
        most = quantity.upper.few[1] if quantity.upper.few else high
        bounds = {"at_least", "at_most"} <= said
        return Amount.between(least, most) if bounds else looseness.interval(least, most)
    if "at_least" in said:
        return looseness.at_least(low, whole=whole)
    if "at_most" in said and low > 0:
        return Amount.between(0.0, low)
    if quantity.few:
        return Amount.between(*quantity.few)
    if "about" in said:
        return looseness.around(low, looseness.HEDGED)
    if "exactly" in said:
        return Amount.exactly(low)
    if "near" in said or quantity.rounded:
        return looseness.around(low, looseness.ROUNDED)
    return Amount.exactly(low) if quantity.precise else looseness.plain(low)


def _slashed(quantity: Quantity) -> Quantity:
    """Take "5/6 people" for five or six, where it can't be a share."""
    whole = quantity.whole or 0
    part = round(quantity.value * whole, 6)
    if part < 2 or whole != part + 1:
        return quantity
    return Quantity((part,), upper=Quantity((whole,)))


def _all_but(quantity: Quantity, said: frozenset[str], *, kind: Kind, of: Amount | None) -> Reading:
    if of is None:
        return Invalid("share")
    if quantity.value > of.value:
        return Invalid("over_all")
    left = of.value - quantity.value
    share = left / of.value if of.value else 0.0
    sure = of.is_exact and _amount(quantity, quantity.value, quantity.value, said, whole=True).is_exact
    if kind == "share":
        amount = Amount.exactly(share) if sure else _within_one(looseness.around(share, looseness.ROUNDED))
    else:
        amount = Amount.exactly(left) if sure else looseness.around(left, looseness.ROUNDED)
    return Understood(amount, share=share)


def _as_share(quantity: Quantity, said: frozenset[str], of: Amount | None) -> Reading:
    """Return a share from 0 to 1: "10 %", "8 of 10", or a plain number of a known whole or of a hundred."""
    found: list[Amount] = []
    faults: list[Reason] = []
    for low, high in _ends(quantity):
        for base in _bases(quantity, low, high, of):
            if not high <= base * LARGEST["share"]:
                faults.append("over_all")
                continue
            counted = of is not None and of.is_exact and of.value in {base, quantity.whole}
            sure = counted or low / base in {0, 1}
            number = replace(
                quantity,
                rounded=not sure,
                precise=sure,
                few=_part(quantity.few, base),
                upper=quantity.upper and replace(quantity.upper, few=_part(quantity.upper.few, base)),
            )
            found.append(_within_one(_amount(number, low / base, high / base, said, whole=False)))
    reading = _one_of(found, faults)
    return replace(reading, share=reading.amount.value) if isinstance(reading, Understood) else reading


def _part(few: tuple[float, float] | None, base: float) -> tuple[float, float] | None:
    return few and (few[0] / base, few[1] / base)


def _bases(quantity: Quantity, low: float, high: float, of: Amount | None) -> tuple[float, ...]:
    """Return what a number may have been counted out of: "8" is 8 % or 8 of 10, "20" is 20 %."""
    if quantity.share:
        return (1.0,)
    if of is not None and of.value and (low % 1 == 0 or low > 1):
        return (of.value,)
    if high == 0 or 0 < high < 1:
        return (1.0,)
    return (100.0, 10.0) if high <= 10 else (100.0,)


def _within_one(amount: Amount) -> Amount:
    """Limit a share to 1."""
    if amount.high <= 1:
        return amount
    if amount.low >= 1:
        return Amount.exactly(1.0)
    return (
        Amount.between(amount.low, 1.0)
        if amount.law == "uniform"
        else replace(amount, value=min(1.0, amount.value), high=1.0)
    )


def _share_of(quantity: Quantity, said: frozenset[str], of: Amount, *, whole: bool) -> Reading:
    """Return the count that a share of another count makes: "most" of 50 is about 45."""
    share = quantity.value
    if share > 1:
        return Invalid("over_all")
    if not of.value:
        return Understood(Amount.exactly(0.0), share=share)
    if share == 1 and not said & {"at_most"}:
        return Understood(of, share=1.0)
    low, high = next(_ends(quantity))
    if quantity.whole == of.value and of.is_exact:
        quantity = replace(quantity, rounded=False, precise=True)
    amount = _amount(quantity, low, high, said, whole=False)
    counted = (_within_one(amount) if amount.law == "uniform" else amount).times(of.value)
    nearest = float(floor(counted.value + 0.5))
    if counted.is_exact:
        counted = Amount.exactly(nearest if whole else counted.value)
    elif whole and nearest and counted.law == "lognormal" and quantity.upper is None:
        counted = counted.times(nearest / counted.value)
    return Understood(counted, share=share)
