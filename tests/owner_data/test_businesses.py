"""Several businesses of one owner: check-ups, weeks and reminders belong to one, and are not mixed up."""

from datetime import timedelta

import pytest

from tests.checkins.asked_weekly import MONDAY_NINE, Weekly

TALK = ["/checkup", "trades, home services", "we talk first"]
ORDER = ["/checkup", "online shop", "they order without talking", "120", "don't know", "10"]
SETUP = ["/weekly", "monday", "9am", "Berlin"]
WEEKS = "select business, week, people, talked, orders from week order by business, week"


@pytest.fixture
async def two(house, alice):
    """Alice with Zebra, where people talk first, and Quagga, where they order; both are asked about on Mondays."""
    await alice.says("/settings name Zebra", *TALK, "50", "45", "5", "15", "swamped", "4", "8", "went quiet", *SETUP)
    await alice.says("/business add Quagga", *ORDER, *SETUP)
    return Weekly(house, alice)


async def test_each_business_is_asked_as_its_own_people_buy(house, alice, two):
    assert "bought without talking to anyone first" in await alice.says("/checkin")
    await alice.says("/cancel", "/business Zebra")
    assert "how many new people" in await alice.says("/checkin")


async def test_the_numbers_of_one_business_never_go_to_the_other(house, alice, two):
    await alice.says("/business Zebra")
    house.clock.at = MONDAY_NINE
    await two.tick()
    await alice.says("12", "11")  # the week of Zebra, two of three numbers
    reminder = next(m for m in reversed(alice.sent) if "Quagga" in m.text)
    await alice.taps("Begin the weekly check-in", message=reminder)
    await alice.says("30", "no")
    assert await house.rows(WEEKS) == [(1, "2026-W48", 12, 11, None), (2, "2026-W48", None, None, 30)]


async def test_a_check_up_goes_on_with_its_own_business_after_the_week_of_another(house, alice, two):
    await alice.says("/business Zebra", *TALK, "60")
    house.clock.at = MONDAY_NINE
    await two.tick()
    reminder = next(m for m in reversed(alice.sent) if "Quagga" in m.text)
    await alice.taps("Begin the weekly check-in", message=reminder)
    assert "Of those 60" in await alice.says("30", "no")
    await alice.says("50", "6", "15", "swamped", "4", "8", "went quiet")
    checkups = dict(await house.rows("select number, checkup from business"))
    of = dict(await house.rows("select number, business from session"))
    assert {number: of[checkup] for number, checkup in checkups.items()} == {1: 1, 2: 2}
    assert await house.rows("select business from owner") == [(1,)]


async def test_switching_in_the_middle_of_a_week_keeps_its_numbers_and_leaves_nobody_stranded(house, alice, two):
    await alice.says("/business Zebra", "/checkin", "12")
    text = await alice.says("/business Quagga")
    assert "The numbers you gave for the week of Zebra are kept" in text
    assert await house.rows("select business, people from week") == [(1, 12)]
    back = await alice.says("/business Zebra")
    assert "put aside" not in back
    assert "So far I have for that week: 12 in touch" in await alice.says("/checkin")


async def test_switching_in_the_middle_of_a_check_up_puts_it_aside_and_back_again(house, alice, two):
    await alice.says("/business Zebra", *TALK, "60")
    assert "put aside; your answers stay for 7 days" in await alice.says("/business Quagga")
    assert "you put aside earlier" in await alice.says("/business Zebra")
    assert "Of those 60" in await alice.taps("Go on")
    await alice.says("/business Quagga")
    house.clock.pass_time(days=8)
    assert "put aside" not in await alice.says("/business Zebra")


async def test_only_the_business_whose_reminder_it_is_is_asked_about(house, alice, two):
    await alice.says("/business Quagga", "/weekly stop yes")
    said = await two.at(MONDAY_NINE)
    assert ["Zebra" in text for text in said] == [True]
    assert await two.at(MONDAY_NINE + timedelta(hours=3)) == []
