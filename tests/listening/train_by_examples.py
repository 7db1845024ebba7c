"""Train what a few words tell by examples: ``python -m tests.listening.train_by_examples``, after the encoder.

A ridge regression of what the examples of each file tell on what they mean, by its dual form (Saunders et al. 1998): the same files
give the same weights.
"""

import hashlib
from pathlib import Path

import numpy as np

from bot.language.listening.by_examples import BY_EXAMPLES, CAME_OF, COUNTED, FILES
from bot.language.listening.encoder import ENCODER
from bot.language.templates import FALLBACK, PROMPTS
from tests.listening.fitting import meanings_of
from tests.listening.train import keep, zipped

EASE = 2.0  # how far the weights are kept small, so that no single phrase decides


def _file(name: str) -> Path:
    return PROMPTS / FALLBACK / "listening" / f"{name}.tsv"


def _examples(name: str) -> list[tuple[str, str]]:
    lines = _file(name).read_text(encoding="utf-8").splitlines()
    return [(told, one) for told, _, one in (line.partition("\t") for line in lines if not line.startswith("#"))]


def examples_fingerprint() -> str:
    """Return a hash of what the weights are made from."""
    return hashlib.sha256(b"".join([ENCODER.read_bytes(), *(_file(name).read_bytes() for name in FILES)])).hexdigest()


def fitted_examples(name: str) -> dict[str, np.ndarray]:
    """Return the weights by which the examples of a file are told apart as well as can be."""
    told, texts = zip(*_examples(name), strict=True)
    names = tuple(dict.fromkeys(told))
    rows = meanings_of([COUNTED + one if name == CAME_OF else one for one in texts]).astype(np.float64)
    wanted = np.array([[float(one == sort) for sort in names] for one in told])
    middle, base = rows.mean(axis=0), wanted.mean(axis=0)
    rows = rows - middle
    alike = rows @ rows.T
    ease = EASE * float(alike.trace()) / len(rows)
    columns = rows.T @ np.linalg.solve(alike + ease * np.eye(len(rows)), wanted - base)
    kept = {"middle": middle, "columns": columns, "base": base}
    parts = {f"{name}_{part}": weights.astype(np.float32) for part, weights in kept.items()}
    return {f"{name}_names": np.array("\n".join(names)), **parts}


def main() -> None:
    """Write the weights."""
    kept: dict[str, np.ndarray] = {"made_from": np.array(examples_fingerprint())}
    for name in FILES:
        kept |= fitted_examples(name)
    keep(zipped(kept), BY_EXAMPLES)


if __name__ == "__main__":
    main()
