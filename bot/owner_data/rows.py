"""The rows of the table, as texts by column: one for each answer, each number of a week, and each step talked of."""

from collections.abc import Iterator
from datetime import datetime

from bot.checkins.session import put_down
from bot.checkup.period import last_weeks
from bot.core.amount import Amount
from bot.core.ledger import KeptWeek, StepSaid
from bot.core.records import CHECKIN, CHECKUP, Business, Chat, GivenVerdict, Session
from bot.core.week import Week
from bot.core.week_numbers import FIELDS
from bot.owner_data.cells import moment, number
from bot.owner_data.lines import DONE, KEPT_STATES, STEP

TableRow = dict[str, str]


def rows_of(chat: Chat, now: datetime) -> Iterator[TableRow]:
    """Return the rows of a chat with all of its sessions and weeks loaded: the check-ups, the weeks, and the steps.

    An open check-in counts with what was entered. A business without any of these has a row of its own, so that it
    comes back too.
    """
    chat = put_down(chat, now)
    businesses = {business.number: business for business in chat.businesses}
    sessions = [s for s in chat.sessions if is_written(s)]
    books = {business: book for business, book in sorted((chat.books or {}).items()) if book.weeks or book.steps}
    told = books.keys() | {session.business for session in sessions}
    for one in businesses.values():
        if one.number not in told:
            yield of_business(one)
    for session in sessions:
        yield from _of_session(businesses[session.business], session, chat.newest_verdict(session.number))
    for business, book in books.items():
        for _, kept in sorted(book.weeks.items()):
            yield from _of_week(businesses[business], kept)
        for _, said in sorted(book.steps.items()):
            yield _of_step(businesses[business], said)


def is_written(session: Session) -> bool:
    """True if a session has rows of its own in the table; the numbers of a check-in stand under their week."""
    return session.flow == CHECKUP and session.state in KEPT_STATES


def of_business(business: Business) -> TableRow:
    """Return what a row says of the business that it belongs to."""
    return {
        "business": str(business.number),
        "business_name": business.name or "",
        "trade": business.trade or "",
        "time_zone": business.time_zone or "",
        "currency": business.currency or "",
    }


def weeks_of(session: Session, business: Business) -> tuple[str, str]:
    """Return the first and last week that a check-up asks about, as ISO 8601 writes them."""
    start, end = last_weeks(session.started_at, business.time_zone)
    return str(Week.of(start)), str(Week.of(end))


def _of_session(business: Business, session: Session, given: GivenVerdict | None) -> Iterator[TableRow]:
    first, last = weeks_of(session, business)
    common = {
        **of_business(business),
        "session": str(session.number),
        "flow": session.flow,
        "first_week": first,
        "last_week": last,
        "state": session.state,
        "started": moment(session.started_at),
        "ended": moment(session.ended_at) if session.ended_at else "",
        **({"verdict": given.kind, "sure": given.word, "advice": given.action or ""} if given else {}),
    }
    if not session.answers:
        yield common
    for answer in sorted(session.answers.values(), key=lambda a: (a.answered_at, a.question)):
        yield {
            **common,
            "question": answer.question,
            "answer": answer.state,
            "choice": answer.choice or "",
            **_of_amount(answer.amount),
            **({"span": str(answer.span), "weeks": number(answer.span.weeks)} if answer.span else {}),
            "typed": answer.typed,
            "answered": moment(answer.answered_at),
        }


def _of_week(business: Business, kept: KeptWeek) -> Iterator[TableRow]:
    moments = {"due": kept.due_at, "sent": kept.sent_at, "answered": kept.answered_at}
    common = {
        **of_business(business),
        "flow": CHECKIN,
        "first_week": str(kept.week),
        "last_week": str(kept.week),
        "state": kept.outcome,
        **{name: moment(at) for name, at in moments.items() if at},
        "step": kept.step or "",
        "verdict": kept.kind or "",
        "sure": kept.word or "",
        "advice": kept.action or "",
        "announced": kept.announced or "",
        "note": kept.note,
        "apart": "yes" if kept.apart else "",
    }
    if kept.numbers is None:
        yield {**common, "typed": kept.typed}
    for name in FIELDS:
        given = kept.numbers.of(name) if kept.numbers else None
        if given is not None:
            known = given if isinstance(given, Amount) else None
            told = "known" if isinstance(given, Amount) else given
            yield {**common, "question": name, "answer": told, **_of_amount(known), "typed": kept.typed}
    if kept.done is not None:
        yield {**common, "question": DONE, "answer": "known", "choice": "yes" if kept.done else "no"}


def _of_step(business: Business, said: StepSaid) -> TableRow:
    return {
        **of_business(business),
        "flow": STEP,
        "answered": moment(said.at),
        "step": said.action,
        "choice": said.said,
        "advice": said.following or "",
    }


def _of_amount(amount: Amount | None) -> TableRow:
    if amount is None:
        return {}
    numbers = {"value": amount.value, "low": amount.low, "high": amount.high}
    return {**{name: number(value) for name, value in numbers.items()}, "law": amount.law}
