"""Who says after a verdict that everybody was answered talked with all who came, and the verdict is given again."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.test_what_if import said


@pytest.fixture(autouse=True)
def roofer(monkeypatch):
    monkeypatch.setitem(OWNERS, "roofer", {**OWNERS["coach"], "trade": "roofer", "people": "20", "talked": "12"})


@pytest.mark.parametrize(
    "text",
    [
        "I did answer em all",
        "i dont miss anyone mate. how many times. all 20 got answered",
        "I rang every one, it’s after I send the price they vanish",
        "theres nobody to ring back tho, i spoke to all 20. they got a quote or they was messing about",
        "but I get to all of them that count, I rang every one. it’s after I send the price they vanish",
    ],
)
def test_all_who_came_were_talked_with(text):
    owner, _ = answer_to("roofer", text)
    assert owner.chat.sessions[-1].answers["talked"].amount.value == 20
    assert "Put right. People you talked with: 20." in said(owner)
    assert "8 left" not in said(owner)


@pytest.mark.parametrize(
    "text",
    [
        "rang all of them, 3 booked",
        "I'd answer them all if I could",
        "I rang everyone on the list, nobody answered",
        "i can't answer everyone",
        "rang all 8, 3 booked",
        "did them all, rang everybody",
        "who answers all of them then?",
    ],
)
def test_what_was_done_of_the_step_or_cannot_be_done_changes_no_number(text):
    owner, _ = answer_to("roofer", text)
    assert owner.chat.sessions[-1].answers["talked"].amount.value == 12
