"""The model: from an owner's answers to what each side would bring, drawn 2,048 times.

All rates are per week. People get in touch, some are answered, some of these stay; others order without a talk. Each
of those figures is drawn from what the answers leave possible, owners' own mistakes included, and for each draw the model
asks what bringing marketing or sales up to what is usual would add, never beyond the customers wanted.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.diagnosis.answers import Busy, LossReason, Season, Speed
from bot.diagnosis.case import Case
from bot.diagnosis.draws import FLOAT, Array, Numeric, Of, Source
from bot.diagnosis.kinds import STATES

FULL = 0.85  # of the room, in a well-filled week: beyond it people begin to wait
ANSWERED = 0.90  # of the people, answered where answering works
RIGHT = 0.70  # of the people, right for the business where the right ones come
SMALL = 0.10  # a gain below this share of the business is none
DOUBLED = 1.0  # of the orders without a talk: so many more are reckoned with at most
NEAR = 1.3  # two gains nearer than this are the same (a little wider than one would call alike: the draws spread them)
SHOWN = 0.8  # of the people talked with: at least so many there must have been room for

# How far owners are off: spreads of the log of what they say over what is so. Fitted, as all that follows up to
# SHARPER, on the made-up businesses of tests/bench/diagnosis_mixed.py.
COUNTS_OFF = 0.18
ROOM_OFF = 0.45
WISH_OFF = 0.22
YEAR_OFF = 0.14

BUSY: dict[Busy, float] = {"waiting": 0.45, "right": 0.82, "swamped": 1.35}  # people for each one there is room for
BUSY_OFF = 0.3
LOAD, LOAD_OFF = 0.78, 0.5  # the same before anybody was asked
SEASONS: dict[Season, float] = {"quieter": 0.72, "usual": 1.0, "busier": 1.33}  # of the people of a usual time
SEASON_OFF = 0.15  # where the season is not usual, or not known
PROMPT: dict[Speed | None, float] = {
    "at_once": 0.86, "hour": 0.86, "same_day": 0.84, "next_day": 0.62, "later": 0.5, None: 0.8,
}  # of the people answered, by how soon  # fmt: skip
LATE: dict[Speed, float] = {"same_day": 0.05, "next_day": 0.2, "later": 0.4}  # of a low rate, put on slow answers
OFFER: dict[LossReason | None, float] = {
    "price": 0.7, "other_thing": 0.6, "quiet": 0.14, "rival": 0.18, "wrong_people": 0.18, "not_now": 0.18, None: 0.3,
}  # chance that the offer has a part in a low rate, by the usual no: "too dear" is often an excuse  # fmt: skip
LEAST_BLAME, MOST_BLAME = 0.48, 0.95  # of a low rate, put on the offer where it has a part
ASKED_FIT = 0.9  # what each of the last ten people says
FLATTERED = 0.4  # of ten, too many that owners call right
FIT = (2.4, 0.95)  # shapes of the share of right people, before anybody was asked
BETTER = 1.15  # more right people than usual raise the rate by no more
SOFT = 0.65  # of the weight of the usual figure: businesses of a trade differ in more than the talk
PULL = 0.6  # a business's rate over what is usual, with as many of the right people
TOGETHER = 0.08  # how far a rate that is higher than expected speaks for a higher usual one
PAGE_WEIGHT = 6.0  # orders that the usual share of those who see a page weighs like
WISHES, WISHES_OFF = 1.6, 0.6  # customers wished for, for each that comes, and how far that varies
BEST = 2.0  # customers that the best month counts like
ORDERING = 0.45  # orders for each customer after a talk, where nobody counted them
ORDERING_OFF = 1.0
DOUBT = 0.008  # of the draws, given to each state
SHARPER = 0.8  # exponent of calibration
ORDERS_ONLY = np.array([state in {"marketing", "neither"} for state in STATES], float)  # what can be where nobody talks


class Drawn(NamedTuple):
    """What the draws say: the figures of the business, and what each part brought up to usual would add.

    Where nobody talks, ``volume`` is the part of those who see it, ``quality`` that of the page.
    """

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


class Doorway(NamedTuple):
    """A business as it is in one draw: people, how many are answered, how many of these stay, and orders without a talk."""

    people: Array
    answered: Array
    rate: Array
    orders: Numeric


def simulate(case: Case, source: Source) -> Drawn:
    """Draw the business and weigh the sides.

    Every value of the case may be a column of several, for as many variants of the business in one go.
    """
    if not case.talks:
        return _orders_only(case, source)
    fit = _fit(case, source)
    door = _door(case, fit, source)
    room = _room(case, door, source)
    for told, loose in _won(case, source):
        door = _reconciled(door, room, told, loose)
        room = _room(case, door, source)
    people, answered, rate, orders = door
    people = np.maximum(people / _season(case, source), 1e-6)
    pull = np.minimum(fit / RIGHT, BETTER) * (case.trade.usual * PULL)
    usual = np.minimum(source.beta(Of.USUAL, *usual_shapes(case)) * (rate / pull) ** TOGETHER, FLOAT(0.97))
    attended = np.minimum(people * answered, room)
    full, answerable = FULL * room, ANSWERED * people
    now, able = attended * rate + orders, np.maximum(full, answerable) * usual + orders
    wanted = _wanted(case, now, able, source)
    gap = np.maximum(wanted - now, 0.0)

    # What each part, brought up to usual, would add.
    volume = np.maximum(np.minimum(np.maximum(people, full) * answered, room) - attended, 0.0) * rate
    if case.ordering:
        volume = volume + np.minimum(gap / np.maximum(now, 1e-9), DOUBLED) * orders
    right = fit / RIGHT
    quality = attended * np.maximum(np.minimum(rate / right, usual) - rate, 0.0)  # 0 where enough are right
    response = np.maximum(answerable - attended, 0.0) * rate
    low_rate = attended * np.maximum(usual * np.minimum(right, 1.0) - rate, 0.0)
    offer = _blamed(case, source) * low_rate
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


def _orders_only(case: Case, source: Source) -> Drawn:
    """Draw a business that nobody talks with: what is missing is people who see it, or more of these who order."""
    zero = np.zeros(source.number, FLOAT)
    orders: Array = zero
    if case.orders is not None:
        orders = source.gamma(Of.ORDERS, case.orders + 0.3) / (case.weeks + 0.3) * source.spread(Of.COUNTS, COUNTS_OFF)
    now = orders + zero
    wanted = _sane(
        np.multiply(case.wanted, source.spread(Of.WANTED, WISH_OFF))
        if case.wanted is not None
        else now * WISHES * source.spread(Of.WANTED, 0.5),
        3 * now,
    )
    gap = np.maximum(wanted - now, 0.0)
    usual = zero + case.trade.seen
    page = gap / 2
    if case.seen is not None:
        seen = np.multiply(np.maximum(case.seen, 1e-6), source.spread(Of.SAID_VISITORS, COUNTS_OFF))
        usual = source.beta(Of.PAGE, PAGE_WEIGHT, PAGE_WEIGHT / case.trade.seen - PAGE_WEIGHT)
        page = np.minimum(np.maximum(seen * usual - now, 0.0), gap)
    state = (gap <= SMALL * np.maximum(now, wanted)) * np.int8(4)
    return Drawn(
        zero, zero + 1, zero, orders, zero, zero + 1, usual, wanted, now, zero,
        gap - page, page, zero, zero, zero, gap, zero, state,
    )  # fmt: skip


def _door(case: Case, fit: Array, source: Source) -> Doorway:
    """Draw how many come, are answered, stay, and order without a talk."""
    weeks, came, talked = case.weeks, case.people, case.talked
    miscounted = source.spread(Of.COUNTS, COUNTS_OFF)
    let_in = 5 * PROMPT[case.speed]
    if came is None:
        answered = source.beta(Of.ANSWERED, let_in, 5 - let_in)
        if talked is None:
            people = case.trade.cuts["people"][1] / 4 * source.spread(Of.PEOPLE, 1.4)
        else:
            people = source.gamma(Of.PEOPLE, talked + 0.5) / (0.02 + weeks) / answered * miscounted
    else:
        people = source.gamma(Of.PEOPLE, (came + 0.5) / case.scatter) / ((weeks + 0.02) / case.scatter) * miscounted
        if talked is None:
            answered = source.beta(Of.ANSWERED, let_in, 5 - let_in)
            talked = came * answered
        else:
            talked = np.minimum(talked, came)
            sure = 1 / (1 + COUNTS_OFF**2 * np.multiply(came, 1.0))
            answered = source.beta(Of.ANSWERED, let_in + sure * talked, 5 - let_in + sure * (came - talked))
    expected = np.minimum(fit / RIGHT, BETTER) * (case.trade.usual * PULL)
    yes: Numeric = SOFT * case.trade.weight
    no: Numeric = np.maximum(yes / expected - yes, FLOAT(0.05))
    if talked is not None and case.customers is not None:
        bought = np.minimum(case.customers, talked)
        certain = case.certain / (1 + COUNTS_OFF**2 * np.multiply(bought, 1.0))
        yes = yes + certain * bought
        no = no + certain * np.maximum(talked * case.due - bought, 0.0)
    orders: Numeric = 0.0
    if case.ordering and case.orders is not None:
        orders = source.gamma(Of.ORDERS, case.orders + 0.3) / (weeks + 0.3)
    elif case.ordering:
        orders = people * (ORDERING * case.trade.usual) * source.spread(Of.ORDERS, ORDERING_OFF)
    return Doorway(people, answered, source.beta(Of.RATE, yes, no), orders)


def _fit(case: Case, source: Source) -> Array:
    """Draw the share of the people who are right for the business."""
    right, wrong = FIT
    if case.reason == "wrong_people":
        right -= 0.6
        wrong += 0.6
    if case.fit is None:
        return source.beta(Of.FIT, right, wrong)
    known = (
        np.clip(case.fit - FLATTERED, 0.0, 10.0)
        if isinstance(case.fit, np.ndarray)
        else min(max(case.fit - FLATTERED, 0.0), 10.0)
    )
    return source.beta(Of.FIT, right + ASKED_FIT * known, wrong + ASKED_FIT * (10 - known))


def _room(case: Case, door: Doorway, source: Source) -> Array:
    """Draw how many people a week there is room for: from the number told, and from how busy it feels, or usually is.

    The number is a guess even to the owner, so it never stands alone.
    """
    people = np.maximum(door.people, 0.3)
    usual, off = (BUSY[case.busy], BUSY_OFF) if case.busy is not None else (LOAD, LOAD_OFF)
    felt = people / (usual * source.spread(Of.BUSY, off))
    if case.room is None:
        alone: Array = felt
        return alone
    told = np.maximum(case.room, 0.05) * source.spread(Of.ROOM, ROOM_OFF)
    weight = off**2 / (off**2 + ROOM_OFF**2)
    room: Array = told**weight * felt ** (1 - weight)
    if case.talked is not None:
        room = np.maximum(room, SHOWN * case.talked / case.weeks)
    return room


def _won(case: Case, source: Source) -> Iterator[tuple[Array, float]]:
    """Yield what is known of the customers a week beside the counts, as logs with their errors, and how loose it is.

    It is those of the last twelve months; or those of the weeks told, where nobody knows how many were talked with.
    """
    if case.year is not None:
        yield _logs(case.year, 52.0, YEAR_OFF, source.normal(Of.YEAR))
    elif case.people is None and case.talked is None and case.customers is not None:
        total = case.customers + (case.orders if case.orders is not None else 0.0)
        yield _logs(total, case.weeks, COUNTS_OFF, source.normal(Of.YEAR))


def _logs(count: Numeric, weeks: float, off: float, error: Array) -> tuple[Array, float]:
    loose = (off**2 + 1 / (float(np.mean(count)) + 0.5)) ** 0.5
    return np.log((np.multiply(count, 1.0) + 0.5) / weeks) + loose * error, loose


def _reconciled(door: Doorway, room: Array, told: Array, loose: float) -> Doorway:
    """Bring the draws in line with the customers a week that were told: each figure by as much as it is in doubt.

    This is the update of an ensemble Kalman filter, on logs.
    """
    people, answered, rate, orders = door
    now = np.log(np.minimum(people * answered, room) * rate + orders + FLOAT(1e-4))
    apart = now - now.mean(axis=-1, keepdims=True)
    missed = (told - now) / ((apart * apart).mean(axis=-1, keepdims=True) + loose**2)

    def moved(figure: Array) -> Array:
        share = (np.log(figure + FLOAT(1e-6)) * apart).mean(axis=-1, keepdims=True)
        result: Array = figure * np.exp(np.clip(share * missed, -3, 3))
        return result

    return Doorway(
        moved(people),
        answered,
        np.minimum(moved(rate), FLOAT(0.97)),
        moved(orders) if isinstance(orders, np.ndarray) else orders,
    )


def _season(case: Case, source: Source) -> Numeric:
    """Draw how many people come these weeks for each in a usual time of the year."""
    if case.season == "usual" or case.weeks > 26:
        return 1.0
    middle = 1.0 if case.season is None else SEASONS[case.season]
    return middle * source.spread(Of.SEASON, SEASON_OFF)


def _wanted(case: Case, now: Array, able: Array, source: Source) -> Array:
    """Draw the customers a week that are wanted, never more than three times as many or a full house would be."""
    if case.wanted is not None:
        weight = WISHES_OFF**2 / (WISHES_OFF**2 + WISH_OFF**2)
        told = np.multiply(case.wanted, source.spread(Of.WANTED, WISH_OFF))
        return _sane(told**weight * (WISHES * now) ** (1 - weight), np.maximum(3 * now, able))
    as_many = np.where(source.uniform(Of.SAID_WANTED) < 0.6, WISHES * now, able)
    return _sane(as_many * source.spread(Of.WANTED, 0.45), np.maximum(3 * now, able))


def usual_shapes(case: Case) -> tuple[float, float]:
    """Return the shapes of the Beta that the usual rate follows: the trade's, with a little of the owner's best month.

    The best month of a year is the luckiest, so it counts like two customers beside those that the trade's figure counts.
    """
    usual = case.trade.usual
    if case.best is not None:
        customers, talked = case.best
        usual = (case.trade.par * usual + BEST * (customers + 0.5) / (talked + 1)) / (case.trade.par + BEST)
    return case.trade.par, case.trade.par * (1 - usual) / usual


def _blamed(case: Case, source: Source) -> Numeric:
    """Return the share of a low rate that lies with what is offered rather than with how it is sold.

    What owners name as the reason is no proof: "too dear" is often an excuse, so the offer has no part in many draws.
    """
    chance = OFFER[case.reason]
    heads = source.uniform(Of.BLAME)
    return (LEAST_BLAME + (MOST_BLAME - LEAST_BLAME) / chance * heads) * (heads < chance)


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


def chances(counted: NDArray[np.intp], *, talks: bool = True) -> NDArray[np.float64]:
    """Return the chance of each state from the draws counted in it; one row for each variant where there are several.

    Shares of the draws are too sure where everything varies: each state is given a few draws more, as no model is the
    world, and one exponent, fitted in made-up businesses, sets the rest right. Where nobody talks, only marketing can be
    short.
    """
    number = counted.sum(axis=-1, keepdims=True)
    raised = (counted + DOUBT * number) ** SHARPER
    if not talks:
        raised = raised * ORDERS_ONLY
    chance: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return chance
