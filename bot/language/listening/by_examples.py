"""What a few words tell, by examples: "haven't said a word" is silence, "I'm not a good teacher" a doubt of one's own skill.

``python -m tests.listening.train_by_examples`` makes ``prompts/by_examples.npz`` from what each example of a file of ``prompts/en/listening``
means to the encoder (``encoder.py``), which knows the other languages by the same meaning. A line of the file is what an example
tells, and the example.
"""

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.templates import PROMPTS

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.typing import NDArray

BY_EXAMPLES = PROMPTS / "by_examples.npz"
CAME_OF, OWN_SKILL, MISSED = "came_of", "own_skill", "missed"
"""What became of some who were tried, whether somebody doubts their own skill, and what is said of those who were missed."""

FILES = (CAME_OF, OWN_SKILL, MISSED)
COUNTED = "3 "  # before the words of a count, so that no number of its own says anything
SHARP = 9.0  # how much a higher mark says


class ExampleWeights(Struct, frozen=True):
    """What is looked at to tell the examples apart: a column of weights for each thing that they tell."""

    names: tuple[str, ...]
    middle: "NDArray[np.float64]"
    columns: "NDArray[np.float64]"
    base: "NDArray[np.float64]"


def came_of(said: str) -> tuple[str, float]:
    """Return what became of some people, by the words beside their number, and how likely that is."""
    return _likeliest(CAME_OF, COUNTED + said)


def doubts_own_skill(text: str) -> float:
    """Return how likely somebody doubts that they are good at what they do: "maybe I'm just a bad salesman"."""
    found, chance = _likeliest(OWN_SKILL, text)
    return chance if found == "skill" else 1 - chance


def said_of_missed(text: str) -> tuple[str, float]:
    """Return what is said of those whom an owner did not talk with, and how likely: "reached", "unfit", "open" or "other"."""
    return _likeliest(MISSED, text)


@for_one_event
def _likeliest(file: str, text: str) -> tuple[str, float]:
    """Return what a text most likely tells of what a file has examples of, and how likely that is."""
    import numpy as np

    from bot.language.listening.encoder import meaning

    weights = _weights(file)
    marks = SHARP * ((meaning(text) - weights.middle) @ weights.columns + weights.base)
    chances = np.exp(marks - marks.max())
    best = int(chances.argmax())
    return weights.names[best], float(chances[best] / chances.sum())


@cache
def _weights(file: str) -> ExampleWeights:
    """Load the weights by which the examples of a file are told apart."""
    import numpy as np

    with np.load(BY_EXAMPLES, allow_pickle=False) as kept:
        middle, columns, base = (kept[f"{file}_{part}"].astype(np.float64) for part in ("middle", "columns", "base"))
        return ExampleWeights(tuple(str(kept[f"{file}_names"]).split("\n")), middle, columns, base)
