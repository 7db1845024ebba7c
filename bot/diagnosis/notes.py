"""What is special about a case, as ids: each has its words in ``diagnosis/notes``."""

from collections.abc import Iterator
from typing import Literal

from bot.core.week_numbers import NESTED
from bot.diagnosis.answers import Answers
from bot.diagnosis.load import crowded, doubtful_room
from bot.diagnosis.trades import Trade
from bot.diagnosis.verdict import Figures

Note = Literal[
    "contradiction_talked",
    "contradiction_customers",
    "one_week",
    "few_people",
    "orders_without_people",
    "zero_people",
    "nobody_answered",
    "zero_customers",
    "all_orders",
    "orders_are_marketing",
    "tiny_numbers",
    "new_firm_lag",
    "overloaded_and_low_rate",
    "overloaded",
    "room_doubtful",
    "huge_numbers",
    "target_capped",
    "target_met",
    "quiet_season",
    "busy_season",
    "fit_contradicts",
    "fit_unknown",
    "share_changed",
    "room_unknown",
    "wanted_unknown",
    "orders_unknown",
    "no_usual_figure",
]

ASIDES: tuple[Note, ...] = (
    "share_changed",
    "new_firm_lag",
    "overloaded_and_low_rate",
    "fit_contradicts",
    "room_doubtful",
    "nobody_answered",
    "target_capped",
    "quiet_season",
    "busy_season",
    "huge_numbers",
    "zero_customers",
    "orders_are_marketing",
    "tiny_numbers",
)
"""Those that are told beside a verdict, by their importance: more than a few would drown it."""

FEW = 3.0  # people a week; with fewer, a month says little
MANY = 250.0  # people talked with; with more, the usual figure is the looser one


def contradictions(answers: Answers) -> Iterator[Literal["talked", "customers"]]:
    """Name the question to ask again for each pair of counts that cannot both be right."""
    people, talked, customers = (answers.total(name) for name in NESTED)
    if talked and people and talked.low > people.high:
        yield "talked"
    most = talked or people
    if customers and most and customers.low > most.high:
        yield "customers"


def notes(answers: Answers, trade: Trade, figures: Figures) -> Iterator[Note]:
    """Name what is special about a case."""
    talks = answers.path != "order"
    people, weeks = figures.people, figures.weeks
    for name in contradictions(answers):
        yield "contradiction_talked" if name == "talked" else "contradiction_customers"
    if weeks < 2:
        yield "one_week"
    if talks and answers.fit is None and (people or figures.talked):
        yield "fit_unknown"
    reached = (people or 0) if talks else (figures.orders or 0)
    if reached < 10:
        yield "few_people"
    if talks and people == 0:
        yield "orders_without_people" if figures.orders else "zero_people"
    if figures.talked == 0 and people:
        yield "nobody_answered"
    if figures.customers == 0 and figures.talked:
        yield "zero_customers"
    if figures.orders:
        yield "all_orders" if not talks or not people else "orders_are_marketing"
    if weeks and talks and people is not None and 0 < people / weeks <= FEW:
        yield "tiny_numbers"
    if figures.due is not None and answers.age is not None and figures.due < 0.7 * (figures.talked or 0):
        yield "new_firm_lag"
    rate_low = (
        figures.rate is not None
        and figures.rate.of > 0
        and figures.rate.count / figures.rate.of < 0.75 * figures.usual.rate
    )
    if crowded(answers):
        yield "overloaded_and_low_rate" if rate_low else "overloaded"
    if doubtful_room(answers):
        yield "room_doubtful"
    if figures.talked is not None and figures.talked >= MANY and answers.best_month is None:
        yield "huge_numbers"
    if figures.wanted is not None and figures.wanted > 1.25 * figures.reachable:
        yield "target_capped"
    if figures.wanted is not None and figures.wanted <= 1.02 * figures.now:
        yield "target_met"
    if answers.season in {"quieter", "busier"}:
        yield "quiet_season" if answers.season == "quieter" else "busy_season"
    if figures.fit is not None and figures.rate is not None and figures.rate.low > (figures.fit + 0.5) / 10:
        yield "fit_contradicts"
    if talks and answers.room is None and answers.busy is None:
        yield "room_unknown"
    if answers.wanted is None:
        yield "wanted_unknown"
    if answers.path != "talk" and figures.orders is None:
        yield "orders_unknown"
    if trade.grade == "none" and answers.best_month is None:
        yield "no_usual_figure"
