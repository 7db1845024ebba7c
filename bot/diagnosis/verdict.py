"""What a diagnosis says."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from bot.core.week_numbers import FIELDS
from bot.diagnosis.advice import Advice, Grade
from bot.diagnosis.answers import Answers
from bot.diagnosis.kinds import State, VerdictKind

Certainty = Literal["cant_tell", "leaning", "most_likely", "clearly"]
FIRM: tuple[Certainty, ...] = ("most_likely", "clearly")


class Range(Struct, frozen=True):
    """A figure with its looseness: 1 time in 10 it is under ``low``, 1 time in 10 over ``high``."""

    low: float
    middle: float
    high: float


class Rate(Struct, frozen=True):
    """A part of a whole, and the least and most that chance leaves possible (Wilson, 95 %)."""

    count: float
    of: float
    low: float
    high: float


class Usual(Struct, frozen=True):
    """The rate to compare with, and how good that figure is; ``own`` where the owner's best month is part of it."""

    rate: float
    low: float
    high: float
    grade: Grade
    own: bool


class Figures(Struct, frozen=True):
    """The numbers behind a verdict: totals over ``weeks``, the rest a week. None is unknown.

    Attributes:
        load: people a week for each one there is room for.
        due: of the people talked with, those who have had the time to decide; None where no wait matters.
        now: customers a week, both ways.
        reachable: the most customers a week that a realistic wish can be.
        usual_orders: orders that would be usual of those who saw what is sold, in the weeks told; None if nobody counted.
    """

    weeks: float
    people: float | None
    talked: float | None
    customers: float | None
    orders: float | None
    room: float | None
    wanted: float | None
    fit: float | None
    load: float | None
    due: float | None
    rate: Rate | None
    usual: Usual
    now: float
    reachable: float
    usual_orders: float | None = None


MovedShare = Literal["people", "talked", "customers"]


class Before(Struct, frozen=True):
    """What was before something lasting changed.

    Attributes:
        talked: people talked with.
        customers: those of them who stayed.
        people: those who got in touch.
        weeks: in how many weeks.
        moved: the number that changed: how many of those talked with stay, how many of those who come are answered, or how
            many come.
    """

    talked: float
    customers: float
    people: float = 0.0
    weeks: float = 0.0
    moved: MovedShare = "customers"


class MissingAnswer(Struct, frozen=True):
    """An answer that is missing, and what knowing it is worth: how much surer the verdict would be on average."""

    question: str
    worth: float


TURNING = (*FIELDS, "room", "wanted", "fit")  # the numbers whose nearest change is looked for


class Flip(Struct, frozen=True):
    """The nearest change of one answer that would change the verdict; counts as totals of the weeks reported.

    Attributes:
        close: whether a change within owners' usual error would do; ``after`` is then at the edge of that error.
    """

    question: str
    before: float
    after: float
    state: State
    kind: VerdictKind
    word: Certainty
    close: bool = False


class Verdict(Struct, frozen=True):
    """Which side is short, how sure that is, and why.

    Attributes:
        kind: the verdict; ``cant_tell`` unless a side is at least leant to.
        word: how sure, in words.
        leads: the kind that leads, whether or not it is sure enough to be the verdict; None where it is hidden.
        hidden: why weak selling may not be named though it leads: the last ten people were not asked about (``fit``),
            or too few people have had the time to decide (``due``).
        first: a question to ask before the verdict is told, however sure it is: weak selling leads, and the answer
            may show that it is the people who come, or that they have not had time to decide.
        state: the side that leads.
        chances: of each state; they add up to 1.
        sure: the greatest of them, never above 0.99.
        gains: customers a week that each side brought up to usual would add, never beyond those wanted.
        money: the same in the owner's currency; empty unless an average sale is known.
        parts: which part the leading gain comes from: volume, quality, response and skill; they add up to 1.
        unknowns: what was not answered, that which matters most first.
        notes: ids of what is particular about the case.
        question: the one question worth most, if any is worth asking.
        action: the one thing to do this week.
        before: what was before something lasting changed, where the newer weeks alone are judged.
    """

    answers: Answers
    kind: VerdictKind
    word: Certainty
    leads: VerdictKind | None
    hidden: Literal["fit", "due"] | None
    first: str | None
    state: State
    chances: Mapping[State, float]
    sure: float
    gains: Mapping[State, Range]
    money: Mapping[State, Range]
    parts: Mapping[str, float]
    figures: Figures
    unknowns: tuple[MissingAnswer, ...]
    notes: tuple[str, ...]
    question: str | None
    action: Advice
    before: Before | None = None

    @property
    def named(self) -> State | None:
        """Return the side that is at least leant to; None where it is too close, or may not be named."""
        return None if self.word == "cant_tell" else self.state

    @property
    def firm(self) -> bool:
        """True if it is sure enough to be told as news."""
        return self.word in FIRM
