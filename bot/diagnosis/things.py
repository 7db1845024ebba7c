"""One thing that an owner asks about after a verdict: whether it would be worth it, by where it works and what it costs."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Any, Literal, cast, get_args

from msgspec import Struct

from bot.core.span import WEEKS
from bot.diagnosis.kinds import State
from bot.diagnosis.tell import WEEKS_A_MONTH
from bot.diagnosis.verdict import Verdict
from bot.language.nouns import called
from bot.language.numbers.write import write
from bot.language.templates import Words

WORTH_IT = "worth_it"
ADVERTS = f"{WORTH_IT}_ads"
PAGE = f"{WORTH_IT}_site"
VERDICT = "topics/verdict"
WORTH = "topics/worth"

Works = Literal["marketing", "live", "back", "page", "offer", "sales"]
"""Where a thing works: it brings people, also to talk with them there, or those who know the owner already; it is what
they see before they order, or what they get for their money; or it works on those who have got in touch."""

Per = Literal["", "week", "month", "year"]

OF_SIDE: Mapping[str, State] = {
    "marketing": "marketing",
    "live": "marketing",
    "page": "marketing",
    "offer": "offer",
    "sales": "sales",
}
ITS_OWN = ("sales", "back")
"""Where things work that a block of WORTH tells of."""

COSTS = "costs:"
PRICES = "prices:"
KEEPS = "keeps:"
PARTS_OF_A_COST = 3
NEARLY_WHOLE = 1e-6


class Thing(Struct, frozen=True):
    """What an owner thinks of doing.

    Attributes:
        works: where it works, as far as that is sure; of two that are compared, both.
        cost: what it costs, in money.
        currency: ISO 4217 code of the cost; empty where it was not said.
        per: the stretch of time that the cost is for; empty for one that is paid once.
        keeps: the share of each sale that somebody keeps for it.
        prices: the price that is taken now, and the one that is thought of; 1 and a share where only the change is told.
    """

    works: tuple[Works, ...] = ()
    cost: float | None = None
    currency: str = ""
    per: Per = ""
    keeps: float | None = None
    prices: tuple[float, float] | None = None

    def written(self, topic: str) -> str:
        """Return the question whether it would be worth it, as ``/about`` takes it."""
        cost = [] if self.cost is None else [f"{COSTS}{self.cost:.10g}:{self.currency}:{self.per}"]
        keeps = [] if self.keeps is None else [f"{KEEPS}{self.keeps:.4g}"]
        prices = [] if self.prices is None else [f"{PRICES}{self.prices[0]:.10g}:{self.prices[1]:.10g}:{self.currency}"]
        return " ".join([topic, *self.works, *cost, *keeps, *prices])


def thing_in(more: Sequence[str]) -> Thing:
    """Return the thing that stands behind a topic; words that somebody typed there are none."""
    works = tuple(cast("Works", word) for word in more if word in get_args(Works))
    cost, currency, per = next((found for word in more if (found := _cost_in(word))), (None, "", ""))
    keeps = next((share for word in more if word.startswith(KEEPS) and (share := _number(word[len(KEEPS) :]))), None)
    two = next((two for word in more if (two := _prices_in(word))), None)
    prices, of_prices = two or (None, "")
    return Thing(works[:2], cost, currency or of_prices, cast("Per", per), keeps, prices)


def has_cost(asked: str) -> bool:
    """True if what a question is about costs something that was named."""
    return thing_in(asked.split()).cost is not None


def _cost_in(word: str) -> tuple[float, str, str] | None:
    cost, *others = word.removeprefix(COSTS).split(":")
    number = _number(cost)
    if not word.startswith(COSTS) or number is None or len(others) + 1 != PARTS_OF_A_COST:
        return None
    return (number, others[0], others[1]) if others[1] in get_args(Per) else None


def _prices_in(word: str) -> tuple[tuple[float, float], str] | None:
    now, *others = word.removeprefix(PRICES).split(":")
    if not word.startswith(PRICES) or len(others) + 1 != PARTS_OF_A_COST:
        return None
    before, after = _number(now), _number(others[0])
    return None if before is None or after is None or before == after else ((before, after), others[1])


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def tell_worth(topic: str, thing: Thing, verdict: Verdict, values: Mapping[str, Any], words: Words) -> str:
    """Say whether a thing would be worth it: where it works, whether that is short, and what it would have to bring."""
    several, works = len(thing.works) > 1, _resolved(thing.works, talks=values["talks"])
    if topic == ADVERTS and not works:
        works = ("marketing",)
    values = {**values, "works": works, "several": several, "on": [OF_SIDE.get(one) for one in works]}
    if len(works) > 1:
        told = words.say(WORTH, "two", **values)
    elif works and works[0] in ITS_OWN:
        told = words.say(WORTH, works[0], **values)
    elif works and works[0] in ("marketing", "live"):
        told = words.say(VERDICT, ADVERTS, **values)
    else:
        told = words.say(VERDICT, PAGE if works == ("page",) else topic, **values)
    if thing.prices is not None:
        return f"{words.say(WORTH, 'prices', **_of_prices(thing.prices, thing.currency, values))} {told}"
    cost = _of_cost(thing, verdict, works, words)
    return f"{told} {words.say(WORTH, 'cost', **cost)}" if cost else told


def _of_prices(prices: tuple[float, float], currency: str, values: Mapping[str, Any]) -> dict[str, Any]:
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


def _resolved(works: Sequence[Works], *, talks: bool) -> tuple[Works, ...]:
    """Return where things work in this business: who orders without a talk has a page before them, and that alone."""
    found: list[Works] = []
    for one in works:
        if talks:
            found.append("marketing" if one == "page" else one)
        else:
            found.append("page" if one == "offer" else "marketing" if one == "live" else one)
    if len({OF_SIDE.get(one) if talks else one for one in found}) > 1:
        return tuple(found)
    return ("marketing",) if "marketing" in found else tuple(found[:1])


def _of_cost(thing: Thing, verdict: Verdict, works: Sequence[Works], words: Words) -> dict[str, Any] | None:
    """Return what is said of a cost: how many sales it takes, where the value of one is known; None of no cost."""
    answers = verdict.answers
    currency, value = thing.currency or answers.currency, answers.value
    cost = None if value and answers.currency and currency != answers.currency else thing.cost
    if cost is None and thing.keeps is None:
        return None
    needed = ceil(cost / value.value) if cost is not None and value and value.value > 0 else None
    return {
        "cost": cost,
        "currency": currency,
        "per": thing.per,
        "value": write(value, "money", language=words.language, currency=currency or None) if value else None,
        "needed": needed,
        "beyond": needed is not None and _is_beyond(needed, thing.per, verdict, works),
        "percent": None if thing.keeps is None else 100 * thing.keeps,
        **called(answers.trade, words),
    }


def _is_beyond(needed: int, per: Per, verdict: Verdict, works: Sequence[Works]) -> bool:
    """True if it takes more customers than putting a whole side right is likely to bring in that time."""
    sides = [side for one in works if (side := OF_SIDE.get(one))]
    if not per or not sides:
        return False
    weeks = WEEKS_A_MONTH if per == "month" else WEEKS[per]
    return needed > max(verdict.gains[side].high for side in sides) * weeks
