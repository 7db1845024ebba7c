"""The model: from an owner's answers to what each side would bring, drawn 2,048 times.

All rates are per week. People get in touch, some are answered, some of these stay; others order without a talk. Each
of those figures is drawn from what the answers leave possible, and for each draw the model asks what bringing marketing
or sales up to what is usual would add, never beyond the customers wanted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.diagnosis.answers import Busy, Speed
from bot.diagnosis.case import Case
from bot.diagnosis.draws import FLOAT, Array, Numeric, Of, Source
from bot.diagnosis.kinds import STATES

FULL = 0.85  # of the room, in a well-filled week: beyond it people begin to wait
ANSWERED = 0.90  # of the people, answered where answering works
RIGHT = 0.70  # of the people, right for the business where the right ones come
SMALL = 0.10  # a gain below this share of the business is none
NEAR = 1.2  # two gains nearer than this are the same
BLAMED = 0.1  # chance that the offer is to blame though nobody said so
LATE: dict[Speed, float] = {"same_day": 0.1, "next_day": 0.4, "later": 0.6}  # of a low rate, put on slow answers
SHARPER = 1.2  # exponent of calibration, fitted in tests/bench/diagnosis_simulation.py
SHOWN = 0.8  # of the people talked with: at least so many there must have been room for
BUSY: dict[Busy, tuple[float, float]] = {"waiting": (0.2, 0.7), "right": (0.7, 1.0), "swamped": (1.0, 1.6)}


class Drawn(NamedTuple):
    """What the draws say: the figures of the business, and what each part brought up to usual would add."""

    people: Array
    answered: Array
    rate: Array
    orders: Numeric
    room: Array
    fit: Array
    usual: Array
    wanted: Array
    now: Array
    able: Array
    volume: Array
    quality: Array
    response: Array
    skill: Array
    offer: Array
    marketing: Array
    sales: Array
    state: NDArray[np.int8]


def simulate(case: Case, source: Source) -> Drawn:
    """Draw the business and weigh the sides.

    Every value of the case may be a column of several, for as many variants of the business in one go.
    """
    trade, weeks = case.trade, case.weeks
    usual = source.beta(Of.USUAL, *usual_shapes(case))
    orders: Numeric = 0.0
    if case.ordering and case.orders is not None:
        orders = source.gamma(Of.ORDERS, case.orders + 0.3) / (weeks + 0.3)
    if not case.talks:
        zero = np.zeros(source.number, FLOAT)
        now = orders + zero
        wanted = case.wanted if case.wanted is not None else now * 1.3 * source.spread(Of.WANTED, 0.3)
        wanted = _sane(wanted, 3 * now)
        volume = np.maximum(wanted - now, 0.0)
        state = (volume <= SMALL * np.maximum(now, wanted)) * np.int8(4)
        return Drawn(
            zero, zero + 1, zero, orders, zero, zero + 1, usual, wanted, now, zero,
            volume, zero, zero, zero, zero, volume, zero, state,
        )  # fmt: skip

    # The business as it is.
    if case.people is not None:
        people = source.gamma(Of.PEOPLE, (case.people + 0.5) / case.scatter) / ((weeks + 0.02) / case.scatter)
    else:
        people = trade.cuts["people"][1] / 4 * source.spread(Of.PEOPLE, 1.0)
    came = case.people
    if case.talked is not None and came is None:
        answered = source.beta(Of.ANSWERED, 3.6, 1.4)
        talked: Numeric | None = case.talked
        people = source.gamma(Of.PEOPLE, case.talked + 0.5) / (0.02 + weeks) / answered
    elif case.talked is not None and came is not None:
        talked = np.minimum(case.talked, came)
        answered = source.beta(Of.ANSWERED, 3.6 + talked, 1.4 + came - talked)
    else:
        answered = source.beta(Of.ANSWERED, 3.6, 1.4)
        talked = None if came is None else came * answered
    yes: Numeric = trade.weight
    no: Numeric = trade.weight * (1 - trade.usual) / trade.usual
    if talked is not None and case.customers is not None:
        bought = np.minimum(case.customers, talked)
        yes = yes + case.certain * bought
        no = no + case.certain * np.maximum(talked * case.due - bought, 0.0)
    rate = source.beta(Of.RATE, yes, no)
    likely, unlikely = (1.0, 1.0) if case.wrong_people else (1.4, 0.6)
    known = None if case.fit is None else np.minimum(case.fit, 10.0)
    fit = (
        source.beta(Of.FIT, likely + known, unlikely + 10 - known)
        if known is not None
        else source.beta(Of.FIT, likely, unlikely)
    )
    if case.room is not None:
        room = case.room * source.spread(Of.ROOM, 0.2)
        if case.talked is not None:
            room = np.maximum(room, SHOWN * case.talked / weeks)
    elif case.busy is not None:
        low, high = BUSY[case.busy]
        room = np.maximum(people, 1.0) / (low + (high - low) * source.uniform(Of.ROOM))
    else:
        room = np.maximum(people, 1.0) / (0.8 * source.spread(Of.ROOM, 0.5))
    people = np.maximum(people, 1e-6)
    attended = np.minimum(people * answered, room)
    full, answerable = FULL * room, ANSWERED * people
    now, able = attended * rate, np.maximum(full, answerable) * usual
    if case.ordering:
        now, able = now + orders, able + orders
    wanted = (
        _sane(case.wanted, np.maximum(3 * now, able))
        if case.wanted is not None
        else able * source.spread(Of.WANTED, 0.5)
    )
    gap = np.maximum(wanted - now, 0.0)

    # What each part, brought up to usual, would add.
    volume = (np.minimum(np.maximum(people, full) * answered, room) - attended) * rate
    if case.ordering:
        volume = volume + gap * orders / np.maximum(now, 1e-9)
    right = fit / RIGHT
    quality = attended * np.maximum(np.minimum(rate / right, usual) - rate, 0.0)  # 0 where enough are right
    response = np.maximum(answerable - attended, 0.0) * rate
    low_rate = attended * np.maximum(usual * np.minimum(right, 1.0) - rate, 0.0)
    blamed = _chance_of_offer(case, fit, source)
    offer = blamed * low_rate
    skill = low_rate - offer
    if case.speed in LATE:
        waiting = LATE[case.speed] * skill
        response, skill = response + waiting, skill - waiting
    marketing = np.minimum(volume + quality, gap)
    sales = np.minimum(response + skill, gap)
    offered = np.minimum(offer, gap)

    more, less = np.maximum(marketing, sales), np.minimum(marketing, sales)
    state = (marketing <= sales).view(np.int8)
    for place, holds in (
        (2, more < NEAR * less),
        (3, offered > more),
        (4, np.maximum(more, offered) <= SMALL * np.maximum(now, wanted)),
    ):
        np.maximum(state, holds * np.int8(place), out=state)  # the last that holds; a sixth of what np.where costs
    return Drawn(
        people, answered, rate, orders, room, fit, usual, wanted, now, able,
        volume, quality, response, skill, offered, marketing, sales, state,
    )  # fmt: skip


def usual_shapes(case: Case) -> tuple[float, float]:
    """Return the shapes of the Beta that the usual rate follows: the trade's, or those of the owner's best month."""
    if case.best is not None:
        customers, talked = case.best
        return customers + 0.5, max(talked - customers, 0.0) + 0.5
    return case.trade.par, case.trade.par * (1 - case.trade.usual) / case.trade.usual


def _chance_of_offer(case: Case, fit: Array, source: Source) -> Numeric:
    """Return the share of a low rate that lies with what is offered rather than with how it is sold.

    What owners name as the reason is no proof: "too dear" is often an excuse, so at most 0.6 is put on the offer, only
    where the right people come, and not in every draw; other reasons leave it a small chance.
    """
    heads = source.uniform(Of.BLAME)
    to_blame = (fit >= 0.5) & (heads < 0.9) if case.about_offer else heads < BLAMED
    least = 0.15 if case.about_offer is None else 0.05
    return least + np.multiply(to_blame, 0.6 - least, dtype=FLOAT)


def _sane(wanted: Numeric, most: Array) -> Array:
    """Cut a wish down to what three times as much business, or a full house, would be."""
    result: Array = np.minimum(wanted, most)
    return result


def counts(state: NDArray[np.int8]) -> NDArray[np.intp]:
    """Count the draws in each state, in the order of ``STATES``; one row for each variant where there are several."""
    if state.ndim == 1:
        return np.bincount(state, minlength=len(STATES))
    rows = state.reshape(-1, state.shape[-1])
    numbered = rows + len(STATES) * np.arange(len(rows))[:, None]  # one count of all rows is quicker than one for each
    counted = np.bincount(numbered.ravel(), minlength=len(STATES) * len(rows))
    return counted.reshape(*state.shape[:-1], len(STATES))


def chances(counted: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the chance of each state from the draws counted in it; one row for each variant where there are several.

    Shares of the draws turn out too modest in simulated businesses; they are sharpened by one exponent fitted there.
    """
    raised = counted**SHARPER
    chance: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return chance
