"""An earlier answer is put right beside an answer to what is asked, and none is made of what a number is told for."""

import pytest

from tests.listening.played import Owner


def after(*texts: str) -> dict[str, object]:
    owner = Owner()
    owner.says("/start", *texts)
    answers = owner.chat.open.answers
    return {name: one.choice or (one.amount.value if one.amount else None) for name, one in answers.items()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("24, not 30. And I could handle 10 enquiries a week", {"people": 30, "talked": 24, "room": 10}),
        ("26 talked to, not 30. and room for 8 a week", {"people": 30, "talked": 26, "room": 8}),
        ("9, not 12. we can take on 7 a week", {"customers": 9, "room": 7}),
    ],
)
def test_a_bare_number_takes_the_place_of_the_one_that_is_denied(text, told):
    answers = after("pilates studio, 30 asked last month", "we talk first", "I reply to all 30", "12", text)
    assert {name: answers[name] for name in told} == told


@pytest.mark.parametrize(
    ("text", "busy"),
    [
        ("No, one per week is what I can handle. The weeks are so so, a lot in autumn and nothing in January", "right"),
        ("no, 1 a week is what I can do. we're swamped", "swamped"),
        ("no, I could handle one a week. mostly waiting for people", "waiting"),
    ],
)
def test_who_begins_with_no_puts_right_what_was_noted_last(text, busy):
    answers = after("plumber, 40 asked last month", "we talk first", "30", "9", "two a month", text)
    assert (answers["room"], answers["busy"]) == (1, busy)


@pytest.mark.parametrize(
    "text",
    [
        "In the past half year I had 11 companies contacting me and 2 signed.",
        "i instal kitchens. last month 14 calls, did 9 estimates and got 2 jobs so far",
        "painter. over the past 3 months 40 rang me and 12 booked",
    ],
)
def test_the_time_for_which_numbers_are_told_is_no_age(text):
    assert "age" not in after(text)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Training for managers, as I wrote. And not since some months, I exist already nine years", "longer"),
        ("plumber, 12 years, 14 calls last month", "longer"),
        ("dog walker, started 5 months ago. 20 calls in the last 3 months", "months"),
    ],
)
def test_how_long_there_has_been_a_business_is_told(text, age):
    assert after(text)["age"] == age
