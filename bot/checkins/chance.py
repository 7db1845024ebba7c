"""Tail probabilities in closed form, so that a weekly message needs no SciPy."""

from math import exp, lgamma, log, log1p

_TINY = 1e-300
_ENOUGH = 1e-12
_STEPS = 20_000
_MOST_TRIES = 2_000


def beta_below(x: float, a: float, b: float) -> float:
    """Return P(X ≤ x) for X ~ Beta(a, b): the regularised incomplete beta function (DLMF 8.17.22)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast on the other side only
        return 1 - beta_below(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def gamma_higher(shape: float, rate: float, other_shape: float, other_rate: float) -> float:
    """Return P(X > Y) for X ~ Gamma(shape, rate) and Y ~ Gamma(other_shape, other_rate), independent of each other.

    ``rate·X / (rate·X + other_rate·Y)`` follows Beta(shape, other_shape).
    """
    return beta_below(other_rate / (rate + other_rate), other_shape, shape)


def negative_binomial_tails(count: float, mean: float, variance: float) -> tuple[float, float]:
    """Return P(Y ≤ count) and P(Y ≥ count) for a negative binomial Y with this mean and variance (> mean)."""
    size = mean * mean / (variance - mean)
    share = mean / variance
    return beta_below(share, size, count + 1), 1 - beta_below(share, size, count) if count > 0 else 1.0


def _fraction(x: float, a: float, b: float) -> float:
    """Sum the continued fraction by Lentz's method."""
    value = c = 1.0
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + factor * d)
            c = _away_from_zero(1 + factor / c)
            value *= d * c
        if abs(d * c - 1) < _ENOUGH:
            break
    return value


def _away_from_zero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY


def beta_binomial_tails(count: int, of: int, yes: float, no: float) -> tuple[float, float]:
    """Return P(Y ≤ count) and P(Y ≥ count) for this many tries with a chance that follows Beta(yes, no)."""
    if of > _MOST_TRIES:  # the sum of so many terms is exact enough
        count, of = round(count * _MOST_TRIES / of), _MOST_TRIES
    log_one = lgamma(no + of) + lgamma(yes + no) - lgamma(no) - lgamma(yes + no + of)
    fewer = here = 0.0
    for number in range(count + 1):
        here = exp(log_one)
        fewer += here
        if number < of:
            log_one += log((of - number) / (number + 1) * (yes + number) / (no + of - number - 1))
    return min(1.0, fewer), min(1.0, max(0.0, 1 - fewer + here))
