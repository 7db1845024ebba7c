"""The diagnosis: from answers to a verdict."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from bot.amount import Amount
from bot.diagnosis.actions import action_for
from bot.diagnosis.answers import Answers
from bot.diagnosis.case import Case, read
from bot.diagnosis.draws import Array, Of, Source
from bot.diagnosis.lag import due
from bot.diagnosis.load import crowded, load
from bot.diagnosis.model import ANSWERED, FULL, STATES, Drawn, chances, simulate
from bot.diagnosis.notes import contradictions, notes
from bot.diagnosis.skill import ENOUGH_PEOPLE, hides_skill, names_skill, question_first
from bot.diagnosis.trades import Trade, Trades
from bot.diagnosis.verdict import Figures, Kind, Range, Rate, State, Usual, Verdict, Word
from bot.diagnosis.worth import most_worth, unknowns

WILSON = 1.959964
CAP = 0.99
ENOUGH_WEEKS = 2


def diagnose(answers: Answers, trades: Trades) -> Verdict:
    """Find out which side is short.

    The same answers give the same verdict, in about a millisecond after the first.
    """
    trade, source = trades[answers.trade], Source()
    case = read(answers, trade, source)
    drawn = simulate(case, source)
    return _verdict(answers, trades, case, drawn, source)


def next_question(
    answers: Answers, trades: Trades, *, order: Literal["door", "worth"] = "door", money: bool = False
) -> str | None:
    """Name the question to ask next; None when none is worth asking.

    Args:
        answers: what is known, and what was asked.
        trades: the catalogue.
        order: of core questions not asked yet: as one passes the door, or those worth most first.
        money: whether to ask for the value of a sale at the end, where there is something to win.
    """
    trade, source = trades[answers.trade], Source()
    case = read(answers, trade, source)
    drawn = simulate(case, source)
    chance = chances(drawn.state)
    state, parts = _leading(chance), _parts(drawn)
    found = unknowns(answers, trades, drawn, case, source)
    skill = names_skill(_kind(answers, state, parts), parts)
    first = question_first(answers, trade) if skill else None
    question = most_worth(answers, found, sure=float(chance.max()), first=first, order=order)
    if question is None and money and answers.value is None and "value" not in answers.asked and state != "neither":
        return "value"
    return question


def lead(answers: Answers, trade: Trade, source: Source) -> tuple[State, Kind, Word]:
    """Say in short what the verdict would be."""
    drawn = simulate(read(answers, trade, source), source)
    chance = chances(drawn.state)
    state, parts = _leading(chance), _parts(drawn)
    kind = _kind(answers, state, parts)
    hidden = names_skill(kind, parts) and hides_skill(answers, trade) is not None
    word = _word(answers, float(chance.max()), hidden=hidden)
    return state, kind if word in {"most_likely", "clearly"} else "cant_tell", word


def _verdict(answers: Answers, trades: Trades, case: Case, drawn: Drawn, source: Source) -> Verdict:
    trade = trades[answers.trade]
    chance = chances(drawn.state)
    state, parts = _leading(chance), _parts(drawn)
    figures = _figures(answers, trade, case, drawn)
    leads = _kind(answers, state, parts)
    skill = names_skill(leads, parts)
    hidden = hides_skill(answers, trade) if skill else None
    sure = min(float(chance.max()), CAP)
    word = _word(answers, sure, hidden=hidden is not None)
    kind: Kind = leads if word in {"most_likely", "clearly"} else "cant_tell"
    found = unknowns(answers, trades, drawn, case, source)
    first = question_first(answers, trade) if skill else None
    question = most_worth(answers, found, sure=sure, first=first, order="worth")
    again = next(contradictions(answers), None)
    remarks = tuple(notes(answers, trade, figures))
    gains: dict[State, Range] = {
        "marketing": _range(drawn.marketing),
        "sales": _range(drawn.sales),
        "offer": _range(drawn.offer),
    }
    return Verdict(
        answers=answers,
        kind=kind,
        word=word,
        leads=None if hidden else leads,
        hidden=hidden,
        first=first,
        state=state,
        chances=dict(zip(_STATES, (float(one) for one in chance), strict=True)),
        sure=sure,
        gains=gains,
        money=_money(answers.value, drawn, source),
        parts=parts,
        figures=figures,
        unknowns=found,
        notes=remarks,
        question=again or question,
        action=action_for(kind, answers, remarks, parts, trades),
    )


_STATES: tuple[State, ...] = ("marketing", "sales", "both", "offer", "neither")
assert _STATES == STATES  # noqa: S101 -- the same order in types and in the model


def _leading(chance: Array) -> State:
    return _STATES[int(chance.argmax())]


def _parts(drawn: Drawn) -> Mapping[str, float]:
    """Share out what could be won between the parts: one half for each side's own two, where it has any."""
    means = {name: float(getattr(drawn, name).mean()) for name in ("volume", "quality", "response", "skill")}
    whole = sum(means.values())
    return {name: mean / whole if whole > 0 else 0.25 for name, mean in means.items()}


def _kind(answers: Answers, state: State, parts: Mapping[str, float]) -> Kind:
    match state:
        case "marketing":
            return "marketing_volume" if parts["volume"] >= parts["quality"] else "marketing_quality"
        case "sales":
            # Who cannot serve the people at the door cannot be judged by how many of them stayed.
            return "sales_response" if crowded(answers) or parts["response"] >= parts["skill"] else "sales_skill"
        case _:
            return state


def _word(answers: Answers, sure: float, *, hidden: bool) -> Word:
    if any(contradictions(answers)):
        return "cant_tell"
    came = answers.total("people")
    ordered = answers.total("orders")
    reached = (came.value if came and answers.path != "order" else 0) + (ordered.value if ordered else 0)
    if came is None and answers.path != "order" and (talked := answers.total("talked")) is not None:
        reached += talked.value
    if answers.weeks < ENOUGH_WEEKS or reached < ENOUGH_PEOPLE:
        return "first_hint"
    if hidden or sure < 0.5:
        return "cant_tell"
    return "leaning" if sure < 0.7 else "most_likely" if sure < 0.9 else "clearly"


def _figures(answers: Answers, trade: Trade, case: Case, drawn: Drawn) -> Figures:
    def told(amount: Amount | None) -> float | None:
        return None if amount is None else amount.value

    people, talked, customers, orders = (
        told(answers.total(name)) for name in ("people", "talked", "customers", "orders")
    )
    wait = due(answers, trade)
    rate = None
    if talked is not None and customers is not None and talked >= customers:
        rate = wilson(customers, talked)
    best, spread = answers.best_month, _range(drawn.usual)
    usual = Usual(
        best.customers / best.talked if best and best.talked else trade.usual,
        spread.low,
        spread.high,
        trade.grade,
        trade.source,
        own=best is not None,
    )
    now = float(drawn.now.mean())
    served = np.maximum(FULL * drawn.room, ANSWERED * drawn.people)
    able = float(np.mean(drawn.orders + served * drawn.usual)) if case.talks else 0.0
    return Figures(
        weeks=answers.weeks,
        people=people,
        talked=talked,
        customers=customers,
        orders=orders,
        room=told(answers.room),
        wanted=told(answers.wanted),
        fit=told(answers.fit),
        load=load(answers),
        due=None if talked is None or abs(wait.share - 1) < 0.02 else wait.share * talked,
        rate=rate,
        usual=usual,
        now=now,
        reachable=max(3 * now, able),
    )


def wilson(count: float, of: float) -> Rate:
    """Give the rates that so many of so many leave possible, 19 times in 20 (Wilson's interval)."""
    if of <= 0:
        return Rate(count, of, 0.0, 1.0)
    square = WILSON**2
    middle = (count + square / 2) / (of + square)
    half = WILSON / (of + square) * (count * max(of - count, 0) / of + square / 4) ** 0.5
    return Rate(count, of, max(0.0, middle - half), min(1.0, middle + half))


def _range(values: Array) -> Range:
    low, middle, high = np.partition(values, [len(values) // 10, len(values) // 2, len(values) * 9 // 10])[
        [len(values) // 10, len(values) // 2, len(values) * 9 // 10]
    ]
    return Range(float(low), float(middle), float(high))


def _money(value: Amount | None, drawn: Drawn, source: Source) -> Mapping[State, Range]:
    if value is None:
        return {}
    worth = source.amount(Of.SAID_VALUE, value)
    return {
        "marketing": _range(drawn.marketing * worth),
        "sales": _range(drawn.sales * worth),
        "offer": _range(drawn.offer * worth),
    }
