"""A picture of the weeks, from the numbers as they are kept."""

from datetime import UTC, datetime

from msgspec.structs import replace

from bot.checkins.picture import picture_of_book, picture_of_weeks, told_of_weeks, two_months
from bot.core.amount import Amount
from bot.core.ledger import Book, KeptWeek
from bot.core.records import Business
from bot.core.shown import Counts
from bot.core.week import Week
from bot.core.week_numbers import WeekNumbers
from bot.language.templates import words
from bot.pictures.caption import illustrated
from bot.pictures.drawing import draw
from bot.pictures.weeks import draw_weeks

WORDS = words("en")
FIRST = Week(2026, 40)


def told(people, talked=None, customers=None, orders=None):
    return WeekNumbers(
        *(n if n is None or isinstance(n, str) else Amount.exactly(n) for n in (people, talked, customers, orders))
    )


def test_the_weeks_are_shown_and_said():
    numbers = {FIRST.later(n): told(10 + n, 9 + n, 2, 1) for n in range(4)}
    picture = picture_of_weeks("Miller Plumbing", numbers, WORDS)
    assert [week.counts for week in picture.shown.weeks] == [Counts(10 + n, 9 + n, 2, 1) for n in range(4)]
    assert picture.text.startswith("Miller Plumbing. 46 came, 12 became customers (4 weeks, 28 Sep to 19 Oct)")
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
    moved = picture_of_book(Business(1, datetime(2026, 11, 23, tzinfo=UTC)), Book(weeks=weeks), WORDS).shown.moved
    assert (moved.monday, moved.before, moved.after) == (FIRST.later(3).monday, "marketing_volume", "sales_skill")


async def test_the_command_sends_the_picture_and_the_words_in_one_message(house, weekly):
    await weekly.set_up()
    await weekly.owner.says("/weeks")
    assert not house.painter.drawings
    await weekly.owner.says("/checkin", "11 9 2 1")
    await weekly.owner.says("/weeks")
    assert weekly.owner.last.photo
    assert "11 in touch, 9 talked with, 2 became customers" in weekly.owner.text


def months(*numbers, announced=None, **values):
    """Return the card for weeks that are told one after the other."""
    kept = {FIRST.later(n): KeptWeek(FIRST.later(n), "answered", one) for n, one in enumerate(numbers)}
    for n, kind in (announced or {}).items():
        kept[FIRST.later(n)] = replace(kept[FIRST.later(n)], announced=kind)
    business = Business(1, datetime(2026, 9, 28, tzinfo=UTC), name="Miller Plumbing", trade="trades")
    return two_months(business, Book(weeks=kept), FIRST.later(len(numbers) - 1), WORDS, **values)


def test_two_months_are_set_side_by_side_with_what_was_short():
    announced = {0: "sales_skill", 6: "marketing_volume"}
    card = months(*[told(10, 9, 1)] * 4, *[told(8, 8, 2, 1)] * 4, announced=announced, step="Ring back.")
    assert (card.before.counts, card.after.counts) == (Counts(40, 36, 4), Counts(32, 32, 8, 4))
    said = illustrated(card, WORDS).text
    assert said.startswith("Miller Plumbing. 12 became customers, 4 before")
    assert "Short before: sales. Now: marketing." in said
    assert "28 Sep to 25 Oct: 40 came, 36 talked with, 4 became customers" in said
    assert "This week: Ring back." in said
    assert "12 became customers, 4 before" in draw(card)


def test_a_fall_is_said_as_a_fall():
    assert "2 became customers, 12 before" in draw(
        months(*[told(10, 9, 3)] * 4, *[told(8, 2, 1)] * 2, told(8), told(8))
    )


def test_where_a_week_has_no_numbers_the_card_says_of_how_many_they_are():
    card = months(told(10, 9, 3), *[None] * 3, *[told(8, 7, 1)] * 4)
    assert "28 Sep to 25 Oct (1 of 4 weeks)" in draw(card)


def test_without_a_month_before_there_is_no_card():
    assert months(*[told(10, 9, 3)] * 4) is None


def test_a_lasting_fall_is_what_the_picture_of_the_weeks_says():
    numbers = {FIRST.later(n): told(came, came - 1, 2) for n, came in enumerate([20] * 8 + [6] * 4)}
    picture = picture_of_weeks(None, numbers, WORDS)
    assert "Fewer come: 6 a week, 20 before" in draw_weeks(picture.shown, WORDS)
    assert told_of_weeks(picture, WORDS) == "<b>Fewer come: 6 a week, 20 before.</b>"
    steady = picture_of_weeks(None, {FIRST.later(n): told(20, 19, 2) for n in range(12)}, WORDS)
    assert told_of_weeks(steady, WORDS) == ""
