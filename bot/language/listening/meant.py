"""What a message after a verdict is about by what its words mean: a small network on the encoder's numbers, for all languages.

``python -m tests.listening.train_meant`` makes ``prompts/meant.npz`` from the examples of all languages together, so that what
is said in one of them helps the others. It is asked where the hashed words of ``model.py`` leave doubt, and the two are
weighed against each other as logarithms. The kinds of a matter (``matters.py``) are told apart by meaning alone.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from msgspec import Struct

from bot.language.listening.matters import KIND
from bot.language.templates import PROMPTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MEANT = PROMPTS / "meant.npz"
LEAST = 1e-9


class Network(Struct, frozen=True):
    """A network with one hidden layer.

    Attributes:
        labels: what a text may be about, each kind of a matter for itself.
        middle: the mean of each number of the encoder.
        spread: and by how much it varies.
        inner: weights to the hidden layer, and what is added.
        outer: weights from it to the labels, and what is added.
        share: how much it counts beside the hashed words; they have the rest.
        heat: the temperature of the two together.
    """

    labels: tuple[str, ...]
    middle: "Floats"
    spread: "Floats"
    inner: "tuple[Floats, Floats]"
    outer: "tuple[Floats, Floats]"
    share: float
    heat: float

    def scores(self, meaning: "Floats") -> "Floats":
        """Return the score of each label for a row of the encoder."""
        hidden = (meaning - self.middle) / self.spread @ self.inner[0] + self.inner[1]
        scores: Floats = np.maximum(hidden, 0) @ self.outer[0] + self.outer[1]
        return scores

    def weighed(
        self, meaning: "Floats", labels: tuple[str, ...], chances: "NDArray[np.float64]"
    ) -> tuple[tuple[str, float], ...]:
        """Return the chances of what a text may be about, by kinds, the likeliest first.

        The words as such are weighed against what they mean for each matter as a whole.

        Args:
            meaning: a row of the encoder.
            labels: the matters that the text may be about, all of them known.
            chances: of each of these, by the words as such.
        """
        scores = as_logarithms(self.scores(meaning).astype(np.float64))
        whole = wholes(scores, self.labels, labels)
        both = (1 - self.share) * np.log(chances + LEAST) + self.share * whole
        matters = as_logarithms(both / self.heat)
        places = {label: n for n, label in enumerate(labels)}
        found = [(label, scores[n], places.get(label.partition(KIND)[0])) for n, label in enumerate(self.labels)]
        kinds = [
            (label, float(np.exp(matters[at] + score - whole[at]))) for label, score, at in found if at is not None
        ]
        return tuple(sorted(kinds, key=lambda kind: -kind[1]))


def wholes(scores: "NDArray[np.float64]", kinds: Sequence[str], matters: Sequence[str]) -> "NDArray[np.float64]":
    """Return the logarithm of the chance of each matter, all of its kinds together; the labels are last."""
    places = [matters.index(kind.partition(KIND)[0]) for kind in kinds]
    together = np.zeros((*scores.shape[:-1], len(matters)))
    for n, at in enumerate(places):
        together[..., at] += np.exp(scores[..., n])
    whole: NDArray[np.float64] = np.log(together + LEAST)
    return whole


def as_logarithms(scores: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the logarithms of the chances that some scores stand for; the labels are last."""
    highest = scores.max(axis=-1, keepdims=True)
    logarithms: NDArray[np.float64] = scores - highest - np.log(np.exp(scores - highest).sum(axis=-1, keepdims=True))
    return logarithms


@cache
def network() -> Network:
    """Load the network."""
    return network_in(MEANT)


def network_in(path: Path | BinaryIO) -> Network:
    """Load a network that is kept in a file."""
    with np.load(path, allow_pickle=False) as file:
        middle, spread = file["scale"].astype(np.float32)
        inner, outer = (file[end].astype(np.float32) for end in ("inner", "outer"))
        share, heat = file["figures"].tolist()
        labels = tuple(str(file["labels"]).split("\n"))
    return Network(labels, middle, spread, (inner[:-1], inner[-1]), (outer[:-1], outer[-1]), share, heat)
