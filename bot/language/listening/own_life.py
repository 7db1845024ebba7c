"""Whether words that may be despair speak of their owner's own life, or only of the business: "I can't go on", "I'm killing it".

``python -m tests.listening.train_own_life`` makes ``prompts/own_life.npz``, one weight for each of the encoder's numbers
(``encoder.py``), from the ``own_life.tsv`` of all languages together. It is asked where the reader hears distress, and after a
verdict of each message whose meaning is looked at anyway.
"""

from functools import cache
from math import exp
from typing import TYPE_CHECKING

from bot.language.templates import PROMPTS

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.typing import NDArray

OWN_LIFE = PROMPTS / "own_life.npz"


def of_own_life(text: str) -> float:
    """Return how likely a text speaks of its owner's own life or despair."""
    from bot.language.listening.encoder import meaning

    weights = _weights()
    return 1 / (1 + exp(-float(meaning(text) @ weights[:-1] + weights[-1])))


@cache
def _weights() -> "NDArray[np.float64]":
    """Load the weights, with what is added behind them."""
    import numpy as np

    with np.load(OWN_LIFE, allow_pickle=False) as file:
        weights: NDArray[np.float64] = file["weights"].astype(np.float64)
    return weights
