"""Measure the diagnosis on made-up businesses whose bottleneck is known.

    python tests/bench/diagnosis_simulation.py [businesses a size]

Prints for each climate how many get a verdict and how many of these are right, the reliability table with its expected
calibration error, the same by world and by size, and three naive rules on the same businesses. Nothing is fitted on them.
"""

import argparse
import itertools
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.diagnosis import Answers, Trades, Verdict, diagnose, load_trades  # noqa: E402
from tests.bench.diagnosis_worlds import CLIMATES, SHARES, WORLDS, business  # noqa: E402

SIZES = ((3, 4), (8, 4), (12, 4), (20, 4), (60, 4), (12, 2), (12, 12))
BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96, 1.01)


@dataclass(frozen=True)
class Outcome:
    """One business, what was the matter with it, and what was said."""

    world: str
    size: tuple[int, int]
    answers: Answers
    verdict: Verdict

    @property
    def answered(self) -> bool:
        return self.verdict.kind != "cant_tell"

    @property
    def right(self) -> bool:
        return self.verdict.state == WORLDS[self.world]


def play(
    climate: str, count: int, trades: Trades, seed: int, sizes: tuple[tuple[int, int], ...] = SIZES
) -> list[Outcome]:
    """Diagnose ``count`` businesses of each size, the worlds as common as ``SHARES`` says."""
    rng = np.random.default_rng(seed)
    outcomes = []
    for people, weeks in sizes:
        for world, share in SHARES.items():
            for _ in range(max(1, round(count * share))):
                answers = business(world, people, weeks, CLIMATES[climate], trades, rng)
                outcomes.append(Outcome(world, (people, weeks), answers, diagnose(answers, trades)))
    return outcomes


def calibration_error(outcomes: list[Outcome]) -> float:
    """Return the mean distance between how sure it was and how often it was right, over ten bands."""
    sure = np.array([one.verdict.sure for one in outcomes])
    right = np.array([one.right for one in outcomes])
    bands = np.minimum((sure * 10).astype(int), 9)
    return float(sum((bands == b).mean() * abs(sure[bands == b].mean() - right[bands == b].mean()) for b in set(bands)))


def naive(answers: Answers, trades: Trades) -> dict[str, str]:
    """Say what three rules of thumb make of the same answers."""
    people, talked, customers = (answers.total(name).value for name in ("people", "talked", "customers"))
    usual = trades[answers.trade].usual
    rate, reached = customers / max(talked, 1), talked / max(people, 1)
    load = people / answers.weeks / answers.room.value if answers.room and answers.room.value else 0.85
    return {
        "biggest drop-off": "sales" if min(rate, reached) < 0.5 else "marketing",
        "rate below usual": "sales" if rate < usual else "marketing",
        "load below 0.85": "marketing" if load < 0.85 else "sales",
    }


def report(name: str, outcomes: list[Outcome], trades: Trades) -> None:
    """Print everything about one climate."""
    answered = [one for one in outcomes if one.answered]
    gated = outcomes
    clear = [one for one in answered if one.verdict.word == "clearly"]
    wrong = sum(not one.right for one in clear)
    print(f"\n== {name}: {len(outcomes)} businesses")
    print(
        f"verdict given {_share(len(answered), len(outcomes))}, right among them {_share(sum(o.right for o in answered), len(answered))}"
    )
    print(
        f"clear (0.9 or more) {_share(len(clear), len(outcomes))}, wrong among them {_share(wrong, len(clear))}, of all {_share(wrong, len(outcomes))}"
    )
    print(
        f"best guess right {_share(sum(o.right for o in outcomes), len(outcomes))}, calibration error {calibration_error(gated):.3f}"
    )
    print("sure        businesses  mean sure  right")
    for low, high in itertools.pairwise(BANDS):
        band = [one for one in gated if low <= one.verdict.sure < high]
        if band:
            mean = sum(one.verdict.sure for one in band) / len(band)
            print(
                f"{low:.2f}-{min(high, 1):.2f}   {len(band):10d}  {mean:9.2f}  {sum(o.right for o in band) / len(band):5.2f}"
            )
    sizes = list(dict.fromkeys(one.size for one in outcomes))
    print("right/wrong/no verdict of 100".ljust(30) + "".join(f"{p}x{w}".rjust(11) for p, w in sizes))
    for world in [*WORLDS, None]:
        row = (world or "all").ljust(30)
        for size in sizes:
            cell = [one for one in outcomes if one.size == size and world in {one.world, None}]
            said = [one for one in cell if one.answered]
            right, n = sum(one.right for one in said), len(cell)
            row += f"{100 * right / n:.0f}/{100 * (len(said) - right) / n:.0f}/{100 * (n - len(said)) / n:.0f}".rjust(
                11
            )
        print(row)
    print("rules of thumb, right of all: ", end="")
    rules = [(naive(one.answers, trades), WORLDS[one.world]) for one in outcomes]
    print(
        ", ".join(
            f"{rule} {_share(sum(said[rule] == truth for said, truth in rules), len(rules))}" for rule in rules[0][0]
        )
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=300, help="businesses a size and climate")
    options = parser.parse_args()
    trades = load_trades(ROOT / "prompts" / "trades.toml")
    started = time.process_time()
    everything = {name: play(name, options.count, trades, seed=31 + index) for index, name in enumerate(CLIMATES)}
    for name, outcomes in everything.items():
        report(name, outcomes, trades)
    together = [one for outcomes in everything.values() for one in outcomes]
    report("all together", together, trades)
    print(f"\n{(time.process_time() - started) / len(together) * 1000:.2f} ms of CPU a business, its making included")


if __name__ == "__main__":
    main()
