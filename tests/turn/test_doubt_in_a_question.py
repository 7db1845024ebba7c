"""A number inside a question is asked about, and what explains a number is not stored beside it."""

import pytest

from tests.listening.played import played


def _told(text, state, language="en"):
    done = played(text, state, language)
    return [(act.name, act.value) for act in done.acts if act.kind == "tells" and act not in done.proposed]


@pytest.mark.parametrize("state", ["q:people", "q:wanted", "q:room"])
@pytest.mark.parametrize(
    "text", ["what about the 10 i never quoted", "whats the one thing that would help most", "who rang the 12 i lost"]
)
def test_a_number_in_a_question_is_not_stored_unasked(text, state):
    assert _told(text, state) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "¿quién llamó a los 10 que perdí?"), ("pt-BR", "quem ligou pros 10 que perdi"), ("ru", "что с теми 10 что пропали"),
     ("id", "gimana 10 orang yang hilang itu"), ("hi", "kya hua un 10 logon ka")],
)  # fmt: skip
def test_it_is_so_in_every_language(language, text):
    assert _told(text, "q:wanted", language) == []


def test_an_answer_said_with_care_is_an_answer():
    assert _told("how about 12?", "q:people") == [("people", "12")]
    assert _told("which was 12", "q:people") == [("people", "12")]
    assert _told("let's say 12", "q:people") == [("people", "12")]
    assert _told("vamos dizer 10?", "q:people", "pt-BR") == [("people", "10")]
    assert _told("what if 12", "q:people") == []
    assert _told("what? I answered every bloody one of them", "q:talked") == [("talked", "50")]


@pytest.mark.parametrize(("language", "text"), [("en", "shall we say 12?"), ("en", "can 10 people fit?")])
def test_a_number_that_is_asked_about_is_a_button(language, text):
    done = played(text, "q:people", language)
    assert "dialogue/confirm:really" in done.names
    assert done.proposed
    assert len(done.buttons) > 1


@pytest.mark.parametrize(
    ("language", "text"), [("en", "10 12"), ("en", "ten twelve"), ("hi", "20 10"), ("es", "10 12")]
)
def test_of_two_bare_numbers_none_is_dropped(language, text):
    assert _told(text, "q:people", language) == []


def test_hang_on_before_a_question_puts_nothing_aside():
    done = played("hang on, isnt 8 out of 40 good for a plumber?", "q:room", "en")
    assert "topics/question:is_good" in done.names
    assert "checkup/room:ask" in done.names


def test_those_who_were_not_right_are_no_reason_of_the_others():
    assert _told("about half were time wasters", "q:fit") == [("fit", "5")]


def test_a_share_of_the_price_is_not_one_of_the_customers():
    done = played("what happens if i put prices up 10%", "verdict", "en")
    assert "topics/verdict:worth_it_raise" in done.names


def test_who_has_no_time_for_the_step_has_not_done_it():
    done = played("ive not got time to ring round everybody", "verdict", "en")
    assert "topics/step:cant" in done.names
    assert "topics/step:done" not in done.names
