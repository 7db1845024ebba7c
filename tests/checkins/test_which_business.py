"""Owners with several businesses read at each weekly question which one it is about; owners with one never do."""

from datetime import timedelta

from tests.checkins.asked_weekly import MONDAY_NINE

WEEK = timedelta(weeks=1)


async def two(weekly):
    """Two businesses, each asked about on Monday at nine."""
    await weekly.owner.says("/settings name Zebra")
    await weekly.set_up()
    await weekly.owner.says("/business add Quagga")
    await weekly.owner.says("/weekly monday 9am berlin")


async def test_each_question_of_each_says_which_it_is_about(weekly):
    await two(weekly)
    asked = await weekly.at(MONDAY_NINE)
    assert len(asked) == 2
    assert {name for name in ("Zebra", "Quagga") if any(name in text for text in asked)} == {"Zebra", "Quagga"}
    assert all(("Zebra" in text) != ("Quagga" in text) for text in asked)


async def test_every_step_of_a_check_in_names_it_and_the_list_too(weekly):
    await two(weekly)
    await weekly.at(MONDAY_NINE)
    name = "Quagga" if "Quagga" in await weekly.owner.says("/checkin") else "Zebra"
    assert f"{name}, Mon 23 Nov to Sun 29 Nov: how many" in weekly.owner.text
    assert f"{name}: of those 12" in await weekly.owner.says("12")
    assert f"{name}: how many of the people" in await weekly.owner.says("10")
    assert f"{name}, Mon 23 Nov to Sun 29 Nov: how many new customers" in await weekly.owner.says("3")
    assert f"{name}, Mon 23 Nov to Sun 29 Nov: 12 in touch" in await weekly.owner.says("0")
    assert name in await weekly.owner.says("/weeks")


async def test_with_one_business_no_name_is_said(weekly):
    await weekly.owner.says("/settings name Zebra")
    await weekly.set_up()
    (asked,) = await weekly.at(MONDAY_NINE)
    assert "Zebra" not in asked
    assert "Zebra" not in await weekly.owner.says("12 10 3 0")
