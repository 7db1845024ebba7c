"""A week older than those usually loaded (a little over a year) is changed like any other, and nothing kept of it is lost."""

from datetime import timedelta

import pytest

from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE
from tests.checkins.test_dialogue_numbers import weeks_of
from tests.owner_data.owners import columns_by_table

OLD = "2026-W48"
LATER = timedelta(weeks=75)
TOLD = ("people", "talked", "customers", "typed", "answered_at")


@pytest.fixture
async def long_ago(house, weekly):
    """Alice, who was asked for three weeks, stopped that, and gives numbers again a year and a half later."""
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weeks_of(weekly, ["12 11 1|yes", "11 10 2|no"])
    await weekly.at(MONDAY_NINE + timedelta(weeks=2))
    await weekly.owner.says("/skipweek 2026-W50", "/weekly stop")
    house.clock.at = MONDAY_NINE + LATER
    await weekly.owner.says("/checkin", "14 13 2", "/cancel")
    return weekly


async def kept(house, week=OLD):
    """Return what is kept of a week, by column."""
    columns = (await columns_by_table(house))["week"]
    (row,) = await house.rows("select * from week where week = :week", week=week)
    return dict(zip(columns, row, strict=True))


def but_for(row, names):
    return {name: value for name, value in row.items() if not name.startswith(names)}


async def test_what_else_was_kept_of_a_week_long_ago_stays_when_its_numbers_are_changed(house, long_ago):
    before = await kept(house)
    assert all(before[name] is not None for name in ("due_at", "sent_at", "step", "done", "kind", "word"))
    assert "So far I have for that week: 12 in touch, 11 talked with" in await long_ago.owner.says(f"/checkin {OLD}")
    await house.restart()
    await long_ago.owner.says("22 21 2")
    after = await kept(house)
    assert [after[name] for name in ("people", "talked", "customers")] == [22, 21, 2]
    assert but_for(after, TOLD) == but_for(before, TOLD)


async def test_an_old_button_leads_to_a_week_long_ago_as_it_was(house, long_ago):
    before = await kept(house)
    long_ago.owner.person.taps(f"/checkin {OLD}", long_ago.owner.last)
    await house.settle()
    await long_ago.owner.says("22")
    await long_ago.owner.says("/checkin")  # in the middle: what was given so far is kept
    after = await kept(house)
    assert [after[name] for name in ("people", "talked", "customers")] == [22, 11, 1]
    assert but_for(after, TOLD) == but_for(before, TOLD)


async def test_a_change_that_was_put_aside_is_taken_up(house, long_ago):
    before = await kept(house)
    await long_ago.owner.says(f"/checkin {OLD}", "22", "/cancel")
    await house.restart()
    await long_ago.owner.says(f"/checkin {OLD}", "23 22 2")
    after = await kept(house)
    assert after["people"] == 23
    assert but_for(after, TOLD) == but_for(before, TOLD)


@pytest.mark.parametrize("command", ["/skipweek", "/snooze tomorrow"])
async def test_a_week_long_ago_that_has_numbers_is_not_left_out(house, long_ago, command):
    await long_ago.set_up()
    before = await kept(house)
    await long_ago.owner.says(f"{command} {OLD}")
    assert await kept(house) == before


async def test_of_several_weeks_long_ago_only_those_without_numbers_are_asked_about(house, long_ago):
    before = await kept(house, "2026-W49")
    assert "Mon 16 Nov" in await long_ago.owner.says(f"/checkin 2026-W47/{OLD}")
    await long_ago.owner.says("/cancel")
    assert "Mon 7 Dec" in await long_ago.owner.says("/checkin 2026-W48/2026-W50")
    await long_ago.owner.says("5 4 1")
    assert await kept(house, "2026-W49") == before
    assert (await kept(house, "2026-W50"))["due_at"] is not None


@pytest.mark.parametrize("first", [None, "/checkin", "/skipweek 2028-W18", "/weekly pause 2weeks"])
async def test_after_more_than_a_year_of_downtime_the_weeks_before_are_as_they_were(house, weekly, first):
    """Whatever comes first then: the reminder, or a message."""
    await weekly.set_up()
    await weeks_of(weekly, ["12 11 1 0", "11 10 2 0"])
    before = await kept(house), await kept(house, "2026-W49")
    house.clock.at = MONDAY_NINE + LATER
    if first:
        await weekly.owner.says(first, "12 10 3 1")
    await weekly.at(MONDAY_NINE + LATER)
    assert (await kept(house), await kept(house, "2026-W49")) == before
    if first:
        return
    ledger = await weekly.ledger()
    assert set(ledger.values()) == {"answered", "expired", "sent"}
    assert len(ledger) == LATER.days // 7 + 1
