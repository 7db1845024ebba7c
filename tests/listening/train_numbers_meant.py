"""Train what numbers after a verdict are for and count: ``python -m tests.listening.train_numbers_meant``, after encoder and roles.

The purpose by logistic regression over several purposes (``train_closer.py``), what a number counts by a conditional logit with a
penalty, by Newton's steps: the same files give the same weights.
"""

import hashlib

import numpy as np

from bot.hearing.numbers_meant import (
    COUNTED,
    NUMBERS_MEANT,
    PURPOSES,
    may_count,
    purpose_features,
)
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.encoder import ENCODER
from bot.language.listening.meant_roles import ROLES
from bot.language.templates import languages
from tests.listening.numbers_after import NumbersExample, file_of_numbers, numbers_examples
from tests.listening.train import keep, zipped
from tests.listening.train_closer import fitted_answers

PENALTY, OF_MEANING = 1.0, 400.0
"""Of the weights of what is compared, and of those of the encoder's numbers at a number."""

ROUNDS, STEPS, SMALL_STEPS = 5, 6, 40


def numbers_fingerprint() -> str:
    """Return a hash of what the weights are made from."""
    kept = hashlib.sha256(ENCODER.read_bytes() + ROLES.read_bytes())
    for language in sorted(languages()):
        kept.update(file_of_numbers(language).read_bytes() if file_of_numbers(language).exists() else b"")
    return kept.hexdigest()


def fitted_counted(rows: np.ndarray, around: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a weight for each feature of what a number may count, and one for each of the encoder's numbers and each such thing.

    In turns: Newton's steps for the first, and for the others, which are many, steps that surely go down (Böhning 1992).

    Args:
        rows: numbers × things it may count × features.
        around: numbers × encoder.
        right: which of the things each counts.
    """
    middle, spread = around.mean(axis=0), around.std(axis=0) + 1e-9
    even = np.hstack([(around - middle) / spread, np.ones((len(around), 1))])
    curved = np.linalg.inv(even.T @ even / 2 + OF_MEANING * np.eye(even.shape[1]))
    counted, meant = np.zeros(rows.shape[2]), np.zeros((even.shape[1], rows.shape[1]))
    wanted = np.eye(rows.shape[1])[right]
    for _ in range(ROUNDS):
        counted = _by_newton(rows, right, counted, even @ meant)
        compared = rows @ counted
        for _ in range(SMALL_STEPS):
            meant -= curved @ (even.T @ (_chances(compared + even @ meant) - wanted) + OF_MEANING * meant)
    own = meant[:-1] / spread[:, None]
    return counted, np.vstack([own, meant[-1] - middle @ own])


def _by_newton(rows: np.ndarray, right: np.ndarray, weights: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """Return the weights of a conditional logit, from those before, with scores beside them that stay."""
    for _ in range(STEPS):
        chances = _chances(rows @ weights + beside)
        middle = np.einsum("nk,nkf->nf", chances, rows)
        slopes = (middle - rows[np.arange(len(rows)), right]).sum(axis=0) + PENALTY * weights
        weighted = (chances[:, :, None] ** 0.5 * rows).reshape(-1, len(weights))
        curved = weighted.T @ weighted - middle.T @ middle + PENALTY * np.eye(len(weights))
        weights = weights - np.linalg.solve(curved, slopes)
    return weights


def _chances(scores: np.ndarray) -> np.ndarray:
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)


def fitted_numbers(examples: list[NumbersExample]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the weights of the purposes, and the two of what numbers count."""
    found, purposes, numbers, right = [], [], [], []
    for one in examples:
        told = [token for token in one.tokens if isinstance(token, ToldAmount)]
        if not told:
            continue
        found.append(purpose_features(one.text, told))
        purposes.append([float(one.purpose == purpose) for purpose in PURPOSES])
        numbers += may_count(one.text, one.language, one.tokens, one.known, one.purpose)
        right += [COUNTED.index(name) + 1 if name else 0 for name in one.counts()]
    rows, around = np.stack([one.compared for one in numbers]), np.stack([one.around for one in numbers])
    return fitted_answers(np.array(found), np.array(purposes)), *fitted_counted(rows, around, np.array(right))


def main() -> None:
    """Write the weights."""
    spoken = [language for language in sorted(languages()) if file_of_numbers(language).exists()]
    purposes, counted, around = fitted_numbers(
        [one for language in spoken for one in numbers_examples(file_of_numbers(language), language)]
    )
    kept = {
        "made_from": np.array(numbers_fingerprint()),
        "languages": np.array("\n".join(spoken)),
        "purposes": purposes.astype(np.float32),
        "counted": counted.astype(np.float32),
        "around": around.astype(np.float16),
    }
    keep(zipped(kept), NUMBERS_MEANT)


if __name__ == "__main__":
    main()
