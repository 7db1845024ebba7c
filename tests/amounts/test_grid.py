"""Composed texts are taken as they are meant by the whole bot, or asked about."""

from collections import Counter

import pytest

from tests.amounts.grid import OPEN, SEALED, compose
from tests.amounts.score import result

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

EACH = 400
RIGHT, WRONG = 0.98, 0.005


@pytest.mark.parametrize(("half", "seed"), [("open", OPEN), ("sealed", SEALED)])
def test_composed_texts_are_taken_as_they_are_meant(half, seed):
    outcomes = Counter(result(line) for line in compose(EACH, half, seed))
    assert outcomes["right"] >= RIGHT * EACH, outcomes
    assert outcomes["wrong"] <= WRONG * EACH, outcomes


def test_the_same_seed_composes_the_same_texts():
    assert list(compose(50, "open", OPEN)) == list(compose(50, "open", OPEN))
