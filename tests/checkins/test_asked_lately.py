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
    assert "In touch: 13" in await busy.owner.says("13 12 3")
    assert (
        "Back to where we were" in await busy.owner.says("0") or "how many new people got in touch" in busy.owner.text
    )
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
