"""What would change the verdict: the nearest change of one answer that gives another one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np

from bot.amount import Amount
from bot.diagnosis.answers import Answers
from bot.diagnosis.case import Case, read
from bot.diagnosis.draws import Source
from bot.diagnosis.judge import lead
from bot.diagnosis.model import chances, simulate
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import Flip, State

COUNTS = ("people", "talked", "customers", "orders")
ROUGH, FINE = 96, 128  # draws; what they find is checked with all
STEPS = 8


@dataclass(frozen=True, slots=True)
class Variant:
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
        state, *_ = lead(answers, trade, full)
    rough, fine = Source(ROUGH), Source(FINE)
    bounds = _bounds(answers)
    grid = [variant for name, (low, before, high) in bounds.items() for variant in _grid(name, low, before, high)]
    changed = _changed(answers, trades, grid, rough)
    brackets: list[tuple[Variant, float]] = []
    for name, (_, before, _) in bounds.items():
        for above in (False, True):
            side = sorted(
                (
                    (one, new)
                    for one, new in zip(grid, changed, strict=True)
                    if one.question == name and (one.value > before) is above
                ),
                key=lambda pair: pair[0].distance,
            )
            last = before
            for one, new in side:
                if new:
                    brackets.append((one, last))
                    break
                last = one.value
    brackets.sort(key=lambda pair: pair[0].distance)
    brackets = brackets[:3]
    between = [
        Variant(one.question, one.before, value)
        for one, last in brackets
        for value in _round(one.question, np.linspace(last, one.value, STEPS + 1)[1:])
        if value != one.before
    ]
    nearest = [one for one, new in zip(between, _changed(answers, trades, between, fine), strict=True) if new]
    nearest += [one for one, _ in brackets]
    tried: set[str] = set()
    for one in sorted(nearest, key=lambda found: found.distance):
        if one.question in tried and len(tried) > 2:
            continue
        tried.add(one.question)
        becomes, kind, word = lead(changed_answers(answers, one.question, one.value), trade, full)
        if becomes != state:
            return Flip(one.question, one.before, one.value, becomes, kind, word)
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


def _grid(name: str, low: float, before: float, high: float) -> Iterable[Variant]:
    down = [before - (before - low) * part for part in (0.15, 0.35, 0.65, 1.0)]
    up = [before + (high - before) * part for part in (0.08, 0.2, 0.5, 1.0)]
    return [Variant(name, before, value) for value in _round(name, down + up) if value != before]


def _round(name: str, values: Iterable[float]) -> list[float]:
    """Round to numbers a person would say: whole ones; quarters for small wishes."""
    digits = [
        round(4 * value) / 4 if name in {"wanted", "room"} and value < 5 else float(round(value)) for value in values
    ]
    return sorted(set(digits))


def _changed(answers: Answers, trades: Trades, variants: list[Variant], source: Source) -> list[bool]:
    """Tell for each variant whether another side leads than now."""
    if not variants:
        return []
    case = read(answers, trades[answers.trade], source)
    fields: dict[str, Any] = {}
    for name in {one.question for one in variants}:
        mask = np.array([[one.question == name] for one in variants])
        value = np.array([[one.value] for one in variants])
        fields[name] = np.where(mask, value, getattr(case, name))
    now = int(chances(simulate(case, source).state).argmax())
    every = chances(simulate(_with(case, fields), source).state)
    if every.ndim == 1:
        return [int(every.argmax()) != now] * len(variants)
    return [int(best) != now for best in every.argmax(axis=-1)]


def _with(case: Case, fields: dict[str, Any]) -> Case:
    return replace(case, **fields)
