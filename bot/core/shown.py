"""What the pictures show: the door and the weeks, as values that can be stored and drawn later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Literal, TypeAlias

DoorSureness: TypeAlias = Literal["cant_tell", "leaning", "most_likely", "clearly"]


Stretch: TypeAlias = Literal["week", "month"]


@dataclass(frozen=True, slots=True)
class Door:
    """What the picture shows.

    Args:
        business: its name as the owner typed it.
        people: how many got in touch, orders without a talk not counted.
        talked: how many of them were talked with or answered properly; None if the owner doesn't know.
        customers: how many of those became customers; None if the owner doesn't know.
        orders: how many ordered without a talk.
        kind: the kind of verdict, a row of ``prompts/verdicts.toml``.
        gain: how many more customers it would bring to put that right: the least and the most.
        period: what the counts are for, such as "in a usual week", in the owner's language.
        language: of the words, such as ``en``.
        sure: how sure that is.
        gain_a: the period that the gain is counted for.
        seen: how many saw what is sold, where people order without a talk; None where they talk first, or nobody counted.
        step: what to do this week, in the owner's language.
        trade: the id of the trade, by which customers are called patients, members or donors.
        worth: the gain in money, in the owner's language; empty where it is not known.
        ordering: people order without a talk, and there is no door at all.
    """

    business: str | None
    people: float
    talked: float | None
    customers: float | None
    orders: float
    kind: str
    gain: tuple[float, float] | None = None
    period: str = ""
    language: str = "en"
    sure: DoorSureness = "most_likely"
    gain_a: Stretch = "week"
    trade: str = "other"
    seen: float | None = None
    step: str = ""
    worth: str = ""
    ordering: bool = False

    @property
    def alone(self) -> bool:
        """True if people order without a talk, and nobody comes to a door."""
        return self.ordering or self.seen is not None or (not self.people and self.orders > 0)

    @property
    def left(self) -> float | None:
        """Count the people who were talked with and did not become customers; None if not known."""
        if self.talked is None or self.customers is None:
            return None
        return max(shown(self.talked) - shown(self.customers), 0)

    @property
    def outside(self) -> float | None:
        """Count the people who came and were not talked with, by the numbers as shown; None if not known."""
        return None if self.talked is None else max(shown(self.people) - shown(self.talked), 0)


def shown(value: float) -> float:
    """Round a count to whole people, as a picture shows it: halves go up, and more than nobody is at least one."""
    return float(max(floor(value + 0.5), 1)) if value > 0 else 0.0


Gap: TypeAlias = Literal["missing", "skipped"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What an owner told of one week; None where the owner doesn't know."""

    people: float | None
    talked: float | None
    customers: float | None
    orders: float = 0

    @property
    def won(self) -> float | None:
        """Count everybody who bought, with or without a talk; None if neither is known."""
        return None if self.customers is None and not self.orders else (self.customers or 0) + self.orders


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """A week by its Monday, with its counts or why there are none.

    Args:
        monday: its first day.
        counts: what was told of it.
        note: what was special about it, in the owner's own words.
        apart: it is left out of what is called usual.
    """

    monday: date
    counts: Counts | Gap
    note: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """From this Monday on another side held the business back: the kinds of verdict before and after."""

    monday: date
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedLevel:
    """A number is at a different level from before, by more than luck.

    Args:
        name: ``people`` or ``customers``.
        recent: the mean of the last weeks that have a number.
        recent_weeks: how many these are.
        before: the mean of the weeks before them.
        before_weeks: how many these are.
    """

    name: Literal["people", "customers"]
    recent: float
    recent_weeks: int
    before: float
    before_weeks: int


@dataclass(frozen=True, slots=True)
class Weeks:
    """What the picture shows: the last 52 weeks at most, the oldest first."""

    business: str | None
    weeks: tuple[ShownWeek, ...]
    moved: Moved | None = None
    language: str = "en"
    changed: ChangedLevel | None = None
    trade: str = "other"

    def __post_init__(self) -> None:
        if not self.weeks:
            raise ValueError("a picture of the weeks needs at least one")


@dataclass(frozen=True, slots=True)
class CountedMonth:
    """Some weeks in a row, about a month, and what they add up to.

    Args:
        first: its first day.
        last: its last day.
        counts: what was told of it.
        weeks: how many of its weeks have numbers.
    """

    first: date
    last: date
    counts: Counts
    weeks: int = 4


@dataclass(frozen=True, slots=True)
class TwoMonths:
    """What the card of before and after shows.

    Args:
        business: its name as the owner typed it.
        before: the earlier month.
        after: the later one, of as many weeks.
        was: the kind of verdict in the earlier one, a row of ``prompts/verdicts.toml``; empty for none.
        now: the kind of verdict in the later one.
        step: what was done, or is to be, in the owner's language.
        trade: the id of the trade, by which customers are called patients, members or donors.
        language: of the words, such as ``en``.
    """

    business: str | None
    before: CountedMonth
    after: CountedMonth
    was: str = ""
    now: str = ""
    step: str = ""
    trade: str = "other"
    language: str = "en"


Shown: TypeAlias = Door | Weeks | TwoMonths

KINDS: Mapping[str, type] = {"door": Door, "weeks": Weeks, "months": TwoMonths}
"""The pictures, each by the name under which it waits to be sent."""


def kind_of_picture(shown: Shown) -> str:
    """Return the name of the kind of a picture."""
    return next(name for name, kind in KINDS.items() if isinstance(shown, kind))
