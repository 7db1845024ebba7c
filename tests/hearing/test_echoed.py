"""Who says a number of the verdict back in wonder, and what was told instead, has it put right."""

import pytest

from tests.checkup.follow_ups import OWNERS, stored

JOINER = {"trade": "carpenter", "path": "we talk first", "people": "6", "talked": "5", "customers": "3", "room": "3", "wanted": "3", "busy": "waiting for work", "reason": "they find it too dear", "year_customers": "840"}  # fmt: skip
STALL = {"trade": "restaurant", "path": "they order without talking", "orders": "98 a week", "visitors": "350", "wanted": "40"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "joiner", JOINER)
    monkeypatch.setitem(OWNERS, "stall", STALL)


@pytest.mark.parametrize(
    ("name", "text", "answer", "number"),
    [
        ("joiner", "840 customers?? My friend I said 62 last year", "year_customers", 62),
        ("joiner", "840 customers? I told you 62", "year_customers", 62),
        ("joiner", "6 people? no, I said 9", "people", 9),
        ("stall", "98 a week? I told you its saturdays and sundays only. 28 a week", "orders", 28),
    ],
)
def test_what_was_told_takes_the_place_of_what_is_wondered_at(name, text, answer, number):
    found = stored(name, text)
    assert list(found) == [answer]
    assert round(found[answer]) == number


@pytest.mark.parametrize("text", ["840 customers? is that good", "why 840? my brother has 62"])
def test_what_claims_nothing_puts_nothing_right(text):
    assert stored("joiner", text) == {}
