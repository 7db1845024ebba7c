"""What is asked while a question of the check-up is open is answered, and an answer that stands before it is taken."""

import pytest

from tests.listening.played import played


def options(done):
    """Return what was stored, by question."""
    return {act.name: act.value for act in done.acts if act.kind == "tells"}


@pytest.mark.parametrize(
    ("language", "state", "text", "told", "answer"),
    [
        ("en", "q:people", "bout 12? my regulars dont count right?", {"people": "12"}, "says_before"),
        ("en", "q:people", "14. existing patients don't count right?", {"people": "14"}, "says_before"),
        (
            "en",
            "q:talked",
            "all of them. does my regular's sister count as new or not?",
            {"talked": "50"},
            "says_before",
        ),
        ("en", "q:busy", "about right. do regulars count?", {"busy": "right"}, "says_before"),
        ("en", "q:people", "20. should I stop my ads?", {"people": "20"}, "not_yet"),
        ("es", "q:people", "12. ¿cuentan mis clientes de siempre?", {"people": "12"}, "says_before"),
        ("pt-BR", "q:people", "12. meus clientes antigos contam?", {"people": "12"}, "says_before"),
        ("ru", "q:people", "12. а постоянные считаются?", {"people": "12"}, "says_before"),
        ("id", "q:people", "12. pelanggan lama dihitung?", {"people": "12"}, "says_before"),
        ("hi", "q:people", "12. kya purane grahak gine jaate hain?", {"people": "12"}, "says_before"),
    ],
)
def test_an_answer_before_a_question_is_taken_and_the_question_answered(language, state, text, told, answer):
    done = played(text, state, language)
    assert options(done) == told
    assert done.names & {f"topics/question:{answer}", f"topics/counted:{answer}"}


@pytest.mark.parametrize(
    ("state", "text", "answer"),
    [
        ("start", "do regulars count?", "says_before"),
        ("start", "Dentist in Hull. Do my existing patients count as got in touch?", "says_before"),
        ("q:trade", "does an existing patient ringing count?", "says_before"),
        ("q:busy", "do existing customers count?", "says_before"),
        ("q:orders", "Does a repeat customer count??", "says_before"),
        ("q:room", "do those three still thinking count or what", "says_pending"),
        ("q:room", "do those three waiting on insurance count or what", "says_pending"),
        ("q:talked", "does a voicemail count?", "says_voicemail"),
    ],
)
def test_what_counts_is_said_of_the_number_that_is_meant(state, text, answer):
    assert played(text, state).names & {f"topics/question:{answer}", f"topics/counted:{answer}"}


def test_words_that_announce_a_question_ask_none():
    done = played("I am an osteopath. Before I give you figures: do existing patients count as got in touch?", "start")
    assert "topics/bot:privacy" not in done.names
    assert "topics/counted:says_before" in done.names


@pytest.mark.parametrize(
    "text",
    [
        "by 'talk first', do you mean a phone call, or the visit itself?",
        "when you say 'we talk first', do you mean on the phone?",
    ],
)
def test_an_option_that_is_asked_about_is_not_chosen(text):
    assert options(played(text, "q:path")) == {}


def test_an_option_beside_a_question_is():
    assert options(played("we talk first, why do you ask?", "q:path")) == {"path": "talk"}


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("q:room", "should I drop my price?"),
        ("q:people", "should I hire someone"),
        ("q:people", "is it marketing or sales?"),
        ("q:customers", "is it worth doing google ads"),
    ],
)
def test_what_hinges_on_the_verdict_is_put_off_to_it(state, text):
    done = played(text, state)
    assert "topics/question:not_yet" in done.names
    assert options(done) == {}


@pytest.mark.parametrize("text", ["is my column marketing or sales?", "is my knitting circle marketing or sales?"])
def test_an_activity_that_nobody_knows_is_asked_about(text):
    assert "activity/contact:ask" in played(text, "q:busy").names
