"""Stretches of time beside numbers, and every quantity of a message with its own."""

from datetime import date

import pytest

from bot.language.listening.amounts import ToldAmount, tokens_in

TODAY = date(2026, 11, 28)


def told(text: str) -> list[ToldAmount]:
    return [token for token in tokens_in(text, "en") if isinstance(token, ToldAmount)]


@pytest.mark.parametrize(
    ("text", "value", "weeks"),
    [
        ("40 a month", 40, 4.35),
        ("about 40 rang last month", 40, 4.35),
        ("109 enquiries a year", 109, 52.2),
        ("7 on a really good week", 7, 1),
        ("12 in a normal week", 12, 1),
        ("9 per working day", 9, 0.2),
        ("5 every day", 5, 1 / 7),
        ("roughly 3 a fortnight", 3, 2),
        ("in the last 2 months we had 205 calls", 205, 8.7),
        ("over the past three weeks 60 people", 60, 3),
        ("60 since march", 60, 38.9),
        ("400 this year", 400, 52.2),
        ("7 on a good week", 7, 1),
        ("1 every 2 weeks", 1, 2),
        ("about 5 every couple of weeks", 5, 2),
        ("12 months: 109", 109, 52.2),
        ("109 in 12 months", 109, 52.2),
        ("30 a quarter", 30, 13.04),
        ("30 per quarter", 30, 13.04),
        ("20 since 1 march", 20, 38.9),
        ("60 since the start of the year", 60, 47.3),
        ("50 per calendar month", 50, 4.35),
    ],
)
def test_a_number_keeps_the_stretch_of_time_it_was_told_for(text, value, weeks):
    (amount,) = told(text)
    assert amount.amount.value == pytest.approx(value)
    assert amount.span is not None
    assert amount.span.told(TODAY).weeks == pytest.approx(weeks, abs=0.06)


@pytest.mark.parametrize(
    "text",
    [
        "40",
        "40 people, mostly on mondays",
        "we are open 5 days",
        "12 calls and 3 visits",
        "a quarter of them",
        "a quarter became customers",
    ],
)
def test_a_number_with_no_stretch_of_time_has_none(text):
    assert all(amount.span is None for amount in told(text))


def test_every_quantity_of_a_message_is_found_with_its_place():
    text = "hi plumber here, about 40 rang last month, i called most of them back and won 5"
    people, talked, customers = told(text)
    assert (people.amount.law, people.share) == ("lognormal", False)
    assert (talked.amount.value, talked.share) == (0.9, True)
    assert customers.amount.value == 5
    assert [text[a.place[0] : a.place[1]] for a in (people, talked, customers)] == ["40", "most of them", "5"]


def test_shares_bounds_and_money_are_told_from_counts():
    missed, job, rest = told("we miss about 30%, a job is worth £1,200 and all but 2 of them rang")
    assert (missed.share, missed.amount.value) == (True, 0.3)
    assert (job.currency, job.amount.value) == ("GBP", 1200)
    assert (rest.but, rest.amount.value) == (True, 2)
