"""Words that name trades: none that everybody uses, and the same trade wherever they stand."""

import re
import tomllib

import pytest

from bot.language.listening.lexicon import trade_phrases
from bot.language.signs import as_typed
from bot.language.templates import PROMPTS, file_of, languages

NAMES = re.compile(r"{% block names %}(.*?){% endblock %}", re.DOTALL)

APART_IN_ENGLISH = {
    "appliance repair",
    "architect",
    "car repair",
    "dance school",
    "dj",
    "drain cleaning",
    "event agency",
    "financial adviser",
    "glazier",
    "hotel",
    "massage",
    "mechanic",
    "mortgage broker",
    "musician",
    "nutritionist",
    "party planner",
    "pest control",
    "translator",
    "wedding planner",
    "wholesale",
}
"""Names that a sentence tells as a different trade from that of the question; to bring them together is to train English again."""

COMMON = ("some", "many", "most", "every", "rest", "agree", "praise", "negation")
"""Kinds of word that say how many, which others, yes and no; a trade that sounds like one needs another word beside it."""


@pytest.mark.parametrize("language", languages())
def test_a_common_word_names_no_trade(language):
    """Not the "unas" of "unas 30", nor the "outro" of "outro dia"."""
    kinds = tomllib.loads(file_of(language, "listening/kin.toml").read_text(encoding="utf-8"))["kind"]
    words = [word.rstrip("*") for kind in COMMON for word in kinds[kind]]
    assert len(words) > 40
    phrases = trade_phrases(language)
    assert not [word for word in words if tuple(as_typed(word, language).split()) in phrases]


@pytest.mark.parametrize("language", languages())
def test_a_name_of_a_trade_is_read_as_that_trade_in_a_sentence_too(language):
    phrases = trade_phrases(language)
    named: dict[str, set[str]] = {}
    for path in sorted((PROMPTS / language / "trades").glob("*.j2")):
        (names,) = NAMES.findall(path.read_text(encoding="utf-8"))
        for name in names.split(","):
            named.setdefault(" ".join(as_typed(name, language).split()), set()).add(path.stem)
    both = named.keys() & phrases
    assert len(both) > 100
    apart = {name for name in both if named[name].isdisjoint(phrases[name])}
    assert apart == (APART_IN_ENGLISH if language == "en" else set())
