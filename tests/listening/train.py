"""Train the model of a language from its example sentences: ``python -m tests.listening.train [en]``.

Softmax regression on hashed features by stochastic gradient descent with Adagrad (Duchi et al. 2011), averaged over the
second half of the rounds; the heat is fitted on every fifth example, left out. The same examples give the same file, byte for byte.
"""

import hashlib
import io
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.features import SIZE, Features, features, role_features, words_of
from bot.language.listening.model import HEADS, model_path
from bot.language.templates import PROMPTS, Words
from tests.listening.labels import Label, Message, messages
from tests.listening.patterns import drawn

ROUNDS = 12
STEP = 0.3
SHRINK = 1e-6
FOLDS = 5  # every fifth example is left out to fit the heat
STEPS_OF_WEIGHT = 127
FAINT = 3  # steps; what weighs less is left out
NEAR = 0.02


@dataclass(frozen=True)
class Example:
    """The hashed features of some words, and the label that is right for them."""

    found: Features
    label: str


def examples_of(language: str) -> dict[str, list[Example]]:
    """Return what each head learns from."""
    folder = PROMPTS / language / "listening"
    learned: dict[str, list[Example]] = {name: [] for name in HEADS}
    said = [*messages(folder / "examples.tsv"), *drawn(folder / "patterns.tsv")]
    for message in said:
        tokens = tokens_in(message.text, language)
        words = words_of(tokens)
        (labels, *_) = message.readings
        if len({label.act for label in labels}) == 1:
            learned["act"].append(Example(features(words, message.state), labels[0].act))
        learned["role"] += roles(tokens, words, labels, message.state)
        for label in labels:
            if label.name == "trade" and len(labels) == 1:
                learned["trade"].append(Example(features(words, ""), label.value))
    learned["trade"] += callings(language)
    return learned


def roles(tokens: Sequence[object], words: Sequence[str], labels: Sequence[Label], state: str) -> list[Example]:
    """Return what each quantity of a message counts, by the numbers in its label."""
    left = [label for label in labels if label.is_number]
    if not left:
        return []
    found = []
    before = ""
    for at, role, _ in aligned(tokens, left):
        found.append(Example(role_features(words, at, before, state), role))
        before = role
    return found


def aligned(tokens: Sequence[object], labels: Sequence[Label]) -> list[tuple[int, str, Label | None]]:
    """Pair the quantities of a message with the numbers of its label: (place among its words, role, label)."""
    left = list(labels)
    found = []
    at = 0
    for token in tokens:
        if isinstance(token, ToldAmount):
            label = next((label for label in left if _same(token, label)), None)
            if label is not None:
                left.remove(label)
            found.append((at, label.name if label else "other", label))
        at += len(words_of([token]))  # type: ignore[list-item]
    return found


def _same(told: ToldAmount, label: Label) -> bool:
    number = label.number
    if number is None:
        return False
    readings = [one.value for one in (told.amount, *told.others)]
    readings += [told.amount.low, told.amount.high] if told.amount.law == "uniform" else []
    readings += [readings[0] * told.whole] if told.whole else []
    return any(abs(one - number) <= NEAR * max(abs(number), 0.01) for one in readings)


def callings(language: str) -> list[Example]:
    """Return the names of trades that the words of the bot list."""
    words = Words(language)
    found = []
    for name in words.names():
        folder, _, trade = name.partition("/")
        if folder == "trades":
            for calling in words.label(name, "names").split(","):
                if calling.strip():
                    tokens = tokens_in(calling.strip(), language)
                    found.append(Example(features(words_of(tokens), ""), trade))
    return found


@dataclass
class Trained:
    """Weights of one head, a row a feature and one more for the bias."""

    labels: list[str]
    weights: np.ndarray

    def scores(self, found: Features) -> np.ndarray:
        rows, values = _row(found)
        return values @ self.weights[rows]


def _row(found: Features) -> tuple[np.ndarray, np.ndarray]:
    rows = [row for group, _ in found.weighted() for row in group]
    values = [weight for group, weight in found.weighted() for _ in group]
    return np.array([*rows, SIZE]), np.array([*values, 1.0])


def train(examples: Sequence[Example], labels: list[str]) -> Trained:
    """Fit the weights; the order of the examples is drawn with a fixed seed."""
    index = {label: number for number, label in enumerate(labels)}
    weights = np.zeros((SIZE + 1, len(labels)))
    squares = np.full((SIZE + 1, len(labels)), 1e-4)
    total = np.zeros_like(weights)
    order = np.random.default_rng(7)
    rows = [_row(example.found) for example in examples]
    for turn in range(ROUNDS):
        for place in order.permutation(len(examples)):
            at, values = rows[place]
            scores = values @ weights[at]
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            chances[index[examples[place].label]] -= 1.0
            slope = values[:, None] * chances[None, :] + SHRINK * weights[at]
            squares[at] += slope**2
            weights[at] -= STEP * slope / np.sqrt(squares[at])
        if turn >= ROUNDS // 2:
            total += weights
    return Trained(labels, total / (ROUNDS - ROUNDS // 2))


def heat_of(examples: Sequence[Example], labels: list[str]) -> tuple[float, float]:
    """Return the heat that makes held-out chances fit best, and how many of the held-out were right."""
    model = train([example for n, example in enumerate(examples) if n % FOLDS], labels)
    scored = [(model.scores(one.found), labels.index(one.label)) for one in examples[::FOLDS]]
    scores = np.array([score for score, _ in scored])
    right = np.array([label for _, label in scored])
    losses = {}
    for heat in np.round(np.arange(0.3, 4.01, 0.1), 1):
        heated = scores / heat
        heated -= heated.max(axis=1, keepdims=True)
        losses[float(heat)] = float(np.mean(np.log(np.exp(heated).sum(axis=1)) - heated[np.arange(len(right)), right]))
    return min(losses, key=losses.__getitem__), float(np.mean(scores.argmax(axis=1) == right))


def fingerprint(language: str) -> str:
    """Return a hash of what the model is made from."""
    folder = PROMPTS / language / "listening"
    kept = hashlib.sha256()
    for path in (
        folder / "examples.tsv",
        folder / "patterns.tsv",
        folder / "time.toml",
        PROMPTS / language / "numbers" / "words.toml",
    ):
        kept.update(path.read_bytes())
    return kept.hexdigest()


def packed(language: str, *, quick: bool = False) -> bytes:
    """Return the model of a language as it is kept."""
    arrays: dict[str, np.ndarray] = {"size": np.array(SIZE), "made_from": np.array(fingerprint(language))}
    for name, examples in examples_of(language).items():
        labels = sorted({example.label for example in examples})
        model = train(examples, labels)
        heat, right = (1.0, 0.0) if quick else heat_of(examples, labels)
        scale = float(np.abs(model.weights).max()) / STEPS_OF_WEIGHT
        whole = np.rint(model.weights / scale).astype(np.int8)
        whole[np.abs(whole) < FAINT] = 0
        rows = np.flatnonzero(whole.any(axis=1))
        arrays |= {
            f"{name}_labels": np.array("\n".join(labels)),
            f"{name}_rows": rows.astype(np.uint16),
            f"{name}_weights": whole[rows],
            f"{name}_figures": np.array([round(scale, 9), heat]),
        }
        print(f"{name}: {len(examples)} examples, {len(labels)} labels, held out {right:.3f} right, heat {heat}")
    return _zipped(arrays)


def _zipped(arrays: dict[str, np.ndarray]) -> bytes:
    """Pack arrays as NumPy does, with no time in the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in arrays.items():
            one = io.BytesIO()
            np.save(one, array, allow_pickle=False)
            file.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), one.getvalue(), zipfile.ZIP_DEFLATED, 9
            )
    return out.getvalue()


def main(language: str = "en") -> None:
    """Write the model of a language."""
    path: Path = model_path(language)
    path.write_bytes(packed(language))
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


__all__ = ["Message", "aligned", "fingerprint", "packed"]

if __name__ == "__main__":
    main(*sys.argv[1:])
