"""Train what a message is about by what its words mean: ``python -m tests.listening.train_meant``, after the other models.

A network with one hidden layer on the encoder's numbers, from the examples of all languages together: cross entropy with
smoothed labels (Szegedy et al. 2016), dropout (Srivastava et al. 2014), Adam with decoupled decay (Loshchilov and Hutter
2019). How much it counts beside the hashed words, and the temperature of the two, are fitted on every fifth example, left
out by both. The same files give the same network, byte for byte, on one kind of processor.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bot.language.listening.encoder import ENCODER, encoder
from bot.language.listening.matters import KIND, looked_at
from bot.language.listening.meant import MEANT, as_logarithms, wholes
from bot.language.templates import languages
from tests.listening.train import FOLDS, Example, heat_of, keep, scores_left_out, zipped
from tests.listening.train_matters import model_path, rows

HIDDEN = 512
ROUNDS = 15
BATCH = 64
STEP = 2e-3  # the highest; it rises over the first rounds and falls to nothing
RISING = 0.3  # part of all batches
DECAY = 1e-2
SMOOTHED = 0.05
FORGOTTEN = (0.2, 0.4)  # of what goes in, and of the hidden layer
MOMENTS = (0.9, 0.999)
TINY = 1e-8
SEED = 11
AT_ONCE = 32  # texts that are encoded together
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)
HEATS = np.round(np.arange(0.3, 2.01, 0.05), 2)


class Layers(NamedTuple):
    """Weights of a network; the last row of each is what is added."""

    inner: np.ndarray
    outer: np.ndarray


def meanings_of(texts: Sequence[str]) -> np.ndarray:
    """Return what each text means; those of one length together, which is quicker."""
    found = np.zeros((len(texts), encoder().norm[0].size), np.float32)
    order = np.argsort([len(text) for text in texts], kind="stable")
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        found[some] = encoder().meanings([texts[n] for n in some])
    return found


class Adam:
    """The newest weights of a network, and the moments of their slopes."""

    def __init__(self, weights: list[np.ndarray]) -> None:
        self.weights = weights
        self.first = [np.zeros_like(one) for one in weights]
        self.second = [np.zeros_like(one) for one in weights]
        self.done = 0

    def step(self, slopes: Sequence[np.ndarray], size: float) -> None:
        """Go down the slopes by a step."""
        self.done += 1
        slow, slower = (1 - moment**self.done for moment in MOMENTS)
        for n, slope in enumerate(slopes):
            self.first[n] += (1 - MOMENTS[0]) * (slope - self.first[n])
            self.second[n] += (1 - MOMENTS[1]) * (slope * slope - self.second[n])
            ahead = self.first[n] / slow / (np.sqrt(self.second[n] / slower) + TINY)
            self.weights[n] -= size * (ahead + DECAY * self.weights[n])


def fitted(found: np.ndarray, right: np.ndarray, labels: int) -> Layers:
    """Fit a network to rows of numbers, standardized, and the place of the label that is right for each.

    An example of a rare label counts more, by the root of how rare it is: owners say what has few examples as often as
    what has many.
    """
    dice = np.random.default_rng(SEED)
    counts = 1 / np.sqrt(np.maximum(np.bincount(right, minlength=labels), 1))[right]
    counts = (counts / counts.mean()).astype(np.float32)
    sizes = ((found.shape[1] + 1, HIDDEN), (HIDDEN + 1, labels))
    adam = Adam([(dice.standard_normal(size) / np.sqrt(size[0])).astype(np.float32) for size in sizes])
    batches = ROUNDS * -(-len(found) // BATCH)
    for _ in range(ROUNDS):
        order = dice.permutation(len(found))
        for some in np.split(order, range(BATCH, len(order), BATCH)):
            slopes = _slopes(adam.weights, found[some], right[some], counts[some], dice)
            adam.step(slopes, STEP * _share_of_step((adam.done + 1) / batches))
    return Layers(*adam.weights)


def _share_of_step(done: float) -> float:
    if done < RISING:
        return done / RISING
    return float(1 + np.cos(np.pi * (done - RISING) / (1 - RISING))) / 2


def _slopes(
    weights: list[np.ndarray], found: np.ndarray, right: np.ndarray, counts: np.ndarray, dice: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return the slopes of the mean loss, each example as much as it counts, with some numbers forgotten."""
    inner, outer = weights
    into = found * _kept(found.shape, FORGOTTEN[0], dice)
    hidden = into @ inner[:-1] + inner[-1]
    stays = (hidden > 0) * _kept(hidden.shape, FORGOTTEN[1], dice)
    hidden *= stays
    scores = hidden @ outer[:-1] + outer[-1]
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    scores -= SMOOTHED / scores.shape[1]
    scores[np.arange(len(right)), right] -= 1 - SMOOTHED
    scores *= counts[:, None] / len(right)
    back = scores @ outer[:-1].T * stays
    return (
        np.concatenate([into.T @ back, back.sum(axis=0, keepdims=True)]),
        np.concatenate([hidden.T @ scores, scores.sum(axis=0, keepdims=True)]),
    )


def _kept(shape: tuple[int, ...], forgotten: float, dice: np.random.Generator) -> np.ndarray:
    kept: np.ndarray = (dice.random(shape, dtype=np.float32) >= forgotten) / np.float32(1 - forgotten)
    return kept


def scores_of(layers: Layers, found: np.ndarray) -> np.ndarray:
    """Return the scores of each label for rows of numbers."""
    hidden = np.maximum(found @ layers.inner[:-1] + layers.inner[-1], 0)
    return (hidden @ layers.outer[:-1] + layers.outer[-1]).astype(np.float64)


def heard_apart(language: str, matters: list[str]) -> np.ndarray:
    """Return the logarithms of the chances that hashed words give to the matters of the examples left out."""
    examples = [Example(looked_at(text, language), matter.partition(KIND)[0]) for matter, text in rows(language)]
    own = sorted({example.label for example in examples})
    scores = scores_left_out(examples, own)
    scores = scores.astype(np.float64) / heat_of(examples, own, scores)[0]
    known = np.full((len(scores), len(matters)), -np.inf)
    known[:, [matters.index(label) for label in own]] = as_logarithms(scores)
    return np.maximum(known, np.log(1e-9))


def fingerprint() -> str:
    """Return a hash of what the network is made from."""
    kept = hashlib.sha256(ENCODER.read_bytes())
    for language in languages():
        kept.update((model_path(language).parent / "matters.tsv").read_bytes())
        kept.update(model_path(language).read_bytes())
    return kept.hexdigest()


def packed() -> bytes:
    """Return the network as it is kept."""
    spoken = sorted(languages())
    said = {language: rows(language) for language in spoken}
    labels = sorted({matter for examples in said.values() for matter, _ in examples})
    matters = sorted({label.partition(KIND)[0] for label in labels})
    right = {language: np.array([labels.index(matter) for matter, _ in said[language]]) for language in spoken}
    found = {language: meanings_of([text for _, text in said[language]]) for language in spoken}
    every = np.concatenate([found[language] for language in spoken])
    middle, spread = every.mean(axis=0), every.std(axis=0)
    found = {language: (found[language] - middle) / spread for language in spoken}
    learned = {language: np.arange(len(said[language])) % FOLDS > 0 for language in spoken}
    trial = fitted(
        np.concatenate([found[language][learned[language]] for language in spoken]),
        np.concatenate([right[language][learned[language]] for language in spoken]),
        len(labels),
    )
    places = np.array([matters.index(label.partition(KIND)[0]) for label in labels])
    kinds = [as_logarithms(scores_of(trial, found[language][~learned[language]])) for language in spoken]
    left = [right[language][~learned[language]] for language in spoken]
    by_words = [heard_apart(language, matters) for language in spoken]
    by_meaning = [wholes(scores, labels, matters) for scores in kinds]
    figures = weighed(*map(np.concatenate, (by_words, by_meaning)), places[np.concatenate(left)])
    for language, *apart, scores, own in zip(spoken, by_words, by_meaning, kinds, left, strict=True):
        print(
            language,
            "left out, right:",
            _hits(*apart, places[own], share=figures[0]),
            _kinds_right(scores, own, labels),
        )
    layers = fitted(
        np.concatenate([found[language] for language in spoken]),
        np.concatenate([right[language] for language in spoken]),
        len(labels),
    )
    return zipped(
        {
            "made_from": np.array(fingerprint()),
            "labels": np.array("\n".join(labels)),
            "scale": np.stack([middle, spread]).astype(np.float32),
            "inner": layers.inner.astype(np.float16),
            "outer": layers.outer.astype(np.float16),
            "figures": np.array(figures),
        }
    )


def weighed(by_words: np.ndarray, by_meaning: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Return how much meaning counts, and the temperature, so that the chances of what was left out fit best."""
    places = np.arange(len(right))
    ways = []
    for share in SHARES:
        both = (1 - share) * by_words + share * by_meaning
        ways += [(-float(as_logarithms(both / heat)[places, right].mean()), share, float(heat)) for heat in HEATS]
    loss, share, heat = min(ways)
    print(
        f"meaning counts {share}, heat {heat}, loss {loss:.3f}; left out, right: {_hits(by_words, by_meaning, right, share=share)}"
    )
    return share, heat


def _kinds_right(scores: np.ndarray, right: np.ndarray, labels: list[str]) -> str:
    remarks = np.array([KIND in label for label in labels])[right]
    return f"kinds by meaning alone {np.mean((scores.argmax(axis=1) == right)[remarks]):.3f} of {remarks.sum()}"


def _hits(by_words: np.ndarray, by_meaning: np.ndarray, right: np.ndarray, *, share: float) -> str:
    ways = {"words": by_words, "meaning": by_meaning, "both": (1 - share) * by_words + share * by_meaning}
    return ", ".join(f"{np.mean(one.argmax(axis=1) == right):.3f} by {name}" for name, one in ways.items())


def main() -> None:
    """Write the network."""
    keep(packed(), MEANT)


if __name__ == "__main__":
    main()
