"""A check-in is put off in any words, and comes back as often as is polite: that day, the next, and then next week."""

from datetime import timedelta

import pytest

from bot.checkins.putting_off import how_told
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("not now", "later"), ("Not now, sorry!", "later"), ("later", "later"), ("busy", "later"),
        ("I'm busy, ask me later please", "later"), ("no time", "later"), ("in an hour", "hour"),
        ("busy... ask me again in an hour", "hour"), ("tomorrow", "tomorrow"), ("not today", "tomorrow"),
        ("no, ask me tomorrow", "tomorrow"),
        ("12", None), ("don't know", None), ("none", None), ("no", None), ("12 10 3", None), ("a busy week, 30 people", None),
        ("three came later", None), ("skip this week", None), ("stop asking me", None),
    ],
)  # fmt: skip
def test_words_that_put_off_are_told_from_answers(typed, how):
    assert how_told(typed, "en") == how


async def test_not_now_comes_back_later_that_day_then_the_next_and_then_next_week(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "Mon 30 Nov at 12:00" in await weekly.owner.says("not now")
    (again,) = await weekly.after(hours=3)
    assert "Here I am again" in again
    assert "Tue 1 Dec at 09:00" in await weekly.owner.says("not now")
    (again,) = await weekly.at(MONDAY_NINE + timedelta(days=1))
    assert "Here I am again" in again
    assert "Wed 2 Dec at 09:00" in await weekly.owner.says("no time")
    (again,) = await weekly.at(MONDAY_NINE + timedelta(days=2))
    assert "I won't ask about Mon 23 Nov to Sun 29 Nov again" in await weekly.owner.says("later")
    assert await weekly.at(MONDAY_NINE + timedelta(days=6)) == []
    (asked,) = await weekly.at(MONDAY_NINE + timedelta(days=7))
    assert "Mon 30 Nov to Sun 6 Dec" in asked
    assert await weekly.ledger() == {"2026-W48": "sent", "2026-W49": "sent"}


async def test_in_the_evening_not_now_means_the_next_day(weekly):
    await weekly.owner.says("/weekly", "monday", "19:00", "Berlin")
    await weekly.at(MONDAY_NINE + timedelta(hours=10))
    assert "Tue 1 Dec at 19:00" in await weekly.owner.says("not now")


async def test_what_was_told_already_is_kept_and_the_rest_may_come(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12")
    said = await weekly.owner.says("not now")
    assert "12 in touch" in said
    assert (await weekly.numbers("2026-W48"))[0] == 12
    await weekly.owner.taps("Week of Mon 23 Nov")
    await weekly.owner.says("12 10 3 1")
    assert await weekly.numbers("2026-W48") == (12, 10, 3, 1)


async def test_words_and_buttons_put_off_alike(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "Mon 30 Nov at 10:00" in await weekly.owner.says("busy, in an hour please")
    assert len(await weekly.after(hours=1)) == 1
    assert "Tue 1 Dec at 09:00" in await weekly.owner.says("ask me tomorrow")


async def test_not_yet_answers_whether_the_step_is_done(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12 11 1")
    assert "Not yet, then" in await weekly.owner.says("no")


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("about 15, talked with 12, 3 joined", (15, 12, 3, None)),
        ("15 enquiries; spoke to 12 and 3 signed up", (15, 12, 3, None)),
        ("fifteen people got in touch, I talked with a dozen, three bought", (15, 12, 3, None)),
        ("12 10 3 1", (12, 10, 3, 1)),
    ],
)
async def test_the_check_in_takes_whatever_is_heard(weekly, line, numbers):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says(line, "/weeks")
    text = next(
        m.text for m in reversed(weekly.owner.sent) if "Mon 23 Nov to Sun 29 Nov:" in m.text and "touch," in m.text
    )
    for count, what in zip(numbers, ("in touch", "talked with", "became customers", "ordered"), strict=True):
        assert count is None or f"{count} {what}" in text


async def test_in_a_pause_nothing_is_promised(weekly):
    await weekly.set_up()
    await weekly.owner.says("/weekly pause 2weeks", "/checkin")
    assert "I won't ask about" in await weekly.owner.says("not now")
    assert await weekly.at(MONDAY_NINE) == []
