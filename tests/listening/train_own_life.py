"""Train whether words speak of their owner's own life: ``python -m tests.listening.train_own_life``, after the encoder.

A logistic regression with a penalty, by Newton's steps: the same files give the same weights.
"""

import hashlib
from pathlib import Path

import numpy as np

from bot.language.listening.encoder import ENCODER
from bot.language.listening.own_life import OWN_LIFE
from bot.language.templates import PROMPTS, languages
from tests.listening.fitting import meanings_of
from tests.listening.train import keep, zipped

PENALTY = 30.0
STEPS = 25
LIFE = "life"


def _files() -> list[Path]:
    return [PROMPTS / language / "listening" / "own_life.tsv" for language in sorted(languages())]


def rows() -> list[tuple[str, str]]:
    """Return the examples of all languages: the side, and the text."""
    lines = [line for path in _files() for line in path.read_text().splitlines() if not line.startswith("#")]
    return [(side, text) for side, _, text in (line.partition("\t") for line in lines)]


def fingerprint() -> str:
    """Return a hash of what the weights are made from."""
    kept = hashlib.sha256(ENCODER.read_bytes())
    for path in _files():
        kept.update(path.read_bytes())
    return kept.hexdigest()


def fitted(found: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return a weight for each number of the encoder, and what is added."""
    middle, spread = found.mean(axis=0), found.std(axis=0)
    even = np.hstack([(found - middle) / spread, np.ones((len(found), 1))])
    penalty = np.diag([*[PENALTY] * found.shape[1], 1e-6])
    weights = np.zeros(even.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-even @ weights))
        slopes = even.T @ (chances - right) + penalty @ weights
        weights -= np.linalg.solve((even * (chances * (1 - chances) + 1e-9)[:, None]).T @ even + penalty, slopes)
    own = weights[:-1] / spread
    return np.append(own, weights[-1] - own @ middle)


def main() -> None:
    """Write the weights."""
    said = rows()
    found = meanings_of([text for _, text in said]).astype(np.float64)
    right = np.array([side == LIFE for side, _ in said], np.float64)
    weights = fitted(found, right)
    keep(zipped({"made_from": np.array(fingerprint()), "weights": weights.astype(np.float32)}), OWN_LIFE)


if __name__ == "__main__":
    main()
