"""Numbers that answer a weekly question that came beside others, or after weeks without an answer."""

from datetime import timedelta

import pytest

from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE

WEEK = timedelta(weeks=1)


@pytest.fixture
async def missed(weekly):
    """Alice, who let two weeks pass and is asked about the last."""
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    for week in range(3):
        await weekly.at(MONDAY_NINE + week * WEEK)
    assert "There are also 2 weeks before it" in weekly.owner.text
    return weekly


@pytest.fixture
async def busy(weekly):
    """Alice, who is in the middle of a check-up when she is asked about her week."""
    await weekly.set_up()
    await weekly.owner.says("/checkup", "plumber", "we talk first")
    await weekly.at(MONDAY_NINE)
    return weekly


@pytest.mark.both_engines
@pytest.mark.parametrize("line", ["13 12 3", "about 13, talked with 12, 3 joined"])
async def test_after_missed_weeks_a_line_is_of_the_last(missed, line):
    await missed.owner.says(line, "no")
    assert (await missed.numbers("2026-W50"))[:3] == (13, 12, 3)
    assert await missed.numbers("2026-W49") == (None,) * 4


async def test_after_missed_weeks_one_number_is_how_many_came(missed):
    assert "Of those 13, how many did you talk with" in await missed.owner.says("13")


async def test_after_missed_weeks_it_can_be_put_off_in_words(missed):
    assert "Mon 14 Dec at 12:00" in await missed.owner.says("not now")


async def test_days_later_numbers_may_be_anything(missed):
    await missed.at(MONDAY_NINE + 2 * WEEK + timedelta(days=3))
    assert "new numbers for the check-up, or this week's?" in await missed.owner.says("13")


async def test_beside_other_questions_a_whole_line_is_of_the_week_and_these_go_on(busy):
    assert "Back to where we were" in await busy.owner.says("13 12 3")
    assert "about how many new people got in touch with you?" in busy.owner.text
    assert "13 in touch, 12 talked with, 3 became customers. Thank you." in busy.owner.sent[-2].text
    assert (await busy.numbers("2026-W48"))[:3] == (13, 12, 3)


async def test_beside_other_questions_one_number_answers_these(busy):
    assert "50, noted." in await busy.owner.says("50")


@pytest.mark.parametrize("said", ["not yet", "no time", "later"])
async def test_at_the_step_words_that_put_off_say_that_it_is_not_done(weekly, said):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12 11 1")
    assert "Not yet, then. That happens." in await weekly.owner.says(said)


@pytest.mark.parametrize("line", ["13 12 3 please", "13, 12, 3, thanks", "ok, 13 12 3"])
async def test_polite_words_beside_a_line_lose_none_of_it(weekly, line):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "In touch: 13 · Talked with: 12 · Customers: 3" in await weekly.owner.says(line)


async def test_with_several_businesses_a_line_is_of_the_one_that_was_asked_about_last(house, weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.owner.says("/business add Corner Cafe")
    (asked,) = await weekly.at(MONDAY_NINE)
    assert "For your first business:" in asked
    assert "Your first business: last time's step" in await weekly.owner.says("13 12 3")
    await weekly.owner.says("no")
    assert await house.rows("select business, people, talked, customers from week") == [(1, 13, 12, 3)]


async def test_numbers_that_a_business_is_not_asked_for_are_kept_all_the_same(weekly):
    await weekly.owner.says("/checkup", "web shop", "they order without talking", "40", "30", "10")
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("well, 20 got in touch and 18 talked with me")
    await weekly.owner.says("4", "130", "no")
    assert await weekly.numbers("2026-W48") == (20, 18, 4, 130)
