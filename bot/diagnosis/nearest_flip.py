"""What would change the verdict: the nearest change of one answer with which another side is named."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, log, log10
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.memory import for_one_event
from bot.core.span import WEEKS
from bot.core.week_numbers import FIELDS, NESTED
from bot.diagnosis.answers import Answers
from bot.diagnosis.assessment import LEANING, Assessment, assess, half_unseen
from bot.diagnosis.case import read
from bot.diagnosis.chances import chances, counts
from bot.diagnosis.draws import FLOAT, Source
from bot.diagnosis.kinds import STATES, State
from bot.diagnosis.model import simulate
from bot.diagnosis.recent import since_change
from bot.diagnosis.suppositions import supposed
from bot.diagnosis.trades import Trade, Trades
from bot.diagnosis.verdict import TURNING, Flip

ROUGH = 96  # a few draws first; their finds are checked with all
LOOKS = 6  # checks with all draws before it is given up
BEYOND = 0.15  # target margin of a guess; raised after each miss, since a miss costs a full simulation
LEAN = log(LEANING / (1 - LEANING))  # log of the odds of a lean
EXACT = 0.0001  # wishes are understood to this much
SEEN = 0.01  # smoothing, so that log(0) cannot happen

MISREMEMBERED = 1.25  # factor by which owners misremember a number of theirs
GUESSED = 1.4  # and how many they could handle
OF_TEN = 2  # people of ten

Lead = float  # how far another side is beyond being leant to: the log of the odds of its chance over those of a lean


class Variant(NamedTuple):
    """One answer changed in one direction.

    Attributes:
        question: whose answer it is.
        before: what was answered.
        steps: values further and further away, each with the lead of another side; at the first it is below 0.
    """

    question: str
    before: float
    steps: Sequence[tuple[float, Lead]]

    def guess(self, aim: Lead) -> float | None:
        """Guess the nearest value at which another side has some lead, as people say it; None where none has any."""
        for (near, under), (far, over) in pairwise(self.steps):
            if over >= 0:
                part = min((aim - under) / (over - under), 1.0)
                change = max(part * abs(far - near), _unit(self.question, near))
                value = _said(self.question, near + change if far > near else near - change)
                return value if abs(value - near) < abs(far - near) else far
        return None

    def distance(self, value: float) -> float:
        """Measure a change: as a ratio, with one added so that "none" is a number like others."""
        return abs(log((value + 1) / (self.before + 1)))

    def reaches(self, value: float) -> bool:
        """True if the answer can be this great."""
        return abs(value - self.before) <= abs(self.steps[-1][0] - self.before)

    def past(self, value: float, lead: Lead) -> "Variant":
        """Go on after a value at which no other side is named."""
        done = abs(value - self.before)
        further = (step for step in self.steps if abs(step[0] - self.before) > done)
        return self._replace(steps=((value, min(lead, -SEEN)), *further))


@for_one_event  # the verdict, what it shows, and what is asked about it ask for the same one
def flip(answers: Answers, trades: Trades, *, to: State | None = None) -> Flip | None:
    """Find the nearest change of one number with which another side is named; None where no sensible change does it.

    What follows from a change is as where an owner supposes it, so that supposing it gives the verdict that is told here.
    A few changes of each number are weighed with few draws; where another side is leant to is guessed between them, and
    each guess is checked with the full draws, the nearest first. A change smaller than owners' usual error is told as
    the smallest one above it, and as close.

    Args:
        answers: what the verdict was made from; where only the newer weeks count, it is one of their numbers.
        trades: the catalogue.
        to: the side that is to be named; any other than now by default.
    """
    answers = since_change(answers)[0].essential
    if half_unseen(answers):
        return None
    trade, full = trades[answers.trade], Source()
    now = assess(answers, trade, full)
    hoped = [
        place
        for place, state in enumerate(STATES)
        if (state == to if to else state != now.named and not (now.hidden and state == now.state))
    ]
    ways = _ways(answers, trades, hoped, now)
    for trial in range(1, LOOKS + 1):
        aimed = [(way, way.guess(BEYOND * trial)) for way in ways]
        guesses = [(way.distance(value), way, value) for way, value in aimed if value is not None]
        if not guesses:
            return None
        _, way, value = min(guesses, key=itemgetter(0))
        further = beyond_memory(way.question, way.before, value)
        if not way.reaches(further):
            ways.remove(way)
            continue
        seen = _with(answers, way.question, further, trade, full)
        if seen.named is not None and seen.named != now.named and to in (None, seen.named):
            close = further != value and _with(answers, way.question, value, trade, full).named == seen.named
            return Flip(way.question, way.before, further, seen.state, seen.told, seen.word, close)
        ways[ways.index(way)] = way.past(further, _leads(np.array(seen.chances), hoped).item())
    return None


def _with(answers: Answers, question: str, value: float, trade: Trade, source: Source) -> Assessment:
    """Return the first look at a business with one number supposed."""
    return assess(since_change(supposed(answers, {question: value}))[0], trade, source)


def beyond_memory(question: str, before: float, after: float) -> float:
    """Return a changed number, moved as far off as an owner may misremember it, if it is nearer than that."""
    if question == "fit":
        least = float(OF_TEN)
    else:
        factor = GUESSED if question == "room" else MISREMEMBERED
        least = before * (factor - 1 if after > before else 1 - 1 / factor)
        least = max(least, _unit(question, before))
    if abs(after - before) >= least - EXACT:
        return after
    moved = before + least if after > before else before - least
    return _said(question, moved - EXACT, ceil) if after > before else _said(question, moved + EXACT, floor)


def _bounds(answers: Answers) -> dict[str, tuple[float, float, float]]:
    """Return for each number answered its least, its own and its greatest value to try."""
    amounts = {name: answers.total(name) if name in FIELDS else getattr(answers, name) for name in TURNING}
    values = {name: amount.value for name, amount in amounts.items() if amount is not None}
    if answers.path == "order":
        values = {name: value for name, value in values.items() if name in {"orders", "wanted"}}
    if answers.path == "talk":
        values.pop("orders", None)
    bounds = {name: (0.0, value, max(5 * value, value + 10)) for name, value in values.items()}
    for name in ("people", "room", "wanted"):  # where nobody comes, is wanted or has room, it is another business
        if name in values:
            bounds[name] = (values[name] / 5, *bounds[name][1:])
    nested = [name for name in NESTED if name in values]
    for whole, part in pairwise(nested):
        bounds[part] = (0.0, values[part], values[whole])
    if "fit" in values:
        bounds["fit"] = (0.0, values["fit"], 10.0)
    return bounds


def _ways(answers: Answers, trades: Trades, hoped: Sequence[int], now: Assessment) -> list[Variant]:
    """Weigh a few changes of each number either way with few draws."""
    grids = [
        (name, before, values)
        for name, (low, before, high) in _bounds(answers).items()
        for values in _grids(name, low, before, high)
    ]
    variants = [(name, before, value) for name, before, values in grids for value in values]
    if not variants:
        return []
    lead = min(_leads(np.array(now.chances), hoped).item(), -SEEN)
    rest = iter(_leads(_chances(answers, trades, variants), hoped).tolist())
    return [Variant(name, before, ((before, lead), *zip(values, rest, strict=False))) for name, before, values in grids]


def _grids(name: str, low: float, before: float, high: float) -> Iterator[list[float]]:
    """Return values downwards and values upwards, each nearest first."""
    down = {_said(name, before - (before - low) * part) for part in (0.25, 0.6, 1.0)}
    up = {_said(name, before + (high - before) * part) for part in (0.12, 0.4, 1.0)}
    if name in FIELDS:  # never more than their total, however that is rounded
        up = {min(value, floor(high) * 1.0) for value in up}
    else:
        down = {value for value in down if value or name == "fit"}
    yield sorted((value for value in down if value < before), reverse=True)
    yield sorted(value for value in up if value > before)


def _said(name: str, value: float, whole: Callable[[float], int] = round) -> float:
    """Round to a number that a person would say, and return it as it is understood where they do."""
    unit = _unit(name, value)
    said = whole(value / unit) * unit
    return said if unit >= 1 else round(said, 4)


def _unit(name: str, value: float) -> float:
    """Return the unit that people count a number in: a small wish by the year or month, small numbers a week by halves."""
    if name == "wanted" and value < 1:
        return 1 / WEEKS["year" if value < 1 / WEEKS["month"] else "month"]
    if name in {"wanted", "room"} and value < 5:
        return 0.5 if value >= 1 else 0.1
    return 10.0 ** max(0, int(log10(max(value, 1))) - 2)


def _leads(chance: NDArray[np.float64], hoped: Sequence[int]) -> NDArray[np.float64]:
    """Return how far the best of the sides hoped for is beyond a lean; one for each row of chances."""
    best = chance[..., hoped].max(axis=-1)
    leads: NDArray[np.float64] = np.log((best + SEEN) / (1 - best + SEEN)) - LEAN
    return leads


def _chances(answers: Answers, trades: Trades, variants: Sequence[tuple[str, float, float]]) -> NDArray[np.float64]:
    """Return the chances for each answer changed from one value to another.

    Parts follow their whole as where it is supposed, though not in whole people, which so few draws cannot tell apart.
    """
    source = Source(ROUGH)
    case = read(answers, trades[answers.trade], source)
    places = np.array([TURNING.index(name) for name, _, _ in variants])[:, None]
    values = np.array([after for _, _, after in variants], FLOAT)[:, None]
    ratios = np.array([after / before if before else 1.0 for _, before, after in variants], FLOAT)[:, None]
    columns: dict[str, Any] = {}
    for name in {name for name, _, _ in variants}:
        place, own = TURNING.index(name), getattr(case, name)
        if name in NESTED[1:]:  # its wholes stand before it in the order of the numbers
            own = np.where(places < place, own * ratios, own)
        columns[name] = np.where(places == place, values, own)
    state = simulate(case._replace(**columns), source).state
    chance = chances(counts(state), talks=case.talks, told=case.told)
    return np.broadcast_to(chance, (len(variants), len(STATES)))  # one row where none of these numbers matters
