"""Pleasantries are taken as what they are, before a command that is only nearly called so."""

import pytest

from tests.listening.played import played


@pytest.mark.parametrize("state", ["verdict", "start", "weekly_done"])
@pytest.mark.parametrize(("language", "text"), [("en", "ok"), ("es", "vale"), ("ru", "ок"), ("id", "oke")])
def test_an_ok_is_no_thanks_and_no_command(language, text, state):
    done = played(text, state, language)
    assert ("social", "ok") in [(act.kind, act.name) for act in done.acts]
    assert ("social", "thanks") not in [(act.kind, act.name) for act in done.acts]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "hello"), ("es", "qué tal"), ("ru", "как дела?"), ("id", "apa kabar")]
)
def test_a_greeting_is_greeted(language, text):
    assert ("social", "hello") in [(act.kind, act.name) for act in played(text, "verdict", language).acts]
