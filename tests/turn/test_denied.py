"""An answer that an owner denies is taken out at once, or put right, wherever they are and whatever else they say."""

import pytest
from msgspec.structs import replace

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.test_what_if import said
from tests.listening.played import Owner, at

QUIET = {**OWNERS["coach"], "reason": "they go quiet"}


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setitem(OWNERS, "quiet", QUIET)


def after(name, text, language="en"):
    """Return an owner after a message about a verdict, and the answer to each question."""
    chat = after_the_verdict(name)
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(text)
    return owner, owner.chat.sessions[-1].answers


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("coach", "Too dear? I never said that"),
        ("coach", "I did NOT tell you that. No one has said too dear."),
        ("coach", "It’s not that they say I’m too dear, it’s that I’m FULL. I turn away 7."),
        ("coach", "they never say it's too dear"),
        ("coach", "take that too dear bit out please"),
        ("coach", "so put the usual no back to open"),
        ("quiet", "I never said they go quiet. They just dont answer the phone, half of them are in work"),
    ],
)
def test_an_optional_answer_that_is_denied_is_left_open_and_the_verdict_comes_anew(name, text):
    owner, answers = after(name, text)
    assert answers["reason"].state == "skipped"
    assert "Taken out: " in said(owner)
    assert owner.chat.open is None


@pytest.mark.parametrize("text", ["swamped?? I never said that", "I never said I was swamped"])
def test_how_busy_it_is_may_be_left_open(monkeypatch, text):
    monkeypatch.setitem(OWNERS, "swamped", {**OWNERS["coach"], "busy": "swamped"})
    _, answers = after("swamped", text)
    assert answers["busy"].state == "skipped"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "¿demasiado caro? nunca dije eso"),
        ("pt-BR", "nunca disse caro demais"),
        ("ru", "я не говорил слишком дорого"),
        ("id", "saya tidak pernah bilang terlalu mahal"),
        ("hi", "मैंने महँगा लगा नहीं कहा"),
    ],
)
def test_it_is_taken_out_in_every_language(language, text):
    _, answers = after("coach", text, language)
    assert answers["reason"].choice != "price"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I didnt say I wanted 5!!", "wanted"),
        ("is 28 still in there?", "talked"),
        ("You’ve still got 28 people in there", "talked"),
        ("no, not 28", "talked"),
    ],
)
def test_a_number_that_is_denied_is_asked_for_again(text, name):
    owner, answers = after("coach", text)
    assert name not in answers
    assert "Taken out: " in said(owner)
    assert owner.chat.open is not None


def test_a_number_that_is_told_in_its_place_takes_it():
    _, answers = after("coach", "You’ve still got 28 people in there. It’s 25. TWENTY FIVE.")
    assert answers["talked"].amount.value == 25


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("quiet", "they don't say no they just go quiet"),
        ("coach", "no I'm not too dear, I'm the cheapest"),
        ("coach", "I've still got 5 on the list"),
        ("coach", "is 5 of 28 bad"),
        ("coach", "take the salon online"),
    ],
)
def test_what_only_speaks_of_an_answer_takes_none_out(name, text):
    owner, found = answer_to(name, text)
    assert not any(one.startswith("dialogue/correction") for one in found)
    assert owner.chat.sessions[-1].answers == after_the_verdict(name).sessions[-1].answers


def in_a_checkup(*typed):
    """Return an owner in a check-up after some messages."""
    owner = Owner(at("q:trade"))
    owner.says(*typed)
    return owner


def test_what_is_denied_for_another_option_is_put_right_and_the_rest_answers_the_open_question():
    owner = in_a_checkup(
        "hairdresser", "both", "12. But no not both, they message first always, there’s no online booking"
    )
    answers = owner.chat.open.answers
    assert answers["path"].choice == "talk"
    assert answers["people"].amount.value == 12


def test_what_the_last_reply_said_back_is_taken_out():
    owner = in_a_checkup("hairdresser", "both", "no, not both")
    assert "path" not in owner.chat.open.answers


def test_what_is_left_of_the_message_answers_what_is_asked():
    owner = in_a_checkup(
        "driving instructor",
        "we talk first",
        "30 in the last month",
        "20, and the usual reason is they find it too dear",
        "4",
    )
    assert owner.chat.open.answers["reason"].choice == "price"
    owner.says("Too dear? I never said that. I could handle 3")
    answers = owner.chat.open.answers
    assert "reason" not in answers
    assert answers["room"].amount.value == 3


def test_a_question_that_was_opened_again_is_left_and_the_rest_is_heard():
    owner = Owner(after_the_verdict("coach"))
    before = owner.chat.sessions[-1].answers
    owner.says("Change an answer", "How people buy")
    assert owner.chat.open is not None
    owner.says("no no leave that. just give me something i can text them")
    assert owner.chat.open is None
    assert owner.chat.sessions[-1].answers == before
    assert "I can't do without" not in said(owner)
