"""A question about an activity gives way to what is about the verdict, and waits for what answers it."""

import pytest

from tests.checkup.follow_ups import after_the_verdict
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


def asked():
    """Return an owner who is asked about an activity after a verdict."""
    owner = Owner(after_the_verdict("fitter"))
    owner.says("Is the info evening marketing or sales?")
    assert owner.chat.open is not None
    return owner


def test_a_number_is_put_right_while_it_is_open():
    owner = asked()
    owner.says("6 customers, not 5")
    assert owner.chat.open is None
    (checkup,) = (one for one in owner.chat.sessions if one.flow == "checkup")
    assert checkup.answers["customers"].amount.value == 6


@pytest.mark.parametrize("text", ["how sure are you?", "why not marketing?", "what should I do this week then?"])
def test_a_question_about_the_verdict_is_answered_instead(text):
    owner = asked()
    owner.says(text)
    assert owner.chat.open is None
    assert "One thing decides it" not in said(owner)


@pytest.mark.parametrize("text", ["both, depends", "we talk", "they can ask me things, yes"])
def test_an_answer_is_none(text):
    owner = asked()
    owner.says(text)
    assert "I decide, then" not in said(owner)
