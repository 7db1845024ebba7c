"""Two answers of an owner that contradict each other are named, and asked about."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.reactions import TALKING, plain

SOLAR = {**TALKING, "trade": "solar installer", "people": "90", "talked": "81", "customers": "65", "room": "108", "wanted": "53", "fit": "8", "busy": "swamped"}  # fmt: skip
IDLE = {**TALKING, "trade": "physiotherapist", "people": "40", "talked": "38", "customers": "27", "room": "8", "wanted": "6", "fit": "9", "busy": "waiting for work"}  # fmt: skip
CLINIC = {**TALKING, "trade": "dentist", "people": "5", "talked": "4", "customers": "3", "room": "2", "wanted": "10", "fit": "8"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    for name, answers in (("solar", SOLAR), ("idle", IDLE), ("clinic", CLINIC)):
        monkeypatch.setitem(OWNERS, name, answers)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("solar", "How can I be swamped and have room for more, that contradicts itself", "room for 108 a week"),
        ("solar", "these two sentences don't go together, swamped and room", "room for 108 a week"),
        ("solar", "nothing being short but I'm drowning, doesn't make sense", "only about 22.5 a week come"),
        ("idle", "I'm waiting for work and 10 come and room for 8? contradicts itself", "you’re waiting for work"),
    ],
)
def test_answers_that_contradict_each_other_are_named(name: str, text: str, said: str) -> None:
    assert said in plain(answer_to(name, text)[0])


def test_a_wish_beyond_the_room_is_no_aim() -> None:
    owner, _ = answer_to("clinic", "show me the verdict again")
    assert "You’d like 10 a week, but have room for only 2 a week" in plain(owner)
    owner, _ = answer_to("clinic", "why 5.5 a week when i have room for 2, is 10 possible at all")
    assert "aimed at" not in plain(owner)
