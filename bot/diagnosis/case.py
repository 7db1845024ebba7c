"""The answers as the model takes them."""

from statistics import fmean, variance
from typing import NamedTuple

from bot.core.week_numbers import FIELDS
from bot.diagnosis.answers import Answers, Busy, LossReason, Season, Speed
from bot.diagnosis.draws import Dimension, Numeric, Source
from bot.diagnosis.lag import due
from bot.diagnosis.trades import Trade

WEEKLY = 0.25  # how much the people of a week vary beyond chance, as a share of their mean


class Case(NamedTuple):
    """The answers as the model takes them: totals over ``weeks``; a number, or one for each draw; None is unknown."""

    trade: Trade
    weeks: float
    people: Numeric | None
    talked: Numeric | None
    customers: Numeric | None
    orders: Numeric | None
    room: Numeric | None
    wanted: Numeric | None
    fit: Numeric | None
    busy: Busy | None
    speed: Speed | None
    talks: bool
    ordering: bool
    season: Season | None
    reason: LossReason | None
    due: float
    certain: float
    scatter: float
    best: tuple[float, float] | None
    seen: Numeric | None
    year: Numeric | None

    @property
    def told(self) -> bool:
        """True if it was told how many came, were talked with and stayed, as far as anybody is talked with."""
        return not self.talks or not (self.people is None or self.talked is None or self.customers is None)


def read(answers: Answers, trade: Trade, source: Source) -> Case:
    """Take the answers as the model needs them; a loose number becomes one number for each draw."""

    def drawn(dimension: int, name: str) -> Numeric | None:
        amount = answers.total(name) if name in FIELDS else getattr(answers, name)
        return None if amount is None else source.amount(dimension, amount)

    lag = due(answers, trade)
    path = answers.path or "both"
    return Case(
        trade=trade,
        weeks=float(answers.weeks),
        people=drawn(Dimension.SAID_PEOPLE, "people"),
        talked=drawn(Dimension.SAID_TALKED, "talked"),
        customers=drawn(Dimension.SAID_CUSTOMERS, "customers"),
        orders=drawn(Dimension.SAID_ORDERS, "orders"),
        room=drawn(Dimension.SAID_ROOM, "room"),
        wanted=drawn(Dimension.SAID_WANTED, "wanted"),
        fit=drawn(Dimension.SAID_FIT, "fit"),
        busy=answers.busy,
        speed=answers.speed,
        talks=path != "order",
        ordering=path != "talk",
        season=answers.season,
        reason=answers.reason,
        due=lag.share,
        certain=lag.certain,
        scatter=scatter(answers),
        best=(answers.best_month.customers, answers.best_month.talked) if answers.best_month else None,
        seen=drawn(Dimension.SAID_VISITORS, "visitors"),
        year=drawn(Dimension.SAID_YEAR, "year_customers"),
    )


def scatter(answers: Answers) -> float:
    """Return how much more the weekly people scatter than by pure chance: their variance over their mean.

    Weekly numbers of small businesses vary by a quarter beyond chance (cv 0.25). From eight reported weeks on, the
    owner's own scatter is mixed in; the prior counts like six weeks.
    """
    total = answers.total("people")
    if total is None or not answers.weeks:
        return 1.0
    prior = 1 + WEEKLY**2 * total.value / answers.weeks
    weekly = [period.people.value for period in answers.periods if period.weeks == 1 and period.people]
    if len(weekly) < 8 or not sum(weekly):
        return prior
    own = max(1.0, variance(weekly) / fmean(weekly))
    return (6 * prior + (len(weekly) - 1) * own) / (len(weekly) + 5)
