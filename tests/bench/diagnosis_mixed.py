"""Made-up businesses in which everything varies at once, and what their owners would answer.

Nobody has one fault here. How many come, whom they are, how many are answered, how well the talk goes, what is offered,
how much room there is and how much is wished for are drawn for each business, each from a law of its own; what is short
follows from what bringing each part up to usual would add, worked out from the true figures without any draws. The laws are
not the model's own: people come in gamma bursts, customers say yes after a Weibull wait, the right share and the share
answered are logit-normal. What lowers a rate (the talk, the offer, the wait) is the same in both. Owners forget those they never answered, flatter themselves, round, blame the price and leave questions out,
in three climates of memory.
"""

from dataclasses import dataclass, field
from math import exp, log
from typing import Any

import numpy as np
from msgspec.structs import replace

from bot.checkup.form import MOST_EXTRA
from bot.core.amount import Amount
from bot.diagnosis import Answers, Best, ReportedPeriod, Trades, question_before
from tests.bench.diagnosis_worlds import said

RIGHT, ANSWERED, FULL, SMALL, NEAR = 0.70, 0.90, 0.85, 0.10, 1.2  # the limits of "usual" and "alike"
WAITING_COSTS = {"at_once": 1.0, "hour": 1.0, "same_day": 0.96, "next_day": 0.85, "later": 0.7}
SEASONS = {"usual": (0.70, 1.0, 0.08), "quieter": (0.17, 0.7, 0.15), "busier": (0.13, 1.35, 0.15)}
FURTHER = ("busy", "visitors")  # asked of everybody to whom they apply
EXTRAS = ("fit", "lag", "age", "reason", "speed", "season", "year_customers")


@dataclass(frozen=True)
class Memory:
    """How well owners know their own business: spreads of the log of what they say over what is true."""

    counts: float
    room: float
    wish: float
    forget: float  # share of the people never answered who are never counted, on average
    unsaid: float  # chance that a core number is not known
    excuse: float  # weight of "too dear" where the price is not to blame


MEMORIES = {
    "good": Memory(counts=0.08, room=0.2, wish=0.15, forget=0.1, unsaid=0.03, excuse=0.2),
    "usual": Memory(counts=0.18, room=0.32, wish=0.25, forget=0.3, unsaid=0.07, excuse=0.35),
    "poor": Memory(counts=0.3, room=0.48, wish=0.4, forget=0.5, unsaid=0.12, excuse=0.5),
}


@dataclass
class MadeUp:
    """A business: what is true of it, what is short, and what its owner would answer to every question."""

    memory: str
    state: str
    kind: str
    answers: Answers
    people: float  # a week, in truth
    gains: dict[str, float] = field(default_factory=dict)
    best: Best | None = None  # the best month of the year, which owners are not asked for


def mixed(count: int, trades: Trades, seed: int) -> list[MadeUp]:
    """Make this many businesses, the climates of memory in turn."""
    rng = np.random.default_rng(seed)
    names = list(trades.by_id)
    climates = list(MEMORIES)
    return [_business(climates[n % 3], trades, str(rng.choice(names)), rng) for n in range(count)]


def partly(made: MadeUp, rng: np.random.Generator, share: float = 0.5) -> Answers:
    """Return the answers with each extra question answered by a share of the owners, and the rest left open."""
    known = made.answers
    dropped = {name: None for name in EXTRAS if rng.random() >= share}
    return replace(known, **dropped)


def core(made: MadeUp) -> Answers:
    """Return the answers to the core questions alone."""
    return replace(made.answers, **dict.fromkeys(EXTRAS))


def as_asked(made: MadeUp, trades: Trades) -> Answers:
    """Return the answers to the core questions, and to those that the bot asks before this owner's verdict."""
    known = core(made)
    for _ in range(MOST_EXTRA):
        question = question_before(known, trades)
        if question is None or question in known.asked:
            break
        told = {question: getattr(made.answers, question)} if question in EXTRAS else {}
        known = replace(known, asked=known.asked | {question}, **told)
    return known


def weighed(figures: dict[str, float]) -> tuple[str, str, dict[str, float]]:
    """Return what is short, its kind, and what each part would bring: from the true figures of a business that talks."""
    people, answered, rate, room = (figures[name] for name in ("people", "answered", "rate", "room"))
    usual, fit, orders, wish = (figures[name] for name in ("usual", "fit", "orders", "wish"))
    attended = min(people * answered, room)
    now = attended * rate + orders
    gap = max(wish - now, 0.0)
    volume = (min(max(people, FULL * room) * answered, room) - attended) * rate + orders * min(
        gap / max(now, 1e-9), 1.0
    )
    quality = attended * max(min(rate * RIGHT / fit, usual) - rate, 0.0) if fit < RIGHT else 0.0
    answerable = max(people * ANSWERED - attended, 0.0) * rate
    low = attended * max(usual * min(fit / RIGHT, 1.0) - rate, 0.0)
    causes = {name: -log(min(figures[name], 1.0)) for name in ("craft", "worth", "prompt")}
    whole = sum(causes.values()) or 1.0
    waiting, offer = low * causes["prompt"] / whole, low * causes["worth"] / whole
    response, skill = answerable + waiting, low - waiting - offer
    marketing, sales, offered = min(volume + quality, gap), min(response + skill, gap), min(offer, gap)
    parts = {"volume": volume, "quality": quality, "response": response, "skill": skill, "offer": offer}
    if max(marketing, sales, offered) <= SMALL * max(now, wish):
        return "neither", "neither", parts
    if offered > max(marketing, sales):
        return "offer", "offer", parts
    if max(marketing, sales) < NEAR * min(marketing, sales):
        return "both", "both", parts
    if marketing > sales:
        return "marketing", "marketing_volume" if volume >= quality else "marketing_quality", parts
    return "sales", "sales_response" if response >= skill else "sales_skill", parts


def _business(climate: str, trades: Trades, name: str, rng: np.random.Generator) -> MadeUp:
    memory, trade = MEMORIES[climate], trades[name]
    path = str(rng.choice(["talk", "both", "order"], p=[0.62, 0.25, 0.13]))
    if path == "order":
        return _seller(climate, trades, name, rng)
    normal, u = rng.normal, rng.uniform
    size = {"small": 4.0, "medium": 9.0, "busy": 25.0}[trade.size]
    people = float(np.clip(exp(normal(log(size), 1.1)), 0.08, 400))
    usual = min(0.9, trade.usual * exp(normal(0, 0.3)))
    speed = str(rng.choice(list(WAITING_COSTS), p=[0.2, 0.2, 0.3, 0.2, 0.1]))
    slow = 0.9 * (speed == "next_day") + 1.5 * (speed == "later")
    true = {
        "people": people,
        "answered": _logistic(normal(2.1 - slow, 0.9)),
        "usual": usual,
        "fit": _logistic(normal(0.9, 0.9)),
        "craft": exp(normal(-0.15, 0.6)),
        "worth": u(0.25, 0.85) if rng.random() < 0.33 else 1.0,
        "prompt": WAITING_COSTS[speed],
        "room": max(people / exp(normal(log(0.78), 0.5)), 0.3),
    }
    pull = min(true["fit"] / RIGHT, 1.15) * true["craft"] * true["worth"] * true["prompt"]
    true["rate"] = min(0.95, usual * pull)
    true["orders"] = people * true["rate"] * exp(normal(-0.9, 1.0)) if path == "both" else 0.0
    now = min(people * true["answered"], true["room"]) * true["rate"] + true["orders"]
    able = FULL * true["room"] * usual + true["orders"]
    wish = now * exp(normal(log(1.65), 0.45)) if rng.random() < 0.6 else able * exp(normal(0, 0.4))
    true["wish"] = max(wish, 0.7 * now, 0.02)
    state, kind, parts = weighed(true)
    answers = _told(true, path, trades, name, speed, memory, rng)
    best = _best(true, rng)
    return MadeUp(climate, state, kind, answers, people, parts, best)


def _told(
    true: dict[str, float], path: str, trades: Trades, name: str, speed: str, memory: Memory, rng: np.random.Generator
) -> Answers:
    trade, normal, u = trades[name], rng.normal, rng.uniform
    people = true["people"]
    long = people < 3 and rng.random() < 0.5
    weeks = int(rng.choice([12, 52])) if long else 4
    season = "usual" if weeks == 52 else str(rng.choice(list(SEASONS), p=[share for share, _, _ in SEASONS.values()]))
    _, middle, spread = SEASONS[season]
    factor = middle * exp(normal(0, spread))
    lag = trade.lag if rng.random() < 0.8 else str(rng.choice(["same_day", "days", "weeks", "months"]))
    new = lag in {"weeks", "months", "longer"} and weeks < 52 and rng.random() < 0.12
    age = float(u(weeks, weeks + 10)) if new else None
    bursts = 0.3 / (weeks / 4) ** 0.5
    mean = people * factor * weeks
    came = int(rng.poisson(mean * rng.gamma(1 / bursts**2, bursts**2)))
    talked = min(int(rng.binomial(came, true["answered"])), max(round(true["room"] * weeks * u(0.95, 1.1)), 1))
    if age is None:  # decisions of earlier people stand in for those that are still open
        others = min(people * true["answered"], true["room"]) * weeks * true["rate"] * factor**0.5
        mine = {"same_day": 1.0, "days": 0.85, "weeks": 0.45, "months": 0.2, "longer": 0.08}[lag]
        mine = 1 - (1 - mine) * min(1.0, 4 / weeks)
        customers = int(rng.binomial(talked, true["rate"] * mine) + rng.poisson(others * (1 - mine)))
    else:
        share = 1 - np.exp(-(((7 * age / 2) / (1.44 * trade.lag_days[lag])) ** 0.7))
        customers = int(rng.binomial(talked, true["rate"] * share))
    customers = min(customers, talked)
    orders = int(rng.poisson(true["orders"] * weeks)) if path == "both" else None

    shared = normal(0, 0.8 * memory.counts)
    forgotten = u(0, 2 * memory.forget) * (came - talked)
    spoken = talked * exp(shared + normal(0, 0.4 * memory.counts))
    knocked = max(spoken, (came - forgotten) * exp(shared + normal(0, 0.5 * memory.counts)))
    said_people = _counted(knocked, rng)
    said_talked = _counted(spoken, rng, said_people.value)
    if rng.random() < 0.35 and knocked:  # by a button: all, most, or half of them
        said_talked = _counted(
            min((1.0, 0.9, 0.5), key=lambda share: abs(share - spoken / knocked)) * said_people.value,
            rng,
            said_people.value,
        )
    said_customers = _counted(customers * exp(normal(0, 0.4 * memory.counts)), rng, said_talked.value)
    known: dict[str, Any] = {
        "people": said_people,
        "talked": said_talked,
        "customers": said_customers,
        "orders": None if orders is None else _counted(orders * exp(normal(0, 0.4 * memory.counts)), rng),
    }
    known = {name: None if rng.random() < memory.unsaid * 0.7 else one for name, one in known.items()}
    room = true["room"] * exp(normal(0.05, memory.room))
    wanted = true["wish"] * exp(normal(0, memory.wish))
    load = people * factor / true["room"] * exp(normal(0, 0.3))
    steady = min(people * true["answered"], true["room"]) * true["rate"] + true["orders"]
    answers = Answers(
        trade=name if rng.random() > 0.05 else str(rng.choice(list(trades.by_id))),
        path=path,
        periods=(ReportedPeriod(None, weeks, **known),),
        room=None if rng.random() < memory.unsaid * 2 else said(max(room, 0.25), rng),
        wanted=None if rng.random() < memory.unsaid else _wished(wanted, rng),
        fit=Amount.exactly(float(rng.binomial(10, _logistic(log(true["fit"] / (1 - true["fit"])) + normal(0.2, 0.5))))),
        busy="waiting" if load < 0.65 else "right" if load < 1.05 else "swamped",
        lag=lag,
        age=age,
        reason=_reason(true, memory, rng),
        speed=str(list(WAITING_COSTS)[max(0, list(WAITING_COSTS).index(speed) - (rng.random() < 0.25))]),
        season=season,
        year_customers=_counted(float(rng.poisson(steady * 52)) * exp(normal(0, 0.7 * memory.counts)), rng)
        if weeks < 52 and (age is None or age > 52)
        else None,
    )
    return replace(
        answers, asked=frozenset({"trade", "path", "people", "talked", "customers", "orders", "room", "wanted"})
    )


def _reason(true: dict[str, float], memory: Memory, rng: np.random.Generator) -> str:
    causes = {name: max(-log(min(true[name], 1.0)), 0.0) for name in ("craft", "worth")}
    weights = {
        "price": memory.excuse + 2.2 * causes["worth"],
        "other_thing": 0.1 + 0.7 * causes["worth"] + 0.3 * (1 - true["fit"]),
        "quiet": 0.25 + 0.8 * causes["craft"],
        "rival": 0.25 + 0.3 * causes["craft"],
        "wrong_people": 0.05 + 1.2 * (1 - true["fit"]) ** 2,
        "not_now": 0.2,
    }
    whole = sum(weights.values())
    return str(rng.choice(list(weights), p=[one / whole for one in weights.values()]))


def _best(true: dict[str, float], rng: np.random.Generator) -> Best | None:
    """Return the luckiest of the last months, as owners remember it."""
    attended = min(true["people"] * true["answered"], true["room"]) * 4.3
    talked = rng.poisson(attended, 12)
    won = rng.binomial(talked, true["rate"])
    month = int(np.argmax(won))
    return Best(float(won[month]), float(talked[month])) if talked[month] else None


def _seller(climate: str, trades: Trades, name: str, rng: np.random.Generator) -> MadeUp:
    """Make a business that takes orders without a talk: who sees it, and how many of these order."""
    memory, normal = MEMORIES[climate], rng.normal
    usual = trades[name].seen
    orders = exp(normal(log(6.0), 1.3))
    rate = min(0.8, usual * exp(normal(-0.2, 0.8)))
    seen = orders / rate
    level = min(0.8, usual * exp(normal(0, 0.3)))
    wish = orders * exp(normal(log(1.6), 0.6))
    gap = max(wish - orders, 0.0)
    page = min(seen * max(level - rate, 0.0), gap)
    none = gap <= SMALL * max(orders, wish)
    kind = "neither" if none else "marketing_page" if page > 0.5 * gap else "marketing_reach"
    counted = int(rng.poisson(orders * 4 * rng.gamma(12, 1 / 12)))
    answers = Answers(
        trade=name,
        path="order",
        periods=(ReportedPeriod(None, 4, orders=_counted(counted * exp(normal(0, 0.3 * memory.counts)), rng)),),
        wanted=None if rng.random() < memory.unsaid else _wished(wish * exp(normal(0, memory.wish)), rng),
        visitors=_counted(seen * exp(normal(0, memory.counts)), rng) if rng.random() < 0.75 else None,
        asked=frozenset({"trade", "path", "orders", "wanted"}),
    )
    parts = {"page": page, "reach": gap - page}
    return MadeUp(climate, "neither" if none else "marketing", kind, answers, orders, parts)


def _counted(number: float, rng: np.random.Generator, most: float | None = None) -> Amount:
    """Say a number of people as a whole number."""
    return said(float(round(number)), rng, most)


def _wished(number: float, rng: np.random.Generator) -> Amount:
    """Say how many customers a week are wanted: small numbers by the month or the year."""
    if number >= 1:
        return said(number, rng)
    span = 13 / 3 if number >= 0.2 else 52
    return Amount.exactly(max(round(number * span), 1) / span)


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value))
