"""A language without a model is read by rules: numbers count what was asked, or what stands beside them; trades are named."""

import pytest

from bot.activity import judge
from bot.language.listening.model import heads
from bot.language.listening.reader import read_acts
from bot.language.listening.week_told import week_told

BY_RULES = "de"  # whose folder is not there: English words, and no model


def test_a_model_is_never_that_of_another_language():
    assert heads(BY_RULES) == {}
    assert heads("en-GB").keys() == heads("en").keys() != set()


@pytest.mark.parametrize(("state", "name"), [("q:people", "people"), ("q:talked", "talked"), ("idle", "people")])
def test_a_number_counts_what_was_asked(state, name):
    (act,) = read_acts("about 40", state, language=BY_RULES)
    assert (act.kind, act.name) == ("tells", name)
    assert act.told is not None
    assert act.told.amount.value == 40


def test_words_without_a_number_say_nothing():
    (act,) = read_acts("what do you think of it", "verdict", language=BY_RULES)
    assert act.kind == "nothing"


def test_the_numbers_of_a_week_go_by_their_names():
    week = week_told("15 enquiries, talked with 9, 3 customers", language=BY_RULES)
    assert week is not None
    assert (week.people.value, week.talked.value, week.customers.value) == (15, 9, 3)


def test_an_activity_is_judged_by_its_patterns():
    assert judge("we post flyers in letter boxes", language=BY_RULES).verdict == "marketing"
    assert judge("flurbing the snargles", language=BY_RULES).verdict == "unclear"
