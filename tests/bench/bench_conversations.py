"""Owners walk the check-up with our bot and with a plain python-telegram-bot one, over HTTP, in the same run.

    python -m tests.bench.bench_conversations [--quick] [--repeat 3] [--bot ours --bot ptb --bot echo] [--only "1,000 owners"]

Each measurement starts a fresh bot on a fresh database. Repetitions are interleaved and medians printed, with the ratio
to the peer: only ratios inside one run mean anything.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import orjson
import psutil

from tests.server.bot_process import (
    ECHO,
    GRAMMY,
    OURS,
    PTB,
    VARIED_CHECK_UP,
    BotProcess,
    ServerProcess,
    environment,
)
from tests.server.ports import free_port

MEBIBYTE = 2**20
START_LIMIT = 30.0
LOOK_EVERY = 0.05
SETTLED_AFTER = 2.0  # seconds from the first getUpdates: loading ahead is not part of the cost of an update


@dataclass(frozen=True, slots=True)
class Bot:
    name: str
    command: tuple[str, ...]
    script: Sequence[str]
    webhook: bool = True


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the owners do.

    Attributes:
        order: an order of `tests.server.control.Control`: walk, backlog or rate.
        lines: how many lines of the script; None for all.
        rounds: how many walk the script one after the other for each owner.
        quiet: seconds without an answer after which the play is over.
    """

    name: str
    owners: int
    order: str = "walk"
    lines: int | None = None
    rounds: int = 1
    latency_ms: float = 0
    webhook: bool = False
    per_second: float = 0
    faults: dict[str, float] = field(default_factory=dict)
    quiet: float = 5.0


PTB_CHECK_UP = ("/checkup", "#Trades, home services", "We talk first", "50", "45", "5", "15", "4", "8", "#Looks right")
GRAMMY_CHECK_UP = (
    *("/checkup", "#Trades, home services", "We talk first", "<40:70>", "<25:40>", "<2:14>", "<8:30>", "<2:9>"),
    *("<4:10>", "About right", "Some days", "Went quiet", "The same day", "Usual", "Looks right"),
)
FAULTS = dict.fromkeys(("429", "500", "502", "reset before", "reset after"), 0.002)
BOTS = (
    Bot("ours", OURS, VARIED_CHECK_UP),
    Bot("ptb", PTB, PTB_CHECK_UP, webhook=find_spec("tornado") is not None),
    Bot("grammy", GRAMMY, GRAMMY_CHECK_UP, webhook=False),
    Bot("echo", ECHO, ("hello",) * len(PTB_CHECK_UP), webhook=False),
)
SCENARIOS = (
    Scenario("1 owner", 1, rounds=10),
    Scenario("10 owners", 10, rounds=10),
    Scenario("100 owners", 100, rounds=5),
    Scenario("1,000 owners", 1000),
    Scenario("100 owners, 50 ms away", 100, rounds=5, latency_ms=50),
    Scenario("1,000 owners, 50 ms away", 1000, latency_ms=50),
    Scenario("100 owners, webhook", 100, rounds=5, webhook=True),
    Scenario("100 owners, webhook, 50 ms away", 100, rounds=5, webhook=True, latency_ms=50),
    Scenario("1,000 owners at once", 1000, lines=1),
    Scenario("30 updates a second, 50 ms away", 20, "rate", per_second=30, latency_ms=50),
    Scenario("100 updates a second", 60, "rate", per_second=100),
    Scenario("a backlog of 10,000 updates", 1000, "backlog"),
    Scenario("100 owners, 1 % faults", 100, faults=FAULTS, quiet=8.0),
)
QUICK = (Scenario("10 owners", 10, rounds=2), Scenario("30 updates a second", 20, "rate", per_second=30))


@dataclass(slots=True)
class Figures:
    """One measurement. Times in milliseconds, memory in MiB; the start is the seconds to the first getUpdates."""

    updates_per_second: float
    cpu_per_1000: float
    p50: float
    p99: float
    peak: float
    unanswered: int
    start: float
    idle: float
    server_cpu: float
    answered: int
    truncated: bool


class Watched:
    """CPU and memory of a process and everything it started."""

    def __init__(self, pid: int):
        self._process = psutil.Process(pid)
        self.peak = 0.0

    def tree(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]

    def cpu(self) -> float:
        total = 0.0
        for process in self.tree():
            try:
                times = process.cpu_times()
            except psutil.Error:
                continue
            total += times.user + times.system
        return total

    def memory(self) -> float:
        total = 0.0
        for process in self.tree():
            try:
                total += process.memory_info().rss / MEBIBYTE
            except psutil.Error:
                continue
        self.peak = max(self.peak, total)
        return total


def measure(bot: Bot, scenario: Scenario, *, seconds: float, folder: Path, pictures: str = "on") -> Figures:
    """Play one scenario with one bot; a play longer than `seconds` is cut off there."""
    script = list(bot.script[: scenario.lines])
    port = free_port() if scenario.webhook else None
    env = environment("", folder / "bot.sqlite", webhook_port=port, PICTURES=pictures)
    with ServerProcess(seconds=seconds + START_LIMIT + 60) as server:
        if scenario.order == "backlog":
            server.tell("backlog", script=script, owners=scenario.owners)
        server.tell("latency", seconds=scenario.latency_ms / 1000)
        env["TELEGRAM_API_URL"] = server.url
        with BotProcess(bot.command, env, folder / f"{bot.name}.log") as process:
            return _play(process, server, scenario, script, seconds)


def _play(process: BotProcess, server: ServerProcess, scenario: Scenario, script: list[str], seconds: float) -> Figures:
    watched, server_watched = Watched(process.pid), Watched(server.pid)
    first = started(process, server)
    idle = 0.0
    cpu = server_cpu = 0.0
    if scenario.order != "backlog":
        time.sleep(SETTLED_AFTER)
        idle = watched.memory()
        cpu, server_cpu = watched.cpu(), server_watched.cpu()
    if scenario.faults:
        server.tell("faults", rates=scenario.faults, seed=1)
    begun = time.monotonic()
    if scenario.order == "walk":
        owners = scenario.owners * scenario.rounds
        server.tell("walk", script=script, owners=owners, at_once=scenario.owners)
    elif scenario.order == "rate":
        server.tell(
            "rate",
            script=script,
            owners=scenario.owners,
            per_second=scenario.per_second,
            seconds=min(seconds * 0.75, 12),
        )
    truncated = wait_for_the_end(process, server, watched, seconds=seconds, quiet=scenario.quiet)
    spent, server_spent = watched.cpu() - cpu, server_watched.cpu() - server_cpu
    report = server.tell("report")
    answered = report["answered"]
    assert answered, f"no answer at all\n{process.tail()}"
    span = report["last_answer_at"] - (first if scenario.order == "backlog" else begun)
    return Figures(
        updates_per_second=answered / span,
        cpu_per_1000=spent / answered * 1000,
        p50=report["p50"] * 1000,
        p99=report["p99"] * 1000,
        peak=watched.peak,
        unanswered=0 if truncated else len(report["stuck"]),
        start=first - process.started_at,
        idle=idle,
        server_cpu=server_spent / answered * 1000,
        answered=answered,
        truncated=truncated,
    )


def started(process: BotProcess, server: ServerProcess) -> float:
    """Wait for the first getUpdates or setWebhook and return when that was."""
    while True:
        progress = server.tell("progress")
        if first := progress["first_poll_at"] or progress["webhook_set_at"]:
            return first
        assert process.status is None, f"the bot ended with {process.status}\n{process.tail()}"
        assert time.monotonic() < process.started_at + START_LIMIT, f"the bot did not start\n{process.tail()}"
        time.sleep(LOOK_EVERY / 5)


def wait_for_the_end(
    process: BotProcess, server: ServerProcess, watched: Watched, *, seconds: float, quiet: float
) -> bool:
    """Wait until all owners are done or nothing moves any more; say whether the time was up before that."""
    until = time.monotonic() + seconds
    while (now := time.monotonic()) < until:
        time.sleep(LOOK_EVERY)
        assert process.status is None, f"the bot ended with {process.status}\n{process.tail()}"
        watched.memory()
        progress = server.tell("progress")
        if not progress["unfinished"] and not progress["playing"]:
            return False
        if progress["last_heard"] and now - progress["last_heard"] > quiet:
            return False
    return True


COLUMNS = (
    ("updates/s", "updates_per_second", "{:,.0f}", 1),
    ("CPU s per 1,000", "cpu_per_1000", "{:.2f}", -1),
    ("p50 ms", "p50", "{:,.1f}", -1),
    ("p99 ms", "p99", "{:,.1f}", -1),
    ("peak MB", "peak", "{:.0f}", -1),
)


def table(results: dict[tuple[str, str], list[Figures]], bots: Sequence[Bot]) -> str:
    """Write the medians as Markdown: each cell one figure a bot, and how many times better the first is than the last."""
    names = " · ".join(bot.name for bot in bots)
    titles = [title for title, *_ in COLUMNS]
    lines = [f"| {names} | {' | '.join(titles)} | no reply |", "|---|" + "---|" * (len(titles) + 1)]
    for scenario in dict.fromkeys(name for name, _ in results):
        played = [results[scenario, bot.name] for bot in bots if (scenario, bot.name) in results]
        cells = [_cell(played, *column) for column in COLUMNS]
        lines.append(f"| {scenario} | {' | '.join(cells)} | {' · '.join(map(_unanswered, played))} |")
    lines.append("")
    for bot in bots:
        mine = [figures for (_, name), found in results.items() for figures in found if name == bot.name]
        idle = [figures.idle for figures in mine if figures.idle]
        lines.append(
            f"{bot.name}: start-up {median(figures.start for figures in mine):.2f} s"
            + (f", idle {median(idle):.0f} MB" if idle else "")
        )
    lines.append("†: cut off while owners still had lines to send; updates that waited then count in p50 and p99.")
    return "\n".join(lines)


def _cell(played: Sequence[Sequence[Figures]], _: str, attribute: str, form: str, power: int) -> str:
    values = [median(getattr(figures, attribute) for figures in each) for each in played]
    cell = " · ".join(map(form.format, values))
    if len(values) > 1 and all(values):
        cell += f" ({(values[0] / values[-1]) ** power:.1f} ×)"
    return cell


def _unanswered(played: Sequence[Figures]) -> str:
    """Write how many owners were left without a reply; a play that was cut off cannot tell."""
    return "†" if any(figures.truncated for figures in played) else f"{max(figures.unanswered for figures in played)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--bot", action="append", choices=tuple(bot.name for bot in BOTS), help="default: the first two"
    )
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=25, help="longest play")
    parser.add_argument("--only", help="scenarios whose name contains this")
    parser.add_argument("--quick", action="store_true", help="two small plays, once: does it work at all?")
    parser.add_argument(
        "--pictures", choices=("on", "off"), default="on", help="whether ours paints one with a verdict"
    )
    parser.add_argument("--json", type=Path, help="write every measurement to this file")
    parser.add_argument("--folder", type=Path, help="where the databases go; the disk matters")
    options = parser.parse_args()
    bots = [bot for bot in BOTS if bot.name in (options.bot or ("ours", "ptb"))]
    scenarios = [each for each in (QUICK if options.quick else SCENARIOS) if (options.only or "") in each.name]
    results: dict[tuple[str, str], list[Figures]] = {}
    for repetition in range(1 if options.quick else options.repeat):
        for scenario in scenarios:
            for bot in bots if repetition % 2 == 0 else reversed(bots):
                if scenario.webhook and not bot.webhook:
                    continue
                with tempfile.TemporaryDirectory(dir=options.folder) as folder:
                    seconds = 4 if options.quick else options.seconds
                    figures = measure(bot, scenario, seconds=seconds, folder=Path(folder), pictures=options.pictures)
                results.setdefault((scenario.name, bot.name), []).append(figures)
                print(f"{repetition + 1} {scenario.name}: {bot.name} {_brief(figures)}", file=sys.stderr, flush=True)
    print(table(results, bots))
    if options.json:
        options.json.write_bytes(orjson.dumps(_rows(results), option=orjson.OPT_INDENT_2))


def _brief(figures: Figures) -> str:
    return (
        f"{figures.updates_per_second:,.0f}/s, {figures.cpu_per_1000:.2f} CPU s per 1,000, p50 {figures.p50:.1f} ms, "
        f"p99 {figures.p99:.1f} ms, peak {figures.peak:.0f} MB, {figures.unanswered} without a reply, "
        f"start {figures.start:.2f} s, idle {figures.idle:.0f} MB (the server: {figures.server_cpu:.2f})"
    )


def _rows(results: dict[tuple[str, str], list[Figures]]) -> list[dict[str, Any]]:
    return [
        {"scenario": scenario, "bot": bot, **{name: getattr(figures, name) for name in Figures.__slots__}}
        for (scenario, bot), found in results.items()
        for figures in found
    ]


if __name__ == "__main__":
    main()
