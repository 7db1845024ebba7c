"""Lengths of time that are told at any question: which option they are, and what they are the length of."""

import pytest

from tests.listening.played import played


@pytest.mark.parametrize(
    ("state", "text", "name", "value"),
    [
        ("q:talked", "all of them, I answer within 3 hours", "speed", "same_day"),
        ("q:customers", "five. they usually take six weeks to decide", "lag", "weeks"),
        ("q:lag", "usually within the hour", "lag", "same_day"),
        ("q:lag", "ten days", "lag", "days"),
        ("q:age", "8 months", "age", "months"),
        ("q:age", "since 2019", "age", "longer"),
        ("q:speed", "two hours or so", "speed", "same_day"),
    ],
)
def test_a_length_is_the_option_that_holds_it(state: str, text: str, name: str, value: str) -> None:
    assert (name, value) in [(act.name, act.value) for act in played(text, state).acts if act.kind == "tells"]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("q:customers", "1 minute, somebody's at the door"),
        ("q:people", "in an hour"),
        ("q:room", "10 minutes"),
    ],
)
def test_a_length_alone_that_nobody_asked_for_is_of_anything(state: str, text: str) -> None:
    assert not [act for act in played(text, state).acts if act.kind == "tells"]


@pytest.mark.parametrize(
    "text",
    [
        "I teach piano from home in Bath, £34 an hour. Eight parents got in touch this past month",
        "Speech therapist in Sacramento. Last four weeks: 14 calls",
        "electrician, call-out is 650. Last month I got 32 calls",
        "We rent 6 cottages near Oban, two night minimum",
    ],
)
def test_the_time_that_is_counted_is_not_how_long_there_has_been_a_business(text: str) -> None:
    assert not [act for act in played(text, "start").acts if act.name == "age"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("nails at home, started three weeks ago", "weeks"),
        ("plumber, 12 years", "longer"),
        ("barber, since 2012", "longer"),
    ],
)
def test_how_long_there_has_been_a_business_is_told_with_the_trade(text: str, age: str) -> None:
    assert ("age", age) in [(act.name, act.value) for act in played(text, "start").acts]
