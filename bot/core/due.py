"""What to do about the weeks that are due: a decision over the ledger and a moment, which storage then carries out.

Every week of an owner ends as exactly one of sent, expired or skipped. The caller writes all steps and the new wake
time in one transaction; run again on what was written, the decision has nothing left to do. That is what makes a crash
in the middle, a second process or a long downtime harmless.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.core.schedule import (
    DueWeek,
    Schedule,
    due_of,
    in_quiet_hours,
    local,
    next_due,
    occurrences,
    quiet_until,
    window_end,
)
from bot.core.week import Week, weeks_between

CATCH_UP_FROM = 2  # so many weeks missed, and the next reminder offers to fill them in
CATCH_UP_WEEKS = 8  # who can say how a week went two months ago?


class Snooze(Struct, frozen=True):
    """A reminder that the owner put off.

    Attributes:
        week: the week it asks about.
        at: when to remind once more (UTC).
    """

    week: Week
    at: datetime


class Send(Struct, frozen=True):
    """Ask about a week now, and store it as sent.

    Attributes:
        due: the run this belongs to.
        resumed: it is the first after a pause, which it ends.
        catch_up: weeks missed before, oldest first, to be offered together with this one; empty when a plain reminder does.
    """

    due: DueWeek
    resumed: bool = False
    catch_up: tuple[Week, ...] = ()


class Expire(Struct, frozen=True):
    """Store a week as expired: its reminder could not be sent while it still made sense."""

    due: DueWeek


class Skip(Struct, frozen=True):
    """Store a week as skipped: it is not asked about.

    Attributes:
        week: the week.
        why: it fell into a pause, its numbers were already there, or no reminder fell due while the schedule changed.
    """

    week: Week
    why: Literal["paused", "answered", "unscheduled"]


class Again(Struct, frozen=True):
    """Ask once more about a week the owner put off; its place in the ledger stays."""

    week: Week


class DropSnooze(Struct, frozen=True):
    """Forget a snooze: a newer week is asked about, the numbers came, reminders are paused, or it is too late."""

    week: Week


DueStep = Send | Expire | Skip | Again | DropSnooze


class Decision(Struct, frozen=True):
    """What to write and send now, oldest week first, and when to look again.

    Attributes:
        steps: at most one of them is a message (``Send`` or ``Again``).
        wake: the next moment (UTC) at which there may be something to do.
    """

    steps: tuple[DueStep, ...]
    wake: datetime


def decide_due(
    schedule: Schedule,
    now: datetime,
    *,
    last: Week | None,
    started: datetime,
    answered: Collection[Week] = (),
    missed: Collection[Week] = (),
    snoozed: Snooze | None = None,
) -> Decision:
    """Decide what becomes of every week that is due by now and not in the ledger yet.

    Only the newest can still be sent: inside its window, outside quiet hours, at most one message whatever the
    downtime. Older ones expire.

    Args:
        schedule: the owner's choice; its ``since`` is when it was last changed.
        now: an aware time.
        last: the newest week in the ledger, whatever became of it; none for an owner never asked.
        started: when the owner asked for reminders; before the ledger's first entry nothing older is due.
        answered: weeks whose numbers are stored, of those after ``last`` and of the snoozed one.
        missed: weeks up to ``last`` that were sent or expired and have no numbers, since the last that has some.
        snoozed: the reminder put off, if one is.
    """
    begun = max(started, schedule.since or started)
    due = list(occurrences(schedule, begun if last is None else max(begun, due_of(schedule, last)), now))
    steps: list[DueStep] = []
    gone = sorted(missed)
    wait: datetime | None = None
    if last is not None and due:
        steps += [Skip(week, "unscheduled") for week in weeks_between(last.later(), due[0].week.later(-1))]
    for run in due:
        if schedule.is_paused_on(local(run.at, schedule.zone).date()):
            steps.append(Skip(run.week, "paused"))
        elif run.week in answered:
            steps.append(Skip(run.week, "answered"))
            gone.clear()
        elif run is not due[-1] or now >= window_end(schedule, run.at):
            steps.append(Expire(run))
            gone.append(run.week)
        elif in_quiet_hours(now, schedule, asked=_asked(schedule, run.at)):
            wait = quiet_until(now, schedule)
        else:
            steps.append(Send(run, schedule.paused_until is not None, _catch_up(run.week, gone)))
    asked_anew = wait is not None or any(isinstance(step, Send) for step in steps)
    if snoozed is not None:
        outcome = "drop" if asked_anew or snoozed.week in answered else _snooze(schedule, snoozed, now)
        if outcome == "again":
            steps.append(Again(snoozed.week))
        elif outcome == "drop":
            steps.append(DropSnooze(snoozed.week))
        elif wait is None:
            wait = outcome
    settled = due[-1].week if due else last
    following = _next_run(schedule, max(now, begun), settled)
    return Decision(tuple(steps), following if wait is None else min(wait, following))


def _asked(schedule: Schedule, due: datetime) -> datetime | None:
    return due if schedule.is_quiet else None


def _catch_up(week: Week, missed: list[Week]) -> tuple[Week, ...]:
    recent = tuple(gone for gone in missed if 0 < week.since(gone) < CATCH_UP_WEEKS)
    return recent if len(recent) >= CATCH_UP_FROM else ()


def _snooze(schedule: Schedule, snoozed: Snooze, now: datetime) -> Literal["again", "drop"] | datetime:
    if schedule.is_paused_on(local(max(now, snoozed.at), schedule.zone).date()):
        return "drop"
    if now < snoozed.at:
        return snoozed.at
    if now >= window_end(schedule, snoozed.at):
        return "drop"
    if in_quiet_hours(now, schedule, asked=snoozed.at):
        return quiet_until(now, schedule)
    return "again"


def _next_run(schedule: Schedule, after: datetime, settled: Week | None) -> datetime:
    """Return the next run, in a pause too: its week is then stored as skipped."""
    return next_due(schedule.resumed(), after, settled=settled)
