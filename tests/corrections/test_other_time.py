"""Numbers of a verdict that are for a different time from the one they were taken for."""

import pytest

from tests.checkup.follow_ups import after_the_verdict
from tests.checkup.test_what_if import said
from tests.listening.played import Owner

COUNTS = ("people", "talked", "customers")


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("40 is the year, not four weeks", 52),
        ("Hold on, 40 is for two months. Not one month!", 9),
        ("those 40 were in two weeks, not a month", 2),
        ("No. 40 people and 5 customers are for the quarter, not the month.", 13),
    ],
)
def test_all_counts_of_the_door_are_for_the_time_that_is_told(text, weeks):
    owner = Owner(after_the_verdict("fitter"))
    owner.says(text)
    answers = owner.chat.sessions[-1].answers
    assert {round(answers[name].span.weeks) for name in COUNTS} == {weeks}
    assert [answers[name].amount.value for name in COUNTS] == [40, 36, 5]


@pytest.mark.parametrize("text", ["the 40 is for the low season, not one month", "40 is since the fair, not one month"])
def test_a_time_that_cannot_be_read_is_asked_for(text):
    before = after_the_verdict("fitter")
    owner = Owner(before)
    owner.says(text)
    assert "Over how long was the 40?" in said(owner)
    assert owner.chat.sessions[-1].answers == before.sessions[-1].answers
