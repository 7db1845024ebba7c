"""Which question whether a thing would be worth it a message asks that only says what it costs."""

import pytest

from bot.hearing.money_asked import cost_asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("lad wants 130 a day to help me out", "worth_it_hire"),
        ("12 euro an hour for a helper", "worth_it_hire"),
        ("she'd cost about 1800 a month", "worth_it_hire"),
        ("admin lady wants £1200 pm for 15 hrs a wk. worth it?", "worth_it_hire"),
        ("call answering company 240 a month. average job is £180. what do you reckon", "worth_it_hire"),
        ("photographer asks 1500 once for the whole portfolio", "worth_it"),
    ],
)
def test_a_cost_alone_asks_whether_it_is_worth_it(text, asked):
    assert cost_asked(text, "en") == asked


@pytest.mark.parametrize(
    "text",
    [
        "40 a month wrote to us, 12 bought",
        "I could take 24 clients a month",
        "what would change if my nephew joins and we do twelve a week",
        "Lady down the road charges 25 for a whole cake!!",
        "losing an instructor so 24 a week is my ceiling and id be chuffed with 20",
        "I charge 45 an hour",
        "a girl rang on Monday",
    ],
)
def test_other_numbers_ask_nothing_of_a_cost(text):
    assert not cost_asked(text, "en")
