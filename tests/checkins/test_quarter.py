"""Room, wish and fit are asked again once a quarter, in one message."""

from datetime import timedelta

import pytest

from bot.checkins.quarter import again_in
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE

QUARTER = "Once a quarter three numbers more"


async def answers_of_the_check_up(house):
    rows = await house.rows("select question, value from answer where session = 1 order by question")
    return {name: value for name, value in rows if name in ("room", "wanted", "fit")}


async def asked_after(weekly, weeks):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    weekly.house.clock.at = MONDAY_NINE + timedelta(weeks=weeks)
    return await weekly.owner.says("/checkin", "12 10 3", "no")


async def test_within_a_quarter_nothing_is_asked_again(weekly):
    assert QUARTER not in await asked_after(weekly, 10)


async def test_after_a_quarter_one_message_renews_all_three(house, weekly):
    asked = await asked_after(weekly, 13)
    assert QUARTER in asked
    assert "Last time it was 15, 4 and 8." in asked
    assert "Thank you." in await weekly.owner.says("20 6 7")
    assert await answers_of_the_check_up(house) == {"room": 20, "wanted": 6, "fit": 7}
    weekly.house.clock.at = MONDAY_NINE + timedelta(weeks=14)
    assert QUARTER not in await weekly.owner.says("/checkin", "12 10 3", "no")


async def test_they_may_be_answered_one_by_one_or_skipped(house, weekly):
    await asked_after(weekly, 13)
    assert "how many new customers" in await weekly.owner.says("20")
    assert "last 10" in await weekly.owner.taps("Skip")
    assert "Thank you." in await weekly.owner.taps("9")
    assert await answers_of_the_check_up(house) == {"room": 20, "wanted": 4, "fit": 9}


async def test_whoever_sells_without_talking_is_asked_for_the_wish_alone(house, weekly):
    await weekly.owner.says("/checkup", "web shop", "they order without talking", "40", "30", "10")
    weekly.house.clock.at = MONDAY_NINE + timedelta(weeks=10)
    assert "Once a quarter" not in await weekly.owner.says("/checkin", "12", "no")
    weekly.house.clock.at = MONDAY_NINE + timedelta(weeks=14)
    asked = await weekly.owner.says("/checkin", "12", "no")
    assert "Once a quarter one number more: how many new customers a week" in asked
    assert "Last time it was 10." in asked
    assert "Thank you." in await weekly.owner.says("8")
    assert await answers_of_the_check_up(house) == {"wanted": 8}


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("15 4 7", {"room": 15, "wanted": 4, "fit": 7}),
        ("15, 4, 7", {"room": 15, "wanted": 4, "fit": 7}),
        ("15 4", {"room": 15, "wanted": 4}),
        ("15 4 70", None),
        ("fifteen", None),
    ],
)
def test_several_numbers_are_read_in_their_order(text, given):
    found = again_in("room", text, "en")
    assert (found and {name: amount.value for name, amount in found.given.items()}) == given
