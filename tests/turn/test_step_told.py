"""What is said of the step in more than a yes or no, where it is asked whether it is done."""

import pytest

from tests.checkup.follow_ups import OWNERS, after_the_verdict
from tests.checkup.reactions import REACTING, TALKING
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


def at_the_step(*texts):
    """Return who is asked a week after the verdict whether the step is done, and says so in words."""
    OWNERS["cleaner"] = {**TALKING, **REACTING["cleaner"]}
    owner = Owner(after_the_verdict("cleaner"))
    owner.events = 7 * 24 * 60 + 60
    owner.says("/checkin", "12 9 3", *texts)
    return owner


def test_what_was_done_instead_of_the_step_is_noted_with_the_week():
    owner = at_the_step("No, I dropped 200 flyers instead. 3 of the 4 calls came off them!")
    (kept,) = owner.chat.book.weeks.values()
    assert kept.note == "I dropped 200 flyers instead. 3 of the 4 calls came off them"
    assert (kept.done, kept.numbers.people.value) == (False, 12)
    assert said(owner).startswith("Good that you did that instead")


def test_a_beginning_is_one_and_the_step_stays():
    owner = at_the_step("only fixed the hours, that’s a half yes")
    (kept,) = owner.chat.book.weeks.values()
    assert (kept.done, kept.note) == (False, "")
    assert said(owner).startswith("That's a start, and it counts.")


@pytest.mark.parametrize("text", ["no, no time", "no", "yes"])
def test_a_plain_answer_is_noted_as_nothing_else(text):
    (kept,) = at_the_step(text).chat.book.weeks.values()
    assert kept.note == ""
