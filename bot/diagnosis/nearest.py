"""What would change the verdict: the nearest change of one answer that gives another one."""

import itertools
from collections.abc import Iterable, Iterator
from math import log
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace

from bot.amount import Amount
from bot.diagnosis.answers import Answers
from bot.diagnosis.case import read
from bot.diagnosis.draws import FLOAT, Source
from bot.diagnosis.look import look
from bot.diagnosis.model import counts, simulate
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import Flip, State

COUNTS = ("people", "talked", "customers", "orders")
ROUGH, FINE = 96, 128  # draws; what they find is checked with all
STEPS = 8
BRACKETS = 3


class Variant(NamedTuple):
    """One answer changed to one value."""

    question: str
    before: float
    value: float

    @property
    def distance(self) -> float:
        """Measure the change: as a ratio, with one added so that "none" is a number like others."""
        return abs(log((self.value + 1) / (self.before + 1)))


def flip(answers: Answers, trades: Trades, *, state: State | None = None) -> Flip | None:
    """Find the nearest change of one number that makes another side lead; None where no sensible change does.

    Searched on a grid first with few draws, then between its points; what is found is checked with the full draws.

    Args:
        answers: what the verdict was made from.
        trades: the catalogue.
        state: the side that leads now, where that is known already.
    """
    trade = trades[answers.trade]
    full = Source()
    if state is None:
        state = look(answers, trade, full).state
    sides = [side for name, bounds in _bounds(answers).items() for side in _sides(name, *bounds)]
    changed = iter(_changed(answers, trades, [one for side in sides for one in side], Source(ROUGH)))
    brackets: list[tuple[Variant, float]] = []  # the nearest that changes something, and the last before it
    for side in sides:
        found = list(itertools.islice(changed, len(side)))
        if True in found:
            place = found.index(True)
            brackets.append((side[place], side[place - 1].value if place else side[place].before))
    brackets = sorted(brackets, key=lambda pair: pair[0].distance)[:BRACKETS]
    between = [
        Variant(one.question, one.before, value)
        for one, last in brackets
        for value in _round(one.question, (last + (one.value - last) * step / STEPS for step in range(1, STEPS + 1)))
        if value != one.before
    ]
    nearest = [one for one, new in zip(between, _changed(answers, trades, between, Source(FINE)), strict=True) if new]
    nearest += [one for one, _ in brackets]
    tried: set[str] = set()
    for one in dict.fromkeys(sorted(nearest, key=lambda found: found.distance)):
        if one.question in tried and len(tried) > 2:
            continue
        tried.add(one.question)
        seen = look(changed_answers(answers, one.question, one.value), trade, full)
        if seen.state != state:
            return Flip(one.question, one.before, one.value, seen.state, seen.told, seen.word)
    return None


def changed_answers(answers: Answers, question: str, value: float) -> Answers:
    """Give the answers with one number changed; a count is scaled in every period alike."""
    if question not in COUNTS:
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
    """Give for each number answered its least, its own and its greatest value to try."""
    amounts = {name: answers.total(name) for name in COUNTS}
    amounts |= {"room": answers.room, "wanted": answers.wanted, "fit": answers.fit}
    values = {name: amount.value for name, amount in amounts.items() if amount is not None}
    if answers.path == "order":
        values = {name: value for name, value in values.items() if name in {"orders", "wanted"}}
    if answers.path == "talk":
        values.pop("orders", None)
    bounds = {name: (0.0, value, max(5 * value, value + 10)) for name, value in values.items()}
    for name in ("room", "wanted"):  # to want nothing, or to have no room at all, is no change but another business
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


def _sides(name: str, low: float, before: float, high: float) -> Iterator[list[Variant]]:
    """Give a grid of changes downwards and one of changes upwards, each nearest first."""
    down = [before - (before - low) * part for part in (0.15, 0.35, 0.65, 1.0)]
    up = [before + (high - before) * part for part in (0.08, 0.2, 0.5, 1.0)]
    values = _round(name, down + up)
    yield [Variant(name, before, value) for value in reversed(values) if value < before]
    yield [Variant(name, before, value) for value in values if value > before]


def _round(name: str, values: Iterable[float]) -> list[float]:
    """Round to numbers a person would say: whole ones; quarters for small wishes."""
    if name in {"wanted", "room"}:
        return sorted({round(4 * value) / 4 if value < 5 else float(round(value)) for value in values})
    return sorted({float(round(value)) for value in values})


def _changed(answers: Answers, trades: Trades, variants: list[Variant], source: Source) -> list[bool]:
    """Tell for each variant whether another side leads than now; those of one question stand together."""
    case = read(answers, trades[answers.trade], source)
    columns: dict[str, Any] = {}  # a row for each variant, and a last one for the business as it is
    values = np.array([one.value for one in variants], FLOAT)[:, None]
    end = 0
    for name, group in itertools.groupby([one.question for one in variants]):
        start, end = end, end + len(list(group))
        own = getattr(case, name)
        if (column := columns.get(name)) is None:
            column = columns[name] = np.empty((len(variants) + 1, np.size(own)), FLOAT)
            column[:] = own
        column[start:end] = values[start:end]
    leading = counts(simulate(case._replace(**columns), source).state).argmax(axis=-1)
    if leading.ndim == 0:  # none of these numbers matters
        return [False] * len(variants)
    *others, now = leading.tolist()
    return [one != now for one in others]
