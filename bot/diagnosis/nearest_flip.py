"""What would change the verdict: the nearest change of one answer that gives another one."""

import itertools
from collections.abc import Iterator, Sequence
from math import ceil, floor, log, log10
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.core.amount import Amount
from bot.core.week_numbers import FIELDS
from bot.diagnosis.answers import Answers
from bot.diagnosis.assessment import Assessment, assess
from bot.diagnosis.case import read
from bot.diagnosis.chances import chances, counts
from bot.diagnosis.draws import FLOAT, Source
from bot.diagnosis.kinds import STATES, State
from bot.diagnosis.model import simulate
from bot.diagnosis.recent import since_change
from bot.diagnosis.trades import Trade, Trades
from bot.diagnosis.verdict import TURNING, Flip

ROUGH = 96  # a few draws first; their finds are checked with all
LOOKS = 6  # checks with all draws before it is given up
BEYOND = 0.1  # target margin of a guess; raised after each miss, since a miss costs a full simulation
SEEN = 0.01  # smoothing, so that log(0) cannot happen

MISREMEMBERED = 1.25  # factor by which owners misremember a number of theirs
GUESSED = 1.4  # and how many they could handle
OF_TEN = 2  # people of ten

Lead = float  # lead of the best other side over the one that leads now: the log of the ratio of their chances


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
        """Guess the nearest value at which another side has some lead, rounded as people do; None where none leads."""
        for (near, under), (far, over) in itertools.pairwise(self.steps):
            if over >= 0:
                part = min((aim - under) / (over - under), 1.0)
                change = max(part * abs(far - near), _step(self.question, near))
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
        """Go on after a value at which no other side leads."""
        done = abs(value - self.before)
        further = (step for step in self.steps if abs(step[0] - self.before) > done)
        return self._replace(steps=((value, min(lead, -SEEN)), *further))


def flip(answers: Answers, trades: Trades, *, state: State | None = None, to: State | None = None) -> Flip | None:
    """Find the nearest change of one number that makes another side lead; None where no sensible change does.

    A few changes of each number are weighed with few draws; where another side overtakes is guessed between them, and
    each guess is checked with the full draws, the nearest first. A change smaller than owners' usual error is told as
    the smallest one above it, and as close.

    Args:
        answers: what the verdict was made from; where only the newer weeks count, it is one of their numbers.
        trades: the catalogue.
        state: the side that leads now, where that is known already.
        to: the side that is to lead; any other than now by default.
    """
    answers, _ = since_change(answers)
    trade = trades[answers.trade]
    full = Source()
    if state is None:
        state = assess(answers, trade, full).state
    place, other = STATES.index(state), None if to is None else STATES.index(to)
    ways = _ways(answers, trades, place, other)
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
        if seen.state == to or (to is None and seen.state != state):
            close = further != value and _with(answers, way.question, value, trade, full).state != state
            return Flip(way.question, way.before, further, seen.state, seen.told, seen.word, close)
        ways[ways.index(way)] = way.past(further, _leads(np.array(seen.chances), place, other).item())
    return None


def _with(answers: Answers, question: str, value: float, trade: Trade, source: Source) -> Assessment:
    """Return the first look at a business with one number changed."""
    return assess(since_change(changed_answers(answers, question, value))[0], trade, source)


def beyond_memory(question: str, before: float, after: float) -> float:
    """Return a changed number, moved as far off as an owner may misremember it, if it is nearer than that."""
    if question == "fit":
        least = float(OF_TEN)
    else:
        factor = GUESSED if question == "room" else MISREMEMBERED
        least = before * (factor - 1 if after > before else 1 - 1 / factor)
        least = max(least, _step(question, before))
    if abs(after - before) >= least:
        return after
    moved = before + least if after > before else before - least
    step = _step(question, moved)
    return (ceil if after > before else floor)(moved / step - 1e-9 if after > before else moved / step + 1e-9) * step


def changed_answers(answers: Answers, question: str, value: float) -> Answers:
    """Return the answers with one number changed; a count is scaled in every period alike."""
    if question not in FIELDS:
        change: Any = {question: Amount.exactly(value)}
        return replace(answers, **change)
    total = answers.total(question)
    whole = total.value if total else 0.0
    periods = []
    for period in answers.periods:
        part = getattr(period, question)
        share = part.value / whole if whole else period.weeks / answers.weeks
        one: Any = {question: Amount.exactly(value * share)}
        periods.append(replace(period, **one))
    return replace(answers, periods=tuple(periods))


def _bounds(answers: Answers) -> dict[str, tuple[float, float, float]]:
    """Return for each number answered its least, its own and its greatest value to try."""
    amounts = {name: answers.total(name) if name in FIELDS else getattr(answers, name) for name in TURNING}
    values = {name: amount.value for name, amount in amounts.items() if amount is not None}
    if answers.path == "order":
        values = {name: value for name, value in values.items() if name in {"orders", "wanted"}}
    if answers.path == "talk":
        values.pop("orders", None)
    bounds = {name: (0.0, value, max(5 * value, value + 10)) for name, value in values.items()}
    for name in ("room", "wanted"):  # an owner who wants nothing, or has no room at all, has another business
        if name in values:
            bounds[name] = (values[name] / 5, *bounds[name][1:])
    if {"talked", "people"} <= values.keys():
        bounds["talked"] = (values.get("customers", 0.0), values["talked"], values["people"])
        bounds["people"] = (values["talked"], values["people"], bounds["people"][2])
    if {"talked", "customers"} <= values.keys():
        bounds["customers"] = (0.0, values["customers"], values["talked"])
    if "fit" in values:
        bounds["fit"] = (0.0, values["fit"], 10.0)
    return bounds


def _ways(answers: Answers, trades: Trades, place: int, other: int | None) -> list[Variant]:
    """Weigh a few changes of each number either way with few draws."""
    grids = [
        (name, before, values)
        for name, (low, before, high) in _bounds(answers).items()
        for values in _grids(name, low, before, high)
    ]
    chance = _chances(answers, trades, [(name, value) for name, _, values in grids for value in values])
    *leads, now = _leads(chance, place, other).tolist()
    rest = iter(leads)
    return [
        Variant(name, before, ((before, min(now, -SEEN)), *zip(values, rest, strict=False)))
        for name, before, values in grids
    ]


def _grids(name: str, low: float, before: float, high: float) -> Iterator[list[float]]:
    """Return values downwards and values upwards, each nearest first."""
    down = {_said(name, before - (before - low) * part) for part in (0.25, 0.6, 1.0)}
    up = {_said(name, before + (high - before) * part) for part in (0.12, 0.4, 1.0)}
    if name in FIELDS:  # never more than their total, however that is rounded
        down, up = {max(value, low) for value in down}, {min(value, high) for value in up}
    yield sorted((value for value in down if value < before), reverse=True)
    yield sorted(value for value in up if value > before)


def _said(name: str, value: float) -> float:
    """Round to a number that a person would say."""
    step = _step(name, value)
    return round(value / step) * step


def _step(name: str, value: float) -> float:
    """Return the step to which people round a number: small ones by the year, month or quarter week, others whole."""
    if name == "wanted" and value < 1:
        return 1 / 52 if value < 0.25 else 3 / 13
    if name in {"wanted", "room"} and value < 5:
        return 0.25
    return 10.0 ** max(0, int(log10(max(value, 1))) - 2)


def _leads(chance: NDArray[np.float64], place: int, other: int | None = None) -> NDArray[np.float64]:
    """Return the lead of another side, by default the best, over that at ``place``; one for each row of chances."""
    others = chance.copy()
    others[..., place] = 0.0
    best = others.max(axis=-1) if other is None else others[..., other]
    leads: NDArray[np.float64] = np.log((best + SEEN) / (chance[..., place] + SEEN))
    return leads


def _chances(answers: Answers, trades: Trades, variants: Sequence[tuple[str, float]]) -> NDArray[np.float64]:
    """Return the chances for each answer changed to one value, and in a last row those of the business as it is."""
    source = Source(ROUGH)
    case = read(answers, trades[answers.trade], source)
    names = np.array([*(name for name, _ in variants), ""])[:, None]
    values = np.array([*(value for _, value in variants), 0.0], FLOAT)[:, None]
    columns: dict[str, Any] = {
        name: np.where(names == name, values, getattr(case, name)) for name in {name for name, _ in variants}
    }
    state = simulate(case._replace(**columns), source).state
    chance = chances(counts(state), talks=case.talks, told=case.told)
    return np.broadcast_to(chance, (len(names), len(STATES)))  # one row where none of these numbers matters
