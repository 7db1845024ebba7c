"""The numbers of a week told after a verdict, without being asked for: they are the week's, and not what came of the step."""

import pytest

from tests.checkup.follow_ups import after_the_verdict
from tests.checkup.test_what_if import said
from tests.listening.played import Owner

A_WEEK, A_DAY = 7 * 24 * 60, 24 * 60  # minutes


def later(name, minutes, *texts):
    owner = Owner(after_the_verdict(name))
    owner.events = 60 + minutes
    owner.says(*texts)
    return owner


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("this week 4 new calls spoke to all 4 quoted 3 won 1", (4, 4, 1)),
        ("had 4 calls this week, quoted 3, got 2, and the twos a switchboard job", (4, 3, 2)),
        ("this week 14 rang, quoted 10 and got 5. best week since august", (14, 10, 5)),
        ("can you put them weekly numbers in? 14 calls 10 quotes 5 jobs", (14, 10, 5)),
        ("weekly: 9 people asked, I talked properly with 6, 2 paid", (9, 6, 2)),
        ("Here are my numbers for the week. 9 asked, I talked with 6, 2 paid", (9, 6, 2)),
        ("last week was mad! 20 rang, saw 12, got 7 jobs last week", (20, 12, 7)),
        ("28 calls last week ish, no hang on, that's the fortnight. 12 last week, answered 9, 3 jobs", (12, 9, 3)),
    ],
)
def test_numbers_of_the_week_are_kept_and_said_back(text, told):
    owner = later("fitter", A_WEEK, text)
    assert "In touch: {} · Talked with: {} · Customers: {}".format(*told) in said(owner)
    assert not owner.chat.book.steps
    owner.says("/cancel")
    (kept,) = owner.chat.book.numbers.values()
    assert (kept.people.value, kept.talked.value, kept.customers.value) == told


@pytest.mark.parametrize(
    "text",
    ["rang 7, 2 said yes", "did it this week. rang 7, 2 said yes", "messaged 7 of them like you said. 2 said yes!!"],
)
def test_what_came_of_the_step_is_no_week(text):
    owner = later("fitter", A_WEEK, text)
    assert [one.said for one in owner.chat.book.steps.values()] == ["worked"]
    assert not owner.chat.book.numbers


def test_of_a_week_that_runs_nothing_is_kept():
    owner = later("fitter", A_WEEK + 2 * A_DAY, "this week 4 calls, spoke to 3, won 1")
    assert "isn't over yet" in said(owner)
    assert not owner.chat.book.numbers
    assert owner.chat.open is None


def test_a_week_is_not_over_either_that_has_no_name():
    owner = later("fitter", 3 * A_DAY, "weekly: 9 people asked, I talked with 6, 2 paid")
    assert "isn't over yet" in said(owner)
    assert not owner.chat.book.numbers


def test_of_the_weeks_of_the_check_up_none_is_taken_apart():
    owner = later("fitter", 0, "last week 12 rang, talked to 9, 3 jobs")
    assert not owner.chat.book.numbers
    assert owner.chat.open is None


@pytest.mark.parametrize(
    "text",
    [
        "Did the three-minute calls. 6 people this week, talked to all 6, 2 signed",
        "I did the ten calls. This week 5 people asked, I talked with 4 and 1 paid",
        "done, wrote to all 9 like you said. 7 got in touch this week, spoke to 5, 2 booked",
    ],
)
def test_a_report_with_the_counts_of_a_week_that_runs_is_no_week_too_early(text):
    owner = later("fitter", 3 * A_DAY, text)
    assert "isn't over yet" not in said(owner)
    assert [step.said for step in owner.chat.book.steps.values()]
