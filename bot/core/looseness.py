"""How loose a number is, by the way it was said.

The widths are choices of ours: nobody counted how far off "about 30" is. They err to the wide side, since people
who give a range are surer of it than they should be.
"""

from math import exp, isclose, log1p, sqrt

from bot.core.amount import Amount

ROUNDED = 0.10
"""Coefficient of variation of a number that was rounded ("30"), and of a share ("9 of 10")."""

HEDGED = 0.20
"""Coefficient of variation of a number said with a hedge ("about 30")."""

WIDENED = 1.29
"""Ranges said to be 80 % sure held the truth 68 % of the time (Speirs-Bridge et al., Risk Analysis 2010); z(.90) / z(.84)."""

TENTH = 1.2815515655446004
"""Standard deviations from the middle of a normal law to its 90th percentile."""


def spread(cv: float) -> float:
    """Return the factor from the middle of a lognormal law with this coefficient of variation to its 90th percentile."""
    return exp(TENTH * sqrt(log1p(cv * cv)))


_FACTORS = {cv: spread(cv) for cv in (ROUNDED, HEDGED)}


def around(value: float, cv: float) -> Amount:
    """Return a number known up to a coefficient of variation: a lognormal law with its median at the number."""
    if value == 0:
        return Amount.exactly(0.0)
    factor = _FACTORS[cv]
    return Amount(value, value / factor, value * factor, "lognormal")


def interval(low: float, high: float) -> Amount:
    """Return what lies between two numbers, widened; a range from nothing has no lognormal law and stays as it is."""
    if low == high:
        return Amount.exactly(low)
    if low <= 0:
        return Amount.between(low, high)
    middle = sqrt(low * high)
    factor = (high / low) ** (WIDENED / 2)
    return Amount(middle, middle / factor, middle * factor, "lognormal")


def ends(amount: Amount) -> tuple[float, float]:
    """Return the two numbers that an interval was said to lie between: the inverse of ``interval``."""
    factor = (amount.value / amount.low) ** (1 / WIDENED)
    return round(amount.value / factor, 6), round(amount.value * factor, 6)


def at_least(value: float, *, whole: bool) -> Amount:
    """Return "30 or more": up to half as many again, and with few people up to two more."""
    most = max(1.5 * value, value + 2 if whole else 0.0)
    return Amount.between(value, most) if most > value else Amount.exactly(value)


def greatest(amount: Amount) -> Amount:
    """Return the most that "up to 10" or "no more than 4" may be; any other number as it is."""
    return Amount.exactly(amount.high) if amount.law == "uniform" and not amount.low else amount


def is_near(amount: Amount) -> bool:
    """True if a number is as loose as one that was rounded."""
    return amount.law == "lognormal" and isclose(amount.high / amount.value, _FACTORS[ROUNDED], rel_tol=1e-6)


def is_single(amount: Amount) -> bool:
    """True if a single number was meant, with a hedge or without, and not a range."""
    if amount.law != "lognormal":
        return amount.is_exact
    return any(isclose(amount.high / amount.value, factor, rel_tol=1e-6) for factor in _FACTORS.values())


def is_rounded(value: float) -> bool:
    """True if a number looks rounded: 10 or more, with zeros after its first two digits at most."""
    if value < 10 or value % 10:
        return False
    return len(f"{value:.0f}".rstrip("0")) <= 2


def plain(value: float) -> Amount:
    """Return a number said without a hedge: "31" is exact, "30" was perhaps rounded."""
    return around(value, ROUNDED) if is_rounded(value) else Amount.exactly(value)
