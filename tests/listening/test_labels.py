"""How labels of messages are read, and sentences drawn from patterns."""

import random

import pytest

from tests.listening.labels import labels_of
from tests.listening.patterns import written


def test_a_label_names_its_acts_with_their_values():
    people, customers, why = labels_of("tells people=about 40/last month; tells customers=half; asks why")
    assert (people.name, people.number, people.span) == ("people", 40, "last month")
    assert (customers.number, customers.is_share) == (0.5, True)
    assert why.act == "asks.why"


@pytest.mark.parametrize(
    ("value", "number"), [("30%", 0.3), ("9/10", 0.9), ("12/week", 12), (">20", 20), ("unknown", None), ("1,200", 1200)]
)
def test_a_value_is_read_as_a_number_or_a_share(value, number):
    (label,) = labels_of(f"tells people={value}")
    assert label.number == number


def test_a_pattern_gives_each_of_its_sentences():
    lot = random.Random(1)
    seen = {written("(why|how come) (sales|(not |)marketing)", lot) for _ in range(200)}
    assert seen == {f"{a} {b}" for a in ("why", "how come") for b in ("sales", "marketing", "not marketing")}


@pytest.mark.parametrize("pattern", ["(why|how", "why)", "a (b|(c|d)"])
def test_a_bracket_that_does_not_close_is_a_fault(pattern):
    with pytest.raises(ValueError, match="bracket"):
        written(pattern, random.Random(1))
