"""Words that everybody uses name no trade: the "unas" of "unas 30", the "outro" of "outro dia"."""

import tomllib

import pytest

from bot.language.listening.lexicon import trade_phrases
from bot.language.signs import as_typed
from bot.language.templates import file_of, languages

COMMON = ("some", "many", "most", "every", "rest", "agree", "praise", "negation")
"""Kinds of word that say how many, which others, yes and no; a trade that sounds like one needs another word beside it."""


@pytest.mark.parametrize("language", languages())
def test_a_common_word_names_no_trade(language):
    kinds = tomllib.loads(file_of(language, "listening/kin.toml").read_text(encoding="utf-8"))["kind"]
    words = [word.rstrip("*") for kind in COMMON for word in kinds[kind]]
    assert len(words) > 40
    phrases = trade_phrases(language)
    assert not [word for word in words if tuple(as_typed(word, language).split()) in phrases]
