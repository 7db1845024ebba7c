"""Measure another version of the diagnosis on the made-up businesses of this one.

    python -m tests.bench.diagnosis_another write asked.jsonl [businesses] [--seed 2811] [--view asked|all|core]
    cd THE_OTHER_VERSION && python -m bot inspect diagnose < asked.jsonl > verdicts.jsonl
    python -m tests.bench.diagnosis_another score verdicts.jsonl [businesses] [--seed 2811]

``write`` writes a line of answers a business, and ``score`` prints the figures of ``tests.bench.diagnosis_yardstick`` for
the verdicts that came back; both make the same businesses. A trade that the other version does not know becomes ``other``
with ``--known trades.toml``, its own catalogue.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import to_builtins

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.diagnosis import Answers, load_trades  # noqa: E402
from bot.diagnosis.kinds import STATES  # noqa: E402
from tests.bench.diagnosis_mixed import MadeUp, as_asked, core, mixed  # noqa: E402
from tests.bench.diagnosis_yardstick import Scored, reliability  # noqa: E402

TRADES = load_trades(ROOT / "prompts" / "trades.toml")
VIEWS = {"asked": lambda one: as_asked(one, TRADES), "all": lambda one: one.answers, "core": core}


def line(answers: Answers, known: frozenset[str]) -> str:
    """Write answers as ``inspect diagnose`` takes them, without what is not told."""
    told: dict[str, Any] = to_builtins(answers, enc_hook=float)
    told["periods"] = [_told(period) for period in told["periods"]]
    told = _told(told)
    told["asked"] = sorted(told["asked"])
    if known and told["trade"] not in known:
        told["trade"] = "other"
    return json.dumps(told)


def _told(record: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in record.items() if one is not None and one is not False and one not in ([], "")}


def scored(lines: Sequence[str], made: Sequence[MadeUp]) -> Scored:
    """Return the chances in verdicts, beside the truth."""
    verdicts = [json.loads(one) for one in lines]
    faults = [one["error"] for one in verdicts if "error" in one]
    if faults or len(verdicts) != len(made):
        sys.exit(f"{len(verdicts)} verdicts of {len(made)} businesses, {len(faults)} of them faulty: {faults[:1]}")
    chance = np.array([[one["probabilities"][state] for state in STATES] for one in verdicts])
    return Scored(chance, np.array([STATES.index(one.state) for one in made]))


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("do", choices=("write", "score"))
    parser.add_argument("file", type=Path)
    parser.add_argument("count", nargs="?", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=2811)
    parser.add_argument("--view", choices=VIEWS, default="asked")
    parser.add_argument("--known", type=Path, help="the trades.toml of the other version")
    options = parser.parse_args()
    made = mixed(options.count, TRADES, seed=options.seed)
    if options.do == "write":
        rows = tomllib.loads(options.known.read_text("utf-8"))["trade"] if options.known else []
        known = frozenset(row["id"] for row in rows)
        cases = map(VIEWS[options.view], made)
        options.file.write_text("".join(f"{line(answers, known)}\n" for answers in cases), encoding="utf-8")
        return
    lines = options.file.read_text("utf-8").splitlines()
    found = scored(lines, made)
    print(found.row())
    reliability("", found)
    untold = sum(json.loads(one)["verdict"] == "cant_tell" for one in lines)
    print(f"nothing told: {untold / len(lines):.3f}")


if __name__ == "__main__":
    main()
