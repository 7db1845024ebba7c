"""What to ask next: the question whose answer would make the verdict surer by most.

The expected value of perfect partial information under 0-1 loss: cut the draws into ten equal parts by the figure the
answer would tell, take the chance of the best verdict in each, and compare their mean with the chance of the best
verdict now. The draws of the verdict itself are enough (the single-loop estimator of the R package voi).
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.core.memory import for_one_event
from bot.core.week_numbers import FIELDS, NESTED
from bot.diagnosis.answers import Answers
from bot.diagnosis.assessment import Assessment
from bot.diagnosis.case import read
from bot.diagnosis.chances import chances, counts
from bot.diagnosis.draws import FLOAT, Array, Dimension, Source
from bot.diagnosis.kinds import STATES
from bot.diagnosis.model import simulate
from bot.diagnosis.notes import MANY
from bot.diagnosis.skill import LONG
from bot.diagnosis.verdict import MissingAnswer

BINS = 10
LEAST, LEAST_TOLD = 0.005, 0.018  # what a question must be worth where nothing can be told, and beside a leaning
SETTLED = 0.90
CORE = ("trade", "path", *FIELDS, "visitors", "room", "wanted")
EFFORT: Mapping[str, int] = dict.fromkeys((*FIELDS, "visitors", "room", "wanted", "year_customers"), 2)
QUICK = 512  # draws; enough to weigh a question
SHORT = 13  # with more weeks than this the season is in them, and a year adds nothing
FEW_CUSTOMERS, FEW = 6, 20  # with fewer customers, or people, in the weeks told, a year says more
PERFECT: Mapping[str, float] = {"year_customers": 0.6, "season": 0.5, "busy": 0.7, "fit": 0.7, "room": 0.6}
"""How much an owner's answer tells about its figure: a share of the worth of knowing the figure exactly."""
NEW = 0.15  # chance that a business of unknown age is new


def wanting(answers: Answers) -> tuple[str, ...]:
    """Name the core questions that apply and have neither been answered nor asked, in the order of the door."""
    apply = ["trade", "path"]
    if answers.path != "order":
        apply += NESTED
    if answers.path != "talk":
        apply.append("orders")
    if answers.path == "order":
        apply.append("visitors")
    else:
        apply.append("room")
        if answers.path == "talk" or (answers.room is None and "room" in answers.asked):
            apply.append("busy")
    apply.append("wanted")
    return tuple(name for name in apply if name not in answers.asked and not _answered(answers, name))


def _answered(answers: Answers, question: str) -> bool:
    if question == "trade":
        return answers.trade != "other"
    return (answers.total(question) if question in FIELDS else getattr(answers, question)) is not None


@partial(for_one_event, most=1)
def unknowns(answers: Answers, seen: Assessment, source: Source) -> tuple[MissingAnswer, ...]:
    """Say what each missing answer would be worth, that which matters most first."""
    case, drawn = seen.case, seen.drawn
    told: dict[str, Array] = {}
    if case.talks:
        told = {
            "people": drawn.people,
            "talked": drawn.answered,
            "customers": drawn.rate,
            "room": drawn.room,
            "busy": drawn.room,
            "fit": drawn.fit,
            "year_customers": drawn.now,
            "season": source.same_spread(Dimension.SEASON, 1.0),
        }
    told["wanted"] = drawn.wanted
    open_ = [name for name in told if not _answered(answers, name) and _can_tell(answers, name)]
    half = drawn.state[::2]  # enough to compare questions
    now = float(chances(counts(half), talks=case.talks).max())
    found = []
    if open_:
        surer = _binned(np.stack([told[name][::2] for name in open_]), half, talks=case.talks) - now
        found = [
            MissingAnswer(name, max(0.0, worth) * PERFECT.get(name, 1.0))
            for name, worth in zip(open_, surer.tolist(), strict=True)
        ]
    if case.talks and answers.reason is None:
        found.append(MissingAnswer("reason", max(0.0, _split((drawn.poor > 0)[::2], half) - now)))
    if case.ordering and case.orders is None:
        found.append(MissingAnswer("orders", 0.1))
    if case.talks and answers.speed is None:
        found.append(MissingAnswer("speed", _why_not_answered(answers, seen)))
    if case.talks:
        found += _waits(answers, seen)
    return tuple(sorted(found, key=lambda one: -one.worth))


def _can_tell(answers: Answers, question: str) -> bool:
    """True if the answer to a question can say more than the counts do."""
    if question == "year_customers":
        people, customers = answers.total("people"), answers.total("customers")
        few = (customers is not None and customers.value < FEW_CUSTOMERS) or (people is not None and people.value < FEW)
        return few and answers.weeks <= SHORT and answers.age is None
    return question != "season" or answers.weeks <= SHORT


def _binned(figures: Array, state: NDArray[np.int8], *, talks: bool) -> NDArray[np.float64]:
    """Return for each row the mean chance of the best verdict once its figure is known to a tenth.

    Each state is written into the last three bits of its figure, which is positive: a plain sort then keeps both
    together, at a third of the cost of an argsort.
    """
    size = figures.shape[-1] // BINS
    sorted_ = np.sort(figures.astype(FLOAT, copy=False).view(np.int32) & ~7 | state)
    parts = (sorted_[:, : size * BINS] & 7).reshape(-1, BINS, size)
    best: NDArray[np.float64] = chances(counts(parts), talks=talks).max(axis=-1).mean(axis=-1)
    return best


def _split(yes: NDArray[np.bool_], state: NDArray[np.int8]) -> float:
    """Return the same for an answer with only two options."""
    counted = np.bincount(state + len(STATES) * yes, minlength=2 * len(STATES)).reshape(2, -1)
    counted = counted[counted.any(axis=-1)]  # all draws may agree
    return float(chances(counted).max(axis=-1) @ counted.sum(axis=-1)) / state.size


def _why_not_answered(answers: Answers, seen: Assessment) -> float:
    """Weigh how soon people are answered: it tells slow answers from weak talks, where both may be to blame."""
    response, skill = seen.parts["response"], seen.parts["skill"]
    unsure = min(response, skill) / max(response + skill, 1e-9)
    untold = 3.0 if answers.total("talked") is None else 1.0
    return 0.05 * untold * unsure * seen.chances[STATES.index("sales")]


def _waits(answers: Answers, seen: Assessment) -> list[MissingAnswer]:
    """Weigh how long people take and how long the business has run by what the verdict would be the other way."""
    trade = seen.case.trade
    if seen.state == "neither" or (seen.state == "marketing" and seen.parts["volume"] > seen.parts["quality"]):
        return []  # the wait says nothing about who comes

    fewer = Source(QUICK)

    def regret(other: Answers) -> float:
        chance = chances(counts(simulate(read(other, trade, fewer), fewer).state))
        return float(chance.max() - chance[STATES.index(seen.state)])

    found: list[MissingAnswer] = []
    long = (answers.lag or trade.lag) in LONG
    talked = answers.total("talked")
    large = talked is not None and talked.value >= MANY  # no new business is so large
    if answers.age is None and "age" not in answers.asked:
        found.append(
            MissingAnswer(
                "age", NEW * regret(replace(answers, age=float(answers.weeks))) if long and not large else 0.0
            )
        )
    if answers.lag is None and "lag" not in answers.asked:
        other = replace(answers, lag="days" if long else "months")
        found.append(MissingAnswer("lag", 0.3 * regret(other) if answers.age is not None else 0.0))
    return found


def most_worth(
    answers: Answers,
    found: Callable[[], tuple[MissingAnswer, ...]],
    seen: Assessment,
    *,
    order: Literal["door", "worth"],
) -> str | None:
    """Choose the question to ask next: core ones, what must come first, then by worth.

    Args:
        answers: what is known, and what was asked.
        found: works out what each unknown is worth, which is asked for only where it decides.
        seen: the verdict so far.
        order: of the core questions: as one passes the door, or those worth most first.
    """
    missing = wanting(answers)
    if missing and (order == "door" or missing[0] in {"trade", "path", "people"}):
        return missing[0]
    if not missing and seen.first is not None:
        return seen.first
    if not missing and seen.sure >= SETTLED:
        return None
    worth = {one.question: one.worth for one in found()}
    asked = {*answers.asked, *CORE}
    least = LEAST if seen.told == "cant_tell" else LEAST_TOLD
    good = missing or [name for name, value in worth.items() if name not in asked and value >= least]
    return max(good, key=lambda name: worth.get(name, 0.0) / EFFORT.get(name, 1), default=None)
