"""The weights of a model are the same however they are kept, and take little memory."""

import numpy as np
import pytest

from bot.language.listening.model import MODEL, heads
from bot.language.listening.rows import WeightRows
from bot.language.templates import PROMPTS, languages

SIZE, WIDTH = 500, 40


@pytest.mark.parametrize("share", [0.0, 0.05, 0.2, 0.9])
def test_rows_are_as_they_were_given_and_all_others_zero(share):
    dice = np.random.default_rng(3)
    numbers = np.sort(dice.choice(SIZE, 300, replace=False))
    given = dice.integers(-127, 127, (300, WIDTH)).astype(np.int8)
    often = share * dice.choice([0.1, 1.0, 4.0], (300, 1))
    given[dice.random(given.shape) >= often] = 0
    dense = np.zeros((SIZE, WIDTH), np.int8)
    dense[numbers] = given
    kept = WeightRows.of(given, numbers, SIZE)
    for asked in ([7], [], [499, 0, 3, 3, 200], list(range(SIZE))):
        assert (kept[asked] == dense[asked]).all()


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_a_model_takes_much_less_than_its_weights_would(language):
    with np.load(PROMPTS / language / MODEL) as file:
        whole = sum((int(file["size"]) + 1) * len(head.labels) for head in heads(language).values())
    assert sum(head.weights.nbytes for head in heads(language).values()) < 0.65 * whole
