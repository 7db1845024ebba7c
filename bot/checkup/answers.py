"""From the answers of a session to those that a diagnosis is made from, and what is worth asking next."""

from collections.abc import Sequence
from typing import Any

from bot.checkup.mentioned import mentions_adverts, only_rung_or_written_to, says_none_left
from bot.checkup.period import last_weeks, weeks_told
from bot.core.amount import Amount
from bot.core.parts import fitted
from bot.core.records import Business, Session
from bot.core.span import AS_ASKED
from bot.core.week_numbers import FIELDS, NESTED
from bot.diagnosis import Answers, ReportedPeriod, Trades
from bot.diagnosis.answers import CHOICES, NUMBERS
from bot.dialogue.flow import Question

NO_TRADE = "other"
AGE_WEEKS = {"weeks": 5.0, "months": 20.0, "year": 52.0}
OF_A_YEAR = ("year_customers",)  # all other numbers are for one week, or have nothing to do with time
YEAR = 52.0
A_MONTH = 0.1  # of four weeks: what a month may be longer
LONG_AGO = "longer"  # for these the age is None


def answers_of(session: Session, business: Business | None = None) -> Answers:
    """Return the answers of a check-up as the diagnosis takes them; the business says where and in which money."""
    weeks = weeks_told(session)
    start, _ = last_weeks(session.started_at, business.time_zone if business else None, weeks)
    picked: dict[str, Any] = {name: _choice(session, name) for name in CHOICES}
    counted: dict[str, Any] = {name: _in_time(session, name, YEAR if name in OF_A_YEAR else 1.0) for name in NUMBERS}
    totals: dict[str, Amount | None] = {name: amount_in(session, name, weeks) for name in FIELDS}
    for part, whole in (("talked", "people"), ("customers", "talked")):
        if totals[part] is None and (of := totals[whole]) is not None and of.high == 0:
            totals[part] = of  # after a zero nothing more was asked
    totals |= zip(NESTED, fitted(*(totals[name] for name in NESTED)), strict=True)
    return Answers(
        trade=trade_of(session),
        periods=(ReportedPeriod(start=start, weeks=weeks, **totals),),
        age=AGE_WEEKS.get(_choice(session, "age") or ""),
        currency=(business.currency if business else None) or "",
        asked=frozenset(session.answers),
        adverts=mentions_adverts(session),
        none_left=says_none_left(session),
        from_afar=only_rung_or_written_to(session),
        **picked,
        **counted,
    )


def trade_of(session: Session) -> str:
    """Return the id of the trade that was picked."""
    answer = session.answers.get("trade")
    return answer.choice if answer and answer.choice else NO_TRADE


def amount_in(session: Session, question: str, weeks: float = AS_ASKED) -> Amount | None:
    """Return the number answered to a question as the number in some weeks; None if there is none.

    A month is about four weeks: its number stays as it was told, for luck alone makes more of a difference.
    """
    answer = session.answers.get(question)
    if answer is None:
        return None
    span = answer.span
    near = span is not None and not span.each and abs(span.weeks - weeks) < A_MONTH * weeks
    return answer.amount if near else answer.within(weeks)


def _in_time(session: Session, question: str, weeks: float) -> Amount | None:
    """Return a number that is asked for a number of weeks, or has nothing to do with time."""
    answer = session.answers.get(question)
    if answer is None:
        return None
    return answer.amount if answer.span is None else answer.within(weeks)


def ranges(trades: Trades, question: Question, session: Session, most: Amount | None) -> Sequence[tuple[float, float]]:
    """Return the rough ranges to offer after "Don't know", fitted to the trade and to the most that there can be."""
    brackets = trades[trade_of(session)].brackets(question.id, of=most.value if most else None)
    return [(bracket.low, bracket.high) for bracket in brackets]


def _choice(session: Session, question: str) -> str | None:
    answer = session.answers.get(question)
    return answer.choice if answer else None
