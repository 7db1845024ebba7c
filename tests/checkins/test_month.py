"""A month is summed up beside the one before, at the first check-in of the next; and weeks in a row are only praised."""

from datetime import timedelta

from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE

WEEK = timedelta(weeks=1)


async def month_told(weekly, lines):
    """Answer the weekly question with one line after the other, and return all that is said after each."""
    said = []
    for nth, line in enumerate(lines):
        await weekly.at(MONDAY_NINE + nth * WEEK)
        before = len(weekly.owner.sent)
        for words in filter(None, line.split("|")):
            await weekly.owner.says(words)
        said.append("\n".join(message.text for message in weekly.owner.sent[before:]))
    return said


async def test_the_first_check_in_of_a_month_brings_both_months_as_a_picture(house, weekly):
    await weekly.set_up()
    said = await month_told(weekly, ["12 11 3 0"] * 5 + ["20 18 6 0"] * 5)
    heads = ["Your month, beside the one before" in text for text in said]
    assert heads == [False] * 9 + [True]
    assert "Your last four weeks" in said[5]  # of the four before, only two have numbers
    assert "Your last four weeks" not in said[9]
    assert "56 came" in said[9]
    assert "80 came" in said[9]
    assert "10 weeks in a row with numbers" in said[9]
    assert house.painter.drawings


async def test_the_buttons_below_the_numbers_stay_beside_it(weekly):
    await weekly.set_up()
    await month_told(weekly, ["12 11 3 0"] * 10)
    told, picture = weekly.owner.sent[-2:]
    assert "Your month" in picture.text
    assert "Show my weeks" in told.labels


async def test_it_says_the_step_that_is_to_be_done(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    said = await month_told(weekly, ["12 11 1|no"] * 10)
    assert "Your month, beside the one before" in said[9]
    assert "This week:" in said[9].partition("Your month")[2]


async def test_a_missed_week_is_no_loss_and_weeks_in_a_row_are_praised_alone(weekly):
    await weekly.set_up()
    said = await month_told(weekly, ["12 11 3 0", "12 11 3 0", "12 11 3 0", "", "12 11 3 0", "12 11 3 0"])
    assert "3 weeks in a row" in said[2]
    assert "in a row" not in said[4]
    assert "2 weeks in a row" in said[5]
    assert not any(word in text.casefold() for text in said for word in ("lost", "broke", "missed", "streak", "only 1"))


async def test_a_week_that_is_left_out_is_in_neither_month(weekly):
    await weekly.set_up()
    await month_told(weekly, ["12 11 3 0"] * 7)
    await weekly.owner.says("it was fair week")
    await weekly.owner.taps("Leave it out when comparing")
    said = []
    for nth in range(7, 10):
        await weekly.at(MONDAY_NINE + nth * WEEK)
        before = len(weekly.owner.sent)
        await weekly.owner.says("12 11 3 0")
        said = [message.text for message in weekly.owner.sent[before:]]
    assert "36 came" in said[-1]
    assert "(3 of 4 weeks)" in said[-1]
