"""What the lines of a table say together: businesses, check-ups, weeks and steps, or the first line that contradicts another."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from bot.checkins.session import numbers_of, weeks_about
from bot.core.ledger import KeptWeek, StepSaid
from bot.core.records import CHECKUP, Answer, Business, Session
from bot.core.week import Week
from bot.core.week_numbers import FIELDS, WeekNumbers
from bot.owner_data.lines import DONE, TableLine, VerdictTold


class TableContents(Struct, frozen=True):
    """What a table says.

    Attributes:
        businesses: with the numbers they had where it was written, as all that follows.
        sessions: the check-ups.
        verdicts: what was said last of a check-up, by its number.
        weeks: the ledger of each business.
        lines: where it says so: the line of each answer of a session, and the last one of each week.
        steps: what was said of the steps of each business.
        step_lines: where it says that.
    """

    businesses: tuple[Business, ...]
    sessions: tuple[Session, ...]
    verdicts: Mapping[int, VerdictTold] = field(default_factory=lambda: MappingProxyType({}))
    weeks: Mapping[int, tuple[KeptWeek, ...]] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[tuple[int, str | Week], int] = field(default_factory=lambda: MappingProxyType({}))
    steps: Mapping[int, tuple[StepSaid, ...]] = field(default_factory=lambda: MappingProxyType({}))
    step_lines: Mapping[tuple[int, str], int] = field(default_factory=lambda: MappingProxyType({}))


class Fault(Struct, frozen=True):
    """Why a table cannot be taken: a block of ``data/import``, and where.

    Attributes:
        reason: the block.
        line: counted as a spreadsheet does, from 1 for the names of the columns.
        column: of the cell, or the answer that is wrong.
        why: what should be there instead, as a block of the same template.
    """

    reason: str
    line: int = 0
    column: str = ""
    why: str = ""


class TableReader:
    """What the lines so far have told."""

    def __init__(self) -> None:
        self.businesses: dict[int, Business] = {}
        self.sessions: dict[int, Session] = {}
        self._verdicts: dict[int, VerdictTold] = {}
        self._answers: dict[int, dict[str, Answer]] = {}
        self._weeks: dict[tuple[int, Week], KeptWeek] = {}
        self._lines: dict[tuple[int, str | Week], int] = {}
        self._steps: dict[tuple[int, str], StepSaid] = {}
        self._step_lines: dict[tuple[int, str], int] = {}

    def take(self, line: TableLine, number: int) -> Fault | None:
        """Take a line; a fault if it contradicts one before it."""
        kind = line.kind
        if kind == "other":
            return None
        business = line.business()
        if self.businesses.setdefault(business.number, business) != business:
            return Fault("differs", column="business")
        match kind:
            case "week":
                return self._take_week(line, number)
            case "step":
                return self._take_step(line, number)
            case "session":
                return self._take_answer(line, number)
            case _:
                return None

    def _take_answer(self, line: TableLine, number: int) -> Fault | None:
        session, answer, verdict = line.session(), line.answer(), line.verdict()
        same = self.sessions.setdefault(session.number, session) == session
        if verdict is not None:
            same = same and self._verdicts.setdefault(session.number, verdict) == verdict
        if not same:
            return Fault("differs", column="session")
        known = self._answers.setdefault(session.number, {})
        if answer is not None and known.setdefault(answer.question, answer) is not answer:
            return Fault("twice", column=answer.question)
        if answer is not None:
            self._lines[session.number, answer.question] = number
        return None

    def _take_week(self, line: TableLine, number: int) -> Fault | None:
        told, numbered, done = line.week(), line.number(), line.done()
        key = line.business_number, told.week
        known = self._weeks.setdefault(key, told)
        if replace(known, numbers=None, typed="", done=None) != told:
            return Fault("differs", column="first_week")
        self._lines[key] = number
        if numbered is not None:
            name, given, typed = numbered
            numbers = known.numbers or WeekNumbers()
            if numbers.of(name) is not None:
                return Fault("twice", column=name)
            known = replace(known, numbers=replace(numbers, **{name: given}), typed=_joined(known.typed, typed))
        elif done is not None:
            if known.done is not None:
                return Fault("twice", column=DONE)
            known = replace(known, done=done)
        else:
            known = replace(known, typed=line.typed)
        self._weeks[key] = known
        return None

    def _take_step(self, line: TableLine, number: int) -> Fault | None:
        said = line.step()
        key = line.business_number, said.action
        if self._steps.setdefault(key, said) is not said:
            return Fault("twice", column="step")
        self._step_lines[key] = number
        return None

    def table(self) -> TableContents:
        """Return everything that was told. A check-in, as older tables have it, tells what was entered of its week."""
        weeks: dict[int, dict[Week, KeptWeek]] = {}
        sessions = []
        for session in (_filled(s, self._answers[s.number]) for s in self.sessions.values()):
            if session.flow == CHECKUP:
                sessions.append(session)
            elif kept := _week_of(session):
                weeks.setdefault(session.business, {})[kept.week] = kept
        for (business, week), kept in self._weeks.items():
            weeks.setdefault(business, {})[week] = kept
        ledgers = {business: tuple(kept for _, kept in sorted(told.items())) for business, told in weeks.items()}
        steps: dict[int, tuple[StepSaid, ...]] = {}
        for (business, _), said in sorted(self._steps.items()):
            steps[business] = (*steps.get(business, ()), said)
        return TableContents(
            tuple(self.businesses.values()),
            tuple(sessions),
            self._verdicts,
            ledgers,
            self._lines,
            steps,
            self._step_lines,
        )


def _filled(session: Session, answers: Mapping[str, Answer]) -> Session:
    touched = max((answer.answered_at for answer in answers.values()), default=session.started_at)
    return replace(
        session,
        touched_at=max(touched, session.ended_at or touched),
        step="review" if session.state == "done" else "ask",
        answers=MappingProxyType(dict(answers)),
    )


def _week_of(session: Session) -> KeptWeek | None:
    numbers = numbers_of(session)
    if numbers is None:
        return None
    typed = dict.fromkeys(answer.typed for name, answer in session.answers.items() if name in FIELDS)
    week, told_at = weeks_about(session)[0], session.ended_at or session.touched_at
    return KeptWeek(week, "answered", numbers, typed=" ".join(typed), answered_at=told_at)


def _joined(before: str, typed: str) -> str:
    """Put together what was typed for the numbers of a week: mostly one message for all of them."""
    if not before or typed in ("", before):
        return before or typed
    return f"{before} {typed}"
