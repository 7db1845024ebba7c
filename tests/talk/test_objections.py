"""What an owner has against a step, and which step follows: for the same people in another way, or without going up to people."""

import pytest

from bot.checkins.next_step import next_after
from bot.checkins.step_answers import Because
from bot.checkins.steps import StepBook
from bot.core.ledger import StepSaid
from bot.diagnosis import load_trades
from bot.language.templates import PROMPTS, words
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain
from tests.listening.played import NOON

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

COUNTER = {"trade": "shop", "people": "25", "talked": "18", "customers": "6", "room": "8", "wanted": "4", "fit": "8"}
EN = words("en")
REFUSALS = (
    ("cant", "unfit", "that doesn't suit my people"),
    ("cant", "unfit", "Busiest hours? People do not walk into my workshop. They write."),
    ("cant", "lacks", "I don't have their telephone numbers, they wrote e-mails"),
    ("cant", "long", "that takes far too long"),
    ("cant", "uneasy", "it feels pushy to me"),
    ("cant", "nobody_left", "there's nobody left"),
    ("already", "", "I do that already"),
    ("another", "", "give me a real one"),
)
"""Ways to turn a step down: the word, the kind of objection, and what was typed."""


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


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("counter", "coming in WHERE?? its a truck dude gimme a real one"),
        ("counter", "we have no counter, who would I greet? next idea"),
        ("counter", "nobody comes into my place, they all order by phone"),
        ("counter", "next step then! but no tables n no waiters remember"),
        ("quiet", "lol they dont come back, they pass n drive off"),
    ],
)
def test_a_step_refused_in_own_words_is_followed_by_another_one_at_once(monkeypatch, key, text):
    monkeypatch.setitem(OWNERS, "counter", {**TALKING, **REACTING["cleaner"], **COUNTER})
    one, then, reply = following(key, text)
    assert then.id != one.id
    assert "This may suit you better:" in reply


@pytest.mark.parametrize(
    "text",
    [
        "that's not for a business like mine, something else please",
        "useless for me, I work alone, what else have you got",
    ],
)
def test_who_mostly_asks_for_another_one_gets_it(monkeypatch, text):
    monkeypatch.setitem(OWNERS, "counter", {**TALKING, **REACTING["cleaner"], **COUNTER})
    owner, found = answer_to("counter", text)
    ((name, said),) = owner.chat.book.steps.items()
    assert (said.said, "topics/step:another" in found) == ("another", True)
    assert said.following != name


@pytest.mark.parametrize("text", ["I'd rather try a stall, what do you think", "should I change my prices instead?"])
def test_an_idea_of_their_own_turns_nothing_down_with_it(text):
    owner, _ = answer_to("quoting", text)
    assert all(step.said != "cant" for step in owner.chat.book.steps.values())


@pytest.mark.parametrize("key", ["missing", "quoting", "counter", "plumber"])
def test_whatever_is_said_against_a_step_it_never_comes_again(monkeypatch, key):
    monkeypatch.setitem(OWNERS, "counter", {**TALKING, **REACTING["cleaner"], **COUNTER})
    chat, book = after_the_verdict(key), StepBook(TRADES)
    trade = book.trade(chat)
    for one in TRADES.given[trade]:
        for word, kind, text in REFUSALS:
            said = next_after(word, one, Because(kind, text), trade, EN)
            then = book.after(chat, StepSaid(one.id, word, NOON), None, said)
            assert then.id != one.id or one.repeats, (one.id, word, kind)
            if kind != "long":  # a shorter one by the same means is what was asked for
                assert then.repeats or set(then.means).isdisjoint(one.means), (one.id, then.id, text)


def test_who_turns_down_one_after_the_other_hears_each_once(monkeypatch):
    monkeypatch.setitem(OWNERS, "counter", {**TALKING, **REACTING["cleaner"], **COUNTER})
    chat, book = after_the_verdict("counter"), StepBook(TRADES)
    one, heard = book.now(chat), []
    while not one.repeats:
        heard.append(one.id)
        then = book.after(chat, StepSaid(one.id, "cant", NOON), None, None)
        chat = chat.with_book(chat.book.with_step(StepSaid(one.id, "cant", NOON, following=then.id)))
        one = then
    assert len(heard) == len(set(heard)) > 5
