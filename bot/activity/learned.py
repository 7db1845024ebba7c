"""What the learned model says of an activity: how likely each cell of the house rule is.

A cell is the two facts with the verdict that follows. ``python -m tests.activity.train`` makes the model from the
sayings in ``prompts/LANGUAGE/judging``; features, training and weights of 8 bits are those of the reader of messages.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from bot.activity.catalogue import catalogue
from bot.activity.clauses import Clauses
from bot.activity.rules import vote
from bot.activity.wording import KnownStem, features_of, known_in, nearly_known, stems_of
from bot.language.listening.model import Head, head_in
from bot.language.templates import PROMPTS, own_file

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
CELLS = (
    Cell("no", "one_way", "marketing"),
    Cell("yes", "one_way", "marketing"),
    Cell("yes", "two_way", "sales"),
    Cell("no", "two_way", "both"),
    Cell("mixed", "two_way", "both"),
    Cell("none", "none", "neither"),
    Cell(OPEN, OPEN, "either"),
)
"""What an activity may be."""


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
        book = catalogue(language)
        telling = [one for one in stems_of(clauses, language) if one not in book.small]
        return any(map(self.known, telling)) or any(
            nearly_known(one, self.known, book.letters) for one in telling[:MOST_SLIPS]
        )

    def chances(self, clauses: Clauses, language: str) -> dict[Cell, float]:
        """Return the chance of each cell, by the model alone."""
        shares = self.head.chances(features_of(clauses, language, self.known))
        return dict(zip(self.cells, shares.tolist(), strict=True))


class Untaught(Struct, frozen=True):
    """The model of a language that has none yet: all verdicts are equally likely, and the rules decide."""

    weights: Weights = Weights(1.0, 3.0, 2.0)

    def knows_a_word(self, clauses: Clauses, language: str) -> bool:
        """True if the rules know the activity."""
        return vote(catalogue(language), clauses).activity is not None

    def chances(self, _clauses: Clauses, _language: str) -> dict[Cell, float]:
        """Return the same chance for each verdict, shared by its cells."""
        verdicts = Counter(cell.verdict for cell in CELLS)
        return {cell: 1 / verdicts[cell.verdict] / len(verdicts) for cell in CELLS}


@cache
def learned(language: str) -> Learned | Untaught:
    """Load the model of a language or of its parent; ``Untaught`` where there is none yet."""
    path = own_file(language, MODEL)
    if path is None:
        return Untaught()
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
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
