"""Fit a small network to what texts mean, beside the hashed words (``train_meant.py``).

Three networks with one hidden layer on the encoder's numbers learn from the examples of all languages together: one from all, one that
sees those of owners more often, and one from these alone; the mean of their scores is right more often than any of them (Hansen
and Salamon 1990), and is that of one network whose hidden layer holds all three. They go down the cross entropy with smoothed labels (Szegedy et al. 2016), dropout (Srivastava et al. 2014), Adam with decoupled decay (Loshchilov and Hutter
2019). How much they count beside the hashed words, and the temperature of the two, are fitted on every tenth message of
owners, left out by both and by the encoder (``teach_encoder.py``). The same files give the same network, byte for byte, on one kind of
processor.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from bot.language.listening.encoder import encoder
from bot.language.listening.meant import as_logarithms
from tests.listening.train import zipped

LEFT_OUT = 10  # one in so many examples
HIDDEN = 512
PASSES = (
    (15, 1, 1),
    (8, 1, 3),
    (25, 0, 1),
)  # of each network: rounds; how often other examples and those of owners are in one
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
SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
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


def fitted(found: np.ndarray, right: np.ndarray, labels: int, of_owners: np.ndarray) -> Layers:
    """Fit the networks, as one, to rows of numbers, the place of the label that is right for each, and whether owners wrote it."""
    every = []
    for seed, (rounds, others, owners) in enumerate(PASSES, SEED):
        seen = np.repeat(np.arange(len(found)), np.where(of_owners, owners, others))
        every.append(one_fitted(found[seen], right[seen], labels, rounds, seed))
    inner = np.concatenate([one.inner for one in every], axis=1)
    outer = np.concatenate([*(one.outer[:-1] for one in every), sum(one.outer[-1:] for one in every)])
    return Layers(inner, outer / np.float32(len(every)))


def one_fitted(found: np.ndarray, right: np.ndarray, labels: int, rounds: int, seed: int) -> Layers:
    """Return one network, fitted in so many rounds."""
    counts = weights_of(right, labels)[right].astype(np.float32)
    return descended(
        found, lambda some: lambda scores: off_target(scores, right[some], counts[some]), labels, rounds, seed
    )


def descended(
    found: np.ndarray,
    off: Callable[[np.ndarray], Callable[[np.ndarray], np.ndarray]],
    labels: int,
    rounds: int,
    seed: int,
    hidden: int = HIDDEN,
) -> Layers:
    """Go down the slopes of a loss, in so many rounds.

    Args:
        found: rows of numbers.
        off: for the places of some rows, the slope of the loss by each of their scores.
        labels: how many there are.
        rounds: how often each row is seen.
        seed: of the dice.
        hidden: how wide the hidden layer is.
    """
    dice = np.random.default_rng(seed)
    sizes = ((found.shape[1] + 1, hidden), (hidden + 1, labels))
    adam = Adam([(dice.standard_normal(size) / np.sqrt(size[0])).astype(np.float32) for size in sizes])
    batches = rounds * -(-len(found) // BATCH)
    for _ in range(rounds):
        order = dice.permutation(len(found))
        for some in np.split(order, range(BATCH, len(order), BATCH)):
            slopes = slopes_of(adam.weights, found[some], off(some), dice)
            adam.step(slopes, STEP * share_of_step((adam.done + 1) / batches, RISING))
    return Layers(*adam.weights)


def weights_of(right: np.ndarray, labels: int) -> np.ndarray:
    """Return how much an example of each label counts, one in the mean of the examples.

    One of a rare label counts more, by the root of how rare it is: owners say what has few examples as often as what has many.
    """
    counts = 1 / np.sqrt(np.maximum(np.bincount(right, minlength=labels), 1))
    weights: np.ndarray = counts / counts[right].mean()
    return weights


def share_of_step(done: float, rising: float) -> float:
    """Return how long a step is when a share of the way is done: it rises over the first part, and falls to nothing."""
    if done < rising:
        return done / rising
    return float(1 + np.cos(np.pi * (min(done, 1.0) - rising) / (1 - rising))) / 2


def off_target(scores: np.ndarray, right: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the slope of the mean loss by each score, each example as much as it counts; the scores are overwritten."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    scores -= SMOOTHED / scores.shape[1]
    scores[np.arange(len(right)), right] -= 1 - SMOOTHED
    scores *= counts[:, None] / len(right)
    return scores


def slopes_of(
    weights: list[np.ndarray], found: np.ndarray, off: Callable[[np.ndarray], np.ndarray], dice: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return the slopes of the mean loss by each weight, with some numbers forgotten.

    Args:
        weights: of the network.
        found: what goes in.
        off: the slope of the loss by each score.
        dice: which numbers are forgotten.
    """
    inner, outer = weights
    into = found * _kept(found.shape, FORGOTTEN[0], dice)
    hidden = into @ inner[:-1] + inner[-1]
    stays = (hidden > 0) * _kept(hidden.shape, FORGOTTEN[1], dice)
    hidden *= stays
    wrong = off(hidden @ outer[:-1] + outer[-1])
    back = wrong @ outer[:-1].T * stays
    return (
        np.concatenate([into.T @ back, back.sum(axis=0, keepdims=True)]),
        np.concatenate([hidden.T @ wrong, wrong.sum(axis=0, keepdims=True)]),
    )


def _kept(shape: tuple[int, ...], forgotten: float, dice: np.random.Generator) -> np.ndarray:
    kept: np.ndarray = (dice.random(shape, dtype=np.float32) >= forgotten) / np.float32(1 - forgotten)
    return kept


def scores_of(layers: Layers, found: np.ndarray) -> np.ndarray:
    """Return the scores of each label for rows of numbers."""
    hidden = np.maximum(found @ layers.inner[:-1] + layers.inner[-1], 0)
    return (hidden @ layers.outer[:-1] + layers.outer[-1]).astype(np.float64)


class Scale(NamedTuple):
    """The mean and the spread of each of the encoder's numbers."""

    middle: np.ndarray
    spread: np.ndarray

    @classmethod
    def of(cls, found: np.ndarray) -> "Scale":
        """Return those of some rows."""
        return cls(found.mean(axis=0), found.std(axis=0))

    def even(self, found: np.ndarray) -> np.ndarray:
        """Bring each number to mean 0 and spread 1."""
        standardized: np.ndarray = (found - self.middle) / self.spread
        return standardized


def network(made_from: str, labels: Sequence[str], scale: Scale, layers: Layers, figures: tuple[float, float]) -> bytes:
    """Return a network as it is kept."""
    return zipped(
        {
            "made_from": np.array(made_from),
            "labels": np.array("\n".join(labels)),
            "scale": np.stack(scale).astype(np.float32),
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
        f"meaning counts {share}, heat {heat}, loss {loss:.3f}; left out, right: {hits(by_words, by_meaning, right, share=share)}"
    )
    return share, heat


def hits(by_words: np.ndarray, by_meaning: np.ndarray, right: np.ndarray, *, share: float) -> str:
    """Say how many are right, by each alone and by both."""
    ways = {"words": by_words, "meaning": by_meaning, "both": (1 - share) * by_words + share * by_meaning}
    return ", ".join(f"{np.mean(one.argmax(axis=1) == right):.3f} by {name}" for name, one in ways.items())
