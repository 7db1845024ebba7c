"""Who was not talked with, and had an answer or is out of reach, is no step: those talked with who did not buy come first."""

import pytest
from msgspec.structs import replace

from bot.checkup.answers import answers_of
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.reactions import TALKING
from tests.talk.test_objections import MISSING


def with_typed(typed):
    """Return the check-up of a plumber with other words typed for how many were talked with."""
    session = after_the_verdict("plumber").sessions[-1]
    talked = replace(session.answers["talked"], typed=typed)
    return replace(session, answers=session.answers | {"talked": talked})


@pytest.mark.parametrize(
    "typed",
    [
        "I'd have been out to 38 of them. The other seven were too far, one wanted me in Anglesey",
        "26 of them, I rang the other five twice each and they never picked up",
        "9 of them. The other six I answered the same day, they just never wrote back",
    ],
)
def test_who_is_said_to_be_out_of_reach_or_answered_is_not_missed(typed):
    assert answers_of(with_typed(typed)).none_left


@pytest.mark.parametrize(
    "typed",
    [
        "38",
        "8. other 3 i never got back to, was up to my elbows in a newfoundland",
        "about 12, couple rang while I was on the roof",
        "most of them, I answer within a day mostly",
    ],
)
def test_who_is_still_open_is_missed(typed):
    assert not answers_of(with_typed(typed)).none_left


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("But those were too far away, I told you", "objections:out_of_reach"),
        ("they were all out of my area so no point", "objections:out_of_reach"),
        ("the ones I didn't get to were suppliers and wrong numbers", "objections:out_of_reach"),
        ("Ring back whom? I rang them twice each already.", "objections:had_answer"),
        ("no i replied to all, they never answered me back", "objections:had_answer"),
    ],
)
def test_a_step_for_those_who_were_missed_is_let_go_of(monkeypatch, text, told):
    monkeypatch.setitem(OWNERS, "reacher", {**TALKING, **MISSING})
    owner, found = answer_to("reacher", text)
    assert f"topics/{told}" in found
    assert [step.said for step in owner.chat.book.steps.values()] == ["cant"]
