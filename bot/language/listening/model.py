"""A small linear model: how likely each label is for some hashed features. Trained by ``python -m tests.listening.train``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.language.listening.features import Features
from bot.language.templates import PROMPTS, own_file

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.lib.npyio import NpzFile

    from bot.language.listening.rows import WeightRows

MODEL = "listening/model.npz"
HEADS = ("act", "role", "trade")


class Head(Struct, frozen=True):
    """One set of labels with their weights.

    Attributes:
        labels: the labels, in the order of the columns.
        weights: a row a feature, a column a label, 8 bits each.
        bias: the weights that always count.
        scale: what a weight of 1 stands for.
        heat: the temperature: scores are divided by it, so that the chances are well calibrated.
    """

    labels: tuple[str, ...]
    weights: "WeightRows"
    bias: "np.ndarray"
    scale: float
    heat: float

    def scores(self, found: Features) -> "np.ndarray":
        """Return the score of each label; the softmax of it gives the chances."""
        import numpy as np

        groups = tuple(found.weighted())
        weights = self.weights[[row for rows, _ in groups for row in rows]]
        total = self.bias.astype(np.float64)
        end = 0
        for rows, weight in groups:
            start, end = end, end + len(rows)
            total += weights[start:end].sum(axis=0, dtype=np.int32) * weight
        total *= self.scale / self.heat
        return total

    def chances(self, found: Features) -> "np.ndarray":
        """Return the chance of each label."""
        import numpy as np

        scores = self.scores(found)
        chances: np.ndarray = np.exp(scores - scores.max())
        chances /= chances.sum()
        return chances


@cache
def heads(language: str) -> dict[str, Head]:
    """Load the model of a language or of its parent; nothing where there is none yet."""
    path = own_file(language, MODEL)
    if path is None:
        return {}
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        return {name: head_in(file, name) for name in HEADS}


def head_in(file: "NpzFile | Mapping[str, np.ndarray]", name: str) -> Head:
    """Read a head from the file of a model."""
    from bot.language.listening.rows import WeightRows

    labels = tuple(str(file[f"{name}_labels"]).split("\n"))
    weights = WeightRows.of(file[f"{name}_weights"], file[f"{name}_rows"], int(file["size"]) + 1)
    scale, heat = (float(figure) for figure in file[f"{name}_figures"])
    return Head(labels, weights, weights[[int(file["size"])]][0], scale, heat)


def model_path(language: str) -> Path:
    """Return where the model of a language is kept."""
    return PROMPTS / language / MODEL
