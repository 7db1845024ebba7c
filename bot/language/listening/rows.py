"""The weights of a model in little memory: of a row that is mostly 0 only what is not."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

ROW, MODEL = 4, 3
"""Weights of a row are kept one by one where at most one in four is not 0, in a model of which at most one in three is not:
each takes its column with it, and longer to find."""


class WeightRows(Struct, frozen=True):
    """The rows of a model: full ones first, then those with few weights, then one of zeros for all others.

    Attributes:
        places: where each row stands.
        full: the full ones, and a row of zeros.
        starts: where each row behind the full ones begins among the weights, and twice their end.
        columns: the column of each of these weights.
        weights: the weights.
    """

    places: NDArray[np.unsignedinteger]
    full: NDArray[np.int8]
    starts: NDArray[np.int32]
    columns: NDArray[np.unsignedinteger]
    weights: NDArray[np.int8]

    @classmethod
    def of(cls, weights: NDArray[np.int8], numbers: NDArray[np.unsignedinteger], size: int) -> Self:
        """Keep rows by their numbers; all others up to the size are 0."""
        given, width = weights.shape
        counts = np.count_nonzero(weights, axis=1)
        is_full = counts * ROW > width
        if counts.sum() * MODEL > weights.size:
            is_full[:] = True
        places = np.full(size, given, np.min_scalar_type(given))
        places[numbers[is_full]] = np.arange(is_full.sum())
        places[numbers[~is_full]] = np.arange(is_full.sum(), given)
        rare = weights[~is_full].reshape(-1)
        cells = np.flatnonzero(rare != 0)
        return cls(
            places,
            np.concatenate([weights[is_full], np.zeros((1, width), np.int8)]),
            np.array([0, *counts[~is_full].cumsum(), len(cells)], np.int32),
            (cells % width).astype(np.min_scalar_type(width)),
            rare[cells],
        )

    def __getitem__(self, numbers: Sequence[int]) -> NDArray[np.int8]:
        """Return some rows, whole."""
        places = self.places.take(numbers)
        rows = self.full.take(places, axis=0, mode="clip")  # zeros for all behind the full ones
        zeros = len(self.full) - 1
        if len(few := np.flatnonzero(places >= zeros)):
            number = places.take(few).astype(np.int32) - zeros
            starts = self.starts.take(number)
            counts = self.starts.take(number + 1) - starts
            gathered = (starts + counts - counts.cumsum(dtype=np.int32)).repeat(counts)
            gathered += np.arange(len(gathered), dtype=np.int32)
            cells = (few * rows.shape[1]).repeat(counts) + self.columns.take(gathered)
            rows.reshape(-1)[cells] = self.weights.take(gathered)
        return rows

    @property
    def nbytes(self) -> int:
        """Return how much memory they take."""
        return sum(array.nbytes for array in (self.places, self.full, self.starts, self.columns, self.weights))
