"""The check-ins: loaded only for the chats that an event of a turn is about, and written where they changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.due import Snooze
from bot.core.ledger import Book, KeptWeek, Plan, StepSaid
from bot.core.records import Chat
from bot.core.schedule import Schedule
from bot.core.week import Week
from bot.core.week_numbers import FIELDS, WeekNumbers
from storage.database import Statement, Transaction, from_text, to_text
from storage.tables import KeptAs, Table, optional

LOADED = timedelta(weeks=60)  # before now: older weeks are read only where every week is wanted
SOONEST_AGAIN = timedelta(minutes=30)  # an owner can put a reminder off by an hour, not less

_OF_FIELD = ("", "_low", "_high", "_law")


def _number_columns(numbers: WeekNumbers | None) -> list[Any]:
    values: list[Any] = []
    for name in FIELDS:
        given = numbers.of(name) if numbers else None
        known = given if isinstance(given, Amount) else None
        values += [known.value, known.low, known.high, known.law] if known else [None, None, None, given]
    return values


def _numbers(*values: Any) -> WeekNumbers | None:
    found: dict[str, Any] = {}
    for name, (value, low, high, law) in zip(FIELDS, zip(*[iter(values)] * len(_OF_FIELD), strict=True), strict=True):
        if law is not None:
            found[name] = law if value is None else Amount(value, low, high, law)
    return WeekNumbers(**found) if found else None


def _schedule_columns(schedule: Schedule) -> list[Any]:
    paused, since = optional(str, schedule.paused_until), optional(to_text, schedule.since)
    return [schedule.weekday, schedule.hour, schedule.minute, schedule.zone, paused, since, schedule.about]


def _schedule(weekday: int, hour: int, minute: int, zone: str, *rest: Any) -> Schedule:
    paused, since, about = rest
    return Schedule(
        weekday,
        hour,
        minute,
        zone,
        paused_until=optional(date.fromisoformat, paused),
        since=optional(from_text, since),
        about=about,
    )


@lru_cache(maxsize=256)  # owners have the same weeks
def _week(text: str) -> Week:
    return Week.parse(text)


_WEEK = Table(
    "week",
    KeptWeek,
    ("chat_id", "business", "week"),
    whose=("chat_id", "business"),
    week=KeptAs(("week",), lambda week: (str(week),), _week),
    numbers=KeptAs(tuple(f"{name}{part}" for name in FIELDS for part in _OF_FIELD), _number_columns, _numbers),
    note=KeptAs(("note",), lambda note: (note or None,), lambda note: note or ""),
    apart=KeptAs(("apart",), lambda apart: (int(apart) or None,), bool),
)
_PLAN = Table(
    "schedule",
    Plan,
    ("chat_id", "business"),
    whose=("chat_id", "business"),
    schedule=KeptAs(
        ("weekday", "hour", "minute", "zone", "paused_until", "since", "about"), _schedule_columns, _schedule
    ),
    snoozed=KeptAs(
        ("snoozed_week", "snoozed_at"),
        lambda snoozed: (str(snoozed.week), to_text(snoozed.at)) if snoozed else (None, None),
        lambda week, at: Snooze(_week(week), from_text(at)) if week else None,
    ),
)
_STEP = Table(
    "step",
    StepSaid,
    ("chat_id", "business", "action"),
    whose=("chat_id", "business"),
    at=KeptAs(("said_at",), lambda moment: (to_text(moment),), from_text),
)
TABLES = (_WEEK, _PLAN, _STEP)

_PLANS = f"select {_PLAN.selected()} from schedule where chat_id in :chats"
_WEEKS = f"select {_WEEK.selected()} from week where chat_id in :chats and (week >= :since or chat_id in :whole)"
_STEPS = f"select {_STEP.selected()} from step where chat_id in :chats"


async def with_books(
    tx: Transaction, chats: Mapping[int, Chat], wanted: Collection[int], now: datetime, *, whole: Collection[int] = ()
) -> dict[int, Chat]:
    """Return the chats, those wanted with their check-ins: the plans, and the weeks of a little over a year.

    Args:
        tx: the transaction to read in.
        chats: by their ids.
        wanted: the ids of those whose check-ins are wanted.
        now: the time.
        whole: the ids of those of whom every week is wanted, however long ago.
    """
    known = sorted({*wanted, *whole} & chats.keys())
    oldest = Week.of((now - LOADED).date())
    if not known:
        return dict(chats)
    plans: dict[int, dict[int, Plan]] = defaultdict(dict)
    schedules, said_of_steps, kept_weeks = await tx.fetch_each(
        (_PLANS, {"chats": known}),
        (_STEPS, {"chats": known}),
        (_WEEKS, {"chats": known, "since": str(oldest), "whole": sorted({0, *whole})}),
    )
    for row in schedules:
        plans[row[0]][row[1]] = _PLAN.read(row)
    weeks: dict[int, dict[int, dict[Week, KeptWeek]]] = defaultdict(lambda: defaultdict(dict))
    for row in kept_weeks:
        kept = _WEEK.read(row)
        weeks[row[0]][row[1]][kept.week] = kept
    steps: dict[int, dict[int, dict[str, StepSaid]]] = defaultdict(lambda: defaultdict(dict))
    for row in said_of_steps:
        said = _STEP.read(row)
        steps[row[0]][row[1]][said.action] = said
    books = {
        chat: {
            number: Book(
                plans[chat].get(number),
                MappingProxyType(weeks[chat][number]),
                MappingProxyType(steps[chat][number]),
                None if chat in whole else oldest,
            )
            for number in plans[chat].keys() | weeks[chat].keys() | steps[chat].keys()
        }
        for chat in known
    }
    return {**chats, **{chat: replace(chats[chat], books=MappingProxyType(books[chat])) for chat in known}}


@dataclass(slots=True)
class BookChanges:
    """The rows of check-ins that differ between what was loaded and what was decided."""

    plans: list[dict[str, Any]] = field(default_factory=list)
    stopped: list[dict[str, Any]] = field(default_factory=list)
    weeks: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    taken_back: list[dict[str, Any]] = field(default_factory=list)

    def add(self, chat_id: int, before: Mapping[int, Book] | None, after: Mapping[int, Book] | None) -> None:
        """Note what changed in the check-ins of one chat."""
        for number, book in (after or {}).items():
            former = (before or {}).get(number, Book())
            key = {"chat_id": chat_id, "business": number}
            if book.plan is None and former.plan is not None:
                self.stopped.append(key)
            elif book.plan is not None and book.plan != former.plan:
                self.plans.append(_PLAN.row(book.plan, **key))
            self.weeks += [
                _WEEK.row(kept, **key)
                for week, kept in book.weeks.items()
                if (known := former.weeks.get(week)) is not kept and known != kept
            ]
            self.steps += [_STEP.row(one, **key) for name, one in book.steps.items() if former.steps.get(name) != one]
            self.taken_back += [{**key, "action": name} for name in former.steps.keys() - book.steps.keys()]

    def statements(self) -> tuple[Statement, ...]:
        """Return what writes the changed rows."""
        return (
            (_PLAN.upsert, self.plans),
            (_PLAN.delete, self.stopped),
            (_WEEK.upsert, self.weeks),
            (_STEP.upsert, self.steps),
            (_STEP.delete, self.taken_back),
        )


async def not_reminded(tx: Transaction, chat: int, business: int, decided_at: datetime) -> None:
    """Mark the newest reminder as not sent: its week is due again, or its snooze is restored.

    Args:
        tx: the transaction.
        chat: whose.
        business: the number of theirs.
        decided_at: when the reminder was to go out.
    """
    whose = {"chat": chat, "business": business}
    newest = "(select max(week) from week where chat_id = :chat and business = :business and due_at is not null)"
    first = await tx.run(
        f"""
        update week set due_at = null, sent_at = null
        where chat_id = :chat and business = :business and week = {newest} and outcome = 'sent' and sent_at > :since
        """,
        **whose,
        since=to_text(decided_at - SOONEST_AGAIN),
    )
    if not first:
        await tx.run(
            f"""
            update schedule set snoozed_week = {newest}, snoozed_at = :at
            where chat_id = :chat and business = :business and {newest} is not null
            """,
            **whose,
            at=to_text(decided_at),
        )
