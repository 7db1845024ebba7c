"""How well activities are judged that the judge was not made with.

    python -m tests.bench.activity_held_out

``tests/activity/labelled.tsv`` holds activities with the verdict of the house rule, labelled before any of them was
judged. Most come from texts of others, named in a column (task lists of occupations, lists of ideas, job
advertisements, forums); a third is typed as owners type. A text belongs to the held-out half by its hash. Patterns
were written and the second opinion was trained with the other half only.
"""

import csv
import hashlib
import importlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.activity import Judgement, judge

LABELLED = Path(__file__).parents[1] / "activity" / "labelled.tsv"
PRACTICE = LABELLED.with_name("practice.tsv")
VERDICTS = ("marketing", "sales", "both", "neither", "unclear")


class Row(NamedTuple):
    """A labelled activity: which collection it came with, and from where."""

    set: str
    verdict: str
    style: str
    source: str
    text: str


@dataclass(frozen=True)
class Score:
    """What came of judging: shares of all texts unless said otherwise."""

    texts: int
    right: float  # of those answered outright; a text on which people could not agree is never right
    answered: float  # of those that have a verdict
    wrong_and_sure: float
    table: Counter[tuple[str, str]]


def held_out(text: str) -> bool:
    """True if a text may not be learned from."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


@cache
def labelled() -> tuple[Row, ...]:
    """Read the labelled activities."""
    with LABELLED.open(encoding="utf-8") as file:
        return tuple(Row(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def practice() -> list[tuple[str, str]]:
    """Read the activities that were written while the patterns were: verdict and text."""
    with PRACTICE.open(encoding="utf-8") as file:
        return [(row["verdict"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def score(rows: list[Row]) -> Score:
    """Judge activities and compare."""
    judged: list[tuple[Row, Judgement]] = [(row, judge(row.text)) for row in rows]
    outright = [(row, judgement) for row, judgement in judged if judgement.verdict != "unclear"]
    known = [(row, judgement) for row, judgement in judged if row.verdict != "unclear"]
    wrong = [(row, judgement) for row, judgement in outright if judgement.verdict != row.verdict]
    return Score(
        texts=len(judged),
        right=1 - len(wrong) / max(1, len(outright)),
        answered=sum(judgement.verdict != "unclear" for _, judgement in known) / max(1, len(known)),
        wrong_and_sure=sum(judgement.sure == "clear" for _, judgement in wrong) / len(judged),
        table=Counter((row.verdict, judgement.verdict) for row, judgement in judged),
    )


def main() -> None:
    """Print the shares and, for the held-out half, which verdict was taken for which."""
    halves = {half: [row for row in labelled() if held_out(row.text) == half] for half in (False, True)}
    for name, rows in (
        ("learned from", halves[False]),
        ("held out", halves[True]),
        ("  as written", [row for row in halves[True] if row.style == "plain"]),
        ("  as typed", [row for row in halves[True] if row.style == "typed"]),
        ("  1st set", [row for row in halves[True] if row.set == "first"]),
        ("  2nd set", [row for row in halves[True] if row.set == "second"]),
        ("  3rd set", [row for row in halves[True] if row.set == "third"]),
    ):
        found = score(rows)
        print(
            f"{name:14} {found.texts:4} texts   right {found.right:6.1%} of those answered   "
            f"answered {found.answered:6.1%}   wrong and sure {found.wrong_and_sure:5.1%}"
        )
    table = score(halves[True]).table
    reading = importlib.import_module("bot.activity.judge")
    reading.__dict__["DOUBT"] = 0.0
    alone = score(halves[True])
    print(
        f"{'rules alone':14} {alone.texts:4} texts   right {alone.right:6.1%} of those answered   "
        f"answered {alone.answered:6.1%}   wrong and sure {alone.wrong_and_sure:5.1%}"
    )
    print("\nheld out: label (down), verdict (across)")
    print(f"{'':10}" + "".join(f"{verdict:>10}" for verdict in VERDICTS))
    for label in VERDICTS:
        print(f"{label:10}" + "".join(f"{table[label, verdict]:>10}" for verdict in VERDICTS))


if __name__ == "__main__":
    main()
