"""What the learned model says of an activity: how likely each cell of the house rule is.

A cell is the two facts with the verdict that follows. ``python -m tests.activity.train`` makes the model from the
sayings in ``prompts/LANGUAGE/judging``; features, training and weights of 8 bits are those of the reader of messages.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from bot.activity.catalogue import catalogue
from bot.activity.clauses import Clauses
from bot.activity.wording import KnownStem, features_of, known_in, nearly_known, stems_of
from bot.language.listening.model import Head, head_in
from bot.language.templates import PROMPTS, file_of

MODEL = "judging/model.npz"
HEAD = "cell"
MOST_SLIPS = 8  # words of a text that are looked at for slips
OPEN = "open"  # a fact that the text does not say


class Cell(NamedTuple):
    """Two facts about an activity, and the verdict: ``either`` where a fact is open, ``unknown`` for no activity."""

    contact: str
    interaction: str
    verdict: str


Chances = Mapping[Cell, float]


class Weights(Struct, frozen=True):
    """How much each vote counts, in the logarithm of the chances.

    Attributes:
        model: of what the model says of the whole text.
        rules: of the verdict of the rules.
        clear: of that verdict besides, where the rules call it clear.
    """

    model: float
    rules: float
    clear: float


class Learned(Struct, frozen=True):
    """The model of one language."""

    head: Head
    cells: tuple[Cell, ...]
    known: KnownStem
    weights: Weights

    def knows_a_word(self, clauses: Clauses, language: str) -> bool:
        """True if any word of a text that tells something is one that the examples have, or a slip from one."""
        small = catalogue(language).small
        telling = [one for one in stems_of(clauses, language) if one not in small]
        return any(map(self.known, telling)) or any(nearly_known(one, self.known) for one in telling[:MOST_SLIPS])

    def chances(self, clauses: Clauses, language: str) -> dict[Cell, float]:
        """Return the chance of each cell, by the model alone."""
        import numpy as np

        scores = self.head.scores(features_of(clauses, language, self.known))
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return dict(zip(self.cells, shares.tolist(), strict=True))


@cache
def learned(language: str) -> Learned:
    """Load the model of a language, of its parent, or else of English."""
    import numpy as np

    with np.load(file_of(language, MODEL), allow_pickle=False) as file:
        head = head_in(file, HEAD)
        return Learned(
            head,
            tuple(Cell(*label.split("/")) for label in head.labels),
            known_in(frozenset(file["known"].tolist())),
            Weights(*file["votes"].tolist()),
        )


def model_path(language: str) -> Path:
    """Return where the model of a language is kept."""
    return PROMPTS / language / MODEL
