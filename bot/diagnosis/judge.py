"""The diagnosis: from answers to a verdict."""

from collections.abc import Mapping
from functools import lru_cache, partial

import numpy as np
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.memory import for_one_event
from bot.core.week_numbers import FIELDS
from bot.diagnosis.actions import Worth, action_for, nothing_counted
from bot.diagnosis.answers import Answers
from bot.diagnosis.assessment import Assessment, assess
from bot.diagnosis.draws import POINTS, Array, Dimension, Source
from bot.diagnosis.kinds import GAINING, STATES, State, VerdictKind, leading_kind
from bot.diagnosis.lag import due
from bot.diagnosis.load import load
from bot.diagnosis.model import usual_shapes
from bot.diagnosis.notes import contradictions, notes
from bot.diagnosis.recent import since_change
from bot.diagnosis.trades import Trade, Trades
from bot.diagnosis.verdict import Figures, Range, Rate, Usual, Verdict
from bot.diagnosis.worth import most_worth, unknowns

KEPT = 8  # verdicts that one event asks for again
WILSON = 1.959964


@partial(for_one_event, most=KEPT)
def diagnose(answers: Answers, trades: Trades) -> Verdict:
    """Find out which side is short.

    The same answers give the same verdict; asked again while one event is decided, it costs nothing.
    """
    source = Source()
    answers, before = since_change(answers)
    verdict = _verdict(answers, trades, assess(answers.essential, trades[answers.trade], source), source)
    return verdict if before is None else replace(verdict, before=before, notes=("share_changed", *verdict.notes))


def _verdict(answers: Answers, trades: Trades, seen: Assessment, source: Source) -> Verdict:
    trade, drawn = trades[answers.trade], seen.drawn
    figures = _figures(answers, trade, seen)
    found = unknowns(answers.essential, seen, source)
    question = most_worth(answers, lambda: found, seen, order="worth")
    again = next(contradictions(answers), None)
    remarks = tuple(notes(answers, trade, figures))
    sides = np.stack([getattr(drawn, side) for side in GAINING])
    gains = _by_side(sides)
    value = None if answers.value is None else source.amount(Dimension.SAID_VALUE, answers.value)
    return Verdict(
        answers=answers,
        kind=seen.told,
        word=seen.word,
        leads=None if seen.hidden else seen.kind,
        hidden=seen.hidden,
        first=seen.first,
        state=seen.state,
        chances=dict(zip(STATES, seen.chances, strict=True)),
        sure=seen.sure,
        gains=_within_wish(gains, answers, figures),
        money={} if value is None else _within_wish(_by_side(sides * value), answers, figures, answers.value),
        parts=seen.parts,
        figures=figures,
        unknowns=found,
        notes=remarks,
        question=again or question,
        action=action_for(_to_do(answers, seen, gains), answers, remarks, _worth(answers, seen, gains), trades),
    )


def _within_wish(
    gains: Mapping[State, Range], answers: Answers, figures: Figures, value: Amount | None = None
) -> dict[State, Range]:
    """Return gains that are not more than is missing to what is wished for, as both were told: of 4 a week and 2.8 won, 1.2.

    Luck may hide that fewer are won, and the gain be greater; but who reads both numbers can't make that of them.
    """
    missing = _missing(answers, figures)
    if missing is None:
        return dict(gains)
    most = missing * (1.0 if value is None else value.high)
    return {side: Range(min(one.low, most), min(one.middle, most), min(one.high, most)) for side, one in gains.items()}


def _missing(answers: Answers, figures: Figures) -> float | None:
    """Return how many customers a week are missing to the wish; None where that is not known, or none is."""
    won = [one for one in (figures.customers, figures.orders) if one is not None]
    if answers.wanted is None or not won or not figures.weeks:
        return None
    missing = answers.wanted.high - sum(won) / figures.weeks
    return missing if missing > 0 else None


def _to_do(answers: Answers, seen: Assessment, gains: Mapping[State, Range]) -> VerdictKind:
    """Return the kind whose step is advised: the one that is told, or in a near tie the one that is likelier.

    Keeping a diary is advised only where nothing is counted. Where weak selling may not be named yet, the step is to
    find out.
    """
    if seen.told != "cant_tell" or seen.hidden is not None or nothing_counted(answers):
        return seen.told
    likeliest = max(GAINING, key=lambda state: (seen.chances[STATES.index(state)], gains[state].middle))
    kind = leading_kind(answers, likeliest, seen.parts)
    if kind == "sales_skill" and answers.reason == "wrong_people":
        return "marketing_quality"  # the owner says that the wrong people come
    return "cant_tell" if kind == "sales_skill" and answers.fit is None else kind


def _worth(answers: Answers, seen: Assessment, gains: Mapping[State, Range]) -> Worth:
    """Return the gain of each kind of verdict, weighted by its chance."""
    chance = dict(zip(STATES, seen.chances, strict=True))
    won = {
        state: (chance[state] + (chance["both"] if state != "offer" else 0)) * gains[state].middle for state in GAINING
    }
    parts = seen.parts
    volume, quality = _shared(won["marketing"], parts["volume"], parts["quality"])
    if answers.path == "order":
        return {"marketing_reach": volume, "marketing_volume": volume, "marketing_page": quality, "offer": won["offer"]}
    response, skill = _shared(won["sales"], parts["response"], parts["skill"])
    return {
        "sales_response": response,
        "sales_skill": skill,
        "marketing_volume": volume,
        "marketing_quality": quality,
        "offer": won["offer"],
    }


def _shared(gain: float, one: float, other: float) -> tuple[float, float]:
    """Divide a gain between two parts."""
    whole = one + other
    return (gain * one / whole, gain * other / whole) if whole else (gain / 2, gain / 2)


def _figures(answers: Answers, trade: Trade, seen: Assessment) -> Figures:
    def told(amount: Amount | None) -> float | None:
        return None if amount is None else amount.value

    people, talked, customers, orders = (told(answers.total(name)) for name in FIELDS)
    wait = due(answers, trade)
    rate = None
    if talked is not None and customers is not None and talked >= customers:
        rate = wilson(customers, talked)
    yes, no = usual_shapes(seen.case)
    spread = _usual_range(yes, no)
    usual = Usual(
        yes / (yes + no),
        spread.low,
        spread.high,
        trade.grade,
        own=answers.best_month is not None,
    )
    now, able = (float(drawn.sum()) / POINTS for drawn in (seen.drawn.now, seen.drawn.able))
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
        usual_orders=None if answers.visitors is None else answers.visitors.value * answers.weeks * trade.seen,
    )


def wilson(count: float, of: float) -> Rate:
    """Return the range of rates that a count allows, 19 times in 20 (Wilson's interval)."""
    if of <= 0:
        return Rate(count, of, 0.0, 1.0)
    square = WILSON**2
    middle = (count + square / 2) / (of + square)
    half = WILSON / (of + square) * (count * max(of - count, 0) / of + square / 4) ** 0.5
    return Rate(count, of, max(0.0, middle - half), min(1.0, middle + half))


def _ranges(values: Array) -> list[Range]:
    """Return the range of each row of draws."""
    number = values.shape[-1]
    cuts = np.sort(values)[:, [number // 10, number // 2, number * 9 // 10]]  # quicker than a partition
    return [Range(*cut) for cut in cuts.tolist()]


def _by_side(values: Array) -> dict[State, Range]:
    """Return the range of each side that can bring a gain, whose draws are the rows."""
    return dict(zip(GAINING, _ranges(values), strict=True))


@lru_cache(maxsize=64)  # it is the same for every owner of a trade
def _usual_range(yes: float, no: float) -> Range:
    return _ranges(Source().beta(Dimension.USUAL, yes, no)[None])[0]
