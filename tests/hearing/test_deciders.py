"""Why a week speaks of other people than were talked with is told where that number is asked about."""

import pytest

from tests.checkup.test_what_if import said
from tests.listening.played import Owner


@pytest.fixture(scope="module")
def after_a_week():
    owner = Owner()
    owner.says("/start", "/checkup", "plumber", "we talk first", "12 a week", "8 a week", "3 a week")
    owner.says("15 a week", "about right", "5 a week", "skip")
    owner.events += 8 * 24 * 60
    owner.says("/checkin", "14 calls, 10 i went to, 5 jobs", "yes")
    assert "5 of about 8 who had time to decide" in said(owner)
    return owner.chat


def asked(chat, text):
    owner = Owner(chat)
    owner.events = 20_000
    owner.says(text)
    return said(owner)


@pytest.mark.parametrize("text", ["why 8? I said 10", "why 8?", "where does the 8 come from?"])
def test_it_is_said_that_a_yes_takes_time(after_a_week, text):
    told = asked(after_a_week, text)
    assert told.startswith("You did talk with 10")
    assert "about 8 decisions" in told


@pytest.mark.parametrize("text", ["why 5?", "8 of 10 were right for me, weren't they?", "what if 8 came?", "thanks"])
def test_other_numbers_are_no_deciders(after_a_week, text):
    assert "decisions fell into" not in asked(after_a_week, text)
