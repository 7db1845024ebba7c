"""How soon a bottleneck that moved is announced, and how often one that did not.

    python -m tests.bench.checkins_moved [OWNERS] [--rules]

Each owner tells a check-up and then a week at a time. Weekly people are negative binomial, the others binomial. After twelve
weeks the one thing changes that moves the bottleneck. Counted are the weeks until the side that is short by now is
announced, as ``bot.checkins.tell`` does it; and in a year in which nothing changes, each announcement of another side.
``--rules`` compares ways to choose the weeks that are judged. The rule was chosen on other owners than those drawn here.
"""

import argparse
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import mean, median

import numpy as np

from bot.checkins.turning import has_turned
from bot.core.amount import Amount
from bot.core.ledger import KeptWeek
from bot.core.week import Week
from bot.diagnosis import Answers, ReportedPeriod, load_trades
from bot.diagnosis.assessment import assess
from bot.diagnosis.draws import Source
from bot.diagnosis.kinds import STATES
from bot.diagnosis.recent import since_change
from bot.diagnosis.verdict import FIRM
from bot.language.templates import PROMPTS
from bot.language.verdicts import kinds

TRADE = load_trades(PROMPTS / "trades.toml")["trades"]
BEGAN = date(2026, 1, 5)
BEFORE, AFTER, YEAR = 12, 40, 52
MEMORY = 26
SIZES = (4, 12, 40)


@dataclass(frozen=True)
class World:
    """What is true of a business: people a week as a multiple of its size, and the shares."""

    side: str
    people: float = 1.0
    answered: float = 0.95
    won: float = 0.45
    room: float = 2.0
    wanted: float = 0.8


QUIET = World("marketing", people=0.75)
SELLS_BADLY = World("sales", people=1.5, won=0.07)
ANSWERS_FEW = World("sales", people=1.5, answered=0.3)
FULL = World("neither", room=1.1, wanted=0.3)
MOVES = {
    "too few come -> few of them stay": (QUIET, SELLS_BADLY),
    "few of them stay -> too few come": (SELLS_BADLY, QUIET),
    "too few come -> few are answered": (QUIET, ANSWERS_FEW),
    "few are answered -> too few come": (ANSWERS_FEW, QUIET),
    "nothing short -> too few come": (FULL, replace(FULL, side="marketing", people=0.3)),
    "nothing short -> few of them stay": (FULL, replace(FULL, side="sales", won=0.07)),
    "nothing short -> few are answered": (FULL, replace(FULL, side="sales", answered=0.3)),
}
UNCHANGED = {
    "too few come": QUIET,
    "few stay": SELLS_BADLY,
    "few are answered": ANSWERS_FEW,
    "nothing short": FULL,
    "between two": World("both", people=0.9, won=0.2, room=1.6),
}


def told(world: World, size: int, weeks: int, generator: np.random.Generator, start: date) -> ReportedPeriod:
    """Draw what an owner counts in some weeks."""
    level = generator.gamma(16, size * world.people / 16, weeks)
    people = int(generator.poisson(level).sum())
    talked = int(generator.binomial(people, world.answered))
    won = int(generator.binomial(talked, world.won))
    return ReportedPeriod(start, weeks, *(Amount.exactly(float(count)) for count in (people, talked, won)))


def history(then: World, now: World, size: int, weeks: int, seed: int) -> list[ReportedPeriod]:
    """Draw a check-up and the weeks after it; the change comes after twelve of them."""
    generator = np.random.default_rng(seed)
    first = told(then, size, 4, generator, BEGAN)
    after = BEGAN + timedelta(weeks=4)
    return [
        first,
        *(
            told(then if week < BEFORE else now, size, 1, generator, after + timedelta(weeks=week))
            for week in range(weeks)
        ),
    ]


def answers(world: World, size: int, periods: list[ReportedPeriod]) -> Answers:
    """Return what is known of a business beside its counts."""
    return Answers(
        trade="trades",
        path="talk",
        periods=tuple(periods),
        room=Amount.exactly(world.room * size),
        wanted=Amount.exactly(world.wanted * size),
        fit=Amount.exactly(7.0),
        lag="days",
        reason="quiet",
        season="usual",
    )


def remembered(periods: list[ReportedPeriod], memory: int) -> list[ReportedPeriod]:
    """Return the weeks that are remembered: without the check-up where there are enough of them."""
    return periods if len(periods) - 1 < memory else periods[-memory:]


@dataclass(frozen=True)
class Rule:
    """A way to choose the weeks that are judged, how often a change must be seen, and whether a lean is announced."""

    memory: int = MEMORY
    breaks: bool = True
    looks: int = 1
    leans: bool = False


RULES = {
    "26 weeks": Rule(breaks=False),
    "since a lasting shift": Rule(),
    "since a lasting shift, twice": Rule(looks=2),
    "12 weeks, twice": Rule(memory=12, breaks=False, looks=2),
    "since a shift, 12 weeks, twice": Rule(memory=12, looks=2),
    "since a lasting shift, and a lean that speaks against what was told": Rule(leans=True),
}
THE_RULE = "since a lasting shift, and a lean that speaks against what was told"


def announcements(then: World, now: World, size: int, weeks: int, seed: int, rule: Rule) -> Iterator[tuple[int, str]]:
    """Return each side that is announced, and the week: that of the check-up is week -1."""
    periods = history(then, now, size, weeks, seed)
    said: str | None = None
    seen: list[str | None] = []
    before: KeptWeek | None = None
    for week in range(-1, weeks):
        known = answers(then, size, remembered(periods[: week + 2], rule.memory))
        known, changed = since_change(known) if rule.breaks else (known, None)
        found = assess(known, TRADE, Source())
        firm = found.word in FIRM and kinds()[found.told].announced
        seen.append(found.told if firm else None)
        chances = dict(zip(STATES, found.chances, strict=True))
        turned = rule.leans and changed is not None and has_turned(chances, found.told, found.word, said, before)
        before = KeptWeek(Week(2026, 1), "answered", kind=found.told) if week >= 0 else None
        if turned or (firm and found.told != said and (week < 0 or set(seen[-rule.looks :]) == {found.told})):
            said = found.told
            yield week, kinds()[said].side


def delays(then: World, now: World, size: int, owners: int, rule: Rule) -> list[int]:
    """Return after how many weeks the new side was announced, of those owners who had been told the old one."""
    found = (_delay(then, now, announcements(then, now, size, BEFORE + AFTER, owner, rule)) for owner in range(owners))
    return [weeks for weeks in found if weeks is not None]


def _delay(then: World, now: World, sides: Iterator[tuple[int, str]]) -> int | None:
    """Return after how many weeks the new side was announced, and look no further; None if the old one was not."""
    told = None
    for week, side in sides:
        if week < BEFORE:
            told = side
        elif told != then.side:
            return None
        elif side == now.side:
            return week - BEFORE + 1
    return AFTER if told == then.side else None


def false_changes(world: World, size: int, owners: int, rule: Rule) -> list[int]:
    """Return how many changes of side each owner is told in a year without a change."""
    counts = []
    for owner in range(owners):
        sides = [side for _, side in announcements(world, world, size, YEAR, 10_000 + owner, rule)]
        counts.append(sum(one != other for one, other in itertools.pairwise(sides)))
    return counts


def _rate(counts: list[int]) -> str:
    """Write a mean with twice its standard error."""
    return f"{mean(counts):.2f} ± {2 * float(np.std(counts)) / len(counts) ** 0.5:.2f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("owners", nargs="?", type=int, default=60)
    parser.add_argument("--rules", action="store_true", help="compare ways to choose the weeks")
    given = parser.parse_args()
    for name in RULES if given.rules else (THE_RULE,):
        print(f"\n{name}: weeks until a change is announced, median (9 in 10 within)", "people a week", *SIZES)
        for move, (then, now) in MOVES.items():
            cells = [delays(then, now, size, given.owners, RULES[name]) for size in SIZES]
            shown = (f"{median(c):g} ({np.quantile(c, 0.9):.0f}; {len(c)})" if c else "-" for c in cells)
            print(f"{move:36}", *(f"{cell:>14}" for cell in shown))
        print("changes of side announced in a year without any")
        for move, world in UNCHANGED.items():
            rates = (_rate(false_changes(world, size, given.owners, RULES[name])) for size in SIZES)
            print(f"{move:36}", *(f"{rate:>14}" for rate in rates), flush=True)


if __name__ == "__main__":
    main()
