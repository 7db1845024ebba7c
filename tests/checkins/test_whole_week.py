"""The bot says unasked what a week's numbers tell, if the questions after them stay open."""

from datetime import timedelta

import pytest

from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE

FOUR_HOURS = timedelta(hours=4)


@pytest.fixture
async def unanswered(weekly):
    """Alice, who gave her numbers and does not say whether she did the step."""
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "Did you get to it?" in await weekly.owner.says("12 11 1")
    return weekly


@pytest.mark.both_engines
async def test_it_is_said_some_hours_later_once(unanswered):
    assert await unanswered.at(MONDAY_NINE + FOUR_HOURS - timedelta(minutes=1)) == []
    (said,) = await unanswered.at(MONDAY_NINE + FOUR_HOURS)
    assert "12 in touch, 11 talked with, 1 became a customer. Thank you." in said
    assert await unanswered.at(MONDAY_NINE + 2 * FOUR_HOURS) == []
    (asked,) = await unanswered.at(MONDAY_NINE + timedelta(days=7))
    assert "how many new people got in touch" in asked


async def test_it_waits_for_the_end_of_the_night(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("/weekly", "monday", "20:00", "Berlin")
    await weekly.at(MONDAY_NINE + timedelta(hours=11))
    await weekly.owner.says("12 11 1")
    assert await weekly.at(MONDAY_NINE + timedelta(hours=16)) == []
    (said,) = await weekly.at(MONDAY_NINE + timedelta(hours=23))
    assert "Thank you." in said


async def test_who_answers_in_time_is_told_at_once_and_not_again(unanswered):
    assert "Thank you." in await unanswered.owner.says("yes")
    assert await unanswered.at(MONDAY_NINE + FOUR_HOURS) == []


@pytest.mark.parametrize(("tapped", "said"), [("Yes", "Well done"), ("No", "Not yet, then. That happens.")])
async def test_whether_the_step_was_done_can_be_tapped_afterwards(unanswered, tapped, said):
    asked = unanswered.owner.last
    await unanswered.at(MONDAY_NINE + FOUR_HOURS)
    assert said in await unanswered.owner.taps(tapped, message=asked)


async def test_half_a_week_is_not_taken_for_a_whole_one(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12")
    assert await weekly.at(MONDAY_NINE + FOUR_HOURS) == []


async def test_in_a_pause_it_is_not_said(unanswered):
    await unanswered.owner.says("/weekly pause 2weeks")
    assert await unanswered.at(MONDAY_NINE + FOUR_HOURS) == []
