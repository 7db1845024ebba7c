"""Measure what a verdict costs: milliseconds of CPU, part by part, over businesses spread over all worlds and sizes.

    python tests/bench/bench_diagnosis.py [rounds]

No two owners give the same answers, so that caches help only with what belongs to a trade.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.checkup.door import door_of  # noqa: E402
from bot.core.memory import forget  # noqa: E402
from bot.diagnosis import Answers, Trades, diagnose, flip, load_trades, next_question, question_before  # noqa: E402
from bot.diagnosis.tell import explain, tell  # noqa: E402
from bot.language.templates import words  # noqa: E402
from tests.bench.diagnosis_worlds import CLIMATES, WORLDS, business  # noqa: E402

SIZES = ((3, 4), (8, 4), (12, 4), (20, 4), (60, 4), (12, 2), (12, 12))


def spread(trades: Trades) -> list[Answers]:
    """Make one business of each size in each world and climate, the same ones each time."""
    rng = np.random.default_rng(17)
    return [
        business(world, people, weeks, climate, trades, rng)
        for people, weeks in SIZES
        for world in WORLDS
        for climate in CLIMATES.values()
    ]


def cost(part: Callable[[Any], object], cases: Sequence[Any], rounds: int) -> float:
    """Return the CPU milliseconds of one case: the quickest round, as others on the machine only add to it."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        for case in cases:
            part(case)
        times.append((time.process_time() - started) / len(cases) * 1000)
    return min(times)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rounds", nargs="?", type=int, default=9)
    rounds = parser.parse_args().rounds
    trades, english = load_trades(ROOT / "prompts" / "trades.toml"), words("en")
    cases = spread(trades)
    verdicts = [diagnose(answers, trades) for answers in cases]

    def in_full(answers: Answers) -> None:
        verdict = diagnose(answers, trades)
        tell(verdict, english, trades)
        door_of(verdict, None, english)

    def at_the_end(answers: Answers) -> None:
        forget()
        question_before(answers, trades)
        diagnose(answers, trades)

    parts: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "which question next": (lambda answers: next_question(answers, trades, order="worth"), cases),
        "diagnosis": (lambda answers: diagnose(answers, trades), cases),
        "both, of one answer": (at_the_end, cases),
        "what would change it": (lambda verdict: flip(verdict.answers, trades), verdicts),
        "all of its words": (lambda verdict: tell(verdict, english, trades), verdicts),
        "its picture's figures": (lambda verdict: door_of(verdict, None, english), verdicts),
        "how it was worked out": (lambda verdict: explain(verdict, english), verdicts),
        "a verdict with all it says": (in_full, cases),
    }
    print(f"{len(cases)} businesses, ms of CPU each")
    for name, (part, of) in parts.items():
        print(f"{name:30}{cost(part, of, rounds):7.3f}")


if __name__ == "__main__":
    main()
