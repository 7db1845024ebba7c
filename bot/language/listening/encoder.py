"""What words mean: a text as numbers, near to those of another that says the same in other words, or another language.

The first layers of a transformer (Vaswani et al. 2017) that others trained on a billion pairs of texts in a hundred
languages: multilingual E5 (Wang et al. 2024, MIT licence), with the pieces of words that our languages need.
``python -m tests.listening.make_encoder`` makes ``prompts/encoder.npz`` from it. It takes a hundred times as long as the
hashed words of ``features.py``, so it is asked only where these leave doubt, and is loaded only then.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, pairwise
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.listening.subwords import Subwords
from bot.language.templates import PROMPTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ENCODER = PROMPTS / "encoder.npz"
ASKED = "query: "  # what stands before each text, as in its training
BLOCK = 32  # weights with one scale
LONGEST = 120  # pieces; what stands behind them is not read
AMONG = 3  # the layer, from 0, behind which a word says most of what it means among the others
TINY = 1e-12
BETWEEN = 0.7978845608028654  # square root of 2 / pi
CUBIC = 0.044715  # both of the usual approximation of the Gaussian error linear unit (Hendrycks and Gimpel 2016)


class Scaled(Struct, frozen=True):
    """A matrix in 4 bits a weight, with a scale for each 32 of a row.

    Attributes:
        halves: rows of bytes; of each block of 32 weights the first 16 are the low halves, the others the high ones.
        scales: of each block of a row.
    """

    halves: "NDArray[np.uint8]"
    scales: "NDArray[np.float16]"

    def rows(self, numbers: "list[int] | slice" = slice(None)) -> "Floats":
        """Return some rows as numbers."""
        halves, scales = self.halves[numbers], self.scales[numbers]
        blocks = halves.reshape(*scales.shape, BLOCK // 2)
        whole = np.concatenate([blocks & 15, blocks >> 4], axis=-1).astype(np.float32)
        whole -= 8
        whole *= scales.astype(np.float32)[..., None]
        return whole.reshape(len(scales), -1)


class Layer(Struct, frozen=True):
    """One layer: attention between the pieces, then each for itself, both added to what came in.

    Each matrix comes with what is added to its outcome, each norm with a factor and what is added.
    """

    seen: "tuple[Floats, Floats]"  # what each piece asks, answers to and says, side by side
    drawn: "tuple[Floats, Floats]"
    norm: "tuple[Floats, Floats]"
    wide: "tuple[Floats, Floats]"
    narrow: "tuple[Floats, Floats]"
    last_norm: "tuple[Floats, Floats]"

    def after(self, pieces: "Floats", heads: int, ends: Sequence[int]) -> "Floats":
        """Return what becomes of the pieces of some texts, one text behind the other up to each end."""
        width = pieces.shape[1]
        seen = _times(pieces, self.seen).reshape(-1, 3, heads, width // heads).transpose(1, 2, 0, 3)
        drawn = np.empty_like(pieces)
        for start, end in pairwise((0, *ends)):
            asks, keys, says = seen[:, :, start:end]
            shares = asks @ keys.transpose(0, 2, 1)
            shares *= sqrt(heads / width)
            shares -= shares.max(axis=-1, keepdims=True)
            np.exp(shares, out=shares)
            shares /= shares.sum(axis=-1, keepdims=True)
            drawn[start:end] = (shares @ says).transpose(1, 0, 2).reshape(-1, width)
        pieces = _normed(pieces + _times(drawn, self.drawn), self.norm)
        return _normed(pieces + _times(_bent(_times(pieces, self.wide)), self.narrow), self.last_norm)


class Encoder(Struct, frozen=True):
    """The layers, and what goes into the first of them.

    Attributes:
        subwords: the pieces of words.
        meanings_of_pieces: a row a piece.
        places: a row for each place in a text.
        norm: of what goes in.
        layers: one after the other.
        heads: parts of a row that attend each for itself.
        ends: the pieces before and behind each text.
    """

    subwords: Subwords
    meanings_of_pieces: Scaled
    places: "Floats"
    norm: "tuple[Floats, Floats]"
    layers: tuple[Layer, ...]
    heads: int
    ends: tuple[int, int]

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a text, those before and behind it among them."""
        first, last = self.ends
        return [first, *self.subwords.numbers(ASKED + text)[:LONGEST], last]

    def meanings(self, texts: Sequence[str]) -> "Floats":
        """Return a row for each text: the mean of what becomes of its pieces."""
        each = [self.pieces(text) for text in texts]
        ends = list(accumulate(map(len, each)))
        *_, last = self._layer_by_layer(each, ends)
        return np.stack([last[start:end].mean(axis=0) for start, end in pairwise((0, *ends))])

    def words(self, texts: Sequence[Sequence[str]]) -> "list[Floats]":
        """Return a row for each word of some texts: what it means among the others, with what the whole text means behind it."""
        first, last = self.ends
        each, starts = [], []
        for words in texts:
            pieces = [self.subwords.numbers(word) for word in (ASKED, *words)]
            starts.append([0, *accumulate(map(len, pieces))])
            each.append([*[first, *chain(*pieces)][: LONGEST + 1], last])
        ends = list(accumulate(map(len, each)))
        layers = list(self._layer_by_layer(each, ends))
        found: list[Floats] = []
        for places, start, end in zip(starts, (0, *ends), ends, strict=False):
            among, whole = layers[AMONG][start:end], layers[-1][start:end].mean(axis=0)
            own = [among[min(a + 1, len(among) - 1) : max(b, a + 1) + 1].mean(axis=0) for a, b in pairwise(places[1:])]
            found.append(
                np.hstack([np.stack(own), np.tile(whole, (len(own), 1))])
                if own
                else np.empty((0, 2 * len(whole)), np.float32)
            )
        return found

    def _layer_by_layer(self, each: Sequence[list[int]], ends: Sequence[int]) -> "Iterator[Floats]":
        """Return what becomes of the pieces of some texts, one text behind the other up to each end, after each layer."""
        places = [place for numbers in each for place in range(len(numbers))]
        pieces = _normed(self.meanings_of_pieces.rows(list(chain(*each))) + self.places[places], self.norm)
        for layer in self.layers:
            pieces = layer.after(pieces, self.heads, ends)
            yield pieces


@for_one_event
def meaning(text: str) -> "Floats":
    """Return what a text means, as numbers; once for all who ask while one event is decided."""
    row: Floats = encoder().meanings([text])[0]
    return row


@cache
def encoder() -> Encoder:
    """Load the encoder."""
    with np.load(ENCODER, allow_pickle=False) as file:
        return encoder_in(dict(file))


def encoder_in(arrays: "Mapping[str, NDArray[np.generic]]") -> Encoder:
    """Take an encoder from its arrays."""

    def scaled(name: str) -> Scaled:
        return Scaled(arrays[f"{name}_halves"].astype(np.uint8), arrays[f"{name}_scales"].astype(np.float16))

    def pair(name: str) -> "tuple[Floats, Floats]":
        factor, added = arrays[name].astype(np.float32)
        return factor, added

    def matrix(name: str) -> "tuple[Floats, Floats]":
        return np.ascontiguousarray(scaled(name).rows().T), arrays[f"{name}_added"].astype(np.float32)

    depth, heads, first, last, unknown = (int(figure) for figure in arrays["figures"])
    layers = tuple(
        Layer(
            matrix(f"{n}_seen"),
            matrix(f"{n}_drawn"),
            pair(f"{n}_norm"),
            matrix(f"{n}_wide"),
            matrix(f"{n}_narrow"),
            pair(f"{n}_last_norm"),
        )
        for n in range(depth)
    )
    subwords = Subwords.of(str(arrays["pieces"]).split("\n"), arrays["chances"].tolist(), unknown)
    places = arrays["places"].astype(np.float32)
    return Encoder(subwords, scaled("meanings"), places, pair("norm"), layers, heads, (first, last))


def _times(pieces: "Floats", matrix: "tuple[Floats, Floats]") -> "Floats":
    outcome: Floats = pieces @ matrix[0]
    outcome += matrix[1]
    return outcome


def _normed(pieces: "Floats", norm: "tuple[Floats, Floats]") -> "Floats":
    """Bring each row to mean 0 and spread 1, then by the norm's own factor and addend (Ba et al. 2016)."""
    pieces = pieces - pieces.mean(axis=1, keepdims=True)
    pieces /= np.sqrt(np.square(pieces).mean(axis=1, keepdims=True) + TINY)
    pieces *= norm[0]
    pieces += norm[1]
    return pieces


def _bent(pieces: "Floats") -> "Floats":
    inner = np.square(pieces)
    inner *= CUBIC
    inner += 1
    inner *= pieces
    inner *= BETWEEN
    np.tanh(inner, out=inner)
    inner += 1
    inner *= pieces
    inner *= 0.5
    return inner
