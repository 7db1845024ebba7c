"""Why few of the people talked with stay: how it is sold, what is offered, or how long they wait.

A rate is the usual one in the trade, times the share of right people, times the loss from each of the three. Two things
tell how much each of them explains of a low rate: how often it occurs at all, and the reason for a no that the owner
hears most.
"""

from functools import cache
from math import log
from typing import NamedTuple

import numpy as np

from bot.diagnosis.answers import LossReason, Speed
from bot.diagnosis.draws import FLOAT, Array, Dimension, Numeric, Source

# As all figures of the model, fitted on the made-up businesses of tests/bench/diagnosis_mixed.py.
TALK, TALK_OFF = -0.23, 0.6  # log of the effect of the talk on a rate, and its spread
POOR = 0.35  # share of the businesses whose offer costs them customers
LEAST_WORTH, MOST_WORTH = 0.2, 0.9  # of the rate, left by a poor offer
PROMPT: dict[Speed | None, float] = {
    "at_once": 1.0, "hour": 0.99, "same_day": 0.93, "next_day": 0.81, "later": 0.7, None: 0.93,
}  # of the rate, left by the wait  # fmt: skip


class Blame(NamedTuple):
    """How often a reason is named: a base, and more with losses from the talk and the offer and with wrong people."""

    always: float
    talk: float = 0.0
    offer: float = 0.0
    wrong: float = 0.0
    many_wrong: float = 0.0  # by the square of the share

    def weight(self, causes: "Causes", wrong: Array) -> Numeric:
        """Weigh this reason against the others."""
        return (
            self.always
            + self.talk * causes.talk
            + self.offer * causes.offer
            + (self.wrong + self.many_wrong * wrong) * wrong
        )


BLAMED: dict[LossReason, Blame] = {
    "price": Blame(0.35, offer=2.2),  # often an excuse
    "other_thing": Blame(0.1, offer=0.7, wrong=0.3),
    "quiet": Blame(0.25, talk=0.8),
    "rival": Blame(0.25, talk=0.3),
    "wrong_people": Blame(0.05, many_wrong=1.2),
    "not_now": Blame(0.2),
}
ANY = Blame(*(sum(column) for column in zip(*BLAMED.values(), strict=True)))


class Causes(NamedTuple):
    """What each cause costs, as logs of 0 or more: the talk, the offer, the wait."""

    talk: Array
    offer: Array
    wait: float

    def shares(self, low: Array) -> tuple[Array, Array, Array]:
        """Divide the loss of a low rate between the talk, the offer and the wait."""
        each = low / (self.talk + self.offer + FLOAT(self.wait + 1e-6))
        return each * self.talk, each * self.offer, each * FLOAT(self.wait)


@cache
def offer_costs(number: int) -> Array:
    """Draw what the offer costs: nothing in most businesses; the same draws for every business."""
    heads = Source(number).uniform(Dimension.BLAME)
    worth = np.where(heads < POOR, LEAST_WORTH + (MOST_WORTH - LEAST_WORTH) / POOR * heads, FLOAT(1))
    costs: Array = -np.log(worth)
    costs.flags.writeable = False
    return costs


def causes(rate: Array, pull: Array, offer: Array, speed: Speed | None) -> tuple[Causes, Array]:
    """Return what each cause costs, and the log of the effect of the talk on the rate, above 0 for a good one.

    Args:
        rate: customers for each person talked with.
        pull: the log of the usual rate for this share of right people.
        offer: what the offer costs.
        speed: how soon people are answered.
    """
    wait = -log(PROMPT[speed])
    talk = np.log(rate) - pull + (offer + FLOAT(wait))
    return Causes(np.maximum(-talk, 0), offer, wait), talk


def likely(found: Causes, talk: Array, fit: Array, reason: LossReason | None) -> Array:
    """Return the log of the likelihood of such a talk, and of that reason being named."""
    spreads = (talk - FLOAT(TALK)) * FLOAT(1 / TALK_OFF)
    result: Array = spreads * spreads * FLOAT(-0.5)
    if reason is not None:
        wrong = 1 - fit
        result = result + np.log(BLAMED[reason].weight(found, wrong) / ANY.weight(found, wrong))
    return result
