"""Whether a number of the week really changed. Mostly it has not.

With nothing changing at all, three weeks in a row up or down happen in nearly every half-year. So nothing is said
before eight weeks, and then only what would be rare by chance; how rare is measured by
``tests/bench/checkins_false_alarms.py``. Weeks that were skipped or paused are simply not among the counts.
"""

import itertools
from collections.abc import Mapping, Sequence
from math import comb, floor, log2
from statistics import fmean, median, variance
from typing import Literal

from msgspec import Struct

from bot.checkins.chance import gamma_higher, negative_binomial_tails
from bot.core.week import Week

FIRST_WORDS = 8  # weeks with numbers before anything is said about change
MEMORY = 26  # calendar weeks that count as recent

_CV = 0.25  # of the weekly mean: weeks scatter more than by pure chance
_USUAL_WEEKS = 12
_UNUSUAL = 0.0025  # either side
RECENT, BEFORE = 4, 8  # weeks with numbers that are compared
_SPAN = 6  # the recent weeks may spread over this many calendar weeks
_SHIFT = 0.998
_RATIO = 1.3
_RUN_CHART = 12
_SMALLEST_MIDDLE = 3  # below, the two sides of the middle are not equally likely
_CROSSINGS = 0.02  # looked at every week; at the usual 5 % it would speak up in one half-year of eight

Direction = Literal["more", "fewer"]


class TooEarly(Struct, frozen=True):
    """There are not enough weeks yet; this many more are needed."""

    weeks_to_go: int


class Unusual(Struct, frozen=True):
    """The newest week stands out from the usual ones.

    Attributes:
        direction: more or fewer than usual.
        count: that week's number.
        usual: the mean of the weeks before, a week.
    """

    direction: Direction
    count: float
    usual: float


class Shift(Struct, frozen=True):
    """The recent weeks are at a different level from those before.

    Attributes:
        direction: more or fewer than before.
        recent: the mean of the last ``recent_weeks``, a week.
        recent_weeks: how many that are.
        before: the mean of the ``before_weeks`` before them, a week.
        before_weeks: how many that are.
    """

    direction: Direction
    recent: float
    recent_weeks: int
    before: float
    before_weeks: int


class LongRun(Struct, frozen=True):
    """More weeks in a row are on one side of the middle than chance explains; the newest is among them."""

    direction: Direction
    weeks: int


class Drift(Struct, frozen=True):
    """The weeks change sides of the middle so seldom that the level must be moving."""

    direction: Direction


Signal = Unusual | Shift | LongRun | Drift
Sight = Literal["months", "large", "weeks", "soon"]


def read_trend(counts: Mapping[Week, float]) -> TooEarly | tuple[Signal, ...]:
    """Return the signals in the weeks so far; usually none.

    Args:
        counts: a number of each week that has one; gaps are fine.
    """
    weeks = sorted(counts)
    recent = [week for week in weeks if weeks[-1].since(week) < MEMORY]
    if len(recent) < FIRST_WORDS:
        return TooEarly(FIRST_WORDS - len(recent))
    numbers = [counts[week] for week in recent]
    return tuple(
        signal for signal in (_unusual(numbers), _shift(recent, numbers), *_run_chart(numbers)) if signal is not None
    )


def news(counts: Mapping[Week, float]) -> TooEarly | tuple[Signal, ...]:
    """Return the signals that are new this week; one of the week before was told then."""
    now = read_trend(counts)
    if isinstance(now, TooEarly):
        return now
    newest = max(counts)
    before = read_trend({week: count for week, count in counts.items() if week != newest})
    told = set() if isinstance(before, TooEarly) else {(type(signal), signal.direction) for signal in before}
    # An unusual week is always about the newest one.
    return tuple(
        signal for signal in now if isinstance(signal, Unusual) or (type(signal), signal.direction) not in told
    )


def noticeable(mean_per_week: float) -> Sight:
    """Say how soon a halving or doubling would show at a weekly number of this size.

    ``months``: even a halving would take months to see. ``large``: a doubling shows within some weeks, a halving takes
    months. ``weeks``: both show within some weeks. ``soon``: within a few. The limits come from the benchmark.
    """
    if mean_per_week < 6:
        return "months"
    if mean_per_week < 15:
        return "large"
    return "weeks" if mean_per_week < 40 else "soon"


def is_recent(weeks: Sequence[Week]) -> bool:
    """True if the last few weeks are close enough together to be compared as one."""
    return weeks[-1].since(weeks[-RECENT]) < _SPAN


def streak(outcomes: Mapping[Week, Literal["answered", "sent", "skipped", "expired"]]) -> int:
    """Count the weeks answered in a row up to now.

    A week that was skipped or never asked about does not end the row; nor does the newest one while it can still be
    answered.
    """
    count = 0
    weeks = sorted(outcomes, reverse=True)
    for week in weeks:
        if outcomes[week] == "answered":
            count += 1
        elif outcomes[week] == "sent" and week != weeks[0]:
            break
    return count


def _unusual(numbers: Sequence[float]) -> Unusual | None:
    usual, newest = numbers[-1 - _USUAL_WEEKS : -1], numbers[-1]
    scatter = _scatter(usual)
    shape, rate = _posterior(usual, scatter)
    mean = shape / rate
    fewer, more = negative_binomial_tails(newest, mean, scatter * mean + shape / rate**2)
    if min(fewer, more) >= _UNUSUAL:
        return None
    return Unusual("more" if more < fewer else "fewer", newest, fmean(usual))


def _shift(weeks: Sequence[Week], numbers: Sequence[float]) -> Shift | None:
    recent, before = numbers[-RECENT:], numbers[-RECENT - BEFORE : -RECENT]
    if not is_recent(weeks):
        return None
    scatter = _scatter(before)
    now, then = _posterior(recent, scatter), _posterior(before, scatter)
    direction = _direction(gamma_higher(*now, *then))
    level, level_before = now[0] / now[1], then[0] / then[1]
    if direction is None or 1 / _RATIO <= level / level_before <= _RATIO:
        return None
    return Shift(direction, fmean(recent), len(recent), fmean(before), len(before))


def _run_chart(numbers: Sequence[float]) -> tuple[Signal, ...]:
    """Apply the two rules that keep false signals near 5 % at any length (Anhøj & Olesen, PLoS ONE 2014)."""
    middle = median(numbers)
    above = [number > middle for number in numbers if number != middle]  # weeks on the middle count for neither side
    if len(above) < _RUN_CHART or middle < _SMALLEST_MIDDLE:
        return ()
    signals: list[Signal] = []
    run = next((back for back, side in enumerate(reversed(above)) if side != above[-1]), len(above))
    direction: Direction = "more" if above[-1] else "fewer"
    if run > floor(log2(len(above)) + 3 + 0.5):
        signals.append(LongRun(direction, run))
    crossings = sum(one != other for one, other in itertools.pairwise(above))
    if crossings < _fewest_crossings(len(above) - 1):
        half = len(numbers) // 2
        signals.append(Drift("more" if fmean(numbers[half:]) > fmean(numbers[:half]) else "fewer"))
    return tuple(signals)


def _fewest_crossings(chances: int) -> int:
    """Return the 5 % point of a binomial with this many even chances."""
    ways, total = 0, 0
    for total in range(chances + 1):
        ways += comb(chances, total)
        if ways >= _CROSSINGS * 2**chances:
            break
    return total


def _scatter(numbers: Sequence[float]) -> float:
    """Return the variance of a week as a multiple of its mean: what is assumed, or more where eight weeks show more.

    Weeks that happen to lie close together do not make the next one surprising: without that floor a mean of 20 gave
    false alarms in 22 of 100 half-years.
    """
    mean = fmean(numbers)
    assumed = 1 + _CV**2 * mean
    if len(numbers) < FIRST_WORDS or not mean:
        return assumed
    free = len(numbers) - 1
    return max(assumed, (6 * assumed + free * variance(numbers) / mean) / (free + 6))


def _posterior(numbers: Sequence[float], scatter: float) -> tuple[float, float]:
    """Return shape and rate of the gamma law of the weekly mean."""
    return 0.5 + sum(numbers) / scatter, 0.02 + len(numbers) / scatter


def _direction(higher: float) -> Direction | None:
    if higher > _SHIFT:
        return "more"
    return "fewer" if higher < 1 - _SHIFT else None
