"""What is so in a business, as far as the answers tell: what a step may need."""

from collections.abc import Iterator
from typing import Literal

from bot.diagnosis.answers import Answers
from bot.diagnosis.load import crowded, load

Fact = Literal["talks", "orders", "unanswered", "open_quotes", "past_buyers", "crowded", "overrun", "adverts", "team"]

MISSED = 2  # people without an answer that are worth going back to, and from this share on
MISSED_SHARE = 0.15
UNDECIDED = 2  # people talked with who did not buy, from which on somebody may still be thinking
SOME = 3  # customers won, from which on there are some to ask something
A_TEAM = 25  # people a week whom nobody talks with alone
CLEARLY = 1.25  # people for each one there is room for, from which on it is no matter of a bad week
LOST = ("wrong_people",)  # the reason for a no after which nothing is open


def facts_of(answers: Answers, lag: str) -> frozenset[Fact]:
    """Return what is so; ``lag`` is the usual wait for a yes in the trade. What nobody counted counts as so, if it usually is."""
    return frozenset(_facts(answers, lag))


def _facts(answers: Answers, lag: str) -> Iterator[Fact]:
    people, talked, customers, orders = (
        None if (told := answers.total(name)) is None else told.value
        for name in ("people", "talked", "customers", "orders")
    )
    if answers.path != "order":
        yield "talks"
        if people and talked is not None and people - talked >= max(MISSED, MISSED_SHARE * people):
            yield "unanswered"
        waits = (answers.lag or lag) != "same_day" and answers.reason not in LOST
        if waits and (talked is None or talked - (customers or 0) >= UNDECIDED):
            yield "open_quotes"
    if answers.path != "talk":
        yield "orders"
    won = None if customers is None and orders is None else (customers or 0) + (orders or 0)
    year = None if answers.year_customers is None else answers.year_customers.value
    if (answers.age is None and won != 0) or max(won or 0, year or 0) >= SOME:
        yield "past_buyers"
    full = load(answers) or 0
    if crowded(answers) or (answers.busy == "swamped" and full > 1):
        yield "crowded"
    if full >= CLEARLY and (crowded(answers) or answers.busy == "swamped"):
        yield "overrun"
    if answers.adverts:
        yield "adverts"
    if talked and answers.weeks and talked / answers.weeks >= A_TEAM:
        yield "team"
