"""A small learned model that is asked where the rules lean.

It knows words, pairs of words and pieces of words, hashed into a table of small integers, and says how likely each
verdict is. It decides nothing: where it finds what the rules say unlikely, the owner is asked instead.
``tests/bench/activity_train.py`` makes its table.
"""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.activity.rule import ActivityVerdict

VERDICTS: tuple[ActivityVerdict, ...] = ("marketing", "sales", "both", "neither")
SIZE = 8192  # rows of the table
PIECE = 4  # letters
TABLE = Path(__file__).with_name("second_opinion.npz")


def features(stems: Sequence[str]) -> list[int]:
    """Return the rows of the table that stand for the stems of a text."""
    return sorted({zlib.crc32(name.encode()) % SIZE for name in _names(stems)})


def chances(stems: Sequence[str]) -> dict[ActivityVerdict, float]:
    """Say how likely each verdict is; all alike when nothing is known about the words."""
    table, offset, scale = _table()
    rows = features(stems)
    sums = offset + (table[rows].sum(axis=0) * scale / np.sqrt(len(rows)) if rows else 0.0)
    shares = np.exp(sums - sums.max())
    return dict(zip(VERDICTS, (float(share) for share in shares / shares.sum()), strict=True))


def _names(stems: Sequence[str]) -> Iterator[str]:
    yield from stems
    yield from map("_".join, pairwise(stems))
    for stem in stems:
        framed = f"^{stem}$"
        yield from ("#" + framed[start : start + PIECE] for start in range(len(framed) - PIECE + 1))


@cache
def _table() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64], float]:
    with np.load(TABLE) as kept:
        return kept["table"].astype(np.int32), kept["offset"].astype(np.float64), float(kept["scale"])
