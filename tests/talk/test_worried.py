"""What owners are afraid of for the business, each kind answered from their numbers."""

import pytest

from tests.checkup.follow_ups import after_the_verdict
from tests.checkup.test_what_if import said
from tests.listening.played import Owner

LATER, NEW_ONLY, KEEP = "further off than your numbers reach", "Begin with new people only", "what would keep them"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("salon", "afraid the regulars won't come back if it gets dearer", NEW_ONLY),
        ("gym", "i'm nervous that members will leave when the new place opens", KEEP),
        ("gym", "What if the members get fed up and leave?", KEEP),
        ("photographer", "terrified that AI will take all the photo jobs in a few years", LATER),
        ("fitter", "I'm fretting about the new stove rules and that, could be no work in 5 years", LATER),
        ("fitter", "worried ill have nothing on by spring", "31 you talked with haven’t bought"),
        ("salon", "I'm scared people will be cross if i say no to them", "if they hear it the same day"),
        ("tutor", "I'm worried I'm just not a very good teacher to be honest", "3 of 4"),
    ],
)
def test_each_fear_has_an_answer_of_its_own(name, text, told):
    before = after_the_verdict(name)
    owner = Owner(before)
    owner.says(text)
    assert told in said(owner)
    assert owner.chat.sessions[-1].answers == before.sessions[-1].answers
    assert not owner.chat.book.steps


def test_regulars_are_feared_for_because_of_the_price_that_was_asked_about():
    owner = Owner(after_the_verdict("salon"))
    owner.says("should I put my prices up?")
    owner.says("scared regulars will leave tho")
    assert NEW_ONLY in said(owner)


@pytest.mark.parametrize(
    ("text", "told"),
    [("I'm scared I'll lose everything, can't pay the rent", "helpline"), ("scared to ring them", "Most people are")],
)
def test_despair_and_fear_of_the_step_have_theirs(text, told):
    owner = Owner(after_the_verdict("fitter"))
    owner.says(text)
    assert told in said(owner)
