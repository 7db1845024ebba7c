"""What a message after a verdict is about: the examples, the model made of them, and what the bot does with a matter."""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from bot.language.listening.closer import ready_answers
from bot.language.listening.matters import KIND, matters
from bot.language.templates import Words, languages
from bot.talk.weighed import AS_STEP, ASKED, GROUPS, OF_STEP
from tests.listening.played import played
from tests.listening.train_matters import fingerprint, model_path, rows

LEAST, LEAST_OF_A_KIND = 50, 8
"""Examples of each matter, and of each of its kinds, in each language."""

ANSWERED = ("topics/remarks", "topics/step_remarks", "topics/objections")
FEARS = ("leaving", "going", "quiet", "self", "future", "refusing")
BY_RULES = {
    "not_fine",
    "had_answer",
    "out_of_reach",
    "reached_all",
    "which_side",
    "way_of_work_reach",
    "way_of_work_stay",
}
NO_KIND = {
    "perhaps",
    "afraid",
    *BY_RULES,
    *(f"worried_{fear}" for fear in FEARS),
    *(f"{remark}_{one}" for remark, found in ready_answers().items() for one in found),
}
"""Blocks of these that answer no kind by themselves, but stand beside one, or answer a part of it more closely."""


@cache
def doable(language: str) -> frozenset[str]:
    """Return the matters that the bot can answer or do."""
    answered = Words(language).blocks("topics/verdict") - {"none", "contradiction"}
    return frozenset(answered | set(OF_STEP) | set(AS_STEP) | set(GROUPS) | set(ASKED))


@pytest.mark.parametrize("language", languages())
def test_the_model_is_made_from_the_examples_and_the_reader_that_are_there(language):
    with np.load(model_path(language), allow_pickle=False) as file:
        assert str(file["made_from"]) == fingerprint(language), (
            f"run python -m tests.listening.train_matters {language}"
        )


@pytest.mark.parametrize("language", languages())
def test_each_matter_has_examples_and_is_one_that_the_bot_can_do(language):
    counted = Counter(matter.partition(KIND)[0] for matter, _ in rows(language))
    assert not set(counted) - doable(language)
    few = {matter for matter in doable(language) if counted[matter] < LEAST}
    assert not few, f"fewer than {LEAST} examples"


@pytest.mark.parametrize("language", languages())
def test_each_kind_of_a_matter_has_an_answer_and_examples_and_each_answer_a_kind(language):
    counted = Counter(kind for _, _, kind in (matter.partition(KIND) for matter, _ in rows(language)) if kind)
    answers = {block for template in ANSWERED for block in Words(language).blocks(template)} - NO_KIND
    assert set(counted) == answers
    few = {kind: times for kind, times in counted.items() if times < LEAST_OF_A_KIND}
    assert not few


@pytest.mark.parametrize("language", languages())
def test_a_text_stands_under_one_matter(language):
    texts = Counter(text for _, text in rows(language))
    assert not [text for text, times in texts.items() if times > 1]


def test_a_language_that_is_not_taught_it_has_none():
    assert matters("why sales?", "xx") == ()


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("would a van wrap be worth the money", "topics/remarks:event"),
        ("is advertising on my van worth it", "topics/verdict:worth_it_ads"),
        ("should I just put my prices up instead", "topics/verdict:worth_it_raise"),
        ("rang all nine of them, not a soul wants it", "topics/step:failed"),
        ("sent it to my list and four of them booked", "topics/step:worked"),
        ("is four weeks really enough to say that", "topics/verdict:few"),
    ],
)
def test_what_words_alone_tell_is_answered_as_closely(text, matter):
    assert matter in played(text, "verdict").names


def test_a_step_is_noted_on_likely_words_only():
    for text in ("all", "waiting", "more", "hm"):
        done = played(text, "verdict")
        assert not any(name.startswith("topics/step:") for name in done.names), text
        assert not any(act.kind in ("step", "tells") for act in done.acts), text


def test_a_trade_that_is_told_in_passing_of_a_question_changes_nothing():
    done = played("I run a tack shop in the middle of nowhere. out comes sales. how did you get there?", "verdict")
    assert not any(act.kind == "tells" for act in done.acts)
    assert any(name.startswith("topics/verdict:") for name in done.names)


@pytest.mark.parametrize("text", ["não foram 5, fechei 7", "não 5, fechei 7", "não foram 5 clientes, foram 7"])
def test_a_sure_correction_goes_before_what_else_its_words_may_be(text):
    done = played(text, "verdict", "pt-BR")
    assert [(act.name, act.value) for act in done.acts if act.kind == "tells"] == [("customers", "7")]


@pytest.mark.parametrize(
    "text",
    ["I can't go on like this", "I don't want to live anymore", "everything I built is gone and I can't cope"],
)
def test_somebody_in_distress_is_answered_whatever_else_it_may_be(text):
    assert "topics/social:distress" in played(text, "verdict").names
