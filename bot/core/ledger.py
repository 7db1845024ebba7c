"""What is kept of the check-ins of one business: the plan and the ledger of its weeks."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from bot.core.due import Again, Decision, DropSnooze, Expire, Send, Skip, Snooze, decide_due
from bot.core.loading import NotLoadedError
from bot.core.schedule import DueWeek, Schedule, next_due
from bot.core.week import Week
from bot.core.week_numbers import WeekNumbers

Outcome = Literal["sent", "answered", "skipped", "expired"]
StepWord = Literal["done", "worked", "failed", "already", "cant", "another"]
Nudge = Literal["offered", "yes", "no"]
TURNED_DOWN: tuple[StepWord, ...] = ("cant", "another")
TRIED: tuple[StepWord, ...] = ("done", "worked", "failed")

TIRED = 3  # after this many weeks in a row without being done, a step is replaced by another
LOOKED_BACK = 12  # missed weeks are looked for in the last ones, this many


class Plan(Struct, frozen=True):
    """When an owner wants to be asked.

    Attributes:
        schedule: the weekly time.
        started: when the owner asked for it.
        snoozed: a reminder put off.
        nudge: whether the owner wants to be asked about the step in between; None before that was offered.
    """

    schedule: Schedule
    started: datetime
    snoozed: Snooze | None = None
    nudge: Nudge | None = None


class KeptWeek(Struct, frozen=True):
    """A week as it is kept.

    Attributes:
        outcome: ``answered`` as soon as there are numbers, whatever it was before.
        numbers: what the owner told.
        typed: in the owner's own words.
        due_at: when it fell due; none for a week that only has numbers.
        sent_at: when its reminder was sent.
        step: the action whose doing was asked about.
        done: whether the owner had done it.
        kind: the verdict with these numbers; ``cant_tell`` unless it was sure enough.
        word: how sure that was.
        action: the step given then.
        announced: the kind of verdict announced as a change then.
        note: what was special about it, in the owner's own words.
        apart: it is left out of what is said about changes, because it was special.
    """

    week: Week
    outcome: Outcome
    numbers: WeekNumbers | None = None
    typed: str = ""
    due_at: datetime | None = None
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    step: str | None = None
    done: bool | None = None
    kind: str | None = None
    word: str | None = None
    action: str | None = None
    announced: str | None = None
    note: str = ""
    apart: bool = False


class StepSaid(Struct, frozen=True):
    """What an owner said last of a step, and the step that was given for it.

    Attributes:
        action: the id of the step.
        said: the last word.
        at: when it was first said that it is done, or when it was turned down.
        following: the step given then.
    """

    action: str
    said: StepWord
    at: datetime
    following: str | None = None


class Book(Struct, frozen=True):
    """The plan and the newest weeks of one business, and what was said of its steps, by their ids.

    Attributes:
        oldest: the oldest week that is loaded, if there is anything in it; None where every week is.
    """

    plan: Plan | None = None
    weeks: Mapping[Week, KeptWeek] = field(default_factory=lambda: MappingProxyType({}))
    steps: Mapping[str, StepSaid] = field(default_factory=lambda: MappingProxyType({}))
    oldest: Week | None = None

    def find(self, week: Week) -> KeptWeek | None:
        """Return what is kept of a week; None if nothing is.

        Raises:
            NotLoadedError: it is older than the weeks that are loaded.
        """
        if self.oldest is not None and week < self.oldest:
            raise NotLoadedError("every week")
        return self.weeks.get(week)

    def numbers_of(self, week: Week) -> WeekNumbers | None:
        """Return the numbers of a week; None if it has none. Raises NotLoadedError as ``find`` does."""
        kept = self.find(week)
        return kept.numbers if kept else None

    def with_step(self, said: StepSaid) -> "Book":
        """Replace what was said of a step before."""
        return replace(self, steps=MappingProxyType({**self.steps, said.action: said}))

    def with_step_back(self, action: str) -> "Book":
        """Take back what was said of a step, and the steps that were given since."""
        since = self.steps[action].at
        others = (one for name, one in self.steps.items() if name != action)
        kept = (replace(one, following=None) if one.at >= since else one for one in others)
        return replace(self, steps=MappingProxyType({one.action: one for one in kept}))

    @property
    def done(self) -> frozenset[str]:
        """Name the steps that the owner has done, or does already: they are never given again."""
        of_weeks = {kept.step for kept in self.weeks.values() if kept.step and kept.done}
        return frozenset(of_weeks | {one.action for one in self.steps.values() if one.said not in TURNED_DOWN})

    @property
    def passed(self) -> frozenset[str]:
        """Name the steps that the owner could not do, wanted another instead of, or put off week after week."""
        return self.turned_down | self.put_off

    @property
    def turned_down(self) -> frozenset[str]:
        """Name the steps that the owner could not do, or wanted another instead of."""
        return frozenset(one.action for one in self.steps.values() if one.said in TURNED_DOWN)

    @property
    def put_off(self) -> frozenset[str]:
        """Name the steps that were given in several weeks running and not done in any of them."""
        found: set[str] = set()
        given = not_done = 0
        before: KeptWeek | None = None
        for _, kept in sorted(self.weeks.items()):
            if kept.numbers is None:
                continue
            given = given + 1 if before and kept.action and kept.action == before.action else 1
            not_done = (not_done + 1 if before and before.step == kept.step else 1) if kept.done is False else 0
            if not_done >= TIRED and kept.step:
                found.add(kept.step)
            if given > TIRED and kept.action:
                found.add(kept.action)
            before = kept
        return frozenset(found)

    def with_week(self, kept: KeptWeek) -> "Book":
        """Replace a week, or add it. Raises NotLoadedError as ``find`` does: what is kept of it must not be lost."""
        self.find(kept.week)
        return replace(self, weeks=MappingProxyType({**self.weeks, kept.week: kept}))

    @property
    def numbers(self) -> dict[Week, WeekNumbers]:
        """Return the weeks that have numbers, oldest first."""
        return {week: kept.numbers for week, kept in sorted(self.weeks.items()) if kept.numbers is not None}

    @property
    def compared(self) -> dict[Week, WeekNumbers]:
        """Return the weeks that have numbers, oldest first, without those to be left out of what is said about changes."""
        return {week: numbers for week, numbers in self.numbers.items() if not self.weeks[week].apart}

    @property
    def outcomes(self) -> dict[Week, Outcome]:
        """Return what became of each week."""
        return {week: kept.outcome for week, kept in self.weeks.items()}

    @property
    def last(self) -> Week | None:
        """Return the newest week that fell due.

        Raises:
            NotLoadedError: it may be older than the weeks that are loaded, as after a long downtime.
        """
        newest = max((week for week, kept in self.weeks.items() if kept.due_at is not None), default=None)
        if newest is None and self.plan is not None:
            self.find(Week.of(self.plan.started.date()))
        return newest

    @property
    def missed(self) -> tuple[Week, ...]:
        """List the weeks without numbers that fell due since the last one with numbers."""
        found: list[Week] = []
        for week in sorted((w for w, kept in self.weeks.items() if kept.due_at is not None), reverse=True)[
            :LOOKED_BACK
        ]:
            if self.weeks[week].numbers is not None:
                break
            if self.weeks[week].outcome != "skipped":
                found.append(week)
        return tuple(reversed(found))

    def decide(self, now: datetime) -> Decision | None:
        """Decide what becomes of the weeks due by now; None without a plan."""
        if self.plan is None:
            return None
        return decide_due(
            self.plan.schedule,
            now,
            last=self.last,
            started=self.plan.started,
            answered=self.numbers.keys(),
            missed=self.missed,
            snoozed=self.plan.snoozed,
        )

    def wake(self, now: datetime) -> datetime | None:
        """Return the moment at which there is something to do; None without a plan."""
        decision = self.decide(now)
        if decision is None:
            return None
        return now if decision.steps else decision.wake

    def next_question(self, now: datetime) -> datetime:
        """Return the moment of the next weekly question, past a pause; LookupError without a plan."""
        if self.plan is None:
            raise LookupError("there is no plan")
        return next_due(self.plan.schedule, now, settled=self.last)

    def written(self, decision: Decision, now: datetime) -> "Book":
        """Write a decision into the ledger."""
        book, plan = self, self.plan
        if plan is None:
            return self
        for step in decision.steps:
            match step:
                case Send(due=due, resumed=resumed):
                    book = book.with_week(replace(book.kept(due), outcome="sent", due_at=due.at, sent_at=now))
                    if resumed:
                        plan = replace(plan, schedule=plan.schedule.resumed())
                case Expire(due=due):
                    book = book.with_week(replace(book.kept(due), outcome="expired", due_at=due.at))
                case Skip(week=week):
                    kept = self.find(week) or KeptWeek(week, "skipped")
                    book = book.with_week(replace(kept, due_at=now))
                case Again() | DropSnooze():
                    plan = replace(plan, snoozed=None)
        return replace(book, plan=plan)

    def kept(self, due: DueWeek) -> KeptWeek:
        """Return the week of a run, new where nothing is kept of it."""
        return self.find(due.week) or KeptWeek(due.week, "sent")
