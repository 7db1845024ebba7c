"""Fixed points of probability, and the laws drawn through them.

Every verdict uses the same 2,048 points: a Latin hypercube, so each unknown is cut into 2,048 equally likely slices
and meets each slice once. The same answers therefore give the same verdict, small changes of an answer move it
smoothly, and no random number is made while an owner waits.
"""

from enum import IntEnum
from functools import cache, lru_cache
from math import log, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.amount import Amount
from bot.core.memory import for_one_event

FLOAT = np.float32  # float32: seven digits are more than any owner's number has, and faster
Array = NDArray[np.floating]
Numeric = float | Array

POINTS = 2048
COMMON = 60.0  # the greatest shape kept: the usual figures are below it, and shapes so small identify nobody
SPREAD = NormalDist().inv_cdf(0.9)


class Dimension(IntEnum):
    """Whose dimension it is; a Gamma takes two, a Beta four."""

    PEOPLE = 0
    ORDERS = 2
    ANSWERED = 4
    RATE = 8
    FIT = 12
    USUAL = 16
    SAID_PEOPLE = 20
    SAID_TALKED = 21
    SAID_CUSTOMERS = 22
    SAID_ORDERS = 23
    SAID_ROOM = 24
    ROOM = 25
    SAID_WANTED = 26
    WANTED = 27
    SAID_FIT = 28
    SAID_VALUE = 29
    BLAME = 30
    SAID_VISITORS = 31
    SAID_YEAR = 32
    COUNTS = 33
    BUSY = 34
    SEASON = 35
    YEAR = 36
    PAGE = 37
    TIME_OF_YEAR = 41


DIMENSIONS = Dimension.TIME_OF_YEAR + 1


FINE = 256  # steps of a table for each one of a spread
TAIL = 5  # spreads; anything beyond counts as this much


class Points(NamedTuple):
    """Coordinates of the points, one row a dimension: as standard normals, as uniforms and as the logs of these."""

    normal: Array
    uniform: Array
    log: Array


@cache
def points(number: int = POINTS) -> Points:
    """Make the points, once. Only the raw bits of PCG64 are used: these are the same in every version of NumPy."""
    bits = np.random.PCG64(20)
    middles = (np.arange(number) + 0.5) / number
    quantile = NormalDist().inv_cdf
    normals = np.array([quantile(float(middle)) for middle in middles])
    made = Points(*(np.empty((DIMENSIONS, number), FLOAT) for _ in Points._fields))
    for normal, uniform, log_ in zip(*made, strict=True):  # done at once, this would fragment 1.5 MB of memory
        order = np.argsort(bits.random_raw(number), kind="stable")
        normal[:], uniform[:] = normals[order], middles[order]
        log_[:] = np.log(middles[order])
    return made


def _kept(number: int, dimension: int, *shapes: float) -> Array:
    """Draw a Gamma of one shape or a Beta of two, once: kept for one event where it shows an owner's numbers."""
    return (_common if max(shapes) <= COMMON else _particular)(number, dimension, *shapes)


def _draw(number: int, dimension: int, *shapes: float) -> Array:
    source = Source(number)
    drawn = source._gamma(dimension, *shapes) if len(shapes) == 1 else source._beta(dimension, *shapes)  # noqa: SLF001 -- one piece with it
    drawn.flags.writeable = False
    return drawn


_common = lru_cache(maxsize=128)(_draw)  # usual figures and "of ten right" come again and again: 1 MB
_particular = for_one_event(_draw)


@cache
def _same_spread(number: int, dimension: int, sigma: float) -> Array:
    drawn = Source(number).spread(dimension, sigma)
    drawn.flags.writeable = False
    return drawn


class Source:
    """Hands out independent dimensions of the points by number; two for a Gamma, four for a Beta."""

    def __init__(self, number: int = POINTS) -> None:
        self.number = number
        self._points = points(number)

    def __eq__(self, other: object) -> bool:
        """True for another one of as many points: they are the same."""
        return isinstance(other, Source) and other.number == self.number

    def __hash__(self) -> int:
        """Find it by how many points it has."""
        return hash(self.number)

    def normal(self, dimension: int) -> Array:
        """Return standard normals."""
        row: Array = self._points.normal[dimension]
        return row

    def uniform(self, dimension: int) -> Array:
        """Return uniforms between 0 and 1."""
        row: Array = self._points.uniform[dimension]
        return row

    def spread(self, dimension: int, sigma: float) -> Array:
        """Draw factors around 1, log-normal."""
        factors: Array = np.exp(sigma * self._points.normal[dimension])
        return factors

    def same_spread(self, dimension: int, sigma: float) -> Array:
        """Return factors around 1 that are the same for every business, worked out once."""
        return _same_spread(self.number, dimension, sigma)

    def gamma(self, dimension: int, shape: Numeric) -> Array:
        """Draw Gamma(shape, 1) by Wilson and Hilferty's cube.

        The cube is good only where the shape is not small; there Gamma(k) = Gamma(k + 1) * U^(1/k) is used, which is
        exact. With these points quantiles are good to a few per cent of themselves, down to shapes of 0.3.
        """
        if isinstance(shape, float | int):
            return _kept(self.number, dimension, shape)
        return self._gamma(dimension, shape)

    def beta(self, dimension: int, yes: Numeric, no: Numeric) -> Array:
        """Draw Beta(yes, no) as a share of two Gammas."""
        if isinstance(yes, float | int) and isinstance(no, float | int):
            return _kept(self.number, dimension, yes, no)
        return self._beta(dimension, yes, no)

    def _gamma(self, dimension: int, shape: Numeric) -> Array:
        if isinstance(shape, float | int):
            shape = least = float(shape)  # a scalar of NumPy would turn all that follows into float64
        else:
            least = float(shape.min())
        raised = shape + 1 if least < 6 else shape
        ninth = 1 / (9 * raised)
        root: Array = self._points.normal[dimension] * ninth**0.5
        root += 1 - ninth
        if least < 1:  # otherwise no point is that far out
            np.maximum(root, 1e-9, out=root)
        drawn = root * root  # a cube by hand costs a tenth of a power
        drawn *= root
        drawn *= raised
        if least < 6:
            power: Array = self._points.log[dimension + 1] / shape
            drawn *= np.exp(power, out=power)
        return drawn

    def _beta(self, dimension: int, yes: Numeric, no: Numeric) -> Array:
        first = self._gamma(dimension, yes)
        both = self._gamma(dimension + 2, no)
        both += first
        return np.divide(first, both, out=both)

    def amount(self, dimension: int, amount: Amount) -> Numeric:
        """Draw a number as loosely as it was given; an exact one stays itself."""
        match amount.law:
            case "exact":
                return amount.value
            case "lognormal" if amount.low > 0:
                middle, ratio = sqrt(amount.low * amount.high), amount.high / amount.low
                sigma = log(ratio) / (2 * SPREAD)
                return middle * self.spread(dimension, sigma)
            case _:
                between: Array = amount.low + (amount.high - amount.low) * self.uniform(dimension)
                return between


@cache
def _tables() -> tuple[Array, Array]:
    """Return the normal distribution over its values, and its values over 4,096 middles of its shares."""
    normal = NormalDist()
    shares = np.array([normal.cdf(place / FINE - TAIL) for place in range(2 * TAIL * FINE + 1)], FLOAT)
    values = np.array([normal.inv_cdf((place + 0.5) / 4096) for place in range(4096)], FLOAT)
    return shares, values


def normal_share(value: Array) -> Array:
    """Return the share of standard normals below a value, from a table: ten times as fast as the formula."""
    shares, _ = _tables()
    result: Array = shares.take((value * FINE + (TAIL * FINE + 0.5)).astype(np.intp), mode="clip")
    return result


def normal_value(share: Array) -> Array:
    """Return the value below which this share of standard normals lies."""
    _, values = _tables()
    result: Array = values.take((share * FLOAT(4096)).astype(np.intp), mode="clip")
    return result


def weights(logs: Array) -> Array:
    """Return weights from their logs, scaled so that the greatest is 1."""
    weight: Array = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return weight


def picked(weight: Array) -> NDArray[np.intp]:
    """Resample the draws by their weights, each row by itself; return places in all rows.

    It is deterministic: the k-th pick is where the sum of the weights reaches k parts of their total.
    """
    number = weight.shape[-1]
    reached = np.cumsum(weight, axis=-1, dtype=float)
    ends = (reached * (number / reached[..., -1:]) + 0.5).astype(np.intp)
    ends[..., -1] = number
    times = ends.copy()
    times[..., 1:] -= ends[..., :-1]
    return np.repeat(np.arange(times.size), times.ravel())
