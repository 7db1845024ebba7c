"""A small picture is a message too."""

import pytest

from bot.language.listening.emoji import emoji
from bot.language.listening.reader import read_acts
from bot.language.templates import languages, words
from tests.listening.played import played


def test_what_a_picture_says_is_known():
    for act in emoji().values():
        assert act.kind in ("yes", "no") or (act.kind == "social" and act.name in words("en").blocks("topics/social"))


@pytest.mark.parametrize("language", languages())
def test_pictures_alone_are_read_and_beside_words_the_words_are(language):
    for text, kind, name in (
        ("👍🏽", "yes", ""),
        ("😢 ❤️", "social", "praise"),
        ("😶", "nothing", ""),
    ):
        (act,) = read_acts(text, "idle", language=language)
        assert (act.kind, act.name) == (kind, name)
    (act,) = read_acts("12 👎", "q:people", language=language)
    assert act.told is not None
    assert act.told.amount.value == 12


@pytest.mark.parametrize("text", ["👍", "yes that's it"])
def test_a_yes_to_what_was_not_asked_is_agreement(text):
    assert played(text, "verdict").names & {"topics/social:ok", "topics/step_remarks:accepts"}


def test_a_picture_answers_a_question_as_its_word_does():
    unknown = played("🤷", "q:people").acts
    assert [(act.kind, act.name) for act in unknown] == [("unknown", "")]
    assert not played("👍", "q:people").acts
