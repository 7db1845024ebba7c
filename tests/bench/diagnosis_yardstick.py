"""Measure the diagnosis where everything varies at once, beside a classifier trained on the same answers.

    python -m tests.bench.diagnosis_yardstick [businesses] [--seed 2811] [--train 200000] [--regions] [--worth]

The figures in the guide are of the seed named here; to try something, take another one.

The classifier (scikit-learn's gradient boosting) sees what the diagnosis sees and has seen 200,000 businesses with their
truth: nobody can do much better on these answers. It is a yardstick only: it knows these made-up worlds and nothing else,
and cannot say why. Prints how often the best guess of each is right, the log score, the calibration error, and how
often each band of sureness is right; with --regions the same by size, path, climate, state and answer left open; with
--worth
what each question is worth, left out one at a time.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.core.week_numbers import FIELDS  # noqa: E402
from bot.diagnosis import Answers, Trades, load_trades  # noqa: E402
from bot.diagnosis.answers import CHOICES, NUMBERS  # noqa: E402
from bot.diagnosis.assessment import assess  # noqa: E402
from bot.diagnosis.draws import Source  # noqa: E402
from bot.diagnosis.kinds import STATES  # noqa: E402
from tests.bench.diagnosis_mixed import EXTRAS, FURTHER, MadeUp, as_asked, core, mixed, partly  # noqa: E402

BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01))
ORDERED = tuple(name for name in CHOICES if name != "path")


class Scored(NamedTuple):
    """The chances given to each state, one row a business, and the places of the truth."""

    chance: np.ndarray
    truth: np.ndarray

    @property
    def right(self) -> np.ndarray:
        return self.chance.argmax(axis=1) == self.truth

    @property
    def sure(self) -> np.ndarray:
        return np.minimum(self.chance.max(axis=1), 0.99)

    def part(self, chosen: np.ndarray) -> "Scored":
        return Scored(self.chance[chosen], self.truth[chosen])

    def log_score(self) -> float:
        said = np.maximum(self.chance[np.arange(len(self.truth)), self.truth], 0.002)
        return float(-np.log(said).mean())

    def calibration_error(self) -> float:
        """Return the mean distance between how sure it was and how often it was right, over ten bands."""
        bands = np.minimum((self.sure * 10).astype(int), 9)
        return float(
            sum(
                (bands == b).mean() * abs(self.sure[bands == b].mean() - self.right[bands == b].mean())
                for b in set(bands.tolist())
            )
        )

    def by_chance(self, times: int = 40) -> float:
        """Return the average calibration error of perfectly calibrated chances, from luck alone."""
        rng = np.random.default_rng(1)
        bands = np.minimum((self.sure * 10).astype(int), 9)
        missed = (rng.random((times, len(self.sure))) < self.sure) - self.sure
        each = [np.abs(missed[:, bands == band].sum(axis=1)) for band in set(bands.tolist())]
        return float(np.mean(sum(each)) / len(self.sure))

    def row(self) -> str:
        clear = self.sure >= 0.9
        told = self.sure >= 0.5
        return (
            f"right {self.right.mean():.3f}  log {self.log_score():.3f}  off {self.calibration_error():.3f}  "
            f"told {told.mean():.2f}, right {_mean(self.right[told])}  "
            f">=0.7 {(self.sure >= 0.7).mean():.2f}, right {_mean(self.right[self.sure >= 0.7])}  "
            f"clearly and wrong {100 * (clear & ~self.right).mean():.2f} %"
        )


def figures(answers: Answers, trades: Trades) -> list[float]:
    """Return everything that was answered as numbers; what is unknown is NaN."""
    trade = trades[answers.trade]
    row = [trade.usual, trade.weight, trade.lag_days[trade.lag], log(trade.cuts["people"][1]), answers.weeks]
    row.append({"talk": 0.0, "both": 1.0, "order": 2.0}[answers.path or "both"])
    totals = {name: answers.total(name) for name in FIELDS}
    amounts = [*totals.values(), *(getattr(answers, name) for name in NUMBERS if name != "value")]
    row += [float("nan") if one is None else one.value for one in amounts]
    known = {name: one.value for name, one in totals.items() if one is not None}

    def ratio(part: float | None, whole: float | None) -> float:
        return float("nan") if part is None or whole is None else (part + 0.3) / (whole + 1)

    weekly = known["people"] / answers.weeks if "people" in known else None
    room = answers.room.value if answers.room else None
    won = (known.get("customers", 0.0) + known.get("orders", 0.0)) / answers.weeks
    row += [
        ratio(known.get("talked"), known.get("people")),
        ratio(known.get("customers"), known.get("talked")),
        ratio(known.get("customers"), known.get("talked")) / trade.usual,
        ratio(weekly, room),
        ratio(won, answers.wanted.value if answers.wanted else None),
        ratio(answers.year_customers.value / 52 if answers.year_customers else None, won),
    ]
    best = answers.best_month
    row += [best.customers / max(best.talked, 1), best.talked] if best else [float("nan")] * 2
    row += [
        float("nan") if (one := getattr(answers, name)) is None else float(CHOICES[name].index(one)) for name in ORDERED
    ]
    row.append(float("nan") if answers.age is None else answers.age)
    return row


def product(cases: Sequence[Answers], truth: Sequence[str], trades: Trades) -> Scored:
    """Return the chance that the diagnosis gives to each state."""
    source = Source()
    chance = np.array([assess(answers, trades[answers.trade], source).chances for answers in cases])
    return Scored(chance, _places(truth))


def trained(
    made: Sequence[MadeUp], trades: Trades, rng: np.random.Generator
) -> Callable[[Sequence[Answers]], np.ndarray]:
    """Train the yardstick, on answers with more or fewer left open."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows = [
        figures(_perhaps(partly(one, rng, rng.choice([0.0, 0.5, 1.0], p=[0.2, 0.5, 0.3])), one, rng), trades)
        for one in made
    ]
    model = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.08, max_leaf_nodes=31, l2_regularization=1.0)
    model.fit(np.array(rows), _places([one.state for one in made]))
    return lambda cases: model.predict_proba(np.array([figures(answers, trades) for answers in cases]))


def _perhaps(answers: Answers, one: MadeUp, rng: np.random.Generator) -> Answers:
    """Add the best month to one in five, so that the yardstick can say what it would be worth."""
    return replace(answers, best_month=one.best) if rng.random() < 0.2 else answers


def regions(made: Sequence[MadeUp], cases: Sequence[Answers]) -> Iterator[tuple[str, np.ndarray]]:
    """Name the regions, each with which businesses are in it."""
    people = np.array([one.people for one in made])
    for name, low, high in (
        ("under 2 people a week", 0, 2),
        ("2 to 6", 2, 6),
        ("6 to 20", 6, 20),
        ("20 and more", 20, 1e9),
    ):
        yield name, (people >= low) & (people < high)
    for path in ("talk", "both", "order"):
        yield f"path: {path}", np.array([answers.path == path for answers in cases])
    for memory in ("good", "usual", "poor"):
        yield f"memory: {memory}", np.array([one.memory == memory for one in made])
    for name in (*FIELDS, "room", "wanted", *FURTHER, *EXTRAS):
        if name != "age":
            unknown = [_unknown(answers, name) for answers in cases]
            yield f"unknown: {name}", np.array(unknown)


def reliability(name: str, scored: Scored) -> None:
    """Print how often each band of sureness is right."""
    for low, high in BANDS:
        band = (scored.sure >= low) & (scored.sure < high)
        if band.any():
            print(
                f"  {name:10} {low:.1f}-{min(high, 1):.1f}  {band.mean():.3f} of all, said {scored.sure[band].mean():.3f}, "
                f"right {scored.right[band].mean():.3f}"
            )


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=20_000, help="businesses to measure on")
    parser.add_argument("--seed", type=int, default=2811, help="of the businesses measured on; tune on others")
    parser.add_argument("--train", type=int, default=200_000, help="businesses that the yardstick learns from; 0: none")
    parser.add_argument("--regions", action="store_true")
    parser.add_argument("--worth", action="store_true")
    options = parser.parse_args()
    trades = load_trades(ROOT / "prompts" / "trades.toml")
    rng = np.random.default_rng(5)
    started = time.process_time()
    made = mixed(options.count, trades, seed=options.seed)
    truth = [one.state for one in made]
    yardstick = trained(mixed(options.train, trades, seed=7), trades, rng) if options.train else None
    print(f"made and trained in {time.process_time() - started:.0f} s of CPU")
    views = {
        "what the bot asks": [as_asked(one, trades) for one in made],
        "every question answered": [one.answers for one in made],
        "the core alone": [core(one) for one in made],
        "half of the others": [partly(one, rng) for one in made],
    }
    for view, cases in views.items():
        ours = product(cases, truth, trades)
        rows = {"diagnosis": ours}
        if yardstick:
            rows["yardstick"] = Scored(yardstick(cases), ours.truth)
        print(f"\n== {view}")
        for name, scored in rows.items():
            print(f"{name:10} {scored.row()}")
            for state in ("offer", "both"):
                told = (scored.chance.argmax(axis=1) == STATES.index(state)) & (scored.sure >= 0.5)
                there = scored.truth == STATES.index(state)
                print(
                    f"  {state}: told where it is so {told[there].mean():.3f}, right where told {_mean(scored.right[told])}"
                )
            reliability(name, scored)
        if options.regions:
            print("region                        of all   right (yardstick)  off (by chance)   >=0.9 and wrong")
            named = ours.chance.argmax(axis=1)
            states = ((f"it names {state}", named == place) for place, state in enumerate(STATES))
            for name, chosen in (*regions(made, cases), *states):
                if chosen.sum() >= 50:
                    part = ours.part(chosen)
                    other = f"{rows['yardstick'].part(chosen).right.mean():.3f}" if yardstick else "-"
                    wrong = ((part.sure >= 0.9) & ~part.right).mean()
                    print(
                        f"{name:28} {chosen.mean():7.3f}   {part.right.mean():.3f} ({other})    "
                        f"{part.calibration_error():.3f} ({part.by_chance():.3f})   {100 * wrong:.2f} %"
                    )
    if options.worth:
        _worth(made, truth, trades, yardstick)


def _worth(
    made: Sequence[MadeUp],
    truth: Sequence[str],
    trades: Trades,
    yardstick: Callable[[Sequence[Answers]], np.ndarray] | None,
) -> None:
    """Print what is lost where one question is left out, and what the best month would bring, for which nobody is asked."""
    print("\n== left out one at a time: lost in log score, and in best guesses right")
    cases = [one.answers for one in made]
    places = _places(truth)

    def both(of: Sequence[Answers]) -> list[Scored]:
        return [product(of, truth, trades), *([Scored(yardstick(of), places)] if yardstick else [])]

    whole = both(cases)
    for name in (*FIELDS[:3], "room", "wanted", *FURTHER, *EXTRAS, "best_month"):
        asked = name != "best_month"
        other = both(
            [_without(answers, name) for answers in cases]
            if asked
            else [replace(one.answers, best_month=one.best) for one in made]
        )
        more, less = (whole, other) if asked else (other, whole)
        print(
            f"{name:15}"
            + "".join(
                f"   {b.log_score() - a.log_score():+.4f} {a.right.mean() - b.right.mean():+.4f}"
                for a, b in zip(more, less, strict=True)
            )
        )


def _without(answers: Answers, name: str) -> Answers:
    if name in FIELDS:
        periods = tuple(replace(period, **{name: None}) for period in answers.periods)
        return replace(answers, periods=periods)
    return replace(answers, **{name: None})


def _unknown(answers: Answers, name: str) -> bool:
    if name == "orders" and answers.path == "talk":
        return False
    return (answers.total(name) if name in FIELDS else getattr(answers, name)) is None


def _places(truth: Sequence[str]) -> np.ndarray:
    return np.array([STATES.index(state) for state in truth])


def _mean(right: np.ndarray) -> str:
    return f"{right.mean():.3f}" if len(right) else "-"


if __name__ == "__main__":
    main()
