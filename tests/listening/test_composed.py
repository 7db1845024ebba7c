"""Messages that are composed of what owners say of one number each."""

from itertools import islice

import pytest

from bot.language.templates import languages
from tests.listening.composed import AFTERWARDS, AROUND, FUNNEL, OF_TOLD, SLOT, composed, counted_in, fragments

OTHERS = {"lost", "pending", "regulars", "year", "staff", "hours", "things", "said"}
"""What a number may be of that answers nothing in the check-up."""


@pytest.mark.parametrize("language", sorted(languages()))
def test_each_phrase_has_one_number_and_a_known_name(language):
    said = fragments(counted_in(language))
    assert said.keys() == {*OF_TOLD, *OTHERS, *AROUND}
    assert {*FUNNEL, *AFTERWARDS} <= said.keys()
    told = [words for role, phrases in said.items() if role not in AROUND for words in phrases]
    assert all(words.count(SLOT) == 1 for words in told)
    assert len(told) > 450


@pytest.mark.parametrize("language", sorted(languages()))
def test_they_are_the_same_each_time_and_no_part_exceeds_its_whole(language):
    first = list(islice(composed(language), 200))
    assert first == list(islice(composed(language), 200))
    for message in first:
        told = {label.name: float(label.value) for label in message.readings[0]}
        steps = [told[name] for name in FUNNEL if name in told]
        assert steps == sorted(steps, reverse=True)
        assert all(f"{value:g}" in message.text for value in told.values())
