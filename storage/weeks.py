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
from bot.core.week_numbers import FIELDS, Field, WeekNumbers
from storage.database import Row, Statement, Transaction, from_text, to_text

LOADED = timedelta(weeks=60)  # before now: older weeks are read only where every week is wanted
SOONEST_AGAIN = timedelta(minutes=30)  # an owner can put a reminder off by an hour, not less

_OF_FIELD = ("", "_low", "_high", "_law")
_NUMBERS = [f"{name}{part}" for name in FIELDS for part in _OF_FIELD]
_TOLD = [
    "typed",
    "step",
    "done",
    "kind",
    "word",
    "action",
    "announced",
    "due_at",
    "sent_at",
    "answered_at",
    "note",
    "apart",
]
_COLUMNS = ["chat_id", "business", "week", "outcome", *_NUMBERS, *_TOLD]
_SCHEDULES = """
    select chat_id, business, weekday, hour, minute, zone, paused_until, since, started, snoozed_week, snoozed_at,
        about, nudge
    from schedule where chat_id in :chats
"""
_WEEKS = f"select {', '.join(_COLUMNS)} from week where chat_id in :chats and (week >= :since or chat_id in :whole)"
_STEPS = "select chat_id, business, action, said, said_at, following from step where chat_id in :chats"
_UPSERT_STEP = """
    insert into step (chat_id, business, action, said, said_at, following)
    values (:chat_id, :business, :action, :said, :said_at, :following)
    on conflict (chat_id, business, action) do update set said = excluded.said, said_at = excluded.said_at,
        following = excluded.following
"""
_UPSERT_SCHEDULE = """
    insert into schedule (chat_id, business, weekday, hour, minute, zone, paused_until, since, started, snoozed_week,
        snoozed_at, about, nudge)
    values (:chat_id, :business, :weekday, :hour, :minute, :zone, :paused_until, :since, :started, :snoozed_week,
        :snoozed_at, :about, :nudge)
    on conflict (chat_id, business) do update set weekday = excluded.weekday, hour = excluded.hour,
        minute = excluded.minute, zone = excluded.zone, paused_until = excluded.paused_until, since = excluded.since,
        started = excluded.started, snoozed_week = excluded.snoozed_week, snoozed_at = excluded.snoozed_at,
        about = excluded.about, nudge = excluded.nudge
"""
_DROP_SCHEDULE = "delete from schedule where chat_id = :chat_id and business = :business"
_UPSERT_WEEK = f"""
    insert into week ({", ".join(_COLUMNS)}) values ({", ".join(f":{name}" for name in _COLUMNS)})
    on conflict (chat_id, business, week) do update set
        {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[3:])}
"""


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
        (_SCHEDULES, {"chats": known}),
        (_STEPS, {"chats": known}),
        (_WEEKS, {"chats": known, "since": str(oldest), "whole": sorted({0, *whole})}),
    )
    for row in schedules:
        plans[row[0]][row[1]] = _plan(row)
    weeks: dict[int, dict[int, dict[Week, KeptWeek]]] = defaultdict(lambda: defaultdict(dict))
    for row in kept_weeks:
        kept = _kept(dict(zip(_COLUMNS, row, strict=True)))
        weeks[row[0]][row[1]][kept.week] = kept
    steps: dict[int, dict[int, dict[str, StepSaid]]] = defaultdict(lambda: defaultdict(dict))
    for chat, business, action, said, at, following in said_of_steps:
        steps[chat][business][action] = StepSaid(action, said, from_text(at), following)
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

    def add(self, chat_id: int, before: Mapping[int, Book] | None, after: Mapping[int, Book] | None) -> None:
        """Note what changed in the check-ins of one chat."""
        for number, book in (after or {}).items():
            former = (before or {}).get(number, Book())
            key = {"chat_id": chat_id, "business": number}
            if book.plan is None and former.plan is not None:
                self.stopped.append(key)
            elif book.plan is not None and book.plan != former.plan:
                self.plans.append({**key, **_plan_row(book.plan)})
            self.weeks += [
                {**key, **_week_row(kept)}
                for week, kept in book.weeks.items()
                if (known := former.weeks.get(week)) is not kept and known != kept
            ]

            self.steps += [
                {**key, "action": name, "said": one.said, "said_at": to_text(one.at), "following": one.following}
                for name, one in book.steps.items()
                if former.steps.get(name) != one
            ]

    def statements(self) -> tuple[Statement, ...]:
        """Return what writes the changed rows."""
        return (
            (_UPSERT_SCHEDULE, self.plans),
            (_DROP_SCHEDULE, self.stopped),
            (_UPSERT_WEEK, self.weeks),
            (_UPSERT_STEP, self.steps),
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


def _plan(row: Row) -> Plan:
    weekday, hour, minute, zone, paused_until, since, started, snoozed_week, snoozed_at, about, nudge = row[2:]
    schedule = Schedule(
        weekday,
        hour,
        minute,
        zone,
        paused_until=date.fromisoformat(paused_until) if paused_until else None,
        since=_moment(since),
        about=about,
    )
    snoozed = Snooze(Week.parse(snoozed_week), from_text(snoozed_at)) if snoozed_week else None
    return Plan(schedule, from_text(started), snoozed, nudge)


def _plan_row(plan: Plan) -> dict[str, Any]:
    schedule, snoozed = plan.schedule, plan.snoozed
    return {
        "weekday": schedule.weekday,
        "hour": schedule.hour,
        "minute": schedule.minute,
        "zone": schedule.zone,
        "paused_until": schedule.paused_until.isoformat() if schedule.paused_until else None,
        "since": _text(schedule.since),
        "started": to_text(plan.started),
        "snoozed_week": str(snoozed.week) if snoozed else None,
        "snoozed_at": to_text(snoozed.at) if snoozed else None,
        "about": schedule.about,
        "nudge": plan.nudge,
    }


def _kept(row: dict[str, Any]) -> KeptWeek:
    numbers = {name: given for name in FIELDS if (given := _given(row, name)) is not None}
    return KeptWeek(
        week=_week(row["week"]),
        outcome=row["outcome"],
        numbers=WeekNumbers(**numbers) if numbers else None,
        typed=row["typed"],
        due_at=_moment(row["due_at"]),
        sent_at=_moment(row["sent_at"]),
        answered_at=_moment(row["answered_at"]),
        step=row["step"],
        done=None if row["done"] is None else bool(row["done"]),
        kind=row["kind"],
        word=row["word"],
        action=row["action"],
        announced=row["announced"],
        note=row["note"] or "",
        apart=bool(row["apart"]),
    )


def _week_row(kept: KeptWeek) -> dict[str, Any]:
    row: dict[str, Any] = {
        "week": str(kept.week),
        "outcome": kept.outcome,
        "typed": kept.typed,
        "due_at": _text(kept.due_at),
        "sent_at": _text(kept.sent_at),
        "answered_at": _text(kept.answered_at),
        "step": kept.step,
        "done": None if kept.done is None else int(kept.done),
        "kind": kept.kind,
        "word": kept.word,
        "action": kept.action,
        "announced": kept.announced,
        "note": kept.note or None,
        "apart": int(kept.apart) or None,
    }
    for name in FIELDS:
        given = kept.numbers.of(name) if kept.numbers else None
        known = given if isinstance(given, Amount) else None
        values = (known and known.value, known and known.low, known and known.high, known.law if known else given)
        row |= {f"{name}{part}": value for part, value in zip(_OF_FIELD, values, strict=True)}
    return row


@lru_cache(maxsize=256)  # owners have the same weeks
def _week(text: str) -> Week:
    return Week.parse(text)


def _given(row: dict[str, Any], name: Field) -> Amount | Any:
    law = row[f"{name}_law"]
    if law is None or row[name] is None:
        return law
    return Amount(row[name], row[f"{name}_low"], row[f"{name}_high"], law)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)
