"""The columns of every table follow from a record, and each of them is in the schema; a record comes back as it was."""

import importlib
import pkgutil
from datetime import UTC, date, datetime

import pytest
from msgspec import Struct

import storage
from bot.core.amount import Amount
from bot.core.due import Snooze
from bot.core.ledger import KeptWeek, Plan
from bot.core.records import Answer, Owner
from bot.core.schedule import Schedule
from bot.core.span import SpanOfTime
from bot.core.week import Week
from bot.core.week_numbers import WeekNumbers
from storage.tables import Table

AT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
MODULES = [importlib.import_module(f"storage.{module.name}") for module in pkgutil.iter_modules(storage.__path__)]
TABLES = [table for module in MODULES for table in getattr(module, "TABLES", ())]
KEPT_BY_OTHERS = {"owner": {"warned_at"}}  # columns that no decision sees


def of(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


@pytest.mark.both_engines
@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.name}-{len(table.columns)}")
async def test_a_record_has_every_column_of_its_table(house, table):
    if house.url.startswith("sqlite"):
        columns = {row[1] for row in await house.rows(f"pragma table_info({table.name})")}
    else:
        sql = "select column_name from information_schema.columns where table_name = :name"
        columns = {row[0] for row in await house.rows(sql, name=table.name)}
    known = {name for one in TABLES if one.name == table.name for name in one.columns}
    assert set(table.columns) <= columns
    assert known == columns - KEPT_BY_OTHERS.get(table.name, set())


@pytest.mark.parametrize(
    ("table", "record", "whose"),
    [
        ("owner", Owner(1, 2, "group", "en", AT, AT, blocked_at=AT, offered=(("Yes", "/yes"), ("No", "/no"))), {}),
        ("owner", Owner(1, 2, "private", "en", AT, AT), {}),
        (
            "answer",
            Answer("people", "known", "50", 7, AT, None, Amount.between(45, 55), 9, SpanOfTime.of("month", 2)),
            {"chat_id": 1, "session": 2, "standing": "settled"},
        ),
        (
            "answer",
            Answer("trade", "known", "shop", 7, AT, "shop"),
            {"chat_id": 1, "session": 2, "standing": "settled"},
        ),
        (
            "schedule",
            Plan(
                Schedule(0, 9, 0, "Europe/Berlin", paused_until=date(2027, 1, 4), since=AT),
                AT,
                Snooze(Week(2026, 48), AT),
            ),
            {"chat_id": 1, "business": 1},
        ),
        (
            "week",
            KeptWeek(
                Week(2026, 48),
                "answered",
                WeekNumbers(people=Amount.exactly(12), talked="unknown"),
                done=False,
                due_at=AT,
                note="a fair",
                apart=True,
            ),
            {"chat_id": 1, "business": 1},
        ),
        ("week", KeptWeek(Week(2026, 48), "sent"), {"chat_id": 1, "business": 1}),
    ],
)
def test_a_record_comes_back_as_it_was(table: str, record: Struct, whose: dict):
    kept = of(table)
    row = kept.row(record, **whose)
    assert set(row) == set(kept.columns)
    assert kept.read([row[name] for name in kept.columns]) == record


def test_what_is_fixed_is_not_written_again():
    assert "created_at = " not in of("owner").upsert
    assert "started_at = " not in of("session").update
    assert of("schedule").delete == "delete from schedule where chat_id = :chat_id and business = :business"
