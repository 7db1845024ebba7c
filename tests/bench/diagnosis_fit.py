"""Fit the two corrections of the diagnosis' chances: the draws added to each state, and the weight of marketing.

    python -m tests.bench.diagnosis_fit [businesses] [--seed 31]

Each business is drawn once with every further question answered, with half of them and with none. Prints the log score for
pairs on a grid, the best first, and to how many a side is at least leant to; fewer than six in ten, with half of the questions
answered, are too few. ``tests.bench.diagnosis_yardstick`` measures a pair on other businesses.
"""

import argparse
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.diagnosis import Answers, Trades, chances, load_trades  # noqa: E402
from bot.diagnosis.assessment import LEANING  # noqa: E402
from bot.diagnosis.case import read  # noqa: E402
from bot.diagnosis.draws import Source  # noqa: E402
from bot.diagnosis.kinds import STATES  # noqa: E402
from bot.diagnosis.model import simulate  # noqa: E402
from tests.bench.diagnosis_mixed import core, mixed, partly  # noqa: E402
from tests.bench.diagnosis_yardstick import Scored  # noqa: E402

DOUBTS = (0.005, 0.0075, 0.01, 0.012, 0.015)
OFTEN = (0.8, 0.84, 0.87, 0.9, 0.95, 1.0)


def drawn(cases: Sequence[Answers], trades: Trades) -> np.ndarray:
    """Count the draws in each state, one row a business."""
    source = Source()
    return np.array([chances.counts(simulate(read(one, trades[one.trade], source), source).state) for one in cases])


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=10_000, help="businesses to fit on")
    parser.add_argument("--seed", type=int, default=31, help="of these businesses; measure on others")
    options = parser.parse_args()
    trades = load_trades(ROOT / "prompts" / "trades.toml")
    made = mixed(options.count, trades, seed=options.seed)
    truth = np.array([STATES.index(one.state) for one in made])
    talks = np.array([one.answers.path != "order" for one in made])
    rng = np.random.default_rng(options.seed + 1)
    counted = [
        drawn(cases, trades)
        for cases in ([partly(one, rng) for one in made], [one.answers for one in made], [core(one) for one in made])
    ]
    found = []
    for doubt, often in itertools.product(DOUBTS, OFTEN):
        chances.DOUBT, chances.OFTEN = doubt, np.where(np.array(STATES) == "marketing", often, 1.0)
        scored = [
            Scored(np.where(talks[:, None], chances.chances(one), chances.chances(one, talks=False)), truth)
            for one in counted
        ]
        told = (scored[0].sure >= LEANING).mean()
        found.append((sum(one.log_score() for one in scored) / len(scored), doubt, often, told))
    for score, doubt, often, told in sorted(found):
        print(f"doubt {doubt:<7} often {often:<5} log score {score:.4f}  told {told:.3f}")


if __name__ == "__main__":
    main()
