"""What an owner counted where that is the step: two numbers that are noted, and no customers of a week."""

import pytest

from tests.checkup.follow_ups import OWNERS, after_the_verdict
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner

COUNTING = "who_comes_back"


@pytest.fixture(autouse=True)
def steady(monkeypatch):
    numbers = {"people": "40", "talked": "38", "customers": "30", "room": "15", "wanted": "6", "fit": "9"}
    monkeypatch.setitem(
        OWNERS, "steady", {"trade": "hair salon", "path": "we talk first", "busy": "about right", **numbers}
    )


def at_the_step():
    """Return an owner to whom the step was given."""
    owner = Owner(after_the_verdict("steady"))
    owner.events = 1_000
    for _ in range(9):
        given = [owner.chat.verdicts[-1].action, *(step.following for step in owner.chat.book.steps.values())]
        if COUNTING in given:
            return owner
        owner.says("another one please")
    raise AssertionError(given)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Counted. Out of 31 this month 24 had been here before", "24 of 31"),
        ("Did it, went through the till: 60 customers in november, 41 had been in before", "41 of 60"),
        ("I counted them. 18 of 25 were there before. what does that tell me?", "18 of 25"),
    ],
)
def test_the_two_numbers_of_a_step_that_counts_are_said_back(text, told):
    owner = at_the_step()
    before = owner.chat.business.checkup
    owner.says(text)
    assert said(owner).startswith(f"Well done: {told}.")
    assert owner.chat.book.steps[COUNTING].said == "done"
    assert owner.chat.business.checkup == before
    assert labels(owner) == ["The next step"]


@pytest.mark.parametrize(
    "text",
    [
        "I'd like 8 a week, not 6",
        "what if 30 of 40 came back",
        "how do I count them?",
        "This month 11 owners called, we talked with 9, 4 signed",
    ],
)
def test_other_numbers_are_none_of_a_step_that_counts(text):
    owner = at_the_step()
    owner.says(text)
    assert COUNTING not in owner.chat.book.steps


@pytest.mark.parametrize(
    "text",
    [
        "Counted them over the weekend. 118 in, 9 new faces, the rest been before",
        "Done it. 2,014 on the books, 88 left, 6 of this month's had been before",
        "I counted. 40 through the door and 7 of them new",
    ],
)
def test_the_new_ones_and_other_counts_are_not_those_who_come_back(text):
    owner = at_the_step()
    owner.says(text)
    assert " of 118" not in said(owner)
    assert " of 2,014" not in said(owner)
    assert " of 40" not in said(owner)
