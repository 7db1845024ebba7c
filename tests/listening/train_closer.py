"""Train which ready answer is closest: ``python -m tests.listening.train_closer``, after the encoder.

A logistic regression over several answers with a penalty, by steps that surely go down (Böhning 1992): the same files give the same
weights.
"""

import hashlib
from pathlib import Path

import numpy as np

from bot.language.listening.closer import CLOSER, LABELS, WEIGHTS
from bot.language.listening.encoder import ENCODER
from bot.language.templates import PROMPTS, languages
from tests.listening.fitting import meanings_of
from tests.listening.train import keep, zipped

PENALTY = 3.0
STEPS = 200


def _files() -> list[Path]:
    return [PROMPTS / language / "listening" / "closer.tsv" for language in sorted(languages())]


def closer_rows() -> list[tuple[str, str, str]]:
    """Return the examples of all languages: the remark, the answer, and the message."""
    lines = [line for path in _files() for line in path.read_text().splitlines() if not line.startswith("#")]
    parted = (line.partition("\t") for line in lines)
    return [(*(name.partition(".")[::2]), text) for name, _, text in parted]


def closer_fingerprint() -> str:
    """Return a hash of what the weights are made from."""
    kept = hashlib.sha256(ENCODER.read_bytes())
    for path in _files():
        kept.update(path.read_bytes())
    return kept.hexdigest()


def fitted_answers(found: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return a weight for each number of the encoder and each answer, and in the last row what is added."""
    middle, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    even = np.hstack([(found - middle) / spread, np.ones((len(found), 1))])
    penalty = np.array([*[PENALTY] * found.shape[1], 1e-6])[:, None]
    curved = np.linalg.inv(even.T @ even / 2 + np.diag(penalty[:, 0]))
    weights = np.zeros((even.shape[1], right.shape[1]))
    for _ in range(STEPS):
        scores = even @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        weights -= curved @ (even.T @ (chances - right) + penalty * weights)
    own = weights[:-1] / spread[:, None]
    return np.vstack([own, weights[-1] - middle @ own])


def main() -> None:
    """Write the weights."""
    said = closer_rows()
    found = meanings_of([text for _, _, text in said]).astype(np.float64)
    kept: dict[str, np.ndarray] = {"made_from": np.array(closer_fingerprint())}
    for remark in sorted({remark for remark, _, _ in said}):
        places = [at for at, (one, _, _) in enumerate(said) if one == remark]
        labels = sorted({said[at][1] for at in places})
        right = np.array([[said[at][1] == label for label in labels] for at in places], np.float64)
        kept[remark + LABELS] = np.array("\n".join(labels))
        kept[remark + WEIGHTS] = fitted_answers(found[places], right).astype(np.float32)
    keep(zipped(kept), CLOSER)


if __name__ == "__main__":
    main()
