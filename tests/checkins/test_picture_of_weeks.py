"""A picture of the weeks, from the numbers as they are kept (C15)."""

from bot.checkins.picture import picture_of_book, picture_of_weeks
from bot.core.amount import Amount
from bot.core.ledger import Book, KeptWeek
from bot.core.shown import Counts
from bot.core.week import Week
from bot.core.week_numbers import WeekNumbers
from bot.language.templates import words
from bot.pictures.weeks import draw_weeks

WORDS = words("en")
FIRST = Week(2026, 40)


def told(people, talked=None, customers=None, orders=None):
    return WeekNumbers(
        *(n if n is None or isinstance(n, str) else Amount.exactly(n) for n in (people, talked, customers, orders))
    )


def test_c15_the_weeks_are_shown_and_said():
    numbers = {FIRST.later(n): told(10 + n, 9 + n, 2, 1) for n in range(4)}
    picture = picture_of_weeks("Miller Plumbing", numbers, WORDS)
    assert [week.counts for week in picture.shown.weeks] == [Counts(10 + n, 9 + n, 2, 1) for n in range(4)]
    assert picture.text.startswith("Miller Plumbing. 46 came, 12 became customers: 4 weeks, 28 Sep to 19 Oct")
    assert "28 Sep: 10 came, 9 talked with, 2 became customers, 1 ordered without a talk" in picture.text
    assert "46 came, 12 became customers" in draw_weeks(picture.shown, WORDS)


def test_weeks_without_numbers_are_gaps_and_skipped_ones_are_told_apart():
    numbers = {FIRST: told(10), FIRST.later(3): told(12, "unknown")}
    outcomes = {FIRST.later(1): "expired", FIRST.later(2): "skipped", FIRST.later(4): "sent"}
    picture = picture_of_weeks(None, numbers, WORDS, outcomes=outcomes)
    assert [week.counts for week in picture.shown.weeks] == [
        Counts(10, None, None), "missing", "skipped", Counts(12, None, None), "missing",
    ]  # fmt: skip


def test_no_more_than_a_year_is_shown():
    numbers = {FIRST.later(n): told(n) for n in range(60)}
    picture = picture_of_weeks(None, numbers, WORDS)
    assert len(picture.shown.weeks) == 52
    assert picture.shown.weeks[-1].monday == FIRST.later(59).monday


def test_a_week_long_ago_does_not_stretch_the_picture():
    picture = picture_of_weeks(None, {FIRST: told(1), FIRST.later(200): told(2)}, WORDS)
    assert len(picture.shown.weeks) == 52


def test_where_what_holds_the_business_back_moved_last_is_marked():
    numbers = {FIRST.later(n): told(10) for n in range(8)}
    verdicts = {
        FIRST: "marketing_volume",
        FIRST.later(2): "cant_tell",
        FIRST.later(5): "sales_skill",
        FIRST.later(6): "sales_response",
    }
    moved = picture_of_weeks(None, numbers, WORDS, verdicts=verdicts).shown.moved
    assert (moved.monday, moved.before, moved.after) == (FIRST.later(5).monday, "marketing_volume", "sales_skill")


def test_there_is_no_picture_of_no_weeks():
    assert picture_of_weeks(None, {}, WORDS, outcomes={FIRST: "skipped"}) is None


def test_the_side_of_a_book_moves_when_that_is_announced():
    kinds = [("cant_tell", None), ("marketing_volume", None), ("sales_skill", None), ("sales_skill", "sales_skill")]
    weeks = {
        FIRST.later(n): KeptWeek(FIRST.later(n), "answered", numbers=told(10), kind=kind, announced=announced)
        for n, (kind, announced) in enumerate(kinds)
    }
    moved = picture_of_book(None, Book(weeks=weeks), WORDS).shown.moved
    assert (moved.monday, moved.before, moved.after) == (FIRST.later(3).monday, "marketing_volume", "sales_skill")


async def test_c15_the_command_sends_the_picture_and_the_words_in_one_message(house, weekly):
    await weekly.set_up()
    await weekly.owner.says("/weeks")
    assert not house.painter.drawings
    await weekly.owner.says("/checkin", "11 9 2 1")
    await weekly.owner.says("/weeks")
    assert weekly.owner.last.photo
    assert "11 in touch, 9 talked with, 2 became customers" in weekly.owner.text
