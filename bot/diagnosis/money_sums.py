"""What comes of a price that was tried, or of a paid thing: each enquiry and sale in money, and whether the share held, with luck in mind."""

from collections.abc import Mapping
from math import ceil, exp, lgamma
from typing import Any

from bot.diagnosis.money_told import MoneyTold
from bot.diagnosis.verdict import Verdict
from bot.language.nouns import called
from bot.language.small_money import written_price
from bot.language.templates import Words

MONEY = "topics/money"
WRITTEN = ("new", "old", "takes", "took", "cost", "apiece", "each", "likely", "worth", "back", "over")
"""The values that are money."""

PLAIN, PERHAPS = 0.05, 0.2
"""How rarely luck alone makes so low a share, for it to be called lower, and for none at all to be called no luck."""

NEXT = 10  # more who are to hear a price before it is judged
ENOUGH = 10  # who heard it, so that it can be kept without counting on
NEARLY = 0.97  # of what was taken before; as much, for all that can be told
ALIKE = 0.95  # of the share before; about as many
LEFT = 1.2  # times the cost; what is left of it, with all other costs paid, pays it
CLEARLY = 1.5  # times the cost; what is brought pays it clearly


def tell_money(told: MoneyTold, verdict: Verdict, values: Mapping[str, Any], words: Words) -> str:
    """Say what an owner's own numbers tell of a new price, or of a thing that was paid for."""
    said = _of_price(told, verdict) if told.kind == "tried" else _of_thing(told, verdict, values)
    currency = told.currency or verdict.answers.currency or ""
    written = {name: written_price(said[name], currency, words) for name in WRITTEN if said.get(name) is not None}
    return words.say(MONEY, told.topic, **{**called(verdict.answers.trade, words), **said, **written})


def _of_price(told: MoneyTold, verdict: Verdict) -> dict[str, Any]:
    """Return what is said of a price that some heard: how many bought, how many would have before, and what to do."""
    won, came = told.won or 0.0, told.came or 1.0
    bought, of = _stayed(verdict)
    share, before = won / came, bought / of if of else None
    luck = None if before is None else so_few(won, came, bought, of)
    return {
        "new": told.amount,
        "old": told.old,
        "asked": came,
        "bought": won,
        "before": (bought, of) if of else None,
        "hundreds": round(100 * share),
        "then": None if before is None else round(100 * before),
        "few": came < ENOUGH,
        "fee": told.fee,
        "same": before is not None and share <= before / ALIKE,
        "chances": None if luck is None else max(round(10 * luck), 1),
        "advice": _advice(told, share, before, luck),
        "least": None if not before or not told.old else max(ceil(NEXT * before * told.old / told.amount - 1e-6), 1),
        "percent": None if not before or not share else ceil(100 * (before / share - 1)),
        **_taken(told, before),
    }


def _advice(told: MoneyTold, share: float, before: float | None, luck: float | None) -> str:
    """Return what to do about a price: keep it, count on, or go back."""
    if before is None or luck is None:
        return "count"
    takes_more = told.old is not None and share * told.amount >= NEARLY * before * told.old
    if told.old is not None and told.amount < told.old:
        return "cheaper_pays" if takes_more else "cheaper_loses"
    if share >= ALIKE * before:
        return "keep"
    if takes_more:
        return "dearer_pays"
    return "back" if luck <= PLAIN else "unsure"


def _taken(told: MoneyTold, before: float | None) -> dict[str, float | None]:
    """Return what as many bring at the new price, and at the one before with the share of then."""
    if told.old is None or not before or told.came is None:
        return {"takes": None, "took": None}
    return {"takes": (told.won or 0.0) * told.amount, "took": told.came * before * told.old}


def _of_thing(told: MoneyTold, verdict: Verdict, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a paid thing: what each enquiry and each sale of it cost, and whether that pays."""
    won, came = told.won, told.came
    whole, part = (values["came"], values["customers"]) if values["talks"] else (None, None)
    rate = part / whole if whole and part else None
    hers = told.worth or (verdict.answers.value.value if verdict.answers.value else None)
    kept = told.worth is not None or not told.currency or told.currency == verdict.answers.currency
    worth = hers if kept else None
    back = won * worth if won and worth else None
    expected = came * rate if came and rate else None
    likely = told.amount / expected if won is None and expected else None
    return {
        "cost": told.amount,
        "came": came,
        "won": won,
        "apiece": told.amount / came if came else None,
        "each": told.amount / won if won else None,
        "rate": (part, whole) if rate else None,
        "likely": likely,
        "expected": round(expected) if expected else None,
        "by_luck": bool(came and rate and so_few(0, came, part or 0.0, whole or 1.0) > PERHAPS),
        "rest": came - won if came and won and came - won > 1 else 0,
        "worth": worth,
        "leaves": told.leaves,
        "over": worth - told.amount / won if told.leaves and worth and won and worth > told.amount / won else None,
        "back": back,
        "pays": _pays(worth, told.amount / won if won else likely, leaves=told.leaves),
        "months": ceil(told.amount / back) if told.monthly and back else None,
        "per": told.per if told.per in ("week", "month", "year") else "",
        "fewer": bool(came and won and rate and so_few(won, came, part or 0.0, whole or 1.0) <= PLAIN),
    }


def _pays(worth: float | None, each: float | None, *, leaves: bool) -> str:
    """Return how well a sale pays for what it cost; empty where that isn't known."""
    if worth is None or each is None:
        return ""
    return "well" if worth >= (LEFT if leaves else CLEARLY) * each else "just" if worth >= each else "not"


def _stayed(verdict: Verdict) -> tuple[float, float]:
    """Return how many bought of those who could; zeros where that isn't known."""
    figures, answers = verdict.figures, verdict.answers
    if answers.path == "order":
        seen = answers.visitors.value * figures.weeks if answers.visitors else None
        return (figures.orders, seen) if figures.orders and seen else (0.0, 0.0)
    whole = figures.talked or figures.people
    return (figures.customers, whole) if figures.customers and whole else (0.0, 0.0)


def so_few(won: float, of: float, before: float, whole: float) -> float:
    """Return how likely no more than so many of some buy, where the share is still that of before.

    That share has a beta distribution by what was counted, so that their number has a beta-binomial one.
    """
    a, b = before + 1, max(whole - before, 0) + 1
    ways = (
        lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1)
        + _beta(k + a, of - k + b) - _beta(a, b)
        for k in range(int(won) + 1)
    )  # fmt: skip
    return min(sum(exp(one) for one in ways), 1.0)


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
