"""One thing that an owner asks about after a verdict: whether it would be worth it, by where it works and what it costs."""

from collections.abc import Mapping, Sequence
from typing import Literal, cast, get_args

from msgspec import Struct

from bot.diagnosis.kinds import State
from bot.diagnosis.money_told import BROUGHT_FOR, MoneyTold
from bot.diagnosis.sum_wanted import MUST_BRING, SumWanted

WORTH_IT = "worth_it"
ADVERTS = f"{WORTH_IT}_ads"
OF_HIRING = f"{WORTH_IT}_hire"
STOPS = "stop_ads"
PAGE = f"{WORTH_IT}_site"
VERDICT = "topics/verdict"
WORTH = "topics/worth"

Works = Literal["marketing", "live", "seller", "back", "page", "offer", "sales"]
"""Where a thing works: it brings people, also to talk with them there, or those who know the owner already; it is what
they see before they order, or what they get for their money; or it works on those who have got in touch."""

Per = Literal["", "week", "month", "year", "click", "lead"]
PER_ONE: tuple[Per, ...] = ("click", "lead")
"""What is paid for one by one: somebody who only looks, and somebody who may buy."""

OF_SIDE: Mapping[str, State] = {
    "marketing": "marketing",
    "live": "marketing",
    "seller": "marketing",
    "page": "marketing",
    "offer": "offer",
    "sales": "sales",
}
ITS_OWN = ("sales", "back", "seller")
"""Where things work that a block of WORTH tells of."""

PLATFORM = "platform"
KINDS = ("event", "partner", PLATFORM, "premises", "tool", "content")
"""Blocks of remarks that say whether a thing of one kind would be worth it."""

IDEAS = (
    *KINDS,
    "trial",
    "loyal",
    "sift",
    "deposit",
    "upsell",
    "show_price",
    "broad",
    "which_of_two",
    "pay_later",
    "bulk",
)
"""Blocks of remarks that advise on an idea of the owner's own, in short where the same is asked again."""

RUNNING = (WORTH_IT, OF_HIRING, "premises", "tool")
"""Questions about what is no advertising, so that its cost lies on those who are won anyway."""

COSTS = "costs:"
WORTH_OF_SALE = "worth:"
BROUGHT = "brought:"
HOURS = "hours:"
TOLD_BEFORE, ROSE = "told", "rose"
PRICES = "prices:"
NOW = "now:"
KEEPS = "keeps:"
PARTS_OF_A_COST = 3


class Thing(Struct, frozen=True):
    """What an owner thinks of doing.

    Attributes:
        works: where it works, as far as that is sure; of two that are compared, both.
        cost: what it costs, in money.
        currency: ISO 4217 code of the cost; empty where it was not said.
        per: the stretch of time that the cost is for, or what each of costs so much; empty for one that is paid once.
        keeps: the share of each sale that somebody keeps for it.
        prices: the price that is taken now, and the one that is thought of; 1 and a share where only the change is told.
        value: what an average sale is worth, as it is told beside the question.
        brought: how many people it brought for its cost.
        told: the question was answered before, so that only the sum is asked for.
        rose: what the owner pays for costs more than before.
        hours: a week, for which an hourly wage is reckoned, where they weren't told.
        now: the price that is taken now, where no other one is told.
    """

    works: tuple[Works, ...] = ()
    cost: float | None = None
    currency: str = ""
    per: Per = ""
    keeps: float | None = None
    prices: tuple[float, float] | None = None
    value: float | None = None
    brought: float | None = None
    told: bool = False
    rose: bool = False
    hours: float | None = None
    now: float | None = None

    def written(self, topic: str) -> str:
        """Return the question whether it would be worth it, as ``/about`` takes it."""
        cost = [] if self.cost is None else [f"{COSTS}{self.cost:.10g}:{self.currency}:{self.per}"]
        keeps = [] if self.keeps is None else [f"{KEEPS}{self.keeps:.4g}"]
        prices = [] if self.prices is None else [f"{PRICES}{self.prices[0]:.10g}:{self.prices[1]:.10g}:{self.currency}"]
        value = [] if self.value is None else [f"{WORTH_OF_SALE}{self.value:.10g}:{self.currency}"]
        brought = [] if self.brought is None else [f"{BROUGHT}{self.brought:.10g}"]
        told = [ROSE] if self.rose else []
        told += [] if self.hours is None else [f"{HOURS}{self.hours:.10g}"]
        told += [] if self.now is None else [f"{NOW}{self.now:.10g}"]
        return " ".join([topic, *self.works, *cost, *keeps, *prices, *value, *brought, *told])


def is_of_a_thing(topic: str) -> bool:
    """True if a question is whether some thing would be worth it, or goes on being."""
    return topic.startswith(WORTH_IT) or topic in (*KINDS, STOPS)


def thing_in(more: Sequence[str]) -> Thing:
    """Return the thing that stands behind a topic; words that somebody typed there are none."""
    works = tuple(cast("Works", word) for word in more if word in get_args(Works))
    cost, currency, per = next((found for word in more if (found := _cost_in(word))), (None, "", ""))
    keeps, brought, hours, price = (_behind(sign, more) for sign in (KEEPS, BROUGHT, HOURS, NOW))
    worth = next(
        (word.removeprefix(WORTH_OF_SALE).partition(":") for word in more if word.startswith(WORTH_OF_SALE)), None
    )
    value = None if worth is None else _number(worth[0])
    two = next((two for word in more if (two := _prices_in(word))), None)
    prices, of_prices = two or (None, "")
    currency = currency or of_prices or (worth[2] if worth else "")
    return Thing(
        works[:2],
        cost,
        currency,
        cast("Per", per),
        keeps,
        prices,
        value,
        brought,
        TOLD_BEFORE in more,
        ROSE in more,
        hours,
        price,
    )


def _behind(sign: str, more: Sequence[str]) -> float | None:
    """Return the number behind a sign."""
    return next((number for word in more if word.startswith(sign) and (number := _number(word[len(sign) :]))), None)


def lacks_worth(asked: str) -> bool:
    """True if what a question is about costs something, and nothing was named that this can be set against."""
    topic, _, told = asked.partition(" ")
    if topic == MUST_BRING:
        wanted = SumWanted.read(MUST_BRING, told.partition(" ")[0])
        return wanted is not None and wanted.worth is None
    if topic == BROUGHT_FOR:
        money = MoneyTold.read(topic, told.partition(" ")[0])
        return money is not None and money.worth is None and money.won != 0
    thing = thing_in(asked.split())
    return thing.cost is not None and thing.value is None and thing.brought is None


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
