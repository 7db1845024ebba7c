"""One question about the step between two weekly ones: only for owners who said yes, without a sound, and never twice."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.core.schedule import Schedule, last_midweek, next_midweek
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE
from tests.checkins.test_dialogue_reminders import left_over

THURSDAY_NINE = MONDAY_NINE + timedelta(days=3)
WEEK = timedelta(weeks=1)


async def told(weekly, *, yes=True):
    """Have a check-up, the weekly question, the numbers of a week, and an answer to the offer."""
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12 11 1", "no")
    return await weekly.owner.taps("Ask me mid-week" if yes else "Not mid-week")


@pytest.mark.both_engines
async def test_it_is_offered_once_and_begins_with_a_yes(house, weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    said = await weekly.owner.says("12 11 1", "no")
    assert "Shall I ask you on Thu 3 Dec how the step goes?" in said
    assert "On Thu 3 Dec at 09:00" in await weekly.owner.taps("Ask me mid-week")
    assert await weekly.at(THURSDAY_NINE - timedelta(minutes=1)) == []
    (asked,) = await weekly.at(THURSDAY_NINE)
    assert "How does your step go?" in asked
    assert weekly.owner.buttons == ["Done", "Not yet", "I can't", "How exactly?", "Not mid-week"]
    assert house.emulator.calls[-1].parameters.get("disable_notification") is True
    assert await weekly.at(THURSDAY_NINE + timedelta(hours=6)) == []
    await weekly.at(MONDAY_NINE + WEEK)
    assert "Shall I ask you" not in await weekly.owner.says("12 11 1", "no")


@pytest.mark.parametrize("yes", [False, None])
async def test_nobody_is_asked_who_did_not_say_yes(weekly, yes):
    if yes is None:
        await weekly.owner.says(*SHORTEST)
        await weekly.set_up()
        await weekly.at(MONDAY_NINE)
        await weekly.owner.says("12 11 1", "no")
    else:
        await told(weekly, yes=False)
    assert await weekly.at(THURSDAY_NINE) == []
    await weekly.at(MONDAY_NINE + WEEK)
    assert "Shall I ask you" not in await weekly.owner.says("12 11 1", "no")


@pytest.mark.both_engines
async def test_it_is_not_offered_again_after_stop_and_start(house, weekly):
    await told(weekly, yes=False)
    await weekly.owner.says("/weekly stop")
    await weekly.owner.taps("Ask me again, Monday 09:00")
    for week in (1, 2):
        await weekly.at(MONDAY_NINE + week * WEEK)
        assert "Shall I ask you" not in await weekly.owner.says("12 11 1", "no")


async def test_done_not_yet_and_cant_are_taken(weekly):
    await told(weekly)
    await weekly.at(THURSDAY_NINE)
    asked = weekly.owner.last
    assert "There's still time; the weekly question comes on Mon 7 Dec" in await weekly.owner.taps("Not yet")
    weekly.owner.person.presses("Done", message=asked)
    await weekly.house.settle()
    assert "Well done" in weekly.owner.text
    assert await weekly.house.rows("select said from step") == [("done",)]


async def test_whoever_cant_gets_another_step(weekly):
    await told(weekly)
    await weekly.at(THURSDAY_NINE)
    assert "This may suit you better" in await weekly.owner.taps("I can't")


async def test_it_ends_with_one_tap_and_begins_again_in_words(weekly):
    await told(weekly)
    await weekly.at(THURSDAY_NINE)
    assert "I won't ask about the step" in await weekly.owner.taps("Not mid-week")
    assert await weekly.at(THURSDAY_NINE + WEEK) == []
    assert "I'll ask how the step goes" in await weekly.owner.says("remind me of the step")


async def test_the_plan_shows_it(weekly):
    await told(weekly)
    await weekly.owner.says("/weekly")
    assert "Not mid-week" in weekly.owner.buttons
    await weekly.owner.taps("Not mid-week")
    await weekly.owner.says("/weekly")
    assert "Ask me mid-week" in weekly.owner.buttons


async def test_it_stays_away_where_there_is_no_step_to_do(weekly):
    await told(weekly)
    await weekly.owner.says("/step done", "/step done", "/weekly")
    before = await weekly.house.rows("select action from step")
    assert before
    async with weekly.house.app.database.transaction() as tx:
        await tx.run("update step set following = null")
        await tx.run("update week set action = null")
        await tx.run("update verdict set action = null")
    assert await weekly.at(THURSDAY_NINE) == []


async def test_it_stays_away_while_the_weekly_question_is_unanswered(weekly):
    await told(weekly)
    await weekly.at(THURSDAY_NINE)
    await weekly.at(MONDAY_NINE + WEEK)
    assert await weekly.at(THURSDAY_NINE + WEEK) == []


async def test_it_stays_away_in_a_pause_and_after_the_end(weekly):
    await told(weekly)
    await weekly.owner.says("/weekly pause 2weeks")
    assert await weekly.at(THURSDAY_NINE) == []
    await weekly.owner.says("/weekly stop")
    assert await weekly.at(THURSDAY_NINE + WEEK) == []
    assert await weekly.house.rows("select 1 from wake where kind like 'midweek%'") == []


async def test_after_a_downtime_it_comes_that_day_or_not_at_all(house, weekly):
    await told(weekly)
    assert await weekly.at(THURSDAY_NINE + timedelta(hours=13)) == []  # 22:00 in Berlin
    assert await weekly.at(THURSDAY_NINE + timedelta(days=1)) == []
    await weekly.at(MONDAY_NINE + WEEK)
    await weekly.owner.says("12 11 1", "no")
    assert len(await weekly.at(THURSDAY_NINE + WEEK + timedelta(hours=8))) == 1
    assert await weekly.at(THURSDAY_NINE + WEEK + timedelta(hours=9)) == []


async def test_one_that_a_crash_kept_back_comes_once_and_the_weekly_question_is_not_asked_again(house, weekly):
    await told(weekly)
    await weekly.at(THURSDAY_NINE)
    await left_over(weekly, THURSDAY_NINE, due="midweek:1")
    house.clock.at = THURSDAY_NINE + timedelta(hours=2)
    await house.restart()
    (asked,) = await weekly.after()
    assert "How does your step go?" in asked
    assert await weekly.after(hours=1) == []
    assert await weekly.ledger() == {"2026-W48": "answered"}


async def test_whoever_blocks_the_bot_is_not_asked_and_whoever_is_back_is(house, weekly):
    await told(weekly)
    weekly.owner.person.blocks()
    await house.settle()
    assert await weekly.at(THURSDAY_NINE) == []
    weekly.owner.person.unblocks()
    await house.settle()
    assert await house.rows("select due_at from wake where kind = 'midweek:1'") != []


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Tokyo"]
)
@pytest.mark.parametrize(("weekday", "about"), [(0, "last"), (4, "running"), (6, "running"), (3, None)])
def test_it_lies_three_days_behind_each_weekly_time_on_every_clock(zone, weekday, about):
    schedule = Schedule(weekday, 9, 30, zone, about=about)
    at, found = datetime(2026, 1, 1, tzinfo=UTC), []
    while at < datetime(2028, 1, 1, tzinfo=UTC):
        at = next_midweek(schedule, at)
        assert last_midweek(schedule, at) == at == last_midweek(schedule, at + timedelta(hours=20))
        found.append(at.astimezone(ZoneInfo(zone)))
    assert all((one.weekday(), one.hour, one.minute) == ((weekday + 3) % 7, 9, 30) for one in found)
    assert all((after.date() - before.date()).days == 7 for before, after in pairwise(found))
