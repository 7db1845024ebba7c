"""In twelve months nobody has won fewer than in the last four weeks: such a number is asked about."""

import pytest

from tests.listening.played import Owner

TOLD = (
    "/start",
    "dog walker",
    "we have a chat first",
    "10 in the last month",
    "5",
    "3",
    "4",
    "about right",
    "2 a month",
)


def at_the_year():
    owner = Owner()
    for text in TOLD:
        owner.says(text)
    assert owner.chat.session(1).asked == "year_customers"
    return owner


@pytest.mark.parametrize(
    "text",
    ["most were fine, one wanted a puppy trained lol", "well one of them left", "two were hopeless to be honest"],
)
def test_fewer_than_in_less_time_are_asked_about(text):
    owner = at_the_year()
    owner.says(text)
    assert "year_customers" not in owner.chat.session(1).answers


@pytest.mark.parametrize(("text", "value"), [("about 30 I think", 30), ("twenty or so", 20), ("maybe 3", 3)])
def test_others_are_taken(text, value):
    owner = at_the_year()
    owner.says(text)
    assert owner.chat.session(1).answers["year_customers"].amount.value == value
