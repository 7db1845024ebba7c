"""Facts about a business that a step may need, as far as the answers tell."""

from collections.abc import Iterator
from typing import Literal

from bot.diagnosis.answers import Answers
from bot.diagnosis.load import crowded, load

Fact = Literal[
    "talks", "orders", "unanswered", "open_quotes", "past_buyers", "crowded", "overrun", "adverts", "team", "come_in"
]

MISSED = 2  # at least this many people without an answer, and this share of all, are worth going back to
MISSED_SHARE = 0.15
FRESH = 6  # weeks in which who got no answer may still want one
UNDECIDED = 2  # with at least this many people who did not buy, somebody may still be thinking about it
SOME = 3  # with at least this many customers, there are some to ask
A_TEAM = 25  # more people a week than one person can talk with
CLEARLY = 1.25  # people for each one there is room for; from here on it is more than a bad week
LOST = ("wrong_people",)  # the reason for a no after which nothing is left to decide


def missed_of(answers: Answers | None) -> int | None:
    """Return how many got in touch and were not talked with; None where that is not plain, or some are too long ago to go back to."""
    if answers is None or answers.none_left or not answers.weeks or answers.weeks > FRESH:
        return None
    people, talked = answers.total("people"), answers.total("talked")
    if people is None or talked is None:
        return None
    missed = round(people.value - talked.value)
    return missed if missed >= MISSED else None


def many_missed(people: float, talked: float) -> bool:
    """Return True if enough of those who got in touch were not talked with to be worth going back to."""
    return people - talked >= max(MISSED, MISSED_SHARE * people)


def facts_of(answers: Answers, lag: str) -> frozenset[Fact]:
    """Return the facts that hold; what nobody counted is taken as usual. ``lag``: the usual wait for a yes in the trade."""
    return frozenset(_facts(answers, lag))


def _facts(answers: Answers, lag: str) -> Iterator[Fact]:
    people, talked, customers, orders = (
        None if (told := answers.total(name)) is None else told.value
        for name in ("people", "talked", "customers", "orders")
    )
    if answers.path != "order":
        yield "talks"
        if not answers.none_left and people and talked is not None and many_missed(people, talked):
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
    if not answers.from_afar:
        yield "come_in"
    if answers.adverts:
        yield "adverts"
    if talked and answers.weeks and talked / answers.weeks >= A_TEAM:
        yield "team"
