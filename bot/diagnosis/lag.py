"""How many of the people talked with have had the time to decide.

With a long wait between first contact and yes, this week's customers are not this week's people: where a new business's
people still think it over, it does not sell badly. The wait is log-normal with sigma 1.5, which fitted 842 dated
deals far better than the exponential or Weibull law.
"""

from functools import cache
from math import log
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.memory import for_one_event
from bot.diagnosis.answers import Answers, ReportedPeriod
from bot.diagnosis.trades import Trade

SIGMA = 1.5
HORIZON = 260
QUARTERS = (0.125, 0.375, 0.625, 0.875)


class DecisionsDue(NamedTuple):
    """Decisions that fell into the weeks reported, for each person talked with in them.

    Attributes:
        share: 1 where things run steadily, less where people still think it over.
        certain: the weight of one such decision as evidence; less than 1 where the wait makes the share a guess.
        gaps: weeks within the span without a report.
    """

    share: float
    certain: float
    gaps: int


@cache
def decided(median: float) -> NDArray[np.float64]:
    """Return the share of people who have decided by the end of the k-th week after the one they came in, k from 0."""
    wait = NormalDist(log(median), SIGMA)
    shares = [sum(wait.cdf(log(7 * (week + part))) for part in QUARTERS) / len(QUARTERS) for week in range(HORIZON)]
    return np.array(shares)


def due(answers: Answers, trade: Trade) -> DecisionsDue:
    """Follow the people of each week to their decisions; weeks before the first one reported are filled in.

    A business whose enquiries began long ago gets its own mean for them, a new one gets nothing before its start.
    """
    lag = answers.lag or trade.lag
    certain = 1.0 if lag in {"same_day", "days"} else 0.9
    if answers.age is None and len(answers.periods) < 2:
        return DecisionsDue(1.0, certain, 0)  # a steady business: as many decisions fall into the weeks as people came
    return _followed(answers.periods, answers.age, trade.lag_days[lag], certain)


@for_one_event  # one verdict asks several times
def _followed(periods: tuple[ReportedPeriod, ...], age: float | None, median: float, certain: float) -> DecisionsDue:
    places = _places(periods)
    if not places:
        return DecisionsDue(1.0, certain, 0)
    end = max(week for week, _ in places) + 1
    begin = max(0, end - HORIZON)
    places = [(week - begin, people) for week, people in places if week >= begin]
    span = end - begin
    if age is None and all(period.talked is None for period in periods):
        return DecisionsDue(1.0, certain, span - len(places))
    reported = np.array([week for week, _ in places])
    arrived = np.full(span, np.nan)
    arrived[reported] = [people for _, people in places]
    mean = float(np.nanmean(arrived))
    if mean <= 0:
        return DecisionsDue(1.0, certain, span - len(reported))
    arrived = np.where(np.isnan(arrived), mean, arrived)
    share = decided(median)
    before = HORIZON - span
    if age is not None:
        started = span - max(1, round(age))
        if started > 0:
            arrived = np.where(np.arange(span) < started, 0.0, arrived)
            arrived *= mean * span / max(arrived.sum(), 1e-9)
        before = min(max(0, -started), before)
    came = float(arrived[reported].sum())
    if came <= 0:
        return DecisionsDue(1.0, certain, span - len(reported))
    weekly = np.convolve(arrived, np.diff(share, prepend=0.0))[reported]
    ends = np.ones(len(reported)) if age is None else share[np.minimum(reported + before, HORIZON - 1)]
    earlier = mean * (ends - share[reported]) if before or age is None else np.zeros(len(reported))
    return DecisionsDue(float((weekly + earlier).sum() / came), certain, span - len(reported))


def ripe(answers: Answers, trade: Trade) -> float:
    """Count the people on whom the selling can be judged: talked with, and with time to decide."""
    talked, customers = answers.total("talked"), answers.total("customers")
    return due(answers, trade).share * talked.value if talked and customers else 0.0


def _places(periods: tuple[ReportedPeriod, ...]) -> list[tuple[int, float]]:
    """Lay the weeks reported on one line of weeks: place and people talked with."""
    first = min((period.start for period in periods if period.start), default=None)
    placed: list[tuple[int, float]] = []
    following = 0
    for period in periods:
        if first and period.start:
            following = max(following, (period.start - first).days // 7)
        people = period.talked or period.people
        whole = max(round(period.weeks), 1)
        placed += [(following + week, people.value / whole if people else 1.0) for week in range(whole)]
        following += whole
    return placed
