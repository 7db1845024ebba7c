"""What became of some who were tried, by what is said of them: "haven't said a word" is silence, "told me to hop it" a no.

Learned when it is first asked, from what each phrase of ``prompts/en/listening/came_of.tsv`` means to the encoder (``encoder.py``),
which knows the other languages by the same meaning.
"""

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.language.templates import FALLBACK, own_file

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.typing import NDArray

PHRASES = "listening/came_of.tsv"
COUNTED = "3 "  # before the words of a count, so that no number of its own says anything
EASE = 2.0  # how far the weights are kept small, so that no single phrase decides
SHARP = 9.0  # how much a higher mark says


class _Weights(Struct, frozen=True):
    """What is looked at to tell what became of people: a column of weights for each kind of outcome."""

    names: tuple[str, ...]
    middle: "NDArray[np.float64]"
    columns: "NDArray[np.float64]"
    base: "NDArray[np.float64]"


def came_of(said: str) -> tuple[str, float]:
    """Return what became of some people, by the words beside their number, and how likely that is."""
    import numpy as np

    from bot.language.listening.encoder import meaning

    weights = _weights()
    marks = SHARP * ((meaning(COUNTED + said) - weights.middle) @ weights.columns + weights.base)
    chances = np.exp(marks - marks.max())
    best = int(chances.argmax())
    return weights.names[best], float(chances[best] / chances.sum())


@cache
def _weights() -> _Weights:
    """Return the weights by which the phrases are told apart as well as can be."""
    import numpy as np

    from bot.language.listening.encoder import encoder

    sorts, phrases = zip(*_phrases(), strict=True)
    names = tuple(dict.fromkeys(sorts))
    rows = encoder().meanings([COUNTED + phrase for phrase in phrases]).astype(np.float64)
    wanted = np.array([[float(sort == name) for name in names] for sort in sorts])
    middle, base = rows.mean(axis=0), wanted.mean(axis=0)
    rows = rows - middle
    alike = rows @ rows.T
    ease = EASE * float(alike.trace()) / len(rows)
    columns = rows.T @ np.linalg.solve(alike + ease * np.eye(len(rows)), wanted - base)
    return _Weights(names, middle, columns, base)


def _phrases() -> list[tuple[str, str]]:
    path = own_file(FALLBACK, PHRASES)
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return [(sort, phrase) for sort, _, phrase in (line.partition("\t") for line in lines if not line.startswith("#"))]
