"""The usual no that is told beside a question is kept, and the question is answered with it."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.reactions import TALKING, plain

CATERER = {**TALKING, "trade": "catering", "people": "25", "talked": "20", "customers": "6", "room": "6", "wanted": "3", "fit": "8"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "caterer", CATERER)


@pytest.mark.parametrize(
    "text",
    [
        "Most of the ones who said no said I was too expensive. Should I lower it?",
        "i just told u, most say too expensive. so?",
    ],
)
def test_the_price_is_answered_with_the_no_that_is_told(text):
    owner, _ = answer_to("caterer", text)
    assert owner.chat.sessions[-1].answers["reason"].choice == "price"
    assert plain(owner).startswith("The usual reason for a no: Too dear.")
    assert "you haven't told me" not in plain(owner)


def test_a_verdict_that_it_tips_is_said():
    owner, _ = answer_to("caterer", "they mostly go quiet after the quote, what can I do?")
    assert owner.chat.sessions[-1].answers["reason"].choice == "quiet"
    assert "That tips it" in plain(owner)


def test_a_question_that_tells_no_reason_keeps_none():
    owner, _ = answer_to("caterer", "should I lower my price?")
    assert "reason" not in owner.chat.sessions[-1].answers
