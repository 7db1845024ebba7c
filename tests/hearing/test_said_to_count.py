"""A question whether some people count gets a yes or a no first, and what is stored is listed where that is asked."""

import pytest

from tests.listening.played import Owner, at


@pytest.mark.parametrize(
    ("state", "text", "answer"),
    [
        ("people", "do you include referrals who introduce us by email?", "Yes, whoever was sent"),
        (
            "path",
            "We talk first always. But please, the calls which I make first, these count or not count?",
            "No, whom",
        ),
        ("people", "what about people who only liked a post, do they count?", "No, who only"),
        ("people", "do people who came back count?", "No, who was a customer"),
        ("people", "do voicemails count?", "Yes, a missed call"),
        ("talked", "do voicemails count as talked?", "No, not as talked"),
        ("customers", "does somebody count who paid a deposit?", "Yes, whoever signed"),
        ("people", "which month do I count her in, she wrote in January and booked in April?", "January as somebody"),
    ],
)
def test_a_yes_or_a_no_comes_first(state, text, answer):
    owner = Owner(at(f"q:{state}"))
    owner.says(text)
    assert answer in owner.replies[0].text


@pytest.mark.parametrize("text", ["what is stored now?", "what have you got so far?", "Show me my answers so far"])
def test_what_is_stored_is_listed(text):
    owner = Owner(at("q:room"))
    before = owner.chat.open.answers
    owner.says(text)
    assert owner.chat.open.answers == before
    assert "50" in owner.replies[0].text
    assert "45" in owner.replies[0].text


@pytest.mark.parametrize(
    ("text", "people", "said"),
    [
        (
            "9 companies wrote to us. And I called 30 companies, of these 4 said yes please send offer.",
            13,
            "9 and 4 make 13",
        ),
        ("I knocked on 100 doors and 7 asked for an estimate, plus 10 rang by themselves", 17, "10 and 7 make 17"),
    ],
)
def test_of_those_called_cold_only_who_asked_for_something_counts(text, people, said):
    owner = Owner(at("q:people"))
    owner.says(text)
    assert owner.chat.open.answers["people"].amount.value == people
    assert said in owner.replies[0].text


def test_who_was_called_back_is_no_cold_call():
    owner = Owner(at("q:people"))
    owner.says("20 rang, I called back 15, 4 bought")
    assert owner.chat.open.answers["people"].amount.value == 20
