"""The model: from an owner's answers to what each side would bring, drawn 2,048 times.

All rates are per week. People get in touch, some are answered, some of these stay; others order without a talk. Each
of those figures is drawn from what the answers leave possible, owners' own mistakes included, and for each draw the model
asks what bringing marketing or sales up to what is usual would add, never beyond the customers wanted.
"""

from functools import cache
from math import log
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bot.diagnosis.answers import Busy, Season, Speed
from bot.diagnosis.case import Case
from bot.diagnosis.causes import causes, likely, offer_costs
from bot.diagnosis.draws import FLOAT, Array, Dimension, Numeric, Source, normal_share, normal_value, picked, weights
from bot.diagnosis.won import COUNTS_OFF, MOST, Doorway, won

FULL = 0.85  # share of the room that is used in a well-filled week; beyond it people begin to wait
ANSWERED = 0.90  # share of the people answered, where answering works
RIGHT = 0.70  # share of the people who are right for the business, where the right ones come
SMALL = 0.10  # a gain below this share of the business does not count
DOUBLED = 1.0  # at most this share more orders without a talk are expected
NEAR = 1.2  # two gains closer than this count as equal
SHOWN = 0.8  # there must have been room for at least this share of the people talked with

# How far owners are off: spreads of the log of the number told over the true one. Fitted, as all that follows, on the
# made-up businesses of tests/bench/diagnosis_mixed.py.
FEWEST = 0.02  # weeks added to those told, so that a count of none is possible; more would pull every count down
UNCOUNTED = 1.09  # people who came for each one remembered
ROOM_OFF = 0.45
WISH_OFF = 0.27
ORDERS_OFF = 0.3  # spread of the orders of these weeks around those of a usual time

BUSY: dict[Busy, tuple[float, float]] = {"waiting": (0.0001, 0.65), "right": (0.65, 1.05), "swamped": (1.05, 10_000)}
BUSY_OFF = 0.3  # spread of these feelings; above, the range of people for each place that they stand for
LOAD, LOAD_OFF = 0.78, 0.5  # the same without an answer
SEASONS: dict[Season, float] = {"quieter": 0.72, "usual": 1.0, "busier": 1.33}  # of the people of a usual time
RARE = 0.15  # share of the owners in a quieter, and in a busier time of the year
SEASON_OFF = 0.15  # spread where the season is unusual, or unknown
PROMPT: dict[Speed | None, float] = {
    "at_once": 0.86, "hour": 0.86, "same_day": 0.84, "next_day": 0.62, "later": 0.5, None: 0.8,
}  # share of the people answered, by how soon they are  # fmt: skip
ASKED_FIT = 0.9  # weight of each of the last ten people
FLATTERED = 0.4  # people in ten whom owners wrongly call right
FIT = (2.4, 0.95)  # shapes of the share of right people, without an answer
BETTER = 1.15  # more right people than usual raise the rate by no more
SOFT = 0.65  # weight of the usual figure: businesses of a trade differ in more than the talk
PULL = 0.6  # mean of the law that a business's rate is drawn from, as a share of the usual rate
PAGE_WEIGHT = 6.0  # the usual share of those who see a page counts like this many orders
GROWING = 0.6  # share of the owners who wish for a multiple of what they have; the others wish for a full house
WISHES, WISHES_OFF = 1.65, 0.45  # that multiple, and its spread
HOUSE_OFF = 0.4  # spread around a full house
ORDERS_WISHED_OFF = 0.6  # and around a multiple of what they have, where nobody talks
BEST = 2.0  # the best month counts like this many customers
ORDERING = 0.45  # orders without a talk for each customer after one, where nobody counted them
ORDERING_OFF = 1.0


class Drawn(NamedTuple):
    """What the draws say: the figures of the business, and what each part brought up to usual would add.

    Where nobody talks, ``volume`` is the part of those who see it, ``quality`` that of the page. ``poor`` is what the offer
    costs, as a log from 0 on.
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
    poor: Array


class Resampled(Struct, frozen=True, dict=True, eq=False):
    """The draws, each as often as its weight says.

    A figure is resampled when it is first asked for: what would change a verdict is found out by the states alone.

    Attributes:
        drawn: each draw once.
        chosen: which of them are taken, in their order.
        state: the states of those.
    """

    drawn: Drawn
    chosen: NDArray[np.intp]
    state: NDArray[np.int8]

    def __getattr__(self, name: str) -> Array:
        """Return a figure of one business."""
        figure: Array = getattr(self.drawn, name).take(self.chosen)
        vars(self)[name] = figure
        return figure


def simulate(case: Case, source: Source) -> Resampled:
    """Draw the business and weigh the sides.

    A value of the case may be a column: one entry for each variant of the business, weighed in one go.
    """
    if not case.talks:
        return _orders_only(case, source)
    fit = _fit(case, source)
    right = fit / RIGHT
    usual = np.minimum(source.beta(Dimension.USUAL, *usual_shapes(case)), FLOAT(MOST))
    pull, poor = np.log(np.minimum(right, BETTER) * usual), offer_costs(source.number)
    door, drawn_so_often = _door(case, source)
    weight = weights(likely(*causes(door.rate, pull, poor, case.speed), fit, case.reason) - drawn_so_often)
    room = _room(case, door, source)
    for told in won(case):
        now = told.now(door, room)
        weight = weight * told.likely(now)
        door = told.reconciled(door, now, weight, source)
        room = _room(case, door, source)
    people, answered, rate, orders = door
    people = np.maximum(people / _season(case, source), 1e-6)
    attended = np.minimum(people * answered, room)
    full, answerable = FULL * room, ANSWERED * people
    now, able = attended * rate + orders, np.maximum(full, answerable) * usual + orders
    hopes = (
        Hope(GROWING, np.log(WISHES * now + FLOAT(1e-6)), WISHES_OFF),
        Hope(1 - GROWING, np.log(full * usual + orders + FLOAT(1e-6)), HOUSE_OFF),
    )
    wanted, so_likely = _wanted(case, hopes, source)
    wanted = np.minimum(wanted, np.maximum(3 * now, able))
    weight = weight * so_likely
    gap = _gap(case, wanted, now)

    # What each part, brought up to usual, would add.
    volume = np.maximum(np.minimum(np.maximum(people, full) * answered, room) - attended, 0.0) * rate
    if case.ordering:
        volume = volume + np.minimum(gap / np.maximum(now, 1e-9), DOUBLED) * orders
    quality = attended * np.maximum(np.minimum(rate / right, usual) - rate, 0.0)  # 0 where enough are right
    low_rate = attended * np.maximum(usual * np.minimum(right, 1.0) - rate, 0.0)
    skill, offer, waiting = causes(rate, pull, poor, case.speed)[0].shares(low_rate)
    response = np.maximum(answerable - attended, 0.0) * rate + waiting
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
        np.maximum(state, holds * np.int8(place), out=state)  # the last that holds; a sixth of np.where's cost
    return _weighed(
        Drawn(
            people, answered, rate, orders, room, fit, usual, wanted, now, able,
            volume, quality, response, skill, offered, marketing, sales, state, poor,
        ),
        weight,
    )  # fmt: skip


def _orders_only(case: Case, source: Source) -> Resampled:
    """Draw a business where nobody talks: it lacks people who see it, or orders from those who do."""
    zero = np.zeros(source.number, FLOAT)
    orders: Array = zero
    if case.orders is not None:
        orders = (
            source.gamma(Dimension.ORDERS, case.orders + 0.3)
            / (case.weeks + FEWEST)
            * source.same_spread(Dimension.COUNTS, ORDERS_OFF)
        )
    now = orders + zero
    hope = Hope(1.0, np.log(WISHES * now + FLOAT(1e-6)), ORDERS_WISHED_OFF)
    wanted, weight = _wanted(case, (hope,), source)
    wanted = np.minimum(wanted, 3 * now)
    gap = _gap(case, wanted, now)
    usual = zero + case.trade.seen
    page = gap / 2
    if case.seen is not None:
        seen = np.maximum(case.seen, FLOAT(1e-6)) * source.same_spread(Dimension.SAID_VISITORS, COUNTS_OFF)
        usual = source.beta(Dimension.PAGE, PAGE_WEIGHT, PAGE_WEIGHT / case.trade.seen - PAGE_WEIGHT)
        page = np.minimum(np.maximum(seen * usual - now, 0.0), gap)
    state = (gap <= SMALL * np.maximum(now, wanted)) * np.int8(4)
    return _weighed(
        Drawn(
            zero, zero + 1, zero, orders, zero, zero + 1, usual, wanted, now, zero,
            gap - page, page, zero, zero, zero, gap, zero, state, zero,
        ),
        weight,
    )  # fmt: skip


def _weighed(drawn: Drawn, weight: Array) -> Resampled:
    """Return the draws resampled by their weights; for several variants of a business, only the states."""
    shape = np.broadcast_shapes(drawn.state.shape, weight.shape)
    chosen = picked(weight if len(shape) == 1 else np.broadcast_to(weight, shape))
    state = np.broadcast_to(drawn.state, shape).ravel().take(chosen).reshape(shape)
    return Resampled(drawn, chosen, state)


def _door(case: Case, source: Source) -> tuple[Doorway, Array]:
    """Draw how many come, are answered, stay, and order without a talk; with the log of how often such a rate is drawn.

    The law that the rate is drawn from says nothing about the business, so its density is divided out again.
    """
    weeks, came, talked = case.weeks, case.people, case.talked
    miscounted = UNCOUNTED * source.same_spread(Dimension.COUNTS, COUNTS_OFF)
    let_in = 5 * PROMPT[case.speed]
    if came is None:
        answered = source.beta(Dimension.ANSWERED, let_in, 5 - let_in)
        if talked is None:
            people = case.trade.cuts["people"][1] / 4 * source.same_spread(Dimension.PEOPLE, 1.4)
        else:
            people = source.gamma(Dimension.PEOPLE, talked + 0.5) / (weeks + FEWEST) / answered * miscounted
    else:
        people = (
            source.gamma(Dimension.PEOPLE, (came + 0.5) / case.scatter) / ((weeks + FEWEST) / case.scatter) * miscounted
        )
        if talked is None:
            answered = source.beta(Dimension.ANSWERED, let_in, 5 - let_in)
            talked = came * answered
        else:
            talked = _less(talked, came)
            sure = _evidence(came)
            answered = source.beta(Dimension.ANSWERED, let_in + sure * talked, 5 - let_in + sure * (came - talked))
    first = SOFT * case.trade.weight
    second = max(first / (case.trade.usual * PULL) - first, 0.05)
    yes: Numeric = first
    no: Numeric = second
    if talked is not None and case.customers is not None:
        bought = _less(case.customers, talked)
        certain = case.certain * _evidence(bought)
        yes = yes + certain * bought
        no = no + certain * np.maximum(talked * case.due - bought, 0.0)
    rate = np.clip(source.beta(Dimension.RATE, yes, no), FLOAT(1e-5), FLOAT(MOST))
    orders: Numeric = 0.0
    if case.ordering and case.orders is not None:
        orders = source.gamma(Dimension.ORDERS, case.orders + 0.3) / (weeks + 0.3)
    elif case.ordering:
        orders = people * (ORDERING * rate) * source.same_spread(Dimension.ORDERS, ORDERING_OFF)
    return Doorway(people, answered, rate, orders), first * np.log(rate) + (second - 1) * np.log1p(-rate)


def _less(one: Numeric, other: Numeric) -> Numeric:
    """Return the lesser of two; plain for plain numbers, as a scalar of NumPy would make all that follows float64."""
    return min(one, other) if isinstance(one, float) and isinstance(other, float) else np.minimum(one, other)


def _evidence(count: Numeric) -> Numeric:
    """Return the weight of each of these people: the more there are, the further owners are off."""
    return 1 / (1 + COUNTS_OFF**2 * count)


def _fit(case: Case, source: Source) -> Array:
    """Draw the share of the people who are right for the business."""
    right, wrong = FIT
    if case.fit is None:
        return source.beta(Dimension.FIT, right, wrong)
    known = (
        np.clip(case.fit - FLATTERED, 0.0, 10.0)
        if isinstance(case.fit, np.ndarray)
        else min(max(case.fit - FLATTERED, 0.0), 10.0)
    )
    return source.beta(Dimension.FIT, right + ASKED_FIT * known, wrong + ASKED_FIT * (10 - known))


def _room(case: Case, door: Doorway, source: Source) -> Array:
    """Draw the room for people a week: from the number told, and from how busy it feels.

    The number is a guess even to the owner, so it never stands alone.
    """
    people = np.maximum(door.people, 0.3)
    middle: Numeric = log(LOAD)
    spread = LOAD_OFF**2
    if case.room is not None:
        weight = spread / (spread + ROOM_OFF**2)
        middle = middle + weight * (np.log(people / np.maximum(case.room, FLOAT(0.05))) - FLOAT(middle))
        spread *= 1 - weight
    if case.busy is not None:
        whole = (spread + BUSY_OFF**2) ** 0.5
        least, most = (normal_share((FLOAT(log(edge)) - middle) / whole) for edge in BUSY[case.busy])
        felt = normal_value(least + (most - least) * source.uniform(Dimension.BUSY))
        middle = middle + spread / whole * felt
        spread *= 1 - spread / whole**2
    room: Array = people * np.exp(-middle - spread**0.5 * source.normal(Dimension.ROOM))
    if case.talked is not None:
        room = np.maximum(room, SHOWN * case.talked / case.weeks)
    return room


def _season(case: Case, source: Source) -> Numeric:
    """Draw the season: people who come in these weeks for each one in a usual time of the year."""
    return 1.0 if case.season == "usual" or case.weeks > 26 else _time_of_year(case.season, source.number)


@cache
def _time_of_year(season: Season | None, number: int) -> Array:
    source = Source(number)
    middle: Numeric
    if season is None:
        when = source.uniform(Dimension.TIME_OF_YEAR)
        middle = np.where(
            when < RARE, FLOAT(SEASONS["quieter"]), np.where(when < 1 - RARE, FLOAT(1), FLOAT(SEASONS["busier"]))
        )
    else:
        middle = SEASONS[season]
    result: Array = middle * source.same_spread(Dimension.SEASON, SEASON_OFF)
    return result


class Hope(NamedTuple):
    """What a group of owners wishes for: the group's share, the log of the wish in each draw, and its spread."""

    owners: float
    middle: Array
    off: float

    def told(self, wish: Numeric) -> tuple[Array, Array]:
        """Return the likelihood of the wish told under this hope, and the log of the true wish, without its spread."""
        spread = self.off**2 + WISH_OFF**2
        missed = wish - self.middle
        often: Array = np.exp(missed * missed * FLOAT(-0.5 / spread)) * FLOAT(self.owners / spread**0.5)
        return often, self.middle + FLOAT(self.off**2 / spread) * missed

    @property
    def left(self) -> float:
        """Return the spread that is left in a wish once it is told."""
        return float(self.off * WISH_OFF / (self.off**2 + WISH_OFF**2) ** 0.5)


def _wanted(case: Case, hopes: tuple[Hope, ...], source: Source) -> tuple[Array, Array]:
    """Draw the customers a week that are wanted, with the likelihood of the wish told in each draw."""
    which, normal = source.uniform(Dimension.SAID_WANTED), source.normal(Dimension.WANTED)
    first, last = hopes[0], hopes[-1]
    if case.wanted is None:
        open_wish = np.where(which < first.owners, first.middle + first.off * normal, last.middle + last.off * normal)
        return np.exp(open_wish), np.ones(source.number, FLOAT)
    wish = np.log(np.maximum(case.wanted, FLOAT(1e-3)), dtype=FLOAT)
    often, middle = first.told(wish)
    likely_so = often + FLOAT(1e-6)  # no wish is impossible
    middle = middle + first.left * normal
    if last is not first:
        more, other = last.told(wish)
        likely_so += more
        middle = np.where(which * likely_so < often, middle, other + last.left * normal)
    return np.exp(middle) * (case.wanted > 0), likely_so


def _gap(case: Case, wanted: Array, now: Array) -> Array:
    """Return the customers a week that are missing: never more than were asked for."""
    gap: Array = np.maximum(wanted - now, 0.0)
    return gap if case.wanted is None else np.minimum(gap, case.wanted)


def usual_shapes(case: Case) -> tuple[float, float]:
    """Return the shapes of the Beta that the usual rate follows: the trade's, with a little of the owner's best month.

    The best month of a year is the luckiest, so it counts like two customers beside those that the trade's figure counts.
    """
    usual = case.trade.usual
    if case.best is not None:
        customers, talked = case.best
        usual = (case.trade.par * usual + BEST * (customers + 0.5) / (talked + 1)) / (case.trade.par + BEST)
    return case.trade.par, case.trade.par * (1 - usual) / usual
