"""What the verdict says would help to know is an answer when it is told right after it."""

import pytest

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.listening.played import catalogue

ACCOUNTANT = {
    "trade": "accountant",
    "path": "we talk first",
    "people": "12",
    "talked": "11",
    "customers": "2",
    "room": "4",
    "wanted": "1",
    "fit": "7",
    "reason": "they go to somebody else",
    "busy": "about right",
}


@pytest.fixture(autouse=True)
def accountant(monkeypatch):
    monkeypatch.setitem(OWNERS, "accountant", ACCOUNTANT)
    after_the_verdict.cache_clear()


def told(text: str) -> dict[str, object]:
    """Return what a message of the accountant's changed in the answers to the check-up."""
    old = after_the_verdict("accountant").sessions[-1].answers
    owner, _ = answer_to("accountant", text)
    new = owner.chat.sessions[-1].answers
    return {
        name: answer.choice or answer.amount.value for name, answer in new.items() if not answer.same_as(old.get(name))
    }


def test_the_verdict_leaves_the_speed_open():
    chat = after_the_verdict("accountant")
    assert catalogue().forms["checkup"].left_open(chat, chat.sessions[-1]) == "speed"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("i answer the same day usually", {"speed": "same_day"}),
        ("within the hour mostly", {"speed": "hour"}),
        ("a couple of hours", {"speed": "same_day"}),
        ("2 days give or take", {"speed": "later"}),
        ("it takes me a day or two to ring back", {"speed": "next_day"}),
        ("to answer your question, the same day", {"speed": "same_day"}),
        ("won 22 clients this year", {"year_customers": 22.0}),
    ],
)
def test_its_answer_is_taken(text, answer):
    assert told(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "ok will try that",
        "about 25 in the year",
        "how soon should i answer?",
        "it's because i'm bad at selling",
    ],
)
def test_what_is_no_answer_changes_nothing(text):
    assert told(text) == {}
