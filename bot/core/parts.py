"""Counts that are each a part of the one before: those who came, those talked with, those who bought.

A range is compared as a range, a number as that number: "45 of 30 to 50" is possible, "55 of about 50" is asked about.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import pairwise

from bot.core.amount import Amount
from bot.core.looseness import ends, interval, is_single


def possible(part: Amount, whole: Amount) -> bool:
    """True if one count can be a part of another: whether any two numbers that were meant do not contradict."""
    return _reach(part)[0] <= _reach(whole)[1]


def capped(part: Amount, whole: Amount) -> Amount:
    """Return a count, at most as great as its total can be."""
    (low, high), most = _reach(part), _reach(whole)[1]
    return interval(low, most) if low <= most < high else part


def most(*counts: Amount | None) -> Amount | None:
    """Return the greatest possible part of all these counts; None where none is known.

    Args:
        counts: the widest first; None is not known, and what comes before it holds all the same.
    """
    known = [count for count in counts if count is not None]
    return reduce(lambda whole, part: capped(part, whole), known) if known else None


def fitted(*counts: Amount | None) -> tuple[Amount | None, ...]:
    """Narrow ranges so that no part exceeds its whole; return them unchanged if they already fit.

    Counts that no numbers can reconcile stay as they are.

    Args:
        counts: the widest first; None is not known, and what comes after it is compared with what came before.
    """
    given = [count for count in counts if count is not None]
    if all(part.value <= whole.value for whole, part in pairwise(given)):
        return counts
    lows = [_reach(count)[0] for count in given]
    highs = [_reach(count)[1] for count in given]
    for place in range(1, len(given)):
        highs[place] = min(highs[place], highs[place - 1])
    for place in reversed(range(len(given) - 1)):
        lows[place] = max(lows[place], lows[place + 1])
    if any(low > high for low, high in zip(lows, highs, strict=True)):
        return counts
    # A range that starts at 0 is uniform, others are lognormal: the two must not be mixed.
    narrowed = Amount.between if min(lows) <= 0 else interval
    told = iter(
        count if is_single(count) else narrowed(low, high) for count, low, high in zip(given, lows, highs, strict=True)
    )
    return tuple(None if count is None else next(told) for count in counts)


def _reach(amount: Amount) -> tuple[float, float]:
    """Return the least and the greatest number that were meant."""
    if is_single(amount):
        return amount.value, amount.value
    return (amount.low, amount.high) if amount.law == "uniform" else ends(amount)


def added(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of several amounts, as loose as the loosest of them."""
    known = list(amounts)
    total = sum(one.value for one in known)
    loosest = max(known, key=lambda one: (one.high - one.low) / max(one.value, 1e-9))
    return Amount.exactly(total) if loosest.is_exact or not loosest.value else loosest.times(total / loosest.value)
