"""Other evidence of the customers a week, beside the counts of some weeks, and the draws brought into line with it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bot.diagnosis.case import Case
from bot.diagnosis.draws import FLOAT, Array, Dimension, Numeric, Source, weights

# How far owners are off: spreads of the log of the number told over the true one. Fitted, as all that follows, on the
# made-up businesses of tests/bench/diagnosis_mixed.py.
COUNTS_OFF = 0.18
YEAR_OFF = 0.14
WEIGHED = 0.5  # part of the evidence that tells which draws are likely; the other part moves them
MOST = 0.97  # highest possible rate


class Doorway(NamedTuple):
    """A business in one draw: people, how many are answered, how many of these stay, and orders without a talk."""

    people: Array
    answered: Array
    rate: Array
    orders: Numeric


class Won(NamedTuple):
    """The log of the customers a week that were told, and how loose it is.

    Half of the evidence weighs the draws and half moves them. Moving alone would leave the causes of a low rate as they
    were, and where few were won in the weeks told, the law of the rate is too skew for it. Weighing alone would leave few
    draws where the numbers disagree.
    """

    log: Array
    loose: float

    @staticmethod
    def now(door: Doorway, room: Array) -> Array:
        """Return the log of the customers a week in each draw."""
        now: Array = np.log(np.minimum(door.people * door.answered, room) * door.rate + door.orders + FLOAT(1e-4))
        return now

    def likely(self, now: Array) -> Array:
        """Return how likely each draw makes what was told, as far as it weighs."""
        missed = (self.log - now) * FLOAT(1 / self.loose)
        return weights(missed * missed * FLOAT(-WEIGHED / 2))

    def reconciled(self, door: Doorway, now: Array, weight: Array, source: Source) -> Doorway:
        """Move the draws towards what was told: each figure in proportion to its uncertainty.

        This is the update of an ensemble Kalman filter, on logs, of draws that weigh differently.
        """
        loose = self.loose / (1 - WEIGHED) ** 0.5
        weight = weight / weight.sum(axis=-1, keepdims=True)
        apart = now - (weight * now).sum(axis=-1, keepdims=True)
        weighed = weight * apart
        missed = self.log + FLOAT(loose) * source.normal(Dimension.YEAR) - now
        missed = missed / ((weighed * apart).sum(axis=-1, keepdims=True) + loose**2)

        def moved(figure: Array) -> Array:
            share = (np.log(figure + FLOAT(1e-6)) * weighed).sum(axis=-1, keepdims=True)
            result: Array = figure * np.exp(np.clip(share * missed, -3, 3))
            return result

        return Doorway(
            moved(door.people),
            door.answered,
            np.clip(moved(door.rate), FLOAT(1e-5), FLOAT(MOST)),
            moved(door.orders) if isinstance(door.orders, np.ndarray) else door.orders,
        )


def won(case: Case) -> Iterator[Won]:
    """Yield the customers of the last twelve months, or those of the weeks told where who was talked with is unknown."""
    if case.year is not None:
        yield _told(case.year, 52.0, YEAR_OFF)
    elif case.people is None and case.talked is None and case.customers is not None:
        total = case.customers + (case.orders if case.orders is not None else 0.0)
        yield _told(total, case.weeks, COUNTS_OFF)


def _told(count: Numeric, weeks: float, off: float) -> Won:
    loose = (off**2 + 1 / (float(np.mean(count)) + 0.5)) ** 0.5
    return Won(np.log((np.multiply(count, 1.0) + 0.5) / weeks, dtype=FLOAT), loose)
