"""How to do a thing of the owner's own after a verdict, or whether it is a good idea."""

import pytest
from msgspec.structs import replace

from bot.hearing.own_ways import own_way
from bot.language.templates import words
from tests.checkup.follow_ups import after_the_verdict, answer_to, stored
from tests.checkup.test_what_if import said
from tests.listening.played import Owner

ASKED = [
    ("plumber", "should I ring them or email them about the quote?", "Ring, or go round"),
    ("plumber", "how soon after the site visit should I ring?", "Two or three days"),
    ("plumber", "what do I say when they say they'll think about it", "“Of course."),
    ("coach", "what do I tell the ones who say it's too expensive", "“What had you expected?”"),
    ("gym", "how would I keep them after the first term?", "Fix the next date"),
    ("coach", "a little practice sheet after the taster, good idea?", "half a page"),
    ("plumber", "what should I say about a one star review?", "Answer it once"),
    ("coach", "how many leaflets should I print?", "Two hundred"),
    ("coach", "what should I put on the poster?", "across the road"),
    ("plumber", "what would you do with £300?", "it’s free:"),
    ("gym", "how often should I send a newsletter?", "Once a month"),
    ("dentist", "what do I offer somebody who introduces me?", "no money"),
    ("coach", "the 5 in trial, what do I do about those?", "closest to a yes"),
    ("plumber", "what do I say to somebody who went with the other firm?", "Has it worked out?"),
    ("coach", "what could I do in winter when it's dead?", "Sell it before it comes"),
    ("plumber", "ok but what about january, nothing ever happens in january", "Sell it before it comes"),
    (
        "gym",
        "evenings are packed and the mornings are empty, how do I get people into mornings",
        "Name the quiet day first",
    ),
    ("coach", "should I ask the remaining ones too, or is that too many at once?", "A few a week"),
]
NOT_OF_QUIET_TIMES = [
    ("plumber", "did you take into account that it was january?"),
    ("plumber", "what do I do on monday morning?"),
    ("coach", "I'll ring them on tuesday"),
    ("plumber", "we close at one on wednesdays"),
]
LEFT_TO_THE_STEP = [
    ("plumber", "how exactly do I do that?"),
    ("plumber", "where do I begin?"),
    ("plumber", "who are the people I missed?"),
    ("coach", "how do I do this step?"),
]


@pytest.mark.parametrize(("name", "text", "answer"), ASKED)
def test_a_thing_of_the_owners_own_is_answered_itself(name, text, answer):
    owner = Owner(after_the_verdict(name))
    owner.says(text)
    assert answer in said(owner)
    assert not stored(name, text)


@pytest.mark.parametrize(("name", "text"), NOT_OF_QUIET_TIMES)
def test_a_time_that_is_only_named_is_none_to_fill(name, text):
    _, found = answer_to(name, text)
    assert not any("ahead_" in one or "do_quiet" in one for one in found)


@pytest.mark.parametrize(("name", "text"), LEFT_TO_THE_STEP)
def test_what_names_no_other_thing_is_of_the_step(name, text):
    _, found = answer_to(name, text)
    assert not any(one.startswith("topics/ways:do") for one in found)


def test_a_price_that_is_named_is_raised_by_a_tenth():
    assert own_way("ok what price? i charge 45 for a small dog", words("en")) == "do_price prices:45:50: form:much"


def test_a_question_that_names_nothing_goes_on_about_the_thing_before():
    owner = Owner(after_the_verdict("plumber"))
    owner.says("what price should I charge, it's 80 an hour now")
    assert "88" in said(owner)
    owner.says("and who do I tell first?")
    assert "New ones first" in said(owner)


def test_the_same_is_not_said_word_for_word_twice():
    owner = Owner(after_the_verdict("coach"))
    owner.says("how many leaflets should I print?")
    first = said(owner)
    owner.says("how many leaflets should I print?")
    assert said(owner) != first


def test_a_good_idea_is_weighed_by_the_side_that_is_short():
    owner = Owner(after_the_verdict("plumber"))
    owner.says("a short summary after each call, good idea?")
    assert "people who have asked" in said(owner)


@pytest.mark.parametrize(
    ("language", "text", "block"),
    [
        ("es", "¿cómo pido reseñas?", "reviews"),
        ("pt-BR", "quantos panfletos devo imprimir?", "leaflets"),
        ("ru", "что сказать, если слишком дорого?", "dear"),
        ("id", "berapa brosur yang harus saya cetak?", "leaflets"),
        ("hi", "न्यूज़लेटर कितनी बार भेजूँ?", "newsletter"),
    ],
)
def test_it_is_heard_in_each_language(language, text, block):
    assert own_way(text, words(language)).startswith(f"do_{block} ")
    owner = Owner(replace(chat := after_the_verdict("plumber"), owner=replace(chat.owner, language=language)))
    owner.says(text)
    assert said(owner)


def test_the_same_part_of_the_step_is_not_told_twice_in_a_row():
    owner = Owner(after_the_verdict("plumber"))
    owner.says("how do I make the shelves look nicer?")
    first = said(owner)
    owner.says("no, the shelves, how do I make them nicer?")
    assert said(owner) != first
    assert "not to be what you ask" in said(owner)
