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
    counted_features,
    purpose_features,
)
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.encoder import ENCODER
from bot.language.listening.meant_roles import ROLES
from bot.language.templates import languages
from tests.listening.numbers_after import NumbersExample, file_of_numbers, numbers_examples
from tests.listening.train import keep, zipped
from tests.listening.train_closer import fitted_answers

PENALTY, STEPS = 1.0, 20


def numbers_fingerprint() -> str:
    """Return a hash of what the weights are made from."""
    kept = hashlib.sha256(ENCODER.read_bytes() + ROLES.read_bytes())
    for language in sorted(languages()):
        kept.update(file_of_numbers(language).read_bytes() if file_of_numbers(language).exists() else b"")
    return kept.hexdigest()


def fitted_counted(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return a weight for each feature of what a number may count.

    Args:
        rows: numbers × things it may count × features.
        right: which of them it counts.
    """
    weights = np.zeros(rows.shape[2])
    for _ in range(STEPS):
        scores = rows @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        middle = np.einsum("nk,nkf->nf", chances, rows)
        slopes = (middle - rows[np.arange(len(rows)), right]).sum(axis=0) + PENALTY * weights
        weighted = (chances[:, :, None] ** 0.5 * rows).reshape(-1, len(weights))
        curved = weighted.T @ weighted - middle.T @ middle + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curved, slopes)
    return weights


def fitted_numbers(examples: list[NumbersExample]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of the purposes, and of what numbers count."""
    found, purposes, rows, right = [], [], [], []
    for one in examples:
        told = [token for token in one.tokens if isinstance(token, ToldAmount)]
        if not told:
            continue
        found.append(purpose_features(one.text, told))
        purposes.append([float(one.purpose == purpose) for purpose in PURPOSES])
        counts = one.counts()
        if counts is not None:
            features = counted_features(one.text, one.language, one.tokens, one.known, one.purpose)
            rows += [row for _, row in features]
            right += [COUNTED.index(name) + 1 if name else 0 for name in counts]
    return fitted_answers(np.array(found), np.array(purposes)), fitted_counted(np.stack(rows), np.array(right))


def main() -> None:
    """Write the weights."""
    spoken = [language for language in sorted(languages()) if file_of_numbers(language).exists()]
    purposes, counted = fitted_numbers(
        [one for language in spoken for one in numbers_examples(file_of_numbers(language), language)]
    )
    kept = {
        "made_from": np.array(numbers_fingerprint()),
        "languages": np.array("\n".join(spoken)),
        "purposes": purposes.astype(np.float32),
        "counted": counted.astype(np.float32),
    }
    keep(zipped(kept), NUMBERS_MEANT)


if __name__ == "__main__":
    main()
