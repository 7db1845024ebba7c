"""Telling activities from answers to other questions."""

import pytest

from bot.activity import looks_like_activity


@pytest.mark.parametrize(
    "text",
    [
        "is a flyer marketing or sales?",
        "Are flyers marketing?",
        "we run facebook ads",
        "what about cold calls",
        "what about emails",
        "would you call upselling sales?",
        "does sending quotes count as sales",
        "is it sales when I call someone back",
        "marketing or sales: a trade fair",
        "newsletter",
        "google ads",
        "I send emails",
        "I post on instagram and answer dms",
        "what about our online shop",
    ],
)
def test_activities_are_recognised(text):
    assert looks_like_activity(text)


@pytest.mark.parametrize(
    "text",
    [
        *("around 50", "most of them", "55", "10-15", "1 in 5", "a dozen", "12 10 3 1", "twenty five", "none", "~20"),
        *("plumber", "hairdresser", "online shop", "market stall", "bakery", "Trades, home services", "dog groomer"),
        *("hi", "thanks", "skip", "I don't know", "yes", "no", "ok", "both", "back", "cancel", "not sure", "/help"),
        *("we talk first", "They order without talking", "5 became customers", "More than 50 got in touch"),
        *("Some came from earlier weeks", "Change something", "about half", "Most, about 9 in 10"),
        *("what do you mean?", "why do you ask", "how many do I need", "What counts as got in touch?"),
        *("we had 12 calls last week", "London", "UTC+2", "next week", "my name is Bob", "", "   ", "???", "😀"),
    ],
)
def test_answers_and_small_talk_are_left_alone(text):
    assert not looks_like_activity(text)
