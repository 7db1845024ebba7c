"""What a message after a verdict names of others changes no answer of the owner's."""

import pytest

from tests.checkup.follow_ups import answer_to
from tests.checkup.reactions import plain


def kept(text: str, owner: str = "fitter"):
    """Return the owner after a message, and the answers that it changed."""
    before, _ = answer_to(owner, "thanks")
    now, _ = answer_to(owner, text)
    old, new = before.chat.sessions[-1].answers, now.chat.sessions[-1].answers
    return now, {name for name in {*old, *new} if old.get(name) != new.get(name)}


@pytest.mark.parametrize(
    "text",
    [
        "30 a week is what my manager wants, not me",
        "20 a month is what head office wants, not what I want",
        "the boss wants 15 a week. not me",
        "my husband wants 10 a week, I don't",
    ],
)
def test_what_others_want_is_no_wish_of_the_owner(text):
    assert "wanted" not in kept(text)[1]


@pytest.mark.parametrize("text", ["I want 9 a week", "6 a week is plenty for me"])
def test_what_the_owner_wants_is(text):
    assert kept(text)[1] == {"wanted"}


@pytest.mark.parametrize(
    "text",
    [
        "Good. But why is nothing short when I want 5 schools a week and get 2 a month? Tell me please.",
        "so I want 4 restaurants a week and you say I'm fine? I don't follow.",
        "how is it marketing if I get 3 dentists a month and want 8? explain it.",
    ],
)
def test_those_who_are_counted_change_no_trade(text):
    assert "trade" not in kept(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "the big lot down the road sells decking at $70 a metre and I can't get near it. do I lower my price",
        "a rival does it for 55 pounds a visit, do i come down or what",
        "my competitor sells it at $30. should I drop my price?",
    ],
)
def test_a_competitors_price_is_not_supposed_as_the_owners(text):
    owner, changed = kept(text)
    assert not changed
    assert "for a sale:" not in plain(owner)


@pytest.mark.parametrize(
    "text", ["Lovely. But why is it sales?", "nice, but how did you work that out?", "Great. But why not marketing?"]
)
def test_a_word_before_but_is_no_praise(text):
    assert "good to hear" not in plain(kept(text)[0])
