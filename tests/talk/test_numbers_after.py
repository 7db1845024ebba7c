"""What is done with numbers after a verdict: stored, set beside, weighed, offered, or left alone."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to, stored
from tests.checkup.reactions import TALKING

FITTER = {**TALKING, "trade": "plumber", "people": "60", "talked": "48", "customers": "12", "room": "10", "wanted": "5", "fit": "8"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "fitter", FITTER)


def buttons(owner):
    return [button.label for reply in owner.replies for row in reply.rows for button in row]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("I told you 60 but my sister counted, it was 52 that rang", {"people": 52.0}),
        ("honestly I only want 3 new ones a week", {"wanted": 3.0}),
    ],
)
def test_what_is_surely_put_right_is_stored(text, numbers):
    assert stored("fitter", text) == numbers


def test_numbers_of_a_later_time_are_set_beside():
    for text in (
        "december is over: 71 rang, spoke to 66, 19 signed",
        "New figures: 50 asked, 41 talked to, 22 clients.",
    ):
        assert "topics/suppose:afresh" in answer_to("fitter", text)[1]
        assert stored("fitter", text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "the radio spot is 400 a month and it brought 6 calls, keep it or not",
        "put the price up to 95, seven asked and five said yes",
        "rang nine of them, two want it and the rest didn't pick up",
        "my competitor has 14 vans and charges half",
        "I've been doing this for 22 years and I'm 58",
        "sessions are 50 mins, i do 28 hrs a wk on the floor",
    ],
)
def test_numbers_of_something_else_change_nothing(text):
    assert stored("fitter", text) == {}
