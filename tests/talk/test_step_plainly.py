"""What changes the state of the step: what is said plainly of it, and nothing else; and a step is given back to who wants it."""

import pytest

from tests.checkup.follow_ups import after_the_verdict
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


def who_says(*texts, name="gym"):
    owner = Owner(after_the_verdict(name))
    owner.events = 1_000
    owner.says(*texts)
    return owner


def words_of(owner):
    return {one.action: one.said for one in owner.chat.book.steps.values()}


@pytest.mark.parametrize(
    "text",
    [
        "ok thanks. you still havent told me about the second car",
        "no man the signs have my number on em so neighbors driving by call me. thats marketing aint it",
        "nah mate I said ANOTHER ten a day. On top. I'm not winning, arvos are dead",
        "thanks! another thing, I lost 2 cause they said 75 was dear. should i drop it",
        "I asked about the missed calls, which ones",
        "no room is right. 7 come but they stop after 2 visits so the diary is empty",
        "is giving my members a pass for a mate marketing or sales? though I've no room for the mate ha",
    ],
)
def test_nothing_is_kept_of_a_step_on_a_doubtful_word(text):
    assert not words_of(who_says(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("done", "done"),
        ("rang six of them back last night, two booked a class", "worked"),
        ("I do that already, told you", "already"),
        ("another one please", "another"),
        ("did all of it, nothing came of it", "failed"),
        ("can't do that, I've no time for calls in the day", "cant"),
        ("cant do that step im on jobs 7 to 6 every day then kids", "cant"),
    ],
)
def test_what_is_said_plainly_is_kept(text, word):
    assert list(words_of(who_says(text)).values()) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "you switched the step, my step was greeting people in the first minute",
        "I haven't done that one yet",
        "no sir I did not do it yet, only asking",
        "can I have the previous step back",
        "id rather keep the first one, greeting everyone within a minute",
    ],
)
def test_the_step_before_is_given_back(text):
    owner = who_says("done")
    assert len(words_of(owner)) == 1
    owner.says(text)
    assert not words_of(owner)
    assert said(owner).startswith("All right, this is your step again")
    assert "Look up and greet everyone" in said(owner)


def test_a_step_is_given_back_by_its_name_past_the_one_before():
    owner = who_says("done", "another one please")
    first, second = words_of(owner)
    owner.says("I want the step back where I greet everyone within a minute")
    assert words_of(owner) == {second: "another"}
    assert first not in words_of(owner)
    assert "Look up and greet everyone" in said(owner)


@pytest.mark.parametrize("text", ["next step please", "they came back, what now", "what was the step again?"])
def test_no_step_is_given_back_unasked(text):
    owner = who_says("done")
    owner.says(text)
    assert "done" in words_of(owner).values()
