"""What is supposed of a business, and what follows from it: "what if 100 people came?"."""

from collections.abc import Mapping
from itertools import pairwise
from math import floor
from typing import Any

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.week_numbers import FIELDS, NESTED
from bot.diagnosis.answers import Answers

Suppositions = Mapping[str, float | str]
"""What is supposed, by question: an option, a count for all the weeks of the verdict, or a share, written "25%"."""


def supposed(answers: Answers, facts: Suppositions) -> Answers:
    """Return the answers with what is supposed, and what follows from it, instead of what was told."""
    whole = at_same_rates(answers, facts)
    for question, value in whole.items():
        picked: Any = {question: value}
        answers = replace(answers, **picked) if isinstance(value, str) else changed_answers(answers, question, value)
    return replace(answers, asked=answers.asked.union(whole))


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


def at_same_rates(answers: Answers, facts: Suppositions) -> Suppositions:
    """Add to what is supposed what follows from it: of twice as many people twice as many are talked with and stay.

    A supposed part that is more than its total raises the total too, up to those who came.
    """
    found = dict(facts)
    for place, part in enumerate(NESTED[1:], start=1):
        whole = next((name for name in reversed(NESTED[:place]) if _told(answers, name) is not None), None)
        before, own = _told(answers, whole or ""), _told(answers, part)
        now = found.get(whole or "")
        share, all_ = share_of(found.get(part)), now if isinstance(now, float) else before
        if share is not None and all_ is not None:
            found[part] = floor(share * all_ + 0.5) * 1.0
        elif part not in facts and own is not None and before and isinstance(now, float):
            found[part] = floor(own * now / before + 0.5) * 1.0
    won, talked = _as_supposed(answers, found, "customers"), _as_supposed(answers, found, "talked")
    came = _as_supposed(answers, found, "people")
    if "talked" not in facts and won is not None and talked is not None and talked < won and (came or won) >= won:
        found["talked"] = won
    return {name: found[name] for name in (*NESTED, *found) if name in found}


def share_of(value: float | str | None) -> float | None:
    """Return the share that is supposed; None where a number is, or nothing."""
    return float(value[:-1]) / 100 if isinstance(value, str) and value.endswith("%") else None


def beyond(answers: Answers, facts: Suppositions) -> tuple[str, float] | None:
    """Return the first total that a supposed part exceeds, with its number; None where every part is possible."""
    counts = [(name, count) for name in NESTED if (count := _as_supposed(answers, facts, name)) is not None]
    for (whole, most), (_, part) in pairwise(counts):
        if part > most:
            return whole, most
    return None


def _told(answers: Answers, question: str) -> float | None:
    amount = answers.total(question) if question in FIELDS else None
    return None if amount is None else amount.value


def _as_supposed(answers: Answers, facts: Suppositions, question: str) -> float | None:
    value = facts.get(question)
    return value if isinstance(value, float) else _told(answers, question)
