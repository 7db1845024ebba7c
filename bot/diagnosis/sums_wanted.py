"""Answers a sum that an owner asks for: how many buyers another price may cost, how many sales a cost takes, what to ask for something."""

from collections.abc import Mapping
from math import ceil, floor
from typing import Any

from bot.diagnosis.money_sums import MONEY
from bot.diagnosis.sum_wanted import MUST_BRING, PRICE_MOVED, SumWanted
from bot.diagnosis.verdict import Verdict
from bot.language.nouns import called
from bot.language.small_money import written_price
from bot.language.templates import Words

SLIGHT = 1e-6
WRITTEN = ("old", "new", "cost", "worth", "brings", "brought", "product", "tenth")
"""The values that are money."""


def tell_sum(wanted: SumWanted, verdict: Verdict, values: Mapping[str, Any], words: Words) -> str:
    """Answer a sum with the owner's own numbers, and those of the verdict where the message tells none."""
    currency = wanted.currency or verdict.answers.currency or ""
    if wanted.kind == PRICE_MOVED:
        said = _of_price(wanted, values)
    elif wanted.kind == MUST_BRING:
        said = _of_cost(wanted, verdict)
    else:
        said = {"old": wanted.old, "count": wanted.buyers, "product": (wanted.old or 0) * (wanted.buyers or 0) or None}
    written = {name: written_price(said[name], currency, words) for name in WRITTEN if said.get(name) is not None}
    said = {name: said.get(name) for name in WRITTEN} | said
    return words.say(MONEY, wanted.kind, **{**values, **called(verdict.answers.trade, words), **said, **written})


def _of_price(wanted: SumWanted, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return how many at the new price bring as much as at the old one."""
    old, new = wanted.old or 1.0, wanted.new or 1.0
    own = wanted.buyers or values["won"]
    needed = ceil(own * old / new - SLIGHT) if own else None
    return {
        "old": old,
        "new": new,
        "higher": new > old,
        "percent": round(100 * abs(1 - old / new)),
        "change": round(100 * abs(new / old - 1)),
        "own": own,
        "needed": needed,
        "spare": floor(own - needed + SLIGHT) if own and needed is not None else None,
        "brings": None if needed is None else needed * new,
        "brought": None if not own else own * old,
    }


def _of_cost(wanted: SumWanted, verdict: Verdict) -> dict[str, Any]:
    """Return how many sales a cost takes, and whether the owner expected as many."""
    worth = wanted.worth or (verdict.answers.value.value if verdict.answers.value else None)
    needed = ceil(wanted.cost / worth - SLIGHT) if worth and wanted.cost else None
    return {
        "cost": wanted.cost,
        "worth": worth,
        "per": wanted.per,
        "needed": needed,
        "claimed": wanted.claimed,
        "right": bool(needed and wanted.claimed and abs(wanted.claimed - needed) <= 1),
    }
