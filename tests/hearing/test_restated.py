"""Answers of a verdict that are said again by their name, where nothing is asked."""

import pytest
from msgspec.structs import replace

from bot.core.records import Answer
from tests.checkup.follow_ups import OWNERS, after_the_verdict, stored
from tests.checkup.reactions import TALKING
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("I'd like 8 new clients a week", {"wanted": 8}),
        ("I'd like 3 new clients a week, and nearly everyone is right for me, say 7 of 10", {"wanted": 3, "fit": 7}),
        ("you have put 28 talked with but I told you 20", {"talked": 20}),
        ("I said 6 of 10", {"fit": 6}),
        ("half of them were right for me, you put 9", {"fit": 5}),
        ("right for you: 6 of 10", {"fit": 6}),
        ("it still says 9 of 10, I said 4 of 10", {"fit": 4}),
        ("customers I would like: 2 a week", {"wanted": 2}),
        ("no I want it changed. 35 got in touch, 28 talked, 4 bought", {"people": 35, "customers": 4}),
        ("room for 6 a week, you put 12", {"room": 6}),
        ("Where do you get 5 a week! I said 5 clients in 3 months", {"wanted": pytest.approx(5 / 13.04, rel=0.01)}),
        ("5 a week?? no, 5 in three months", {"wanted": pytest.approx(5 / 13.04, rel=0.01)}),
        ("I said 5 a month, so about 1 a week", {"wanted": pytest.approx(5 / 4.348, rel=0.01)}),
    ],
)
def test_an_answer_is_put_right_by_its_name_and_value(text, changed):
    assert stored("coach", text) == changed


@pytest.mark.parametrize(
    "text",
    [
        "I want to ring 10 a day",
        "I want 20 calls a week",
        "No, 30 called. I mean from the leaflets no one called, the 30 came from old clients",
        "No sir, 28. I mean no one bought because of the leaflets, 28 are old customers",
        "this spring: 21 new clients",
        "8 of 10 say it is too dear",
        "6 of 10 never wrote back",
        "half of them can't afford it",
        "I said to 5 of them they could start monday",
        "I got 3 replies from the 10 I wrote to",
        "2 of them bought",
        "actually it's 12 euros for the room",
        "I changed 3 things on my page",
        "what if I want 8 a week",
        "suppose 6 of 10 fit",
        "would 6 of 10 be good?",
        "I told 12 people about the class",
        "you said 20 minutes, it took me 40",
        "I put 12 flyers out",
        "I said I'd do 5 of them on friday",
    ],
)
def test_other_numbers_change_no_answer(text):
    assert not stored("coach", text)


@pytest.mark.parametrize("text", ["right for you: 6 of 10", "6 of ten, right for me", "I had 6 of 10 right for me"])
def test_an_answer_of_the_list_is_changed_by_its_name_and_value(text):
    owner = Owner(after_the_verdict("coach"))
    owner.events = 1_000
    owner.says("change an answer", text)
    assert owner.chat.sessions[-1].answers["fit"].amount.value == 6


@pytest.mark.parametrize("text", ["hell I usually answer same day, its just after dark", "we reply the same day"])
def test_how_soon_people_are_answered_is_put_right(text):
    chat = after_the_verdict("gym")
    session = chat.sessions[-1]
    later = Answer("speed", "known", "Later", 1, session.touched_at, choice="later")
    owner = Owner(chat.with_session(replace(session, answers={**session.answers, "speed": later})))
    owner.says(text)
    assert owner.chat.sessions[-1].answers["speed"].choice == "same_day"


def test_a_wish_beside_a_supposition_is_supposed_too():
    owner = Owner(after_the_verdict("coach"))
    owner.events = 1_000
    before = owner.chat.sessions[-1].answers
    owner.says("what if 6 of them bought", "and I'd only want 3 a week")
    assert owner.chat.sessions[-1].answers == before
    assert "3 a week wanted" in said(owner)


def test_of_the_few_who_came_a_share_is_of_ten(monkeypatch):
    answers = {**TALKING, "trade": "HR consultant", "people": "4", "talked": "4", "customers": "1", "room": "3", "wanted": "1", "fit": "2"}  # fmt: skip
    monkeypatch.setitem(OWNERS, "hr", answers)
    assert stored("hr", "It's 2 of the 4") == {"fit": 5}


@pytest.mark.parametrize(
    "text",
    [
        "One a YEAR more I said. Ten pieces a year in total. That's 0.2 a week.",
        "One a year more, I said. Ten a year altogether.",
    ],
)
def test_a_wish_told_as_one_more_is_the_total_beside_it(monkeypatch, text):
    monkeypatch.setitem(OWNERS, "joiner", {**OWNERS["fitter"], "people": "40 in the last 12 months", "talked": "25", "customers": "9", "wanted": "1 a week"})  # fmt: skip
    assert stored("joiner", text)["wanted"] == pytest.approx(10 / 52.18, rel=0.01)
