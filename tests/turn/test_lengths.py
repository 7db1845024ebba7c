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
