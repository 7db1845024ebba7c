"""How often a collapse or a success of a share is seen in a year without any, and how soon one that is there.

    python -m tests.bench.checkins_noticed [YEARS]

Each year begins with a check-up of four weeks, and 52 weeks follow, looked at one by one as the bot does. People are negative
binomial, the shares binomial. Each grade of a message is counted: worth a look, unlikely to be luck, hardly luck at
all.
"""

import sys
from collections import Counter
from datetime import date, timedelta

import numpy as np

from bot.checkins.noticing import GRADES, Told, standing
from bot.core.amount import Amount
from bot.diagnosis import ReportedPeriod

YEAR = 52
BEGAN = date(2026, 1, 5)
SIZES = (4, 12, 40)
SHARES = ((0.15, 0.9), (0.4, 0.9), (0.4, 0.4))  # won of those talked with, talked with of those who came
SUDDEN = {"half stay -> 1 in 7": ((0.5, 0.95), (0.135, 0.95)), "36 % answered -> 92 %": ((0.3, 0.36), (0.3, 0.92))}
SOON = 3


def year(shares: list[tuple[float, float]], size: float, generator: np.random.Generator) -> list[ReportedPeriod]:
    """Draw a check-up and the weeks after it, each with its share won and its share answered."""
    periods = []
    for week, (won, answered) in enumerate([shares[0], *shares]):
        weeks = 1 if week else 4
        people = int(generator.poisson(generator.gamma(16, size / 16, weeks)).sum())
        talked = int(generator.binomial(people, answered))
        counts = (people, talked, int(generator.binomial(talked, won)))
        start = BEGAN + timedelta(weeks=week + 3 if week else 0)
        periods.append(ReportedPeriod(start, weeks, *(Amount.exactly(float(count)) for count in counts)))
    return periods


def reached(periods: list[ReportedPeriod]) -> dict[str, tuple[str, int]]:
    """Return the highest grade that each share ever reached, and the direction, in the weeks of a year."""
    found: dict[str, tuple[str, int]] = {}
    for end in range(2, len(periods) + 1):
        for share, change in standing(Told(tuple(periods[max(0, end - 27) : end]))).items():
            height = GRADES.index(change.grade)
            key = f"{share} {change.direction}"
            if height > found.get(key, ("", 0))[1]:
                found[key] = (change.grade, height)
    return found


def main() -> None:
    """Print the tables."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    generator = np.random.default_rng(5)
    print(f"Years of 100 without a change in which it is said at least once ({years} years each)")
    print(
        "people a week, won, answered".ljust(32),
        *(f"{grade:>8}" for grade in ("look", "likely", "real")),
        "   alarm, look or more; praise",
    )
    for size in SIZES:
        for won, answered in SHARES:
            counted: Counter[str] = Counter()
            for _ in range(years):
                found = reached(year([(won, answered)] * YEAR, size, generator))
                heights = [height for _, height in found.values()]
                counted.update(height for height in range(1, max(heights, default=0) + 1))  # type: ignore[arg-type]
                counted.update({key.split()[1] for key in found})
            cells = [counted[height] / years * 100 for height in (1, 2, 3)]  # type: ignore[index]
            both = [counted[key] / years * 100 for key in ("fewer", "more")]
            print(
                f"{size}, {won:.0%}, {answered:.0%}".ljust(32),
                *(f"{cell:>8.0f}" for cell in cells),
                *(f"{cell:>8.0f}" for cell in both),
                flush=True,
            )
    print(f"\nOf 100 sudden changes after 8 weeks, seen within {SOON} weeks: worth a look, likely, real")
    for name, (then, now) in SUDDEN.items():
        for size in SIZES:
            counted = Counter()
            for _ in range(years):
                periods = year([then] * 8 + [now] * SOON, size, generator)
                height = 0
                for end in range(len(periods) - SOON + 1, len(periods) + 1):
                    seen = standing(Told(tuple(periods[:end])))
                    share = "answered" if then[0] == now[0] else "won"
                    if share in seen and seen[share].direction == ("more" if share == "answered" else "fewer"):
                        height = max(height, GRADES.index(seen[share].grade))
                counted.update(range(1, height + 1))  # type: ignore[arg-type]
            cells = [counted[height] / years * 100 for height in (1, 2, 3)]  # type: ignore[index]
            print(f"{name}, {size} a week".ljust(32), *(f"{cell:>8.0f}" for cell in cells))


if __name__ == "__main__":
    main()
