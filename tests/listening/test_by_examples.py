"""What a few words tell, by examples."""

import numpy as np
import pytest

from bot.language.listening.by_examples import BY_EXAMPLES, came_of, doubts_own_skill, said_of_missed
from tests.listening.train_by_examples import examples_fingerprint


def test_the_weights_are_made_from_the_examples_as_they_are():
    with np.load(BY_EXAMPLES, allow_pickle=False) as file:
        assert str(file["made_from"]) == examples_fingerprint(), "run python -m tests.listening.train_by_examples"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("havent said a word", "silent"),
        ("never wrote back", "silent"),
        ("signed up", "yes"),
        ("said no thanks", "gone"),
    ],
)
def test_what_became_of_some_is_told_by_meaning(said, told):
    assert came_of(said)[0] == told


def test_a_doubt_of_ones_own_skill_is_told_from_thanks():
    assert doubts_own_skill("perhaps I'm simply no good at teaching") > 0.5
    assert doubts_own_skill("thanks, that calms me down") < 0.5


def test_what_is_said_of_the_missed():
    assert said_of_missed("those seven live much too far away")[0] == "unfit"
