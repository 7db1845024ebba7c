"""Whether the number that a step aimed at moved, once there are weeks after it: honest about what luck does."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from bot.checkins.chance import gamma_higher
from bot.core.ledger import Book
from bot.diagnosis import ReportedPeriod, Trades
from bot.diagnosis.recent import lasting

NumberMoved = Literal["clearly_up", "up", "same", "down", "clearly_down"]

OF = {"people": None, "orders": None, "talked": "people", "customers": "talked"}
"""The numbers that may move, and the number that each is a share of; None for a number of a week."""

TOLD_AFTER = (1, 4)  # weeks after which it is told, and as soon as it is clear
CLEARLY = 0.95
HARDLY = 0.7  # with a smaller chance, neither "more" nor "fewer" is said


class Effect(Struct, frozen=True):
    """A number before a step and since: some of some people, or in some weeks.

    Attributes:
        chance: that it is really higher since, and not by luck.
    """

    action: str
    moves: str
    count: float
    of: float
    count_before: float
    of_before: float
    chance: float

    @property
    def outcome(self) -> NumberMoved:
        """Return in a word what became of the number."""
        if self.chance >= CLEARLY:
            return "clearly_up"
        if self.chance <= 1 - CLEARLY:
            return "clearly_down"
        return "up" if self.chance >= HARDLY else "down" if self.chance <= 1 - HARDLY else "same"

    @property
    def one_in(self) -> int:
        """Return how seldom luck alone does as much: one time in this number."""
        return max(2, round(1 / max(1e-3, min(self.chance, 1 - self.chance))))


def effect_news(book: Book, periods: Sequence[ReportedPeriod], trades: Trades) -> Effect | None:
    """Return what became of the step done last, if it is time to tell it; None else."""
    if (tried := _tried(book)) is None or (action := trades.action(tried[1])) is None:
        return None
    when = tried[0].date()
    now = effect_of(action.id, action.moves, periods, when)
    if now is None:
        return None
    weeks = sum(_is_after(period, when) for period in periods)
    then = effect_of(action.id, action.moves, periods[:-1], when)
    news = now.outcome.startswith("clearly") and (then is None or then.outcome != now.outcome)
    return now if weeks in TOLD_AFTER or news else None


def effect_of(action: str, moves: str, periods: Sequence[ReportedPeriod], when: date) -> Effect | None:
    """Compare the number that a step aimed at in the weeks since a day with those before; None where one is lacking."""
    if moves not in OF:
        return None
    since = _summed([period for period in periods if _is_after(period, when)], moves)
    earlier = [period for period in periods if not _is_after(period, when)]
    changed = lasting(earlier)  # weeks before a lasting change say nothing about the step
    before = _summed(earlier[changed.place if changed else 0 :], moves)
    if since is None or before is None:
        return None
    chance = gamma_higher(0.5 + since[0], 0.02 + since[1], 0.5 + before[0], 0.02 + before[1])
    return Effect(action, moves, *since, *before, chance)


def _tried(book: Book) -> tuple[datetime, str] | None:
    """Return the step done last, and when."""
    tried = [(one.at, one.action) for one in book.steps.values() if one.said in ("done", "worked")]
    tried += [
        (kept.answered_at, kept.step) for kept in book.weeks.values() if kept.done and kept.step and kept.answered_at
    ]
    return max(tried, default=None)


def _is_after(period: ReportedPeriod, when: date) -> bool:
    """True if most of a stretch of time lies after a day."""
    return period.start is not None and period.start + timedelta(days=3.5 * period.weeks) >= when


def _summed(periods: Sequence[ReportedPeriod], moves: str) -> tuple[float, float] | None:
    """Return the number and its total; None where either is unknown, or the total is zero."""
    of = OF[moves]
    counted = [(getattr(period, moves), getattr(period, of) if of else None, period.weeks) for period in periods]
    known = [
        (count.value, part.value if part else weeks) for count, part, weeks in counted if count and (part or not of)
    ]
    whole = sum(part for _, part in known)
    return (sum(count for count, _ in known), whole) if whole else None
