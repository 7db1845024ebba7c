"""What a few words tell, by examples: "haven't said a word" is silence, "I'm not a good teacher" a doubt of one's own skill.

Learned when it is first asked, from what each example of a file of ``prompts/en/listening`` means to the encoder (``encoder.py``),
which knows the other languages by the same meaning. A line of the file is what an example tells, and the example.
"""

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.templates import FALLBACK, own_file

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.typing import NDArray

CAME_OF, OWN_SKILL, MISSED = "came_of", "own_skill", "missed"
"""What became of some who were tried, whether somebody doubts their own skill, and what is said of those who were missed."""

COUNTED = "3 "  # before the words of a count, so that no number of its own says anything
EASE = 2.0  # how far the weights are kept small, so that no single phrase decides
SHARP = 9.0  # how much a higher mark says


class _Weights(Struct, frozen=True):
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
def _weights(file: str) -> _Weights:
    """Return the weights by which the examples are told apart as well as can be."""
    import numpy as np

    from bot.language.listening.encoder import encoder

    sorts, examples = zip(*_examples(file), strict=True)
    names = tuple(dict.fromkeys(sorts))
    rows = encoder().meanings([COUNTED + one if file == CAME_OF else one for one in examples]).astype(np.float64)
    wanted = np.array([[float(sort == name) for name in names] for sort in sorts])
    middle, base = rows.mean(axis=0), wanted.mean(axis=0)
    rows = rows - middle
    alike = rows @ rows.T
    ease = EASE * float(alike.trace()) / len(rows)
    columns = rows.T @ np.linalg.solve(alike + ease * np.eye(len(rows)), wanted - base)
    return _Weights(names, middle, columns, base)


def _examples(file: str) -> list[tuple[str, str]]:
    path = own_file(FALLBACK, f"listening/{file}.tsv")
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [(told, one) for told, _, one in (line.partition("\t") for line in lines if not line.startswith("#"))]
