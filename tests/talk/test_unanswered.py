"""What is said of those who got in touch and were never answered."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain

RESTORER = {
    "trade": "other",
    "people": "20",
    "talked": "15",
    "customers": "4",
    "room": "8",
    "wanted": "5",
    "fit": "8",
}


@pytest.fixture(autouse=True)
def _owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "restorer", {**TALKING, **REACTING["cleaner"], **RESTORER})


@pytest.mark.parametrize(
    "text",
    [
        "What do I write to somebody I left hanging for three weeks without sounding like a fool?",
        "the text for one I never rang back",
        "Alright, so what do I actually say when I ring back someone from ten days ago? Feels daft",
        "how should I word it to a client whose mail I forgot about",
        "some words for the ones who have been waiting on me since last month please",
        "what would you write if you had forgotten to call somebody back",
    ],
)
def test_words_for_who_was_never_answered_are_a_sorry_and_a_first_question(text):
    owner, found = answer_to("restorer", text)
    assert "topics/unanswered:late" in found
    assert "I never answered. I’m sorry." in plain(owner)
    assert not owner.chat.book.steps


@pytest.mark.parametrize(
    "text",
    [
        "But I never sent those five a price. I never wrote at all.",
        "They weren't thinking about it, I never spoke to them! They left a voicemail.",
        "there is no quote, I never even replied to these people",
    ],
)
def test_who_says_that_they_never_spoke_to_them_gets_other_words(text):
    owner, found = answer_to("restorer", text)
    assert "topics/unanswered:deny" in found
    assert "neither a price nor a reminder" in plain(owner)


@pytest.mark.parametrize(
    "text",
    [
        "5 planners wrote me n i never answered. shouldnt i just call those first?",
        "You have just told me the same thing again. I'll answer the five e-mails and leave the rest.",
        "wouldn't it make more sense to phone the five who got nothing from me",
        "I think I'd begin with the ones I didn't get back to",
    ],
)
def test_who_would_rather_answer_them_first_gets_a_yes_with_their_number(text):
    owner, found = answer_to("restorer", text)
    assert "topics/unanswered:first" in found
    assert plain(owner).startswith("Yes, those first: 5 got in touch")


@pytest.mark.parametrize(
    "text",
    [
        "Hm. Ring them? They wrote me e-mails with photographs. I don't have their telephone numbers.",
        "I can't phone them, I only have e-mail addresses",
        "they all came by the form, no phone number in it",
    ],
)
def test_who_cannot_ring_writes_and_the_step_stays(text):
    owner, found = answer_to("restorer", text)
    assert "topics/unanswered:way" in found
    assert not owner.chat.book.steps


@pytest.mark.parametrize(
    "text",
    [
        "what should my phone text back when I can't pick up",
        "text for someone who went quiet after my quote",
        "I answered all five. 3 booked, one told me to get lost.",
        "give me words to ask for a review",
        "they never answer my e-mails",
        "should I put my prices up first?",
        "ok scrap that",
        "hm ok, go back to what I actually have",
        "show me the message again that i send out",
        "go back to the old numbers please",
        "what did the text say again",
        "start again from the beginning",
        "I'll think about it first",
        "forget the first one",
    ],
)
def test_what_is_said_of_others_is_not_taken_for_it(text):
    _, found = answer_to("restorer", text)
    assert not any(name.startswith("topics/unanswered") for name in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "11 missed calls this week, 7 replied to the text and 5 booked",
            "7 of 11 answered, and 5 said yes: 5 you’d have lost",
        ),
        ("I did the text thing, 11 missed calls, 7 replied and 5 of those booked!", "5 said yes: 5 you’d have lost"),
        (
            "5 answered, 3 booked, one told me to get lost",
            "3 of 5 said yes: 3 you’d have lost. Ask the other one once more",
        ),
        (
            "wrote to the five, 2 took it, 1 has somebody else",
            "2 of 5 said yes: 2 you’d have lost. Ask the other 2 once more",
        ),
        ("phoned all five: 1 yes, 4 no", "1 of 5 said yes: one you’d have lost."),
    ],
)
def test_who_was_missed_and_says_yes_is_won_whatever_the_share(text, told):
    owner, _ = answer_to("restorer", text)
    assert told in plain(owner)
    assert "lower" not in plain(owner)
    assert "before" not in plain(owner)
    assert [step.said for step in owner.chat.book.steps.values()] == ["worked"]


@pytest.mark.parametrize("text", ["we missed 11 calls this week", "11 missed calls, 7 replied, is that good?"])
def test_calls_that_were_missed_are_no_report_alone_or_asked_about(text):
    owner, _ = answer_to("restorer", text)
    assert "you’d have lost" not in plain(owner)
    assert not owner.chat.book.steps


def test_who_says_that_they_will_ring_them_is_not_told_to_do_it_first():
    _, found = answer_to("restorer", "all right, I'll ring the ones I missed")
    assert "topics/unanswered:first" not in found
