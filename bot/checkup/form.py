"""The check-up as a form: what its questions may say, and the numbers worked out for its review."""

import itertools
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bot.checkup.period import WEEKS, last_weeks
from bot.dialogue.flow import Flow, Question
from bot.records import Chat, Session
from bot.words import Words

NO_TRADE = "other"


def values(chat: Chat, session: Session, words: Words) -> Mapping[str, Any]:
    """Give what the questions say beside the answers: the dates, and what counts in the owner's trade."""
    start, end = last_weeks(session.started_at, chat.business.time_zone)
    return {"start": start, "end": end, "weeks": WEEKS, **_counts(trade_of(session), words)}


def trade_of(session: Session) -> str:
    """Give the id of the trade that was picked."""
    answer = session.answers.get("trade")
    return answer.choice if answer and answer.choice else NO_TRADE


def derived(session: Session, words: Words) -> Sequence[str]:
    """Work out the numbers of a week, and the shares, a line each."""
    numbers = {
        q: a.amount.value
        for q in ("people", "talked", "customers", "orders")
        if (a := session.answers.get(q)) and a.amount
    }
    before = {"talked": "people", "customers": "talked"}
    lines = []
    for name, number in numbers.items():
        of = numbers.get(before.get(name, ""))
        if name in before and of is None:
            continue
        a_week = words.number(number / WEEKS, digits=1 if number < 10 * WEEKS else 0)
        known = {"k": words.number(number), "of": words.number(of or 0)}
        lines.append(words.label("checkup/review", f"{name}_a_week", n=a_week, **known))
    return lines


def names(question: Question, words: Words) -> Sequence[tuple[str, str]]:
    """Give the other names of the options: of the trades, the callings that belong to each."""
    return _trade_names(question.options, words) if question.labels == "trades" else ()


def shares_as_ranges(flow: Flow, question: Question, session: Session) -> Sequence[tuple[float, float]]:
    """Give the rough ranges after "Don't know": the question's own, or quarters of the number that it is a part of."""
    whole = session.answers.get(question.at_most) if question.at_most and question.at_most in flow else None
    if question.ranges or whole is None or whole.amount is None:
        return question.ranges
    cuts = sorted({round(whole.amount.value * quarter / 4) for quarter in range(5)})
    return list(itertools.pairwise(cuts))


@cache
def _trade_names(options: tuple[str, ...], words: Words) -> tuple[tuple[str, str], ...]:
    found = []
    for trade in options:
        lines = words.label(f"trades/{trade}", "names").split(",")
        found += [(name.strip(), trade) for name in lines if name.strip()]
    return tuple(found)


@cache
def _counts(trade: str, words: Words) -> dict[str, str]:
    blocks = {"people": "counts_as_people", "talked": "counts_as_talked", "customer": "counts_as_customer"}
    return {value: words.label(f"trades/{trade}", block) for block, value in blocks.items()}
