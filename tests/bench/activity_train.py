"""Train the second opinion from the catalogue's phrases and the labelled activities that may be learned from.

    python -m tests.bench.activity_train

Softmax regression by gradient descent from zero: the same files give the same table. The held-out half of the
labelled activities is never read.
"""

import random
import re
import tomllib

import numpy as np

from bot.activity.catalogue import catalogue
from bot.activity.clauses import take_apart
from bot.activity.second_opinion import SIZE, TABLE, VERDICTS, features
from bot.activity.words_of import split_words
from bot.language.templates import PROMPTS
from tests.bench.activity_held_out import held_out, labelled, practice

ROUNDS = 300
STEP = 40.0
SHRINK = 2e-5  # per round, on the weights
OF_LABELLED = 3.0  # weight of a text that somebody would say
OF_PHRASE = 0.7  # and of one put together from a pattern
SAMPLES = 2  # texts put together from each pattern


def main() -> None:
    """Write the table beside the module that reads it."""
    texts = [*_labelled(), *_from_phrases()]
    given = np.zeros((len(texts), SIZE), np.float32)
    wanted = np.zeros((len(texts), len(VERDICTS)))
    weights = np.array([[weight] for *_, weight in texts])
    book = catalogue("en")
    for place, (verdict, text, _) in enumerate(texts):
        rows = features(book.stemmer.stems(split_words(take_apart(text, book.reading).activity)))
        if rows:
            given[place, rows] = 1 / np.sqrt(len(rows))
        wanted[place, VERDICTS.index(verdict)] = 1
    table, offset = np.zeros((SIZE, len(VERDICTS))), np.zeros(len(VERDICTS))
    for _ in range(ROUNDS):
        sums = given @ table + offset
        shares = np.exp(sums - sums.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = (shares - wanted) * weights / weights.sum()
        table -= STEP * (given.T @ slope + SHRINK * table)
        offset -= STEP / 4 * slope.sum(axis=0)
    scale = float(np.abs(table).max()) / 127
    np.savez_compressed(TABLE, table=np.round(table / scale).astype(np.int8), offset=offset, scale=scale)
    print(f"{len(texts)} texts, {TABLE.stat().st_size // 1000} kB")


def _labelled() -> list[tuple[str, str, float]]:
    pairs = [(row.verdict, row.text) for row in labelled() if not held_out(row.text)] + practice()
    return [(verdict, text, OF_LABELLED) for verdict, text in pairs if verdict in VERDICTS]


def _from_phrases() -> list[tuple[str, str, float]]:
    """Put texts together from the patterns of the catalogue, always the same ones."""
    words = tomllib.loads((PROMPTS / "en" / "activities.toml").read_text(encoding="utf-8"))
    activities, chosen = catalogue("en").activities, random.Random(1)
    texts = []
    for group in words["phrases"].values():
        for name, entry in group.items():
            verdict = activities[name].ruling.verdict
            if verdict in VERDICTS:
                made = [_text(line, words["classes"], chosen) for line in entry["say"] for _ in range(SAMPLES)]
                texts += [(verdict, text, OF_PHRASE) for text in made] + [(verdict, entry["name"], OF_LABELLED)]
    return texts


def _text(line: str, classes: dict[str, str], chosen: random.Random) -> str:
    said = []
    for item in re.sub(r"^\d[:>] ", "", line).split():
        if not item.startswith("-"):
            choice = chosen.choice(item.split("|"))
            said.append(chosen.choice(classes[choice[1:-1]].split()) if choice.startswith("<") else choice)
    return " ".join(said).replace("_", " ")


if __name__ == "__main__":
    main()
