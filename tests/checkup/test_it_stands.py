"""What owners tell after a verdict that changes neither what it says nor its step: a few lines instead of all of it again."""

import pytest

from bot.core.replies import Picture
from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.reactions import REACTING, TALKING
from tests.checkup.test_what_if import labels, said


@pytest.fixture(autouse=True)
def reacting(monkeypatch):
    for name, answers in REACTING.items():
        monkeypatch.setitem(OWNERS, name, answers if "path" in answers else {**TALKING, **answers})


@pytest.mark.parametrize(
    ("name", "text", "first"),
    [
        (
            "mechanic",
            "sorry, it was not 20 customers it was 26",
            "Noted: 26 became customers. That doesn't change it: ",
        ),
        ("accountant", "we usually answer the same day", "Noted: a person answers: the same day. It stays close betw"),
    ],
)
def test_a_verdict_that_stands_is_not_told_again(name, text, first):
    owner, _ = answer_to(name, text)
    assert said(owner).replace("&#39;", "'").startswith(first)
    assert "The step stands: " in said(owner)
    assert "Rests on" not in said(owner)
    assert {"How do I do that?", "Change an answer", "Show the verdict again"} <= set(labels(owner))
    assert len(owner.chat.verdicts) == 2, "it is kept all the same"
    owner.says("show the verdict again")
    assert "Rests on" in said(owner)


def test_what_would_still_help_is_named_again():
    owner, _ = answer_to("app", "most of them find it too expensive")
    assert "One answer would help most" in said(owner)


def test_a_verdict_that_changes_is_told_whole_behind_what_was_noted():
    owner, _ = answer_to("soap", "I'd be happy with 4 a week, 8 was just me dreaming")
    assert said(owner).replace("&#39;", "'").startswith("Noted: you'd like 4 new customers a week. That changes it.")
    assert any(isinstance(reply, Picture) for reply in owner.replies)
    assert "Rests on" in said(owner)


def test_a_step_that_changes_is_told_with_the_whole_verdict():
    owner, _ = answer_to("cafe", "most of them find it too dear")
    assert said(owner).startswith("Noted: usual no: too dear. It stays close.")
    assert "Rests on" in said(owner)
