"""Counts that are each a part of the one before: asked about when they contradict, and never a rate above 100 %."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import looseness
from bot.core.amount import Amount
from bot.core.parts import capped, fitted, most, possible
from bot.language.numbers import read

numbers = st.integers(0, 200).map(float)
said = st.one_of(
    numbers.map(Amount.exactly),
    numbers.map(looseness.plain),
    numbers.map(lambda value: looseness.around(value, looseness.HEDGED)),
    st.tuples(numbers, numbers).map(lambda two: looseness.interval(*sorted(two))),
    st.tuples(numbers, numbers).map(lambda two: Amount.between(*sorted(two))),
)


def typed(text: str) -> Amount:
    return read(text, "count").amount


@pytest.mark.parametrize(
    ("part", "whole", "fits"),
    [
        ("45", "30 to 50", True),
        ("50", "30 to 50", True),
        ("51", "30 to 50", False),
        ("40 to 60", "50", True),
        ("51 to 60", "50", False),
        ("40-60", "30-50", True),
        ("51", "about 50", False),
        ("55", "50", False),
        ("about 60", "about 50", False),
        ("45", "at least 30", True),
    ],
)
def test_ranges_are_compared_with_ranges_and_numbers_with_numbers(part, whole, fits):
    assert possible(typed(part), typed(whole)) is fits


def test_a_range_is_narrowed_to_what_the_others_leave_of_it():
    people, talked = fitted(typed("30 to 50"), typed("45"))
    assert (people, talked) == (looseness.interval(45, 50), Amount.exactly(45))
    assert fitted(typed("50"), None, typed("60-70")) == (typed("50"), None, typed("60-70"))
    assert capped(typed("30 to 60"), typed("40")) == looseness.interval(30, 40)


@given(st.lists(said, min_size=2, max_size=3))
def test_what_is_possible_is_fitted_with_no_part_above_its_whole(counts):
    told = fitted(*counts)
    most = [counts[0]]
    for part in counts[1:]:
        if not possible(part, most[-1]):
            return  # that is asked about
        most.append(capped(part, most[-1]))
    assert all(part.value <= whole.value + 1e-6 for whole, part in pairwise(told))
    assert all(0 <= one.low <= one.value + 1e-9 and one.value <= one.high + 1e-9 for one in told)


@given(st.lists(said, min_size=1, max_size=3))
def test_numbers_that_fit_stay_as_they_were_said(counts):
    if all(part.value <= whole.value for whole, part in pairwise(counts)):
        assert fitted(*counts) == tuple(counts)


@given(st.lists(st.one_of(st.none(), said), max_size=4), said)
def test_what_is_not_known_hides_no_contradiction_of_those_around_it(counts, part):
    wholes = [count for count in counts if count is not None]
    for place in range(1, len(wholes)):
        if not possible(wholes[place], most(*wholes[:place])):
            return  # that is asked about
    greatest = most(*counts)
    assert (greatest is None) is (wholes == [])
    assert all(possible(part, whole) for whole in wholes) is (greatest is None or possible(part, greatest))
