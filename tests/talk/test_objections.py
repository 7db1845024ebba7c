"""What an owner has against a step, and which step follows: for the same people in another way, or without going up to people."""

import pytest

from bot.diagnosis import load_trades
from bot.language.templates import PROMPTS
from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain

TRADES = load_trades(PROMPTS / "trades.toml")

MISSING = {
    "trade": "car dealer",
    "people": "90",
    "talked": "45",
    "customers": "9",
    "room": "40",
    "wanted": "5",
    "fit": "8",
}
QUOTING = {
    "trade": "plumber",
    "people": "30",
    "talked": "30",
    "customers": "2",
    "room": "30",
    "wanted": "5",
    "fit": "9",
}
QUIET = {"trade": "dentist", "people": "7", "talked": "7", "customers": "4", "room": "20", "wanted": "6", "fit": "8"}


@pytest.fixture(autouse=True)
def _owners():
    plain_owner = {**TALKING, **REACTING["cleaner"]}
    OWNERS["missing"] = {**plain_owner, **MISSING}
    OWNERS["quoting"] = {**plain_owner, **QUOTING, "busy": "waiting for work"}
    OWNERS["quiet"] = {**plain_owner, **QUIET, "busy": "waiting for work"}


def following(key, text):
    """Return the step that was turned down, and the one that follows it, with the reply."""
    owner, _ = answer_to(key, text)
    ((name, said),) = owner.chat.book.steps.items()
    assert said.said == "cant"
    return TRADES.action(name), TRADES.action(said.following), plain(owner)


@pytest.mark.parametrize(
    "text",
    [
        "ringing back is no use with my lot, they're driving all day and never pick up",
        "my buyers don't pick up the phone, they only ever text",
        "Calling people back doesn't suit farmers, they are out in the field until dark",
    ],
)
def test_whoever_was_missed_is_not_given_up_for_the_way_that_does_not_suit(text):
    one, then, reply = following("missing", text)
    assert one.moves == then.moves == "talked"
    assert "automatic" in then.means
    assert "still worth an answer" in reply or "Then leave it." in reply


@pytest.mark.parametrize(
    "text",
    [
        "chasing people feels like begging to me, I won't",
        "I'd feel pushy running after them, not my style",
        "I hate pestering folk about a quote, it makes me cringe",
    ],
)
def test_who_is_uneasy_about_going_up_to_people_is_given_no_step_that_does(text):
    one, then, _ = following("quoting", text)
    assert one.sends
    assert not then.sends
    assert not then.asks
    assert "noes" not in then.means


@pytest.mark.parametrize(
    "text",
    [
        "nobody round here looks on google maps, they come because a neighbour told them",
        "My patients don't look at maps, it's all word of mouth",
        "people don't find us on a map, the aunties send them",
    ],
)
def test_whom_nobody_looks_up_is_passed_on_by_word_of_mouth(text):
    one, then, reply = following("quiet", text)
    assert "listing" in one.means
    assert "introductions" in then.means
    assert "how they heard of you" in reply


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("quoting", "I hate pestering folk about a quote, it makes me cringe"),
        ("quoting", "following up makes me feel like a beggar, I'm a plumber not a salesman"),
        ("missing", "ringing strangers back makes my stomach turn, I'm a mechanic, not a telemarketer"),
    ],
)
def test_who_is_uneasy_changes_no_answer_by_that(key, text):
    owner, _ = answer_to(key, text)
    session = owner.chat.session(owner.chat.business.checkup)
    reason = session.answers.get("reason")
    assert reason is None or reason.choice is None
    assert owner.chat.open is None
    assert [one.said for one in owner.chat.book.steps.values()] == ["cant"]
