"""A line of the table, read cell by cell; one wrong cell refuses the line, with the reason."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal, TypeVar, get_args
from zoneinfo import available_timezones

from msgspec import Struct

from bot.core.amount import Amount, Law
from bot.core.digits import short_number
from bot.core.ledger import KeptWeek, Outcome, StepSaid, StepWord
from bot.core.records import CHECKIN, CHECKUP, Answer, AnswerState, Business, Session, SessionState
from bot.core.span import SpanOfTime
from bot.core.week import Week
from bot.core.week_numbers import FIELDS, Field, GivenNumber, Missing
from bot.diagnosis.verdict import Certainty
from bot.language.verdicts import kinds
from bot.owner_data.cells import read_moment, read_number
from bot.owner_data.currencies import currencies

STEP = "step"  # the flow of a line about a step
FLOWS = (CHECKUP, CHECKIN)
PASSED_OVER = ("activity", "weekly")  # flows that older tables have lines of
KEPT_STATES: tuple[SessionState, ...] = ("open", "kept", "done")
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
LONG_AGO = datetime.fromtimestamp(0, UTC)  # a table says nothing of when a business was added
CLOCKS_DIFFER = timedelta(days=1)  # how far a moment may be in the future: another machine wrote it, and zones differ
LONGEST_WORD = 100
LONGEST_TYPED = 5_000
LONGEST_NOTE = 200
DONE = "done"  # the question whether the step of the week before was done

_T = TypeVar("_T")
LineKind = Literal["session", "week", "step", "business", "other"]


class VerdictTold(Struct, frozen=True):
    """A verdict as a table tells it: its kind, how sure it was, and the step given with it."""

    kind: str
    word: str
    action: str | None


class WrongCellError(ValueError):
    """A cell that cannot be read: its column, and what should be there, as a block of ``data/import``."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(column, why)
        self.column = column
        self.why = why


class TableLine:
    """A line of a table. Everything it gives may raise a :class:`WrongCellError`.

    Args:
        cells: the texts, by column; a column that is missing counts as empty.
        now: the time; nothing in a table may be later.
    """

    def __init__(self, cells: Mapping[str, str], now: datetime) -> None:
        self._cells = cells
        self._latest = now + CLOCKS_DIFFER

    @property
    def kind(self) -> LineKind:
        """Return what it is about: an answer of a session, a week of the ledger, a step, a business, or nothing."""
        flow = self._one_of("flow", (*FLOWS, STEP, *PASSED_OVER, ""))
        if flow == STEP:
            return "step"
        if flow in PASSED_OVER:
            return "other"
        if not flow:
            if self._cell("session") or self._cell("question"):
                raise WrongCellError("flow", "why_name")
            return "business"
        return "week" if flow == CHECKIN and self._cell("state") not in KEPT_STATES else "session"

    @property
    def question(self) -> str:
        """Return the question that it answers; empty when it answers none."""
        return self._name("question") if self._cell("question") else ""

    @property
    def typed(self) -> str:
        """Return what the owner typed."""
        return self._word("typed", LONGEST_TYPED)

    def business(self) -> Business:
        """Read the business that it belongs to."""
        return Business(
            number=self.business_number,
            created_at=LONG_AGO,
            name=self._word("business_name") or None,
            trade=self._word("trade") or None,
            time_zone=self._known("time_zone", _zones(), "why_zone"),
            currency=self._known("currency", currencies(), "why_currency"),
        )

    @property
    def business_number(self) -> int:
        """Read the number of the business; the first where none is named."""
        return self._whole("business") if self._cell("business") else 1

    def session(self) -> Session:
        """Read the session that it belongs to."""
        state = self._one_of("state", KEPT_STATES)
        started = self._moment("started")
        if state == "done" and not self._cell("ended"):
            raise WrongCellError("ended", "why_moment")
        week = None
        flow = self._one_of("flow", FLOWS)
        if flow == CHECKIN:
            week = self._week("first_week")
        return Session(
            number=self._whole("session"),
            business=self.business_number,
            flow=flow,
            started_at=started,
            touched_at=started,
            state=state,
            ended_at=self._moment("ended") if self._cell("ended") else None,
            about=str(week) if week else None,
        )

    def answer(self) -> Answer | None:
        """Read the answer of a session that it holds; None if it holds none."""
        if not self.question:
            return None
        state = self._one_of("answer", get_args(AnswerState))
        choice = self._name("choice") if self._cell("choice") else None
        answered = self._moment("answered" if self._cell("answered") else "started")
        return Answer(self.question, state, self.typed, 0, answered, choice, self._amount(), span=self._span())

    def verdict(self) -> VerdictTold | None:
        """Read the verdict that was given on a session; None if there was none."""
        if not (kind := self._known("verdict", kinds(), "why_verdict")):
            return None
        word = self._known("sure", get_args(Certainty), "why_verdict") or ""
        return VerdictTold(kind, word, self._name("advice") if self._cell("advice") else None)

    def week(self) -> KeptWeek:
        """Read the week that it belongs to, as far as every line of a week says it: all but the numbers."""
        return KeptWeek(
            week=self._week("first_week"),
            outcome=self._one_of("state", OUTCOMES),
            due_at=self._moment("due") if self._cell("due") else None,
            sent_at=self._moment("sent") if self._cell("sent") else None,
            answered_at=self._moment("answered") if self._cell("answered") else None,
            step=self._name("step") if self._cell("step") else None,
            kind=self._known("verdict", kinds(), "why_verdict"),
            word=self._known("sure", get_args(Certainty), "why_verdict"),
            action=self._name("advice") if self._cell("advice") else None,
            announced=self._known("announced", kinds(), "why_verdict"),
            note=self._word("note", LONGEST_NOTE),
            apart=self._one_of("apart", ("yes", "no", "")) == "yes",
        )

    def number(self) -> tuple[Field, GivenNumber, str] | None:
        """Read the number of a week that it holds, and what was typed for it; None if it holds none."""
        if not self.question or self.question == DONE:
            return None
        name: Field = self._one_of("question", FIELDS)
        if (amount := self._amount()) is not None:
            return name, amount, self.typed
        if self._cell("answer") == "known":
            raise WrongCellError("value", "why_number")
        missing: Missing = self._one_of("answer", get_args(Missing))
        return name, missing, self.typed

    def done(self) -> bool | None:
        """Read whether the step of the week before was done; None if it says nothing of that."""
        return self._one_of("choice", ("yes", "no")) == "yes" if self.question == DONE else None

    def step(self) -> StepSaid:
        """Read what was said of a step, and which was given then."""
        following = self._name("advice") if self._cell("advice") else None
        return StepSaid(
            self._name("step"), self._one_of("choice", get_args(StepWord)), self._moment("answered"), following
        )

    def _amount(self) -> Amount | None:
        if not self._cell("value"):
            return None
        value = self._number("value")
        low = self._number("low") if self._cell("low") else value
        high = self._number("high") if self._cell("high") else value
        law: Law = self._one_of("law", get_args(Law)) if self._cell("law") else "exact"
        fits = low == value == high if law == "exact" else low <= value <= high
        if not fits or (law == "lognormal" and low == 0):  # no such law reaches down to nobody
            raise WrongCellError("value", "why_bounds")
        return Amount(value, low, high, law)

    def _span(self) -> SpanOfTime | None:
        if not self._cell("span"):
            return None
        weeks = self._number("weeks")
        return self._read("span", lambda cell: SpanOfTime.parse(cell, weeks), "why_span")

    def _moment(self, column: str) -> datetime:
        at = self._read(column, read_moment, "why_moment")
        if not LONG_AGO <= at <= self._latest:
            raise WrongCellError(column, "why_future" if at > self._latest else "why_moment")
        return at

    def _week(self, column: str) -> Week:
        week = self._read(column, Week.parse, "why_week")
        if not LONG_AGO.date() <= week.monday <= self._latest.date():
            raise WrongCellError(column, "why_future" if week.monday > self._latest.date() else "why_week")
        return week

    def _number(self, column: str) -> float:
        return self._read(column, read_number, "why_number")

    def _whole(self, column: str) -> int:
        number = short_number(self._word(column))
        if number is None or not 0 < number < 1_000_000:
            raise WrongCellError(column, "why_whole")
        return number

    def _name(self, column: str) -> str:
        name = self._word(column)
        if not name.isascii() or not name.replace("_", "").isalnum() or name != name.casefold():
            raise WrongCellError(column, "why_name")
        return name

    def _known(self, column: str, names: Collection[str], why: str) -> str | None:
        if not (cell := self._cell(column)):
            return None
        if cell not in names:
            raise WrongCellError(column, why)
        return cell

    def _one_of(self, column: str, allowed: Collection[_T]) -> _T:
        cell = self._cell(column)
        for one in allowed:
            if one == cell:
                return one
        raise WrongCellError(column, "why_name")

    def _word(self, column: str, longest: int = LONGEST_WORD) -> str:
        cell = self._cell(column)
        if len(cell) > longest:
            raise WrongCellError(column, "why_long")
        return cell

    def _read(self, column: str, read: Callable[[str], _T], why: str) -> _T:
        try:
            return read(self._cell(column))
        except (ValueError, OverflowError):
            raise WrongCellError(column, why) from None

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # which looks through folders each time
