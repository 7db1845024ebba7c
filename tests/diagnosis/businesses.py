"""Two hundred businesses that differ in everything, made from one seed, to count and read the steps that they are given."""

from random import Random

from bot.core.amount import Amount
from bot.diagnosis import Answers, ReportedPeriod, Trades
from bot.diagnosis.answers import CHOICES

SEED = 20
MANY = 200
ORDERING = ("online_shop", "software_self")
MIXED = ("shop", "restaurant", "saas", "manufacturing", "charity", "education", "beauty", "other")
FAULTS = ("volume", "quality", "response", "skill", "offer", "nothing", "anything")
REASONS = {"quality": ("wrong_people",), "skill": (None, "quiet", "not_now", "rival"), "offer": ("price", "rival")}


def varied_businesses(trades: Trades, many: int = MANY, seed: int = SEED) -> list[Answers]:
    """Make this many businesses, spread evenly over trades and faults, the same ones each time."""
    chance = Random(seed)
    names = sorted(trades.by_id)
    return [_business(trades, names[n % len(names)], FAULTS[n % len(FAULTS)], chance) for n in range(many)]


def _business(trades: Trades, name: str, fault: str, chance: Random) -> Answers:
    trade = trades[name]
    path = trade.path or ("order" if name in ORDERING else chance.choice(("talk", "talk", "both")))
    if path == "both" and name not in MIXED:
        path = "talk"
    if path == "order":
        return _seller(trades, name, fault, chance)
    weeks = chance.choice((4, 4, 4, 13, 52))
    low, _, high = trade.cuts["people"]
    people = round(chance.uniform(0.6, 1.2) * chance.choice((low, high)) * weeks / 4) + chance.randrange(4)
    answered = chance.uniform(0.4, 0.75) if fault == "response" else chance.choice((0.8, 0.92, 1, 1))
    share = trade.usual * (
        chance.uniform(0.1, 0.4) if fault in ("skill", "offer", "quality") else chance.uniform(0.8, 1.3)
    )
    talked = round(people * answered)
    customers = round(talked * min(1, share))
    orders = round(low * chance.choice((0.3, 1)) * weeks / 4) if path == "both" else None
    won = customers + (orders or 0)
    spare = {"volume": (2, 4), "response": (0.5, 0.9)}.get(fault, (1.1, 2))
    wish = (0.7, 1) if fault == "nothing" else (1.5, 3)
    fit = {"quality": (2, 4), "anything": (0, 10)}.get(fault, (7, 10))
    busy = {"volume": "waiting", "response": "swamped", "nothing": "right"}.get(fault)
    told = {"people": people, "talked": talked, "customers": customers, "orders": orders}
    return Answers(
        trade=name,
        path=path,
        periods=(_period(weeks, told),),
        room=_number(max(1, people / weeks * chance.uniform(*spare))),
        busy=chance.choice((busy, None)) if fault != "anything" else chance.choice((None, *CHOICES["busy"])),
        wanted=_number(max(0.2, max(won, people * trade.usual * 0.5) / weeks * chance.uniform(*wish))),
        fit=_number(chance.randint(*fit)) if chance.random() < 0.8 else None,
        reason=chance.choice(REASONS.get(fault, (None, *CHOICES["reason"]))),
        speed=chance.choice(
            ("same_day", "next_day", "later") if fault == "response" else (None, "at_once", "hour", "same_day")
        ),
        adverts=chance.random() < 0.25,
    )


def _seller(trades: Trades, name: str, fault: str, chance: Random) -> Answers:
    trade, weeks = trades[name], chance.choice((4, 4, 13, 52))
    orders = round(chance.uniform(0.6, 1.2) * chance.choice(trade.cuts["orders"]) * weeks / 4)
    of_usual = (
        chance.uniform(0.2, 0.5) if fault in ("skill", "offer", "quality", "response") else chance.uniform(0.8, 1.3)
    )
    wish = (0.7, 1) if fault == "nothing" else (1.5, 3)
    return Answers(
        trade=name,
        path="order",
        periods=(_period(weeks, {"orders": orders}),),
        wanted=_number(max(0.2, orders / weeks * chance.uniform(*wish))),
        visitors=_number(orders / weeks / trade.seen / of_usual) if orders and chance.random() < 0.8 else None,
        adverts=chance.random() < 0.25,
    )


def _period(weeks: int, told: dict[str, int | None]) -> ReportedPeriod:
    return ReportedPeriod(
        weeks=weeks, **{name: None if count is None else _number(count) for name, count in told.items()}
    )


def _number(value: float) -> Amount:
    return Amount.exactly(round(value, 1))
