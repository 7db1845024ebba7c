"""The trade is put right beside an answer at any question, and no word mentioned in passing changes it."""

import pytest

from tests.listening.played import Owner


def asked_who_was_talked_with(trade: str, people: str) -> Owner:
    owner = Owner()
    owner.says("/start", "/checkup", trade, "We talk first", people)
    return owner


@pytest.mark.parametrize(
    ("before", "people", "text", "trade", "talked"),
    [
        (
            "photographer",
            "34",
            "Photographer?? No mate I'm a plumber, they send me a photo of the leak. Of the 34 I replied to 29",
            "trades",
            29,
        ),
        ("plumber", "22", "I'm a florist, not a tradesman. 18 I talked to", "shop", 18),
        ("shop", "40", "not a shop, I'm a hairdresser. I spoke to 35", "beauty", 35),
        ("restaurant", "40", "Restaurant? We're a caterer, we cook for weddings. 30", "catering", 30),
        ("plumber", "40", "not home services, I'm an accountant. 22 talked", "b2b", 22),
    ],
)
def test_the_trade_is_put_right_beside_an_answer(before, people, text, trade, talked):
    owner = asked_who_was_talked_with(before, people)
    owner.says(text)
    answers = owner.chat.open.answers
    assert (answers["trade"].choice, answers["talked"].amount.value) == (trade, talked)


@pytest.mark.parametrize(
    "text",
    [
        "I have no shop and no staff, I work from a studio",
        "It still says shop with staff, that's wrong. I work alone.",
    ],
)
def test_a_trade_that_is_only_denied_is_asked_for(text):
    owner = asked_who_was_talked_with("shop", "40")
    owner.says(text)
    assert "What do you do" in owner.replies[0].text


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("They message, I ask for a photo of the sofa, I give a price, they book", "talk"),
        ("they ring, i ask for photos of the leak and the shop they bought it in, then I quote", "talk"),
    ],
)
def test_a_word_mentioned_in_passing_changes_no_trade(text, path):
    owner = Owner()
    owner.says("/start", "/checkup", "plumber", text)
    answers = owner.chat.open.answers
    assert (answers["trade"].choice, answers["path"].choice) == ("trades", path)


def test_who_speaks_of_the_trade_denies_nothing():
    owner = asked_who_was_talked_with("shop", "40")
    owner.says("30. No one came to the shop on Sundays")
    answers = owner.chat.open.answers
    assert (answers["trade"].choice, answers["talked"].amount.value) == ("shop", 30)
