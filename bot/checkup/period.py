"""The stretch of time that a check-up asks about, and the one that its numbers are for."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.core.records import Session
from bot.core.span import AS_ASKED, SpanOfTime
from bot.dialogue.flow import Question

WEEKS = int(AS_ASKED)
LONGER: Mapping[str, SpanOfTime] = {"quarter": SpanOfTime.of("month", 3), "year": SpanOfTime.of("month", 12)}
"""The longer stretches that are offered where few people came, by their options."""

PERIOD, AS_IT_IS = "period", "these"  # the question, and the option that keeps the four weeks
COUNTS = ("people", "orders")
"""The numbers that say for which stretch of time the others are, the first that is known."""


def last_weeks(now: datetime, time_zone: str | None, weeks: float = WEEKS) -> tuple[date, date]:
    """Return the first and last day of the last full weeks in the owner's time zone, up to a Sunday.

    Args:
        now: an aware moment.
        time_zone: a name of the tz database; None counts as UTC.
        weeks: how many weeks.
    """
    zone: tzinfo = ZoneInfo(time_zone) if time_zone else UTC
    today = now.astimezone(zone).date()
    end = today - timedelta(days=today.weekday() + 1)
    return end - timedelta(days=round(7 * weeks) - 1), end


def weeks_told(session: Session) -> float:
    """Return how many weeks the counts of a check-up are for."""
    for name in COUNTS:
        answer = session.answers.get(name)
        if answer is not None and answer.amount is not None:
            return answer.span.period if answer.span else AS_ASKED
    return AS_ASKED


def span_asked(question: Question, session: Session) -> SpanOfTime | None:
    """Return the stretch of time that a question asks about, where it is not the plain four weeks."""
    if question.kind != "count" or question.per or question.limit is not None:
        return None
    whole = session.answers.get(question.at_most or "")
    if whole is not None and whole.amount is not None:
        return whole.span
    if question.id not in ("people", "talked", "customers", "orders"):
        return None
    people = session.answers.get("people")
    if question.id != "people" and people is not None and people.span is not None:
        return people.span
    return longer(session)


def longer(session: Session) -> SpanOfTime | None:
    """Return the longer stretch of time that was picked for the counts."""
    picked = session.answers.get(PERIOD)
    return LONGER.get(picked.choice or "") if picked else None
