"""Who asks whether an answer was stored hears which one stands."""

import pytest

from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner, at


def asked(*texts: str) -> Owner:
    owner = Owner(at("verdict"))
    owner.events = 1_000
    owner.says(*texts)
    return owner


@pytest.mark.parametrize(
    "text", ["is it saved?", "did you change that?", "ok but did you get that?", "did you put the 7 in?"]
)
def test_the_answer_that_was_put_right_is_said(text):
    assert said(asked("customers was 7, not 5", text)) == "Yes. I have: 7 became customers."


@pytest.mark.parametrize("text", ["so does it say 9 now?", "did you put the 9 in?", "and is it changed to 9?"])
def test_a_number_that_is_no_answer_is_said_to_be_none(text):
    owner = asked(text)
    assert said(owner) == "No: none of your answers is 9. Which one shall I change?"
    assert "5 customers" in labels(owner)


@pytest.mark.parametrize("text", ["did you save that?", "is that saved?", "is it changed now?"])
def test_what_was_only_supposed_is_not_stored_and_can_be_kept(text):
    owner = asked("what if 9 became customers", text)
    assert said(owner).startswith("Not yet: that was only supposed")
    assert labels(owner) == ["Keep it", "Back to my numbers"]


def test_what_is_asked_beside_it_is_answered_too():
    told = said(asked("customers was 7, not 5", "Is it saved? And should I advertise?"))
    assert told.startswith("Yes. I have: 7 became customers.\n\n")
    assert len(told) > 60


@pytest.mark.parametrize(
    "text", ["does it say who rang?", "have you changed your mind about the price?", "did you save many shops?"]
)
def test_other_questions_are_none_of_it(text):
    assert not said(asked(text)).startswith("No: none")
