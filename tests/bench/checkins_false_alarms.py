"""How often the trend rules speak up when nothing has changed, and how soon when something has.

    python -m tests.bench.checkins_false_alarms [HALF-YEARS]

Each half-year is 26 weeks of one unchanging mean, looked at every week from the eighth on, as the bot does. Weekly
counts are negative binomial with variance mean + (cv * mean)^2. A rule's rate is the share of half-years in which it
spoke at least once.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

import numpy as np

from bot.checkins.trends import TooEarly, news
from bot.core.week import Week

HALF_YEAR = 26
MEANS = (1, 3, 8, 20, 60)
FIRST = Week(2026, 1)
WEEKS = [FIRST.later(step) for step in range(120)]
RULES = ("Unusual", "Shift", "LongRun", "Drift")


def draw(generator: np.random.Generator, means: Sequence[float], cv: float) -> list[int]:
    """Draw a count for each week."""
    level = np.asarray(means, dtype=float)
    if cv:
        level = generator.gamma(1 / cv**2, level * cv**2)
    return [int(count) for count in generator.poisson(level)]


def spoken(counts: Sequence[int], looks: range) -> Iterator[tuple[int, str, str]]:
    """Return week, rule and direction of everything the owner would be told."""
    for look in looks:
        told = news(dict(zip(WEEKS[: look + 1], counts, strict=False)))
        if not isinstance(told, TooEarly):
            for signal in told:
                yield look, type(signal).__name__, signal.direction


def false_alarms(half_years: int, mean: float, cv: float, *, seed: int = 1, before: int = 0) -> dict[str, float]:
    """Return the share of half-years with a false alarm, by rule and by any."""
    generator = np.random.default_rng(seed)
    seen: Counter[str] = Counter()
    for _ in range(half_years):
        counts = draw(generator, [mean] * (before + HALF_YEAR), cv)
        rules = {rule for _, rule, _ in spoken(counts, range(before, before + HALF_YEAR))}
        seen.update(rules)
        seen["any"] += bool(rules)
        seen["two"] += bool(rules & {"Unusual", "Shift"})
    return {rule: seen[rule] / half_years for rule in (*RULES, "two", "any")}


def noticed(tries: int, mean: float, factor: float, within: int, *, seed: int = 2) -> float:
    """Return the share of changes noticed in the right direction within so many weeks, after 20 unchanged ones."""
    generator = np.random.default_rng(seed)
    found = 0
    right = "more" if factor > 1 else "fewer"
    for _ in range(tries):
        counts = draw(generator, [mean] * 20 + [mean * factor] * within, 0.25)
        found += any(direction == right for _, _, direction in spoken(counts, range(20, 20 + within)))
    return found / tries


def main() -> None:
    """Print the tables."""
    half_years = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    each = half_years // len(MEANS)
    print(f"False alarms on unchanging numbers, {each} half-years for each mean, in %")
    print("mean  cv    history  " + "".join(f"{rule:>9}" for rule in (*RULES, "two", "any")))
    for before in (0, HALF_YEAR):
        for cv in (0.0, 0.25):
            started, total = time.perf_counter(), Counter[str]()
            for mean in MEANS:
                rates = false_alarms(each, mean, cv, before=before)
                total.update({rule: rate / len(MEANS) for rule, rate in rates.items()})  # type: ignore[arg-type]
                print(f"{mean:>4}  {cv:<4}  {before:>7}  " + "".join(f"{100 * rate:>9.1f}" for rate in rates.values()))
            print(f" all  {cv:<4}  {before:>7}  " + "".join(f"{100 * rate:>9.1f}" for rate in total.values()), end="")
            looks = len(MEANS) * each * (HALF_YEAR - (0 if before else 7))
            took = time.perf_counter() - started
            print(f"   ± {100 * sqrt(0.05 * 0.95 / half_years):.1f}, {1e6 * took / looks:.0f} µs a look")
    print("\nNoticed in the right direction, in %")
    print("mean   halved: 6 weeks  13 weeks  26 weeks   doubled: 6 weeks  13 weeks")
    for mean in (1, 3, 5, 6, 8, 12, 15, 20, 40, 60):
        halved = [noticed(each // 8, mean, 0.5, within) for within in (6, 13, 26)]
        doubled = [noticed(each // 8, mean, 2.0, within) for within in (6, 13)]
        print(f"{mean:>4}           " + "".join(f"{100 * rate:>9.0f}" for rate in (*halved, *doubled)))


if __name__ == "__main__":
    main()
