"""Train what a message tells of a business by what its words mean: ``python -m tests.listening.train_told``.

After the encoder; ``fitting.py`` says how. Each question has its own chances, which are fitted together: one text may tell the
trade and how busy it is. It learns from the messages that tell any of it, from some that tell nothing of it, from the names of trades
and from what owners say they do (``businesses.tsv``: text, trade; ``-`` where it tells none). The temperature is fitted on every tenth
text of owners, left out.
"""

import hashlib
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from math import log
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from bot.language.listening.encoder import ENCODER
from bot.language.listening.lexicon import learned_phrases
from bot.language.listening.meant import Network, as_logarithms, network_in
from bot.language.listening.told_meant import OPTION, STATES, TOLD, ToldNetwork, parts_of, with_state
from bot.language.templates import PROMPTS, languages
from tests.listening.fitting import HEATS, LEFT_OUT, SMOOTHED, Layers, Scale, descended, meanings_of, network
from tests.listening.labels import Label, messages
from tests.listening.train import ENGLISH, keep

TRADE = "trade"
QUESTIONS = (TRADE, "path", "busy", "reason", "speed", "lag", "season", "problem", "age")
LATER = ("verdict", "menu", "activity", "weekly", "weekly_done", "zone")
"""States in which little of it is told, so that one in eight of what tells nothing of it is enough."""

SOME, OTHERS = 8, 2
NAMES = 4  # one in so many names of trades, of which the other languages have more than sentences
NO_TRADE = "-"
WHOLE, OWN, NAMED = 2.0, 1.5, 0.7  # how much a whole message, a text of businesses.tsv and the name of a trade count
LOUD = 3.0  # the states beside the encoder's numbers
HIDDEN, ROUNDS, SEEDS = 256, 14, (1, 2)
SHARE = 0.5  # how much meaning counts beside the words as such, for a trade
LEAST = 15  # examples of an option
PLAIN = 0.5  # chance from which an option counts as heard
TINY = 1e-3


class ToldExample(Struct, frozen=True):
    """A text, what its owner had before them, what it tells, how much it counts, and whether an owner may have written it."""

    text: str
    state: str
    told: Mapping[str, Sequence[str]]
    counts: float = 1.0
    of_owners: bool = False


def examples_of(language: str) -> Iterator[ToldExample]:
    """Return what is learned from, in one language."""
    folder = PROMPTS / language / "listening"
    for message in messages(folder / "messages.tsv"):
        yield ToldExample(message.text, message.state, told_in(message.readings[0]), WHOLE, of_owners=True)
    others = 0
    for message in messages(folder / "examples.tsv"):
        told = told_in(message.readings[0])
        if not any(label.name in QUESTIONS and label.kind in ("tells", "corrects") for label in message.readings[0]):
            others += 1
            if others % (SOME if message.state in LATER else OTHERS):
                continue
        yield ToldExample(message.text, message.state, told)
    for number, (phrase, trades) in enumerate(sorted(learned_phrases(language).items())):
        if language == ENGLISH or number % NAMES == 0:
            yield ToldExample(phrase, ("start", "q:trade")[number % 2], {TRADE: trades}, NAMED)
    for text, trade in businesses(folder / "businesses.tsv"):
        yield ToldExample(text, "start", {} if trade == NO_TRADE else {TRADE: (trade,)}, OWN, of_owners=True)


def businesses(path: Path) -> list[tuple[str, str]]:
    """Return what owners say they do, each with the trade."""
    lines = path.read_text(encoding="utf-8").splitlines()
    split = (line.split("\t") for line in lines if line and line[0] != "#")
    return [(text, trade) for text, trade in split]


def told_in(labels: Sequence[Label]) -> Mapping[str, Sequence[str]]:
    """Return the first option of each question that some labels tell."""
    told: dict[str, Sequence[str]] = {}
    for label in labels:
        known = label.value and (label.value != "unknown" or label.name == "problem")
        if label.name in QUESTIONS and label.kind in ("tells", "corrects") and known:
            told.setdefault(label.name, (label.value,))
    return told


def labels_in(examples: Sequence[ToldExample]) -> list[str]:
    """Return the labels: for each question that for none of its options, and its options."""
    found: dict[str, int] = {}
    for question, options in chain.from_iterable(example.told.items() for example in examples):
        for option in options:
            found[f"{question}{OPTION}{option}"] = found.get(f"{question}{OPTION}{option}", 0) + 1
    known = sorted(label for label, count in found.items() if count >= LEAST)
    return [
        label
        for question in QUESTIONS
        for label in (question + OPTION, *(one for one in known if one.startswith(question + OPTION)))
    ]


def targets_of(examples: Sequence[ToldExample], labels: Sequence[str]) -> np.ndarray:
    """Return how likely each label should be; a name that several trades share is each of them alike."""
    places = {label: at for at, label in enumerate(labels)}
    targets = np.zeros((len(examples), len(labels)), np.float32)
    for row, example in zip(targets, examples, strict=True):
        for question in QUESTIONS:
            told = [
                places[one]
                for option in example.told.get(question, ())
                if (one := question + OPTION + option) in places
            ]
            row[told or [places[question + OPTION]]] = 1 / max(len(told), 1)
    return targets


def fitted(found: np.ndarray, targets: np.ndarray, counts: np.ndarray, groups: Sequence[slice]) -> Layers:
    """Fit some networks, as one whose hidden layer holds all of them."""

    def off(some: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
        return lambda scores: off_targets(scores, targets[some], counts[some], groups)

    every = [descended(found, off, targets.shape[1], ROUNDS, seed, HIDDEN) for seed in SEEDS]
    inner = np.concatenate([one.inner for one in every], axis=1)
    outer = np.concatenate([*(one.outer[:-1] for one in every), sum(one.outer[-1:] for one in every)])
    return Layers(inner, outer / np.float32(len(every)))


def off_targets(scores: np.ndarray, targets: np.ndarray, counts: np.ndarray, groups: Sequence[slice]) -> np.ndarray:
    """Return the slope of the mean loss by each score, question by question."""
    wrong = np.empty_like(scores)
    for group in groups:
        smoothed = targets[:, group] * (1 - SMOOTHED) + SMOOTHED / targets[:, group].shape[1]
        wrong[:, group] = np.exp(as_logarithms(scores[:, group])) - smoothed
    wrong *= counts[:, None] / len(scores)
    return wrong


def heat_of(trial: Network, examples: Sequence[ToldExample]) -> float:
    """Return the temperature by which the chances of what was left out fit best, and say how many are right."""
    parts = [parts_of(example.text) for example in examples]
    found = np.split(meanings_of([*chain(*parts)]), np.cumsum([len(each) for each in parts])[:-1])
    losses: dict[float, float] = {}
    counts: dict[float, Counter[str]] = {}
    for heat in map(float, HEATS):
        heard = ToldNetwork.of(replace(trial, heat=heat))
        chances = [heard.chances(rows, example.state) for rows, example in zip(found, examples, strict=True)]
        asked = [
            (question, example.told.get(question, ()), each[question])
            for example, each in zip(examples, chances, strict=True)
            for question in QUESTIONS
        ]
        losses[heat] = -sum(log(max(_chance_of(told, options), TINY)) for _, told, options in asked)
        counts[heat] = Counter(f"{question} {_outcome(told, options)}" for question, told, options in asked)
    best = min(losses, key=losses.__getitem__)
    print({outcome: count for outcome, count in sorted(counts[best].items()) if not outcome.endswith("none")})
    return best


def _chance_of(told: Sequence[str], options: Mapping[str, float]) -> float:
    return sum(options.get(one, 0.0) for one in told) if told else 1 - sum(options.values())


def _outcome(told: Sequence[str], options: Mapping[str, float]) -> str:
    heard = max(options, key=lambda option: options[option])
    if options[heard] < PLAIN:
        return "missed" if told else "none"
    return "right" if heard in told else "wrong" if told else "unasked"


def fingerprint() -> str:
    """Return a hash of what the network is made from."""
    kept = hashlib.sha256(ENCODER.read_bytes())
    for language in languages():
        folder = PROMPTS / language / "listening"
        for name in ("messages.tsv", "examples.tsv", "trades.tsv", "businesses.tsv"):
            kept.update((folder / name).read_bytes())
    return kept.hexdigest()


def packed(without: frozenset[str] = frozenset()) -> bytes:
    """Return the network as it is kept, or one that has not seen some texts."""
    examples = [one for language in sorted(languages()) for one in examples_of(language) if one.text not in without]
    labels = labels_in(examples)
    ends = [sum(one.startswith(question + OPTION) for one in labels) for question in QUESTIONS]
    starts = np.cumsum([0, *ends]).tolist()
    groups = [slice(start, end) for start, end in pairwise(starts)]
    targets = targets_of(examples, labels)
    counts = np.array([one.counts for one in examples], np.float32)
    found = meanings_of([one.text for one in examples])
    even = Scale.of(found)
    scale = Scale(
        np.concatenate([even.middle, np.zeros(len(STATES), np.float32)]),
        np.concatenate([even.spread, np.full(len(STATES), 1 / LOUD, np.float32)]),
    )
    found = scale.even(with_state(found, [one.state for one in examples]))
    left_out = np.array([one.of_owners for one in examples]) & (np.arange(len(examples)) % LEFT_OUT == 0)
    trial = fitted(found[~left_out], targets[~left_out], counts[~left_out], groups)
    kept = network("", labels, scale, trial, (SHARE, 1.0))
    heat = heat_of(network_in(io.BytesIO(kept)), [examples[at] for at in np.flatnonzero(left_out)])
    print(f"{len(examples)} examples, {len(labels)} labels, heat {heat}")
    return network(fingerprint(), labels, scale, fitted(found, targets, counts, groups), (SHARE, heat))


def main(*without: str) -> None:
    """Write the network, if wished without the texts of some files of messages."""
    keep(packed(frozenset(message.text for path in without for message in messages(Path(path)))), TOLD)


if __name__ == "__main__":
    main(*sys.argv[1:])
