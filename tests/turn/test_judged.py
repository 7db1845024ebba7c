"""Activities that are asked about after a verdict, beside other things and again."""

import pytest

from tests.checkup.follow_ups import after_the_verdict, answer_to
from tests.checkup.reactions import plain
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is giving my students £20 off for bringing a mate marketing or sales? though I’ve no room for the mate ha", "Marketing"),
        ("I didn’t have a weekly question on. Anyhow is fixing the sign on the ute marketing or sales", "Marketing"),
        ("how’s a sign on my ute sales?? people see it driving past", "Marketing"),
        ("the phone hardly rings. are calls to people who asked for a price marketing or sales?", "Sales"),
    ],
)  # fmt: skip
def test_an_activity_is_judged_whatever_stands_beside_it(text, verdict):
    owner, _ = answer_to("tutor", text)
    assert plain(owner).startswith((f"{verdict}.", f"{verdict}, mostly."))
    assert not owner.chat.book.steps


def test_of_an_activity_that_nobody_knows_what_decides_is_asked():
    owner, _ = answer_to("salon", "Is a knitting circle marketing or sales?")
    assert "Has that person already got in touch with you?" in plain(owner)


@pytest.mark.parametrize("text", ["is the step marketing or sales", "is my problem marketing or sales?"])
def test_the_step_and_the_verdict_are_no_activities(text):
    owner, _ = answer_to("salon", text)
    assert not [session for session in owner.chat.sessions if session.flow == "activity"]


def test_what_was_judged_last_is_told_again():
    owner = Owner(after_the_verdict("salon"))
    owner.events = 60
    owner.says("is a sign on my van marketing or sales?", "so which is it, marketing or sales")
    assert said(owner).startswith("Marketing.")
    owner.events += 60
    owner.says("so which is it, marketing or sales")
    assert not said(owner).startswith("Marketing.")
