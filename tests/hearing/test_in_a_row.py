"""The numbers of the door that are told again in a row take the place of those that stand."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to, stored
from tests.checkup.reactions import TALKING
from tests.checkup.test_what_if import said

AGENT = {**TALKING, "trade": "plumber", "people": "96", "talked": "36", "customers": "18", "room": "15", "wanted": "6", "fit": "7"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "agent", AGENT)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("96 is nonsense. 36 rang, 30 valuations, 18 instructed. Correct that.", {"people": 36, "talked": 30}),
        ("wrong: 40 called, 32 viewings, 20 signed", {"people": 40, "talked": 32, "customers": 20}),
        ("I said 50 got in touch, 36 I spoke to and 16 took it", {"people": 50, "customers": 16}),
        ("18 of 36 isn't right, it's 17 of 34", {"talked": 34, "customers": 17}),
        ("15 customers of 30 is wrong, it was 20 of 36", {"customers": 20}),
    ],
)
def test_a_row_of_numbers_is_put_right(text, changed):
    assert stored("agent", text) == changed


def test_a_pair_that_stands_already_changes_nothing_and_is_said_to_stand():
    owner, _ = answer_to("agent", "9 customers of 38 isn't right either, it's 18 of 36.")
    assert said(owner).startswith("That's what I have too, so nothing changes.")
    assert stored("agent", "9 customers of 38 isn't right either, it's 18 of 36.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "36 rang, 30 valuations, 18 instructed, is that good?",
        "what if 36 rang, 30 viewed and 18 signed",
        "I changed 3 photos, 2 texts and 1 headline",
        "rang 12, spoke to 8, 3 want a visit",
    ],
)
def test_other_rows_change_nothing(text):
    assert stored("agent", text) == {}
