"""What the numbers of a message after a verdict are for, and what each of them counts."""

import numpy as np
import pytest

from bot.hearing.numbers_meant import NUMBERS_MEANT, numbers_meant
from tests.listening.numbers_after import file_of_numbers, numbers_examples
from tests.listening.train_numbers_meant import numbers_fingerprint

KNOWN = {"people": 60.0, "talked": 48.0, "customers": 12.0, "room": 10.0, "wanted": 5.0, "fit": 8.0}


def test_the_weights_are_made_from_the_examples_as_they_are():
    with np.load(NUMBERS_MEANT, allow_pickle=False) as file:
        assert str(file["made_from"]) == numbers_fingerprint(), "run python -m tests.listening.train_numbers_meant"


def test_the_examples_tell_only_numbers_that_stand_in_them_or_are_worked_out():
    examples = numbers_examples(file_of_numbers("en"), "en")
    whole = [one for one in examples if {name for name in one.counts() if name} == set(one.told)]
    assert len(whole) > 0.85 * len(examples)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("I told you 60 but my sister counted, it was 52 that rang", "correct"),
        ("the 12 is wrong, two of them never paid, make it 10", "correct"),
        ("december is over: 71 rang, spoke to 66, 19 signed", "newer"),
        ("what if I only talked to 30 of them", "whatif"),
        ("suppose 20 bought, what then", "whatif"),
        ("I only want 3 new ones a week", "wish"),
        ("the radio spot is 400 a month and it brought 6 calls, keep it or not", "cost"),
        ("put the price up to 95, seven asked and five said yes", "cost"),
        ("rang nine of them, two want it and the rest didn't pick up", "step"),
        ("my competitor has 14 vans and charges half", "aside"),
        ("I've been doing this for 22 years and I'm 58", "aside"),
    ],
)
def test_what_numbers_are_for(text, purpose):
    found = numbers_meant(text, "en", KNOWN)
    assert found is not None
    assert found.purpose == purpose


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("I told you 60 but my sister counted, it was 52 that rang", {"people": 52}),
        ("december is over: 71 rang, spoke to 66, 19 signed", {"people": 71, "talked": 66, "customers": 19}),
        ("I only want 3 new ones a week", {"wanted": 3}),
        ("could take 14 a week from january, we hired a lad", {"room": 14}),
    ],
)
def test_what_each_number_counts(text, numbers):
    found = numbers_meant(text, "en", KNOWN)
    assert found is not None
    assert {name: told.amount.value for name, told in found.readings[0].numbers.items()} == numbers


@pytest.mark.parametrize("text", ["60", "no numbers here", "1 2 3 4 5 6 7 and more"])
def test_bare_numbers_and_lists_are_left_to_others(text):
    assert numbers_meant(text, "en", KNOWN) is None
