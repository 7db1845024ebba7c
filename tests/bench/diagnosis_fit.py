"""Fit the corrections of the diagnosis' chances: the draws added to each state, and the weights of marketing and of nothing short.

    python -m tests.bench.diagnosis_fit [businesses] [--seed 77]

More draws are added where a count of the core was not told. Each business is drawn once with the answers that the bot asks
for, with every further question answered, and with half of them. Prints the log score on a grid, the best first, and to how
many a side is at least leant to; fewer than six in ten of those who answered what the bot asks are too few.
``tests.bench.diagnosis_yardstick`` measures a row on other businesses.
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
from tests.bench.diagnosis_mixed import as_asked, mixed, partly  # noqa: E402
from tests.bench.diagnosis_yardstick import Scored  # noqa: E402

DOUBTS = (0.0075, 0.012, 0.015)
UNTOLD = (0.012, 0.02, 0.03, 0.05)
MARKETING = (0.8, 0.84, 0.88, 0.92, 1.0)
NEITHER = (1.0, 1.05, 1.1, 1.2)


def drawn(cases: Sequence[Answers], trades: Trades) -> np.ndarray:
    """Count the draws in each state, one row a business."""
    source = Source()
    return np.array([chances.counts(simulate(read(one, trades[one.trade], source), source).state) for one in cases])


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=10_000, help="businesses to fit on")
    parser.add_argument("--seed", type=int, default=77, help="of these businesses; measure on others")
    options = parser.parse_args()
    trades = load_trades(ROOT / "prompts" / "trades.toml")
    made = mixed(options.count, trades, seed=options.seed)
    truth = np.array([STATES.index(one.state) for one in made])
    rng = np.random.default_rng(options.seed + 1)
    views = ([as_asked(one, trades) for one in made], [one.answers for one in made], [partly(one, rng) for one in made])
    counted = [drawn(cases, trades) for cases in views]
    source = Source()
    kinds = [[read(one, trades[one.trade], source) for one in cases] for cases in views]
    talks = np.array([one.answers.path != "order" for one in made])[:, None]
    told = [np.array([case.told for case in cases])[:, None] for cases in kinds]
    found = []
    for doubt, untold, *weights in itertools.product(DOUBTS, UNTOLD, MARKETING, NEITHER):
        chances.DOUBT, chances.UNTOLD = doubt, untold
        weight = dict(zip(("marketing", "neither"), weights, strict=True))
        chances.OFTEN = np.array([weight.get(state, 1.0) for state in STATES])
        scored = [
            Scored(np.where(talks, np.where(known, _of(one), _of(one, told=False)), _of(one, talks=False)), truth)
            for one, known in zip(counted, told, strict=True)
        ]
        leant = (scored[0].sure >= LEANING).mean()
        found.append((sum(one.log_score() for one in scored) / len(scored), doubt, untold, *weights, leant))
    for score, doubt, untold, marketing, neither, leant in sorted(found):
        print(
            f"doubt {doubt:<7} untold {untold:<6} marketing {marketing:<5} neither {neither:<5} "
            f"log score {score:.4f}  told {leant:.3f}"
        )


def _of(counted: np.ndarray, *, talks: bool = True, told: bool = True) -> np.ndarray:
    return chances.chances(counted, talks=talks, told=told)


if __name__ == "__main__":
    main()
