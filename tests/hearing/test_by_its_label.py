"""An answer that is told again by the name that the bot gives it is taken, after a verdict."""

import pytest

from tests.checkup.follow_ups import OWNERS, stored

STALL = {"trade": "shop with staff", "path": "both", "people": "40", "talked": "36", "customers": "12", "orders": "96", "room": "30", "wanted": "10", "fit": "8", "busy": "about right"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "stall", STALL)


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("orders without talk 16 to 20 a week", "orders", 18),
        ("orders without a talk is 60", "orders", 60),
        ("sorry, orders without talking: 50 not 96", "orders", 50),
        ("new customers in twelve months is 150", "year_customers", 150),
        ("customers in twelve months should be 140", "year_customers", 140),
        ("people you talked with 30", "talked", 30),
        ("customers after a talk 9", "customers", 9),
    ],
)
def test_a_number_behind_an_answers_own_name_takes_its_place(text, name, number):
    found = stored("stall", text)
    assert list(found) == [name]
    assert round(found[name]) == number


@pytest.mark.parametrize(
    "text",
    [
        "is orders without a talk 60?",
        "if orders without talk were 60",
        "orders without a talk come from 60 different villages around the lake and beyond",
        "orders without talk bring me 900 euros",
    ],
)
def test_what_only_asks_or_says_more_changes_nothing(text):
    assert stored("stall", text) == {}
