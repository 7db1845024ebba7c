"""Trades that are told in words that name none: heard by what they mean, asked for where that leaves doubt."""

import numpy as np
import pytest

from bot.language.listening.reader import read_acts
from bot.language.listening.told_meant import MOST_PARTS, STATES, TOLD, options_meant, parts_of, told_network
from bot.language.templates import languages
from tests.listening.played import played
from tests.listening.train_told import fingerprint


def trade_in(text: str, state: str = "start", language: str = "en") -> str | None:
    """Return the trade that is stored of a message."""
    acts = played(text, state, language).acts
    return next((act.value for act in acts if (act.kind, act.name) == ("tells", "trade")), None)


def test_the_network_is_made_from_the_examples_that_are_there():
    with np.load(TOLD, allow_pickle=False) as file:
        assert str(file["made_from"]) == fingerprint(), "run python -m tests.listening.train_told"


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Well what I do is fix boilers, there's 3 of us", "trades"),
        ("we patch up leaking roofs round Derby, me and two lads", "trades"),
        ("plumber in Winnipeg, phone rings all day", "trades"),
        ("I treat bad backs and necks, three rooms over the chemist", "health"),
        ("we do kids' parties, face paint and a magician", "other"),
        ("I do acrylics and gels in a little room at my mum's", "beauty"),
        ("people buy our soaps from our own website, we post them out", "online_shop"),
        ("we cook for weddings, up to 200 guests", "catering"),
    ],
)
def test_a_trade_is_heard_that_is_not_named(text, trade):
    assert trade_in(text) == trade


@pytest.mark.parametrize(
    ("language", "text", "trade"),
    [
        ("es", "ponemos suelos y tarimas por toda la provincia", "trades"),
        ("pt-BR", "eu conserto telhados e calhas aqui em Curitiba", "trades"),
        ("ru", "чиню котлы и батареи, работаем вдвоём с братом", "trades"),
        ("id", "saya betulin atap bocor dan talang, sama adik saya", "trades"),
        ("hi", "main logon ke ghar jaakar geyser aur nal theek karta hoon", "trades"),
    ],
)
def test_it_is_heard_in_each_language(language, text, trade):
    assert trade_in(text, language=language) == trade


@pytest.mark.parametrize(
    "text",
    [
        "my brother-in-law the plumber told me about you",
        "the shop next door closed in March",
        "most of my customers are restaurants",
        "my landlord is an estate agent and put the rent up",
        "how long does this take?",
        "nobody rings any more and I don't know why",
        "30 people asked and 4 bought",
        "is it free?",
        "we run facebook ads",
        "flyers through letter boxes",
    ],
)
def test_what_tells_no_business_tells_no_trade(text):
    assert trade_in(text) is None


def test_a_trade_that_is_named_is_not_asked_of_the_network(monkeypatch):
    """The names that are known are exact, and cost nothing."""
    monkeypatch.setattr("bot.language.listening.told_meant.trades_meant", None)
    (act, *_) = [act for act in read_acts("I'm an electrician in Bath", "start") if act.name == "trade"]
    assert act.value == "trades"
    assert act.chance > 0.9


def test_every_trade_has_a_label():
    assert len(told_network().options["trade"]) > 25
    assert {"q:trade", "q:busy", "start"} <= set(STATES)


def test_a_long_message_is_heard_in_its_first_parts_and_as_a_whole():
    text = "I sell soap. " * 40
    assert parts_of(f"{text} 12. 9") == ["I sell soap", f"{text} 12. 9"]
    assert len(parts_of(". ".join(f"this is part {'a' * n}" for n in range(30)))) == MOST_PARTS + 1


@pytest.mark.parametrize("language", languages())
def test_chances_of_a_question_are_at_most_one(language):
    for options in options_meant("ok", "q:busy").values():
        assert 0 <= sum(options.values()) <= 1
