"""The stretch of time that a number was told for, kept as it was told: "50 a month", "109 in the last 12 months"."""

from datetime import date
from math import ceil
from typing import Literal, Self, get_args

from msgspec import Struct

from bot.core.amount import Amount

Unit = Literal["day", "week", "fortnight", "month", "quarter", "year"]

WEEKS: dict[Unit, float] = {
    "day": 1 / 7,
    "week": 1.0,
    "fortnight": 2.0,
    "month": 365.25 / 12 / 7,
    "quarter": 365.25 / 4 / 7,
    "year": 365.25 / 7,
}
"""How many weeks each unit lasts (the Gregorian mean month and year)."""

WORKING_DAYS = 5  # in a week
AS_ASKED = 4.0
"""Weeks of a number that was told without a stretch of its own: those that a check-up asks about."""


class SpanOfTime(Struct, frozen=True):
    """A stretch of time as it was told.

    Attributes:
        unit: the unit that was named.
        count: how many of them.
        each: the number is for each such stretch ("a month"); if not, for the one that has just passed.
        working: only working days are counted, where the unit is a day.
        since: the day on which the stretch begins; it ends when it was told.
        weeks: how long it lasts.
    """

    unit: Unit
    count: float = 1.0
    each: bool = False
    working: bool = False
    since: date | None = None
    weeks: float = 0.0

    @classmethod
    def of(cls, unit: Unit, count: float = 1.0, *, each: bool = False, working: bool = False) -> Self:
        """Return a stretch of this many units."""
        weeks = count / WORKING_DAYS if unit == "day" and working else count * WEEKS[unit]
        return cls(unit, count, each, working, None, round(weeks, 6))

    @classmethod
    def from_day(cls, since: date, today: date) -> Self:
        """Return the stretch from a day up to today."""
        return cls("month", since=since, weeks=round(max((today - since).days / 7, 1.0), 6))

    @property
    def period(self) -> float:
        """Return how many weeks of evidence a number for this stretch is: a usual week stands for several."""
        return self.weeks * max(ceil(AS_ASKED / self.weeks - 0.1), 1) if self.each else self.weeks

    def __str__(self) -> str:
        """Write it as it is kept: "each month", "last 12 months", "since 2026-03-01"."""
        if self.since is not None:
            return f"since {self.since.isoformat()}"
        unit = f"working {self.unit}" if self.working else self.unit
        many = unit if self.count == 1 else f"{self.count:g} {unit}s"
        return f"{'each' if self.each else 'last'} {many}"

    @classmethod
    def parse(cls, text: str, weeks: float) -> Self:
        """Read what was written.

        Raises:
            ValueError: it is no stretch of time.
        """
        kind, _, rest = text.partition(" ")
        if not 0 < weeks < 10_000:
            raise ValueError("out of range")
        if kind == "since":
            return cls("month", since=date.fromisoformat(rest), weeks=weeks)
        *many, name = rest.split()
        working = "working" in many
        count = float(next((part for part in many if part != "working"), 1))
        unit = name if name in get_args(Unit) else name.removesuffix("s")
        if kind not in ("each", "last") or unit not in get_args(Unit):
            raise ValueError("no stretch of time")
        return cls(unit, count, kind == "each", working, None, weeks)  # type: ignore[arg-type]


class CountedFor(Struct, frozen=True):
    """A number with the stretch of time that it was told for; None is the one that was asked about."""

    amount: Amount
    span: SpanOfTime | None = None


def scaled(amount: Amount, span: SpanOfTime | None, weeks: float) -> Amount:
    """Return a number for some weeks."""
    told = AS_ASKED if span is None else span.weeks
    return amount if told == weeks else amount.times(weeks / told)
