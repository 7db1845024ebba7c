"""A pause in the middle of a check-in: it takes any day that is told, and the question of the week comes again."""

from datetime import date, timedelta

import pytest

from bot.language.dates import days_within
from tests.checkins.asked_weekly import MONDAY_NINE

TODAY = date(2026, 11, 28)
TALKED = "Of those 12, how many did you talk with"


@pytest.fixture
async def half_way(weekly):
    """Alice, who has told the first number of her week."""
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12")
    return weekly


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (["pause", "in 3 weeks"], "Nothing from me until Mon 21 Dec"),
        (["pause", "never mind"], "We leave that one."),
        (["pause", "/cancel"], "We leave that one."),
        (["pause for 2 weeks"], "Nothing from me until Mon 14 Dec"),
        (["/weekly pause month"], "Nothing from me until Wed 30 Dec"),
        (["/weekly pause until 24 dec"], "Nothing from me until Thu 24 Dec"),
        (["I'm away for 3 weeks, pause until then"], "Nothing from me until Mon 21 Dec"),
        (["/weekly time", "never mind"], "We leave that one."),
    ],
)
@pytest.mark.both_engines
async def test_the_question_comes_again(half_way, then, said):
    await half_way.owner.says(*then)
    assert said in "\n".join(message.text for message in half_way.owner.sent[-3:])
    assert TALKED in half_way.owner.text
    assert "Did you get" in await half_way.owner.says("10 3 1") or "Thank you." in half_way.owner.text


async def test_one_tap_leaves_it_as_it_is_and_none_leads_back_into_the_plan(half_way):
    await half_way.owner.says("pause")
    assert "Back" not in half_way.owner.buttons
    assert TALKED in await half_way.owner.taps("Keep it as it is")
    assert "It stays as it is." in half_way.owner.sent[-2].text


async def test_a_pause_wished_for_beside_the_numbers_is_kept(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    said = await weekly.owner.says("9 8 2 and please pause for 2 weeks")
    assert "Nothing from me until Mon 14 Dec" in said
    await weekly.owner.says("1")
    assert await weekly.numbers("2026-W48") == (9, 8, 2, 1)
    assert await weekly.at(MONDAY_NINE + timedelta(weeks=1)) == []


async def test_a_pause_without_a_day_is_offered_beside_what_is_asked_next(half_way):
    assert "8, noted" in await half_way.owner.says("8, and pause please")
    assert {"Pause 2 weeks", "Pause until…"} <= set(half_way.owner.buttons)
    asked = half_way.owner.last
    assert "How many of the people you talked with" in await half_way.owner.taps("Pause 2 weeks")
    assert "8, noted" in asked.text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("pause for 2 weeks", ["2026-12-12"]),
        ("9 8 2 and please pause for 2 weeks", ["2026-12-12"]),
        ("on leave until the 12th of december", ["2026-12-12"]),
        ("off to spain, back 12 january, ask me then", ["2027-01-12"]),
        ("back on monday, pause till then", ["2026-11-30"]),
        ("pause until january", ["2027-01-01"]),
        ("we may pause in march", ["2027-03-01"]),
        ("we may pause", []),
        ("pause", []),
        ("12 10 3", []),
        ("pause from 12 dec to 3 jan", ["2026-12-12", "2027-01-03"]),  # is asked about
        ("gone a month", ["2026-12-28"]),
    ],
)
def test_days_are_found_in_what_is_said(text, days):
    assert [day.isoformat() for day in days_within(text, TODAY)] == days
