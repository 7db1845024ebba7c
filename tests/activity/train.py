"""Train the judge of activities from its labelled sayings: ``python -m tests.activity.train [en]``.

The weights of the votes, of the model and of the rules, are fitted on texts that the rules were not made with, each
judged by a model that has not seen it. The same sayings give the same file, byte for byte.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import log

import numpy as np

from bot.activity.catalogue import catalogue
from bot.activity.clauses import Clauses, take_apart
from bot.activity.judge import UNKNOWN, Weighed, counted
from bot.activity.learned import HEAD, Cell, Learned, Weights, model_path
from bot.activity.rules import vote
from bot.activity.wording import SIZE, features_of, known_in, stem_mark, stems_of
from bot.language.listening.features import Features
from bot.language.listening.model import head_in
from bot.language.templates import PROMPTS
from tests.activity.sayings import FILES, Saying, as_typed, by_ear, drawn, folder, rows
from tests.listening.train import Example, keep, kept_head, train, zipped

FOLDS = 4
COMMON = 2  # texts that a stem is in before it counts as known
FAINT = 9  # steps of a weight; smaller ones are left out
OF_TYPED = 0.6  # weight of a text beside the same text typed on a phone, or spelt by ear
GRID = (np.arange(0.5, 1.3, 0.1).round(1), np.arange(0.0, 3.1, 0.25), np.arange(0.0, 2.1, 0.25))
ALONE = Weights(1.0, 0.0, 0.0)


def fingerprint(language: str) -> str:
    """Return a hash of what the model is made from."""
    kept = hashlib.sha256()
    for path in (*(folder(language) / name for name in FILES), PROMPTS / language / "activities.toml"):
        kept.update(path.read_bytes())
    return kept.hexdigest()


def packed(language: str) -> bytes:
    """Return the model of a language as it is kept."""
    examples, unseen, patterns = (rows(folder(language) / name) for name in FILES)
    sayings = [*examples, *drawn(patterns, examples)]
    marks = _known([*sayings, *unseen], language)
    votes = fitted(sayings, unseen, marks, language)
    arrays = _trained([*sayings, *unseen], marks, language)
    print(f"{len(sayings) + len(unseen)} sayings; votes {votes}")
    return zipped(
        {
            **arrays,
            "known": np.array(sorted(marks), dtype=np.uint32),
            "votes": np.array([votes.model, votes.rules, votes.clear]),
            "made_from": np.array(fingerprint(language)),
        }
    )


def _trained(sayings: Sequence[Saying], marks: frozenset[int], language: str) -> dict[str, np.ndarray]:
    examples = []
    for saying in sayings:
        examples.append(Example(_looked_at(saying.text, marks, language), saying.cell))
        typed = (as_typed(saying.text), by_ear(saying.text))
        examples.extend(Example(_looked_at(text, marks, language), saying.cell, OF_TYPED) for text in typed)
    model = train(examples, sorted({example.label for example in examples}), size=SIZE)
    return {"size": np.array(SIZE), **kept_head(HEAD, model, 1.0, FAINT)}


@cache  # each text is learned from several times, the first ones to fit the votes
def _looked_at(text: str, marks: frozenset[int], language: str) -> Features:
    return features_of(apart(text, language), language, known_in(marks))


def kept(sayings: Sequence[Saying], marks: frozenset[int], language: str) -> bytes:
    """Return a model of some sayings as it is kept."""
    return zipped(_trained(sayings, marks, language))


def _known(sayings: Sequence[Saying], language: str) -> frozenset[int]:
    """Return the marks of the stems that several texts about activities have."""
    said = [saying for saying in sayings if saying.verdict != UNKNOWN]
    found = Counter(one for saying in said for one in set(stems_of(apart(saying.text, language), language)))
    return frozenset(stem_mark(one) for one, times in found.items() if times >= COMMON)


def learned_from(arrays: dict[str, np.ndarray], marks: frozenset[int], votes: Weights) -> Learned:
    """Return the model that some arrays hold."""
    head = head_in(arrays, HEAD)
    return Learned(head, tuple(Cell(*label.split("/")) for label in head.labels), known_in(marks), votes)


def held_out(
    sayings: Sequence[Saying], unseen: Sequence[Saying], marks: frozenset[int], language: str
) -> Iterator[tuple[Saying, Weighed]]:
    """Judge each text that the rules have not seen by a model that has not seen it either; votes are not counted."""
    book = catalogue(language)
    for fold in range(FOLDS):
        rest = [saying for number, saying in enumerate(unseen) if number % FOLDS != fold]
        model = learned_from(_trained([*sayings, *rest], marks, language), marks, ALONE)
        for saying in unseen[fold::FOLDS]:
            clauses = apart(saying.text, language)
            yield saying, Weighed(clauses, model.chances(clauses, language), vote(book, clauses), ())


def fitted(sayings: Sequence[Saying], unseen: Sequence[Saying], marks: frozenset[int], language: str) -> Weights:
    """Return the weights under which the right verdicts are likeliest."""
    judged = list(held_out(sayings, unseen, marks, language))

    def loss(weights: Weights) -> float:
        total = 0.0
        for saying, weighed in judged:
            chances = counted(weighed.chances, weights, weighed.vote)
            right = sum(chance for cell, chance in chances.items() if cell.verdict == saying.verdict)
            total -= log(right + 1e-3)
        return total

    return min((Weights(*map(float, figures)) for figures in product(*GRID)), key=loss)


@cache
def apart(text: str, language: str) -> Clauses:
    """Take a text apart."""
    return take_apart(text, catalogue(language).reading)


def main(language: str = "en") -> None:
    """Write the model of a language."""
    keep(packed(language), model_path(language))


if __name__ == "__main__":
    main(*sys.argv[1:])
