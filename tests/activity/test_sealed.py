"""How well texts are judged that nobody who made the judge has read: bounds under what is measured."""

from functools import cache

import pytest

from bot.activity import judge
from tests.activity.score import SEALED, after, cases, score


@cache
def judged():
    return [(case, judge(case.text)) for case in cases()]


def test_the_texts_are_many():
    assert len(cases()) >= 500


def test_they_are_judged_well():
    found = score(judged())
    assert found.right >= 0.95
    assert found.answered >= 0.9
    assert found.wrong_and_sure <= 0.01
    assert found.open_right >= 0.95


def test_the_questions_settle_the_rest():
    found = after(judged())
    assert found.right >= 0.98
    assert found.questions <= 1.2


@pytest.mark.parametrize("language", ["es", "pt-BR", "ru", "id", "hi"])
def test_they_are_judged_well_in_other_languages(language):
    texts = cases(SEALED.with_name(f"sealed_{language}.tsv"))
    assert len(texts) >= 150
    found = score([(case, judge(case.text, language=language)) for case in texts])
    assert found.right >= 0.88
    assert found.answered >= 0.8
    assert found.wrong_and_sure <= 0.04
