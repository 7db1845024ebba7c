"""Numbers for any stretch of time: kept as they were told, said back as they were told, and used with that stretch."""

import pytest

START = ("/checkup", "photographer")

ECHOES = [
    ("50 a month", "50 a month, noted."),
    ("about 50 a month", "About 50 a month, noted."),
    ("8 to 10 a month", "8 to 10 a month, noted."),
    ("109 enquiries a year", "109 a year, noted."),
    ("109 last year", "109 in the last year, noted."),
    ("12 in a normal week", "12 a week, noted."),
    ("9 per working day", "9 a working day, noted."),
    ("3 a fortnight", "3 a fortnight, noted."),
    ("about 20 in the last 2 months", "About 20 in the last 2 months, noted."),
    ("60 since March", "60 since Sun 1 Mar, noted."),
    ("40 last month", "40 in the last month, noted."),
    ("between 5 and 10 in the past 3 months", "5 to 10 in the last 3 months, noted."),
    ("50/month", "50 a month, noted."),
    ("50", "50, noted."),
]


async def kept(house):
    rows = await house.rows("select question, value, span, value / weeks from answer where value is not null")
    return {row[0]: (*row[1:3], row[3] and round(row[3], 2)) for row in rows}


async def reviewed(alice, *answers):
    """Answer the last questions, and any other that is found worth asking."""
    review = await alice.says(*answers)
    for _ in range(5):
        if "Rests on:" not in review:
            review = await alice.says("8" if "right for you" in review else "skip")
    return review


@pytest.mark.parametrize(("typed", "echo"), ECHOES)
async def test_a_number_is_said_back_for_the_time_it_was_told_for(alice, typed, echo):
    assert (await alice.says(*START, typed)).startswith(echo)


async def test_a_year_is_asked_about_and_judged_as_a_year(house, alice):
    asked = await alice.says(*START, "109 enquiries a year")
    assert "Of those 109 a year, how many did you really talk with" in asked
    assert "And of those 100 a year, how many became clients" in await alice.says("100")
    review = await reviewed(alice, "30", "5", "about right", "1.5")
    assert "109 new people a year" in review
    assert "Too early" not in review
    assert "In 12 months 109 people got in touch, you talked with 100, and 30 became clients." in await alice.says(
        "/how"
    )
    rows = await kept(house)
    assert rows["people"] == (109, "each year", 2.09)
    assert rows["customers"] == (30, "each year", 0.57)
    assert rows["room"] == (5, None, None)


async def test_numbers_for_different_times_are_compared_by_the_week(alice):
    await alice.says(*START, "12 a week", "12 a week")
    asked = await alice.says("60")
    assert "That would be 60 clients, but you talked with 12." in asked


async def test_what_contradicts_for_another_time_says_for_which(alice):
    await alice.says(*START, "12 a week", "12 a week")
    asked = await alice.says("60 a month")
    assert "That would be 60 clients a month, but you talked with 12 a week." in asked


async def test_ten_a_week_are_no_more_than_fifty_a_month(alice):
    await alice.says(*START, "50 a month", "10 a week")
    assert "how many became" in alice.text


async def test_a_limit_for_another_time_is_kept_as_told(house, alice):
    await alice.says(*START, "50", "45", "5", "60 a month")
    assert "60 a month, noted." in alice.text
    review = await reviewed(alice, "swamped", "8 a month")
    assert "room for 60 new people a month" in review
    assert "you'd like 8 new clients a month" in review
    verdict = await alice.says("/how")
    assert "with room for 13.8" in verdict


@pytest.mark.both_engines
async def test_a_stretch_comes_back_from_the_database(house, alice):
    await alice.says(*START, "60 since March")
    await house.restart()
    assert "60 since Sun 1 Mar" in await alice.says("back")
    (row,) = await house.rows("select value, span, weeks from answer where question = 'people'")
    assert row[:2] == (60, "since 2026-03-01")
    assert row[2] == pytest.approx(38.14, abs=0.01)


async def test_a_small_business_is_asked_for_a_longer_time(house, alice):
    asked = await alice.says(*START, "8")
    assert "Do you know it for a longer time" in asked
    again = await alice.taps("For the last 12 months")
    assert "In the last 12 months: about how many" in again
    assert "109 in the last 12 months, noted." in await alice.says("109")
    assert "Of those 109, how many" in alice.text
    review = await reviewed(alice, "100", "30", "5", "about right", "1.5")
    assert "109 new people in the last 12 months" in review
    assert (await kept(house))["customers"] == (30, "last 12 months", 0.57)


async def test_who_knows_no_longer_time_goes_on(alice):
    await alice.says(*START, "8", "no, go on with these weeks")
    assert "Of those 8, how many" in alice.text


@pytest.mark.parametrize("typed", ["10", "0", "8 a month", "3 a fortnight", "109 a year"])
async def test_who_has_many_or_nobody_or_told_the_time_is_not_asked(alice, typed):
    assert "for a longer time" not in await alice.says(*START, typed)


async def test_who_sells_without_a_talk_is_asked_too(house, alice):
    await alice.says("/checkup", "online shop", "they order without talking", "8")
    assert "In the last 3 months: how many new customers bought" in await alice.taps("For the last 3 months")
    await alice.says("30")
    assert (await kept(house))["orders"][1] == "last 3 months"


async def test_a_correction_to_few_does_not_bring_the_question(alice):
    await alice.says(*START, "50", "5", "oops, 4")
    assert "for a longer time" not in alice.text


@pytest.mark.parametrize(
    ("talked", "won", "said"),
    [
        ("12 last month", "7", "7 of 12"),
        ("12 in the last month", "7 last month", "7 of 12"),
        ("15 last month", "8", "8 of 15"),
    ],
)
async def test_a_month_beside_four_weeks_is_said_as_it_was_told(alice, talked, won, said):
    await reviewed(alice, *START, "we talk first", "18", talked, won, "5", "swamped", "12 a month", "skip", "skip")
    assert said in await alice.says("should I charge more?")
