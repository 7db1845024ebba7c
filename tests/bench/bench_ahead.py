"""How far ahead of its peers the bot is: each row of the goals, measured in interleaved rounds.

    python -m tests.bench.bench_ahead                       # every row, three rounds: 15 min
    python -m tests.bench.bench_ahead throughput stock      # these rows alone
    npm install --prefix tests/bench/grammy                 # once before, for the rows beside grammY

Both bots of a row take turns within each round; printed are the medians of the rounds, and the figure of the row.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import bench_database_size
from tests.bench.bench_conversations import BOTS, SCENARIOS, Bot, Figures, Scenario, measure

NETWORK = 100.0  # ms from an update to its reply, where Telegram is 50 ms away
SECONDS = 25
Played = Sequence[float]


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot as it is measured in a row."""

    name: str
    pictures: str = "off"

    @property
    def bot(self) -> Bot:
        return next(bot for bot in BOTS if bot.name == self.name)


OURS, PAINTING, STOCK, GRAMMY = Contender("ours"), Contender("ours", "on"), Contender("ptb"), Contender("grammy")


@dataclass(frozen=True, slots=True)
class Row:
    """A goal: a figure of one play, measured for each contender, and how they are compared.

    Attributes:
        must, goal: the bounds; what is made of the figures is at most that, or at least where `more` is better.
    """

    scenario: str
    contenders: Sequence[Contender]
    figure: str
    made: Callable[[Played], float]
    unit: str
    must: float
    goal: float
    more: bool = False

    def verdict(self, reached: float) -> str:
        met = [reached >= bound if self.more else reached <= bound for bound in (self.must, self.goal)]
        return "goal" if all(met) else "must" if met[0] else "missed"


def _ratio(played: Played) -> float:
    return played[0] / played[1]


def _alone(played: Played) -> float:
    return played[0]


ROWS = {
    "throughput": Row("1,000 owners", (OURS, GRAMMY), "updates_per_second", _ratio, "×", 1.0, 1.5, more=True),
    "stock": Row("100 owners", (OURS, STOCK), "cpu_per_1000", _ratio, "×", 1 / 9, 1 / 14),
    "pictures": Row("100 owners", (PAINTING, OURS), "cpu_per_1000", _ratio, "×", 1.3, 1.15),
    "away": Row("30 updates a second, 50 ms away", (OURS,), "p99", lambda p: p[0] - NETWORK, "ms", 12, 6),
    "waits": Row("100 updates a second", (OURS, GRAMMY), "p99", _ratio, "×", 1.2, 0.8),
    "cpu": Row("100 updates a second", (OURS, GRAMMY), "cpu_per_1000", _ratio, "×", 1.2, 0.8),
    "start": Row("1 owner", (OURS,), "start", _alone, "s", 0.5, 0.35),
    "idle": Row("1 owner", (OURS,), "idle", _alone, "MB", 70, 60),
    "backlog": Row("a backlog of 10,000 updates", (OURS,), "peak", _alone, "MB", 110, 90),
}
SIZE = "size"
SIZES, SIZE_MUST, SIZE_GOAL = (1_000, 1_000_000), 1.1, 1.05


def play(rows: dict[str, Row], rounds: int, folder: Path | None) -> dict[tuple[str, Contender], list[Figures]]:
    """Play what the rows need, each once a round, however many rows look at it."""
    wanted = list(dict.fromkeys((row.scenario, each) for row in rows.values() for each in row.contenders))
    found: dict[tuple[str, Contender], list[Figures]] = {}
    for number in range(rounds):
        for name, contender in wanted if number % 2 == 0 else reversed(wanted):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                figures = measure(
                    contender.bot, _scenario(name), seconds=SECONDS, folder=Path(place), pictures=contender.pictures
                )
            found.setdefault((name, contender), []).append(figures)
            print(f"{number + 1} {name}: {contender.name}, pictures {contender.pictures}: {figures}", file=sys.stderr)
    return found


def _scenario(name: str) -> Scenario:
    return next(scenario for scenario in SCENARIOS if scenario.name == name)


def written(name: str, row: Row, found: dict[tuple[str, Contender], list[Figures]]) -> str:
    """Write a row: the figures side by side, what they make, and which bound that meets."""
    played = [median(getattr(f, row.figure) for f in found[row.scenario, each]) for each in row.contenders]
    reached = row.made(played)
    sides = " · ".join(f"{each.name} {value:,.4g}" for each, value in zip(row.contenders, played, strict=True))
    return _line(f"{name}: {row.scenario}, {row.figure}", sides, f"{reached:.3g} {row.unit}", row.verdict(reached))


def size(rounds: int) -> str:
    """Write what an update costs beside many owners, to what it costs beside few."""
    measured: dict[int, list[float]] = {owners: [] for owners in SIZES}
    for _ in range(rounds):
        for owners in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                measured[owners].append(bench_database_size.measure(owners, 200, Path(folder))["cpu"])
    few, many = (median(measured[owners]) for owners in SIZES)
    row = Row("", (), "", _ratio, "×", SIZE_MUST, SIZE_GOAL)
    return _line(
        "size: CPU beside 1,000,000 owners, to 1,000",
        f"{many:.3g} · {few:.3g}",
        f"{many / few:.3g} ×",
        row.verdict(many / few),
    )


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", help=f"default: all of {', '.join(ROWS)}, {SIZE}", metavar="ROW")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the databases go; the disk matters")
    options = parser.parse_args()
    names = options.rows or [*ROWS, SIZE]
    if unknown := set(names) - {*ROWS, SIZE}:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    rows = {name: ROWS[name] for name in names if name in ROWS}
    found = play(rows, options.rounds, options.folder)
    print("| row | figures | reached | meets |\n|---|---|---|---|")
    for name, row in rows.items():
        print(written(name, row, found))
    if SIZE in names:
        print(size(options.rounds))


if __name__ == "__main__":
    main()
