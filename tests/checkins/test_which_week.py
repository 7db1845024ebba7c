"""Which week the question is about: the one that is ending in the owner's time zone, or the last full one, as they choose."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.week import Week
from bot.language.templates import words
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE

FRIDAY_FIVE = datetime(2026, 11, 27, 16, tzinfo=UTC)  # 17:00 in Berlin
FRIDAY = ["/weekly", "friday", "17:00", "Berlin"]


async def test_on_a_friday_the_week_that_ends_is_asked_about_up_to_that_day(weekly):
    said = await weekly.owner.says(*FRIDAY)
    assert "about the week that is ending then" in said
    (asked,) = await weekly.at(FRIDAY_FIVE)
    assert "Mon 23 Nov to Fri 27 Nov: how many new people" in asked
    assert await weekly.ledger() == {"2026-W48": "sent"}
    await weekly.owner.says("12 10 3 0")
    assert await weekly.numbers("2026-W48") == (12, 10, 3, 0)
    (asked,) = await weekly.at(FRIDAY_FIVE + timedelta(days=7))
    assert "Mon 30 Nov to Fri 4 Dec" in asked


async def test_what_was_asked_on_friday_and_is_answered_on_monday_is_kept_under_its_week(weekly):
    await weekly.owner.says(*FRIDAY)
    await weekly.at(FRIDAY_FIVE)
    weekly.house.clock.at = MONDAY_NINE
    said = await weekly.owner.says("12")
    assert "Of those 12" in said
    await weekly.owner.says("10", "3", "0")
    assert await weekly.numbers("2026-W48") == (12, 10, 3, 0)


async def test_one_tap_at_the_set_up_asks_about_the_last_full_week_instead(weekly):
    await weekly.owner.says(*FRIDAY)
    said = await weekly.owner.taps("About the last full week")
    assert "the last full week, Monday to Sunday" in said
    (asked,) = await weekly.at(FRIDAY_FIVE)
    assert "Mon 16 Nov to Sun 22 Nov: how many new people" in asked


async def test_whoever_changes_to_the_week_that_ends_can_tell_of_it_at_once(weekly):
    await weekly.owner.says(*FRIDAY)
    await weekly.owner.taps("About the last full week")
    await weekly.at(FRIDAY_FIVE)
    await weekly.owner.says("12 10 3 0", "/weekly")
    assert "the week that is ending" in await weekly.owner.taps("About the week that's ending")
    assert "Mon 23 Nov to Fri 27 Nov" in await weekly.owner.taps("This week so far")
    await weekly.owner.says("9 8 2 0")
    (asked,) = await weekly.at(FRIDAY_FIVE + timedelta(days=7))
    assert "Mon 30 Nov to Fri 4 Dec" in asked
    assert await weekly.ledger() == {"2026-W47": "answered", "2026-W48": "answered", "2026-W49": "sent"}


async def test_an_owner_of_before_is_asked_about_the_same_week_as_ever_until_they_choose(house, weekly):
    await weekly.owner.says(*FRIDAY)
    async with house.app.database.transaction() as tx:
        await tx.run("update schedule set about = null")
    (asked,) = await weekly.at(FRIDAY_FIVE)
    assert "Mon 16 Nov to Sun 22 Nov" in asked


@pytest.mark.both_engines
async def test_another_day_asks_about_the_week_that_fits_it_and_another_time_changes_nothing(house, weekly):
    async def about():
        return (await house.rows("select about from schedule"))[0][0]

    await weekly.owner.says(*FRIDAY)
    await weekly.owner.taps("About the last full week")
    await weekly.owner.says("/weekly", "another time", "18:00")
    assert await about() == "last"
    await weekly.owner.says("/weekly", "another day", "sunday")
    assert await about() == "running"
    await weekly.owner.says("/weekly", "another day", "monday")
    assert await about() == "last"


async def test_monday_offers_no_choice_of_weeks(weekly):
    await weekly.set_up()
    assert not any("About" in label for label in weekly.owner.buttons)
    await weekly.owner.says("/weekly")
    assert not any("About" in label for label in weekly.owner.buttons)


async def test_a_check_in_on_a_saturday_offers_the_week_so_far(weekly):
    await weekly.set_up()
    weekly.house.clock.at = FRIDAY_FIVE + timedelta(days=1)
    assert "Mon 16 Nov to Sun 22 Nov" in await weekly.owner.says("/checkin")
    assert "Mon 23 Nov to Sat 28 Nov" in await weekly.owner.taps("This week so far")
    await weekly.owner.says("12 10 3 0")
    await weekly.owner.says("/checkin", "11 10 3 0")
    assert await weekly.ledger() == {"2026-W47": "answered", "2026-W48": "answered"}


async def test_in_the_middle_of_a_week_there_is_nothing_to_tell_of_it(weekly):
    await weekly.set_up()
    weekly.house.clock.at = FRIDAY_FIVE - timedelta(days=2)
    assert "Mon 16 Nov to Sun 22 Nov" in await weekly.owner.says("/checkin")
    assert "This week so far" not in weekly.owner.buttons
    assert "Mon 16 Nov to Sun 22 Nov" in await weekly.owner.says("/checkin 2026-W48")


@pytest.mark.parametrize("running", [False, True])
def test_five_weeks_in_a_row_begin_with_other_words(running):
    weeks = [Week(2026, 20).later(nth) for nth in range(5)]
    said = {
        words("en").say("checkins/reminder", "plain_asking", week=w, until=w.monday if running else w.sunday)
        for w in weeks
    }
    assert len(said) == 5
    assert all("last week" not in one for one in said)


async def test_how_to_answer_is_told_at_length_three_times_and_then_in_short(weekly):
    await weekly.set_up()
    hints = []
    for nth in range(5):
        hints += await weekly.at(MONDAY_NINE + timedelta(weeks=nth))
        await weekly.owner.says("12 10 3 0")
    assert [("One message is enough" in asked) for asked in hints] == [True, True, True, False, False]
    assert "“12 10 3 1” will do" in hints[-1]


async def test_a_week_told_before_it_is_over_is_named_up_to_that_day(weekly):
    await weekly.owner.says(*SHORTEST)
    weekly.house.clock.at = datetime(2026, 11, 27, 15, tzinfo=UTC)
    await weekly.owner.says("/checkin")
    await weekly.owner.taps("This week so far")
    assert "Mon 23 Nov to Fri 27 Nov, so far: 12 in touch" in await weekly.owner.says("12 11 1", "no")
    weekly.house.clock.at = datetime(2026, 11, 30, 8, tzinfo=UTC)
    await weekly.owner.says("/checkin 2026-W48")
    assert "Mon 23 Nov to Sun 29 Nov: 14 in touch" in await weekly.owner.says("14 12 1")


async def test_a_summary_of_four_weeks_names_a_running_week_up_to_that_day(weekly):
    await weekly.owner.says(*FRIDAY)
    for week in range(6):
        await weekly.at(FRIDAY_FIVE + timedelta(weeks=week))
        said = await weekly.owner.says("12 10 3 1")
    assert "Your last four weeks, Mon 7 Dec to Fri 1 Jan" in said
