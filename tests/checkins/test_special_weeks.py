"""Weeks that were special: the owner's words are kept with them, and on request they are left out of comparisons."""

from datetime import timedelta

import pytest

from bot.checkins.special import special_in
from bot.core.amount import Amount
from bot.core.ledger import Book, KeptWeek
from bot.core.week import Week, weeks_between
from bot.core.week_numbers import WeekNumbers
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE
from tests.owner_data.test_owner_data import export, sends

W45, W48 = Week(2026, 45), Week(2026, 48)


@pytest.mark.parametrize(
    ("typed", "note", "rest"),
    [
        ("we were closed", "we were closed", ""),
        ("On holiday!", "On holiday!", ""),
        ("it was fair week", "it was fair week", ""),
        ("slow week", "slow week", ""),
        ("we were closed, sorry, family matters", "we were closed, sorry, family matters", ""),
        ("fair week, 12 10 3 1", "fair week", "12 10 3 1"),
        ("12 people, talked with 10, 3 joined, it was fair week", "it was fair week", "12 people, talked with 10, 3 joined"),
        ("closed for two days - 8 people, 2 bought", "closed for two days", "8 people, 2 bought"),
        ("off sick 3 days. 5 4 1", "off sick 3 days", "5 4 1"),
        ("nobody came, was on holiday", "was on holiday", "nobody came"),
        ("nothing, bank holiday", "bank holiday", "nothing"),
        ("was away so none", "was away so none", "none"),
        ("we were closed but nothing was lost", "we were closed but nothing was lost", ""),
        ("we closed 3", "", "we closed 3"),
        ("12 in touch, 3 closed", "", "12 in touch, 3 closed"),
        ("we're on holiday next week", "", "we're on holiday next week"),
        ("on holiday until 5 January", "", "on holiday until 5 January"),
        ("should I note that we were closed", "", "should I note that we were closed"),
        ("was it a slow week?", "", "was it a slow week?"),
        ("12 10 3 1", "", "12 10 3 1"),
    ],
)  # fmt: skip
def test_what_was_special_is_parted_from_the_numbers(typed, note, rest):
    assert special_in(typed, "en") == (note, rest)


async def of_week(house, week="2026-W48"):
    rows = await house.rows("select note, apart, outcome from week where week = :week", week=week)
    return rows[0] if rows else None


async def test_it_is_noted_in_the_owners_words_and_the_question_stays(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    said = await weekly.owner.says("we were closed")
    assert "“we were closed”" in said
    assert "Mon 23 Nov to Sun 29 Nov: how many new people" in said
    assert await of_week(house) == ("we were closed", None, "sent")
    assert "“we were closed”" in await weekly.owner.says("/weeks")
    await weekly.owner.taps("Change or fill in a week")
    await weekly.owner.taps("Week of Mon 23 Nov")
    await weekly.owner.says("0 0 0 0")
    assert await of_week(house) == ("we were closed", None, "answered")


async def test_the_numbers_beside_it_are_taken(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    said = await weekly.owner.says("fair week: lots of talk, 30 12 3 0")
    assert "“fair week: lots of talk”" in said
    assert await weekly.numbers("2026-W48") == (30, 12, 3, 0)
    assert (await of_week(house))[0] == "fair week: lots of talk"


async def test_a_special_week_without_numbers_is_left_out_by_a_button(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12", "we were on holiday")
    assert "Leave that week out" in weekly.owner.buttons
    await weekly.owner.says("/skipweek 2026-W48")
    assert await of_week(house) == ("we were on holiday", None, "skipped")


async def test_told_after_the_numbers_it_is_of_the_same_week_and_can_be_left_out_and_counted_again(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12 10 3 0")
    assert "Its numbers stay" in await weekly.owner.says("that was fair week")
    said = await weekly.owner.taps("Leave it out when comparing")
    assert "the week of Mon 23 Nov is left out of comparisons" in said
    assert await of_week(house) == ("that was fair week", 1, "answered")
    assert "not compared" in await weekly.owner.says("/weeks")
    weekly.owner.person.presses("Leave it out when comparing", message=weekly.owner.sent[-3])
    await weekly.owner.says("/special count 2026-W48")
    assert await of_week(house) == ("that was fair week", None, "answered")


async def test_out_of_the_blue_it_is_of_the_last_week_and_can_be_left_out(house, weekly):
    await weekly.set_up()
    house.clock.at = MONDAY_NINE.replace(hour=6)
    assert "Mon 23 Nov" in await weekly.owner.says("we were closed last week")
    assert await of_week(house) == ("we were closed last week", None, "expired")
    assert "neither as zero nor as missing" in await weekly.owner.taps("Leave that week out")
    assert await weekly.at(MONDAY_NINE) == []  # nothing is asked about it
    assert (await of_week(house))[2] == "skipped"


async def test_a_week_left_out_tells_nothing_of_changes_then_or_later(weekly):
    await weekly.set_up()
    said = []
    for nth, line in enumerate(["12 11 2 0"] * 8 + ["90 11 2 0", "12 11 2 0"]):
        await weekly.at(MONDAY_NINE + timedelta(weeks=nth))
        said.append(await weekly.owner.says(line))
        if nth == 8:
            await weekly.owner.says("trade fair week")
            await weekly.owner.taps("Leave it out when comparing")
    assert "An unusual week: 90" in said[8]
    assert "unusual" not in said[9]


def test_the_verdict_rests_on_the_weeks_that_are_not_left_out():
    numbers = WeekNumbers(*(Amount.exactly(count) for count in (12, 10, 3, 0)))
    weeks = {week: KeptWeek(week, "answered", numbers, apart=week.number == 46) for week in weeks_between(W45, W48)}
    book = Book(weeks=weeks)
    assert list(book.compared) == [W45, W48.later(-1), W48]
    assert len(book.numbers) == 4


async def test_the_picture_marks_it_and_says_it(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("fair week, 12 10 3 0", "/weeks")
    assert "special" in house.painter.drawings[-1]


@pytest.mark.both_engines
async def test_it_is_exported_brought_back_and_deleted(house, weekly):
    alice = weekly.owner
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await alice.says("fair week, 12 10 3 0")
    await alice.says("/special apart 2026-W48")
    files = await export(alice)
    assert "fair week" in files["csv"].decode()
    assert "fair week" in files["json"].decode()
    await alice.says("/delete", "yes")
    assert await house.rows("select * from week") == []
    await sends(alice, files["csv"])
    assert await of_week(house) == ("fair week", 1, "answered")


async def test_the_list_holds_each_week_once_with_numbers_told_a_moment_ago(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12", "/weeks")
    text = next(m.text for m in reversed(weekly.owner.sent) if "Mon 23 Nov to Sun 29 Nov: 12 in touch" in m.text)
    assert text.count("Mon 23 Nov to Sun 29 Nov") == 1
    shown = next(m for m in reversed(weekly.owner.sent) if "Change or fill in a week" in m.labels)
    assert not any("Mon 23 Nov" in label for label in shown.labels)


async def test_two_things_that_were_special_stand_side_by_side(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("we were closed", "fair week", "fair week, 12 10 3 0")
    assert (await of_week(house))[0] == "we were closed; fair week"


async def test_told_with_the_numbers_it_can_be_left_out_at_once(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("fair week, 12 10 3 0")
    await weekly.owner.taps("Leave it out when comparing")
    assert await of_week(house) == ("fair week", 1, "answered")
    assert "counts like any other again" in await weekly.owner.taps("Count it after all")
    assert await of_week(house) == ("fair week", None, "answered")


async def test_the_verdict_follows_a_week_that_is_left_out(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    for nth, line in enumerate(["12 11 1", "90 5 1"]):
        await weekly.at(MONDAY_NINE + timedelta(weeks=nth))
        await weekly.owner.says(line, "no")
    assert "not everyone at the door is let in" in weekly.owner.text or "Something has changed" in weekly.owner.text
    await weekly.owner.says("it was fair week")
    await weekly.owner.taps("Leave it out when comparing")
    assert "Something has changed" in weekly.owner.text
    assert "too few of those who come in stay" in weekly.owner.text


async def test_what_is_to_come_is_no_note_but_a_pause(house, weekly):
    await weekly.set_up()
    await weekly.owner.says("we're closed next week")
    assert "Noted" not in weekly.owner.text
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("we are closed all week next week")
    assert "Pause 2 weeks" in weekly.owner.buttons
    assert await house.rows("select note from week where note is not null") == []
