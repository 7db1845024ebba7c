"""The owner's own sums about a thing: how many sales a cost takes, what one customer costs by it, what a share takes."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Any

from bot.core.span import WEEKS
from bot.diagnosis.tell import WEEKS_A_MONTH
from bot.diagnosis.things import OF_SIDE, PER_ONE, PLATFORM, RUNNING, STOPS, Per, Thing, Works
from bot.diagnosis.verdict import Verdict
from bot.language.nouns import called
from bot.language.numbers.write import write
from bot.language.templates import Words

NEARLY_WHOLE = 1e-6
SEVERAL = 1.5  # won in a time; of fewer no cost for each is told


def sums_of_prices(prices: tuple[float, float], currency: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of two prices: how many customers fewer bring as much at the new one, or how many more it takes."""
    now, then = prices
    customers = values["customers"]
    kept = customers * now / then if customers else 0.0
    return {
        **values,
        "higher": then > now,
        "old": None if now == 1 else now,
        "new": then,
        "currency": currency,
        "change": round(100 * abs(then / now - 1)),
        "percent": round(100 * abs(1 - now / then)),
        "customers": customers,
        "spare": floor(customers - kept + NEARLY_WHOLE) if customers else 0,
        "needed": ceil(kept - NEARLY_WHOLE),
    }


def sums_of_cost(
    topic: str, thing: Thing, verdict: Verdict, works: Sequence[Works], values: Mapping[str, Any], words: Words
) -> dict[str, Any] | None:
    """Return what is said of a cost; None of no cost, and of one in other money than a sale is valued in."""
    answers = verdict.answers
    worth = thing.value or (answers.value.value if answers.value else None)
    currency = thing.currency or answers.currency
    kept = bool(answers.value and answers.currency and not thing.value)
    cost = None if kept and currency != answers.currency else thing.cost
    if cost is None and thing.keeps is None:
        return None
    once = thing.per in PER_ONE
    needed = ceil(cost / worth) if cost is not None and worth and not once else None
    told = write(answers.value, "money", language=words.language, currency=currency or None) if answers.value else None
    takes = _takes(thing.per, values)
    return {
        "cost": cost,
        "currency": currency,
        "per": thing.per,
        "value": words.money(thing.value, currency) if thing.value else told,
        "needed": needed,
        "beyond": needed is not None and _is_beyond(needed, thing.per, verdict, works),
        "apiece": cost / thing.brought if cost is not None and thing.brought else None,
        "brought": thing.brought,
        "hours": thing.hours,
        "stops": topic == STOPS,
        "kept": topic == PLATFORM,  # that it keeps a share is said of it anyway
        "takes": takes,
        "one_costs": cost * takes if cost is not None and takes else None,
        "loses": bool(cost and takes and worth and cost * takes >= worth),
        "of_each": _of_each(topic, cost, thing.per, values),
        "percent": None if thing.keeps is None else 100 * thing.keeps,
        "share": thing.keeps * worth if thing.keeps and worth else None,
        **{name: values[name] for name in ("came", "seen", "orders", "customers", "talks")},
        **called(answers.trade, words),
    }


def _takes(per: Per, values: Mapping[str, Any]) -> float | None:
    """Return how many clicks or leads one sale takes, if they buy as those do who come already; None where that isn't known."""
    whole, won = ("seen", "orders") if per == "click" else ("came", "customers")
    fits = per in PER_ONE and values["talks"] == (per == "lead")
    return values[whole] / values[won] if fits and values[whole] and values[won] else None


def _of_each(topic: str, cost: float | None, per: Per, values: Mapping[str, Any]) -> dict[str, float] | None:
    """Return how many are won in the time of a running cost, and what it is for each of them; None of other costs."""
    if topic not in RUNNING or cost is None or not per or per in PER_ONE or not values["won"]:
        return None
    won = values["won"] / values["weeks"] * _weeks(per)
    return {"won": won, "cost": cost / won} if won >= SEVERAL else None


def _weeks(per: Per) -> float:
    return WEEKS["year"] if per == "year" else WEEKS_A_MONTH if per == "month" else 1.0


def _is_beyond(needed: int, per: Per, verdict: Verdict, works: Sequence[Works]) -> bool:
    """True if it takes more customers than putting a whole side right is likely to bring in that time."""
    sides = [side for one in works if (side := OF_SIDE.get(one))]
    if not per or not sides:
        return False
    return needed > max(verdict.gains[side].high for side in sides) * _weeks(per)
