"""Train what a message after a verdict is about: ``python -m tests.listening.train_matters [en]``.

It learns from ``prompts/LANGUAGE/listening/matters.tsv`` (matter, text), the kinds of a matter all together, with the features, the training and the weights of
8 bits of the reader of messages, and looks at what that reader hears; so it is made again after each new reader. The same
files give the same model, byte for byte.
"""

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from bot.language.listening.features import SIZE
from bot.language.listening.matters import HEAD, KIND, MODEL, looked_at
from bot.language.listening.model import model_path as model_of_reader
from bot.language.templates import PROMPTS
from tests.listening.train import ORDERS, Example, heat_of, keep, kept_head, train, zipped

FAINT = 5  # steps of a weight; smaller ones are left out
WHOLE_MESSAGES = "# From here on whole messages: written as owners first, and labelled afterwards."
OF_OWNERS = "# From here on messages of owners who had their verdict before them; whoever wrote them knew no matters."


def rows(language: str) -> list[tuple[str, str]]:
    """Return the examples of a language: matter and text."""
    path = PROMPTS / language / "listening" / "matters.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    split = (line.split("\t") for line in lines if line and line[0] != "#")
    return [(matter, text) for matter, text in split]


def count_before(language: str, mark: str) -> int:
    """Return how many examples stand before a line that says what follows."""
    lines = (PROMPTS / language / "listening" / "matters.tsv").read_text(encoding="utf-8").splitlines()
    return sum(line[:1] not in ("", "#") for line in lines[: lines.index(mark)])


@cache
def matter_of_kinds() -> Mapping[str, str]:
    """Return the matter of each kind that has an answer of its own, by the kind: ``absent`` of ``term.absent``."""
    named = {matter for matter, _ in rows("en") if KIND in matter}
    return {kind: matter for matter, _, kind in (one.partition(KIND) for one in named)}


def fingerprint(language: str) -> str:
    """Return a hash of what the model is made from."""
    kept = hashlib.sha256()
    for path in (PROMPTS / language / "listening" / "matters.tsv", model_of_reader(language)):
        kept.update(path.read_bytes())
    return kept.hexdigest()


def packed(language: str) -> bytes:
    """Return the model of a language as it is kept."""
    examples = [Example(looked_at(text, language), matter.partition(KIND)[0]) for matter, text in rows(language)]
    labels = sorted({example.label for example in examples})
    heat, right = heat_of(examples, labels)
    print(f"{len(examples)} examples, {len(labels)} matters, held out {right:.3f} right, heat {heat}")
    arrays = kept_head(HEAD, train(examples, labels, orders=ORDERS), heat, FAINT)
    return zipped({"size": np.array(SIZE), "made_from": np.array(fingerprint(language)), **arrays})


def model_path(language: str) -> Path:
    """Return where the model of a language is kept."""
    return PROMPTS / language / MODEL


def main(language: str = "en") -> None:
    """Write the model of a language."""
    keep(packed(language), model_path(language))


if __name__ == "__main__":
    main(*sys.argv[1:])
