"""Who is told that nothing is short and finds that something is: what the words mean, and which answers they rest on."""

import pytest

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain

EMPTY = {"trade": "lawyer", "people": "40", "talked": "36", "customers": "29", "room": "32", "wanted": "6", "fit": "8"}
FULL = {"trade": "plumber", "people": "40", "talked": "40", "customers": "25", "room": "9", "wanted": "5", "fit": "9"}


@pytest.fixture(autouse=True)
def _owners():
    for name, told in {"empty": EMPTY, "full": FULL}.items():
        OWNERS[name] = {**TALKING, **REACTING["cleaner"], **told, "busy": "about right"}
        assert after_the_verdict(name).verdicts[-1].kind == "neither"


@pytest.mark.parametrize(
    "text",
    [
        "nothing short?? rubbish, it is dead in here",
        "come on, nothing is short? we hardly earn anything",
        "I don't agree that nothing is short, we had one good week in the month",
    ],
)
def test_it_is_said_what_the_words_mean_and_that_there_is_room(text):
    owner, _ = answer_to("empty", text)
    reply = plain(owner)
    assert "29 of 36 stayed" in reply
    assert "You have room left" in reply
    assert "Which one is off" not in reply
    assert reply.index("Room for 32 new people a week") < reply.index("40 people in touch")


def test_who_is_full_is_not_told_that_there_is_room():
    owner, _ = answer_to("full", "nothing short? I earn next to nothing")
    assert "You have room left" not in plain(owner)


def test_another_side_is_answered_as_before():
    owner, _ = answer_to("empty", "no, I think it's marketing")
    assert "Nothing short” means" not in plain(owner)
