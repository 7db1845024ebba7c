"""Options that words mean where they name none, or several: what is so now stands, and what is meant is taken."""

import pytest

from bot.hearing.options_meant import with_options_meant
from bot.language.listening.acts import Act
from tests.listening.played import played


def told(text: str, question: str, *, state: str | None = None, language: str = "en") -> str | None:
    """Return the option that is stored of a message where a question is asked."""
    acts = played(text, state or f"q:{question}", language).acts
    return next((act.value for act in acts if (act.kind, act.name) == ("tells", question)), None)


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("path", "It used to be by telephone, but since 2021 everybody orders through the website", "order"),
        ("path", "Used to be all by phone, now they book on the app and I never speak with a soul", "order"),
        ("path", "before covid they all walked in and had a chat, now they click and pay", "order"),
        ("reason", "it used to be the price, these days they just never write back", "quiet"),
        (
            "busy",
            "I said weeks are about right but thinking on it we're swamped, my wife was just saying so",
            "swamped",
        ),
        ("busy", "last year I couldn't cope, right now it's dead", "waiting"),
        ("speed", "used to take me two days but now my daughter does it so within the hour", "hour"),
    ],
)
def test_what_is_so_now_stands_against_what_was_once(question, text, option):
    assert told(text, question) == option


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("busy", "some days I'm run off my feet, some days nothing, on the whole it's ok", "right"),
        ("busy", "Mondays I'm twiddling my thumbs but the rest of the week is just right, so put about right", "right"),
        ("busy", "like a graveyard since they dug the road up outside", "waiting"),
        ("busy", "Waiting around more than I'd like, winter was dead quiet and now it's warming up", "waiting"),
        ("busy", "Up and down, but if I have to pick one then it's waiting for people", "waiting"),
        ("busy", "swamped. well, no, about right", "right"),
        ("reason", "It's always the money. There's a guy doing it for 200 less", "price"),
        ("path", "They come in and buy, simple as that, a loaf is a loaf.", "order"),
    ],
)
def test_the_option_is_taken_that_is_meant(question, text, option):
    assert told(text, question) == option


@pytest.mark.parametrize(
    ("language", "question", "text", "option"),
    [
        ("es", "path", "piden sin hablar", "order"),
        ("es", "path", "antes era todo por teléfono, ahora piden por la página", "order"),
        ("pt-BR", "busy", "tem dia que é um deserto, fico olhando pra rua", "waiting"),
        ("ru", "reason", "говорят, что дорого", "price"),
        ("id", "busy", "sepi banget, cuma nunggu orang datang", "waiting"),
        ("hi", "reason", "sab bolte hain mehnga hai", "price"),
    ],
)
def test_it_is_taken_in_each_language(language, question, text, option):
    assert told(text, question, language=language) == option


@pytest.mark.parametrize(
    ("text", "state", "question"),
    [
        ("Before that, the room number, it's 10 a week not 15, I forgot I don't work Fridays.", "q:busy", "busy"),
        ("No I still think it's sales because the flyer has the price on it.", "idle", "reason"),
        ("Thanks pet, very helpful, I'll have a think and get back to you.", "idle", "reason"),
        ("what do you mean by that?", "q:busy", "busy"),
        ("the usual no is that they went quiet", "q:busy", "busy"),
        ("skip this one", "q:reason", "reason"),
    ],
)
def test_what_tells_none_of_them_tells_none(text, state, question):
    assert told(text, question, state=state) is None


def test_an_option_that_is_sure_is_not_asked_of_the_network(monkeypatch):
    monkeypatch.setattr("bot.language.listening.told_meant.options_meant", None)
    sure = (Act("tells", "busy", "swamped", chance=0.95),)
    assert with_options_meant(sure, sure, "busy", "q:busy", "snowed under", "en") == sure


def test_after_a_verdict_nothing_is_weighed_here():
    several = (Act("tells", "busy", "swamped", chance=0.8), Act("tells", "busy", "waiting", chance=0.7))
    assert with_options_meant(several, several, "", "verdict", "swamped, now waiting", "en") == several
