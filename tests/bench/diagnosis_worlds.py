"""Made-up businesses whose bottleneck is known, and what their owners would answer.

Nothing here is drawn from the model's own laws: people come in bursts (negative binomial around a wandering mean),
customers say yes after a Weibull wait, the usual rate of the business is not the one in the catalogue, owners round,
undercount, flatter themselves, take the wrong trade, blame the price, and leave questions out.
"""

from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.diagnosis import Answers, ReportedPeriod, Trades

WORLDS = {
    "volume": "marketing",
    "quality": "marketing",
    "response": "sales",
    "overload": "sales",
    "skill": "sales",
    "offer": "offer",
    "on target": "neither",
    "either": "both",
}

# How common each is: an offer that is to blame and two sides exactly alike are rarer than the rest.
SHARES = {
    "volume": 0.22,
    "quality": 0.12,
    "response": 0.12,
    "overload": 0.08,
    "skill": 0.22,
    "offer": 0.06,
    "on target": 0.14,
    "either": 0.04,
}


@dataclass(frozen=True)
class Climate:
    """How hard the world is on the model."""

    burst: float = 0.35  # cv of the weekly mean around its course
    rate_off: float = 0.25  # sd of log(true usual rate / catalogue)
    room_off: float = 0.25  # sd of log(stated room / true room)
    undercount: float = 0.10  # share of the people never counted, at most
    flattery: float = 0.05  # added to the right-fit share in the owner's memory
    wrong_trade: float = 0.05
    missing: float = 0.08  # chance that an answer is left out
    excuse: float = 0.25  # chance that weak selling is blamed on the price
    wait_shape: float = 0.8  # of the Weibull wait
    heavy: bool = False  # errors with heavy tails (Student, 3 degrees) and log-normal bursts


CLIMATES = {
    "plain": Climate(
        burst=0.2,
        rate_off=0.15,
        room_off=0.15,
        undercount=0,
        flattery=0,
        wrong_trade=0,
        missing=0,
        excuse=0.1,
        wait_shape=1,
    ),
    "usual": Climate(),
    "harsh": Climate(
        burst=0.5,
        rate_off=0.4,
        room_off=0.4,
        undercount=0.2,
        flattery=0.1,
        wrong_trade=0.12,
        missing=0.15,
        excuse=0.35,
        wait_shape=0.6,
    ),
    # Of other distributions than those that the sureness was fitted on.
    "elsewhere": Climate(
        burst=0.4, rate_off=0.2, room_off=0.2, wrong_trade=0.05, missing=0.05, wait_shape=0.5, heavy=True
    ),
}


def business(
    world: str, people: float, weeks: int, climate: Climate, trades: Trades, rng: np.random.Generator
) -> Answers:
    """Make one business with the bottleneck of ``world`` and let its owner answer."""
    u = rng.uniform
    names = [name for name, trade in trades.by_id.items() if trade.usual >= 0.1]
    trade = trades[str(rng.choice(names))]
    usual = min(0.9, trade.usual * _error(climate.rate_off, climate, rng))
    load, answered, right, craft = u(0.75, 0.95), u(0.88, 0.98), u(0.65, 0.92), u(0.85, 1.25)
    wish = u(1.6, 3.0)
    if world == "volume":
        load = u(0.2, 0.55)
    elif world == "quality":
        right, wish = u(0.08, 0.35), u(2, 3.5)
        craft = u(0.9, 1.2)
    elif world == "response":
        answered = u(0.25, 0.6)
        wish = u(1.5, 3)
    elif world == "overload":
        load = u(1.4, 2.6)
        wish = u(1.5, 3)
    elif world in {"skill", "offer"}:
        craft, wish = u(0.15, 0.45), u(2, 3.5)
    elif world == "on target":
        wish = u(0.8, 1.0)
    elif world == "either":
        load, answered, wish = u(0.3, 0.45), u(0.4, 0.55), u(1.25, 1.4)
    rate = min(0.95, usual * craft * right / 0.7)
    room = people / load
    reached = min(answered, room / people)
    wanted = wish * people * reached * rate

    history = 40
    course = np.exp(rng.normal(0, climate.burst * 0.5) * np.sin(np.arange(history) / u(2, 8)))
    if climate.heavy:
        bursts = np.exp(rng.normal(-(climate.burst**2) / 2, climate.burst, history))
    else:
        bursts = rng.gamma(1 / climate.burst**2, climate.burst**2, history)
    mean = people * course / course[-weeks:].mean() * bursts
    came = rng.poisson(mean)
    capacity = np.maximum(np.round(room * rng.uniform(0.9, 1.1, history)), 1)
    talked = np.minimum(rng.binomial(came, answered), capacity.astype(int))
    new = trade.lag in {"weeks", "months", "longer"} and rng.random() < 0.15
    age = int(u(weeks, weeks + 8)) if new else None
    if age is not None:
        came[: history - age] = 0
        talked[: history - age] = 0
    customers = np.zeros(history, int)
    median = trade.lag_days[trade.lag]
    scale = median / np.log(2) ** (1 / climate.wait_shape)
    for week, number in enumerate(talked):
        yes = rng.binomial(number, rate)
        waits = (scale * rng.weibull(climate.wait_shape, yes) + rng.uniform(0, 7, yes)) // 7
        for wait in waits:
            if week + wait < history:
                customers[week + int(wait)] += 1
    seen = rng.uniform(1 - climate.undercount, 1)
    total_talked = int(talked[-weeks:].sum())
    total = max(total_talked, round(float(came[-weeks:].sum()) * seen))
    bought = min(int(customers[-weeks:].sum()), total_talked)
    stated = room * _error(climate.room_off, climate, rng)
    memory = min(1.0, right + climate.flattery * rng.random())
    blame = {"offer": 0.8, "skill": climate.excuse}.get(world, 0.3)
    reason = "price" if rng.random() < blame else str(rng.choice(["quiet", "rival", "not_now"]))
    if world == "quality" and rng.random() < 0.5:
        reason = "wrong_people"
    answers = Answers(
        trade=trade.id if rng.random() >= climate.wrong_trade else str(rng.choice(names)),
        path="talk",
        periods=(
            ReportedPeriod(None, weeks, said(total, rng), said(total_talked, rng, total), Amount.exactly(bought)),
        ),
        room=said(stated, rng),
        wanted=said(max(wanted, 0.25), rng),
        fit=Amount.exactly(float(rng.binomial(10, memory))),
        lag=trade.lag,
        age=age,
        reason=reason,
        speed=str(rng.choice(["next_day", "later"]))
        if world in {"response", "overload"} and rng.random() < 0.7
        else "same_day",
    )
    for name in ("room", "wanted", "fit", "lag", "reason", "speed"):
        if rng.random() < climate.missing:
            answers = replace(answers, **{name: None})
    return replace(answers, asked=frozenset({"room", "wanted", "fit", "lag", "age", "reason", "speed"}))


def _error(size: float, climate: Climate, rng: np.random.Generator) -> float:
    error = rng.standard_t(3) / 3**0.5 if climate.heavy else rng.normal()
    return float(np.exp(np.clip(size * error, -1.5, 1.5)))


def said(number: float, rng: np.random.Generator, most: float | None = None) -> Amount:
    """Say a number as people do: small ones as they are, larger ones rounded to fives and tens, some with 'about'."""
    if number < 20 or rng.random() < 0.3:
        value = float(round(number)) if number >= 3 else round(number * 4) / 4
        return Amount.exactly(value if most is None else min(value, most))
    value = float(round(number / 5) * 5) if number < 100 else float(round(number / 10) * 10)
    if most is not None:
        value = min(value, most)
    cv = 0.2 if rng.random() < 0.3 else 0.1
    return Amount(value, value * np.exp(-1.2816 * cv), value * np.exp(1.2816 * cv), "lognormal")
