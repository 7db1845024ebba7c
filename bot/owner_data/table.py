"""The table of check-ups and weeks: written as CSV, a line for each answer, and read back to the same rows.

UTF-8 with a byte order mark, so that every spreadsheet sees the letters right. What cannot be derived is in it; the
dates of the weeks are in it for people, and are not read.
"""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, get_args
from zoneinfo import available_timezones

from bot.amount import Amount, Law
from bot.checkup.period import WEEKS, last_weeks
from bot.events import Document
from bot.owner_data.cells import guard, iso_week, moment, number, read_moment, read_number, unguard
from bot.owner_data.currencies import currencies
from bot.records import Answer, AnswerState, Business, Chat, Session

LARGEST = 1_000_000  # bytes
LONG_AGO = datetime.fromtimestamp(0, UTC)  # a table says nothing of when a business was added
MOST_LINES = 20_000
LONGEST_WORD = 100
LONGEST_TYPED = 5_000
WEEKLY = "checkin"
KEPT_STATES = ("open", "kept", "done")
NEEDED = ("session", "flow", "state", "started", "question", "answer")
COLUMNS = (
    "business", "business_name", "trade", "time_zone", "currency", "session", "flow", "first_week", "last_week", "state",
    "started", "ended", "question", "answer", "choice", "value", "low", "high", "law", "typed", "answered",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says: sessions, with the numbers they had where it was written, and the businesses they belong to."""

    businesses: tuple[Business, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a table cannot be read: a block of ``data/import``, and where."""

    reason: str
    line: int = 0
    column: str = ""


def is_table(document: Document) -> bool:
    """Tell whether a file is to be fetched and read: one that calls itself CSV and is not too large."""
    return named_table(document) and document.size <= LARGEST


def named_table(document: Document) -> bool:
    """Tell whether a file calls itself CSV."""
    return document.name.casefold().endswith(".csv")


def write_table(chat: Chat) -> bytes:
    """Write every check-up and week of a chat that has all of its sessions at hand."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    businesses = {business.number: business for business in chat.businesses}
    for session in chat.sessions:
        if session.state in KEPT_STATES:
            for row in _rows(businesses[session.business], session):
                writer.writerow([guard(row.get(column, "")) for column in COLUMNS])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", "replace")


def read_table(content: bytes) -> Table | Fault:
    """Read what :func:`write_table` wrote, also after a spreadsheet has saved it in its own way."""
    text = _decoded(content)
    if text is None or "\0" in text:
        return Fault("no_table")
    header, _, _ = text.partition("\n")
    delimiter = max(",;\t", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [name.strip().casefold() for name in next(lines, [])]
        if not set(NEEDED) <= set(columns):
            return Fault("no_table")
        return _read_lines(lines, columns)
    except csv.Error:
        return Fault("no_table")


def weeks_of(session: Session, business: Business) -> tuple[str, str]:
    """Give the first and last week that a session asks about, as ISO 8601 writes them."""
    if session.flow == WEEKLY and session.about:
        week = session.about.partition("/")[0]  # what follows it are the weeks of a catch-up still to come
        return week, week
    start, end = last_weeks(session.started_at, business.time_zone, 1 if session.flow == WEEKLY else WEEKS)
    return iso_week(*start.isocalendar()[:2]), iso_week(*end.isocalendar()[:2])


def _rows(business: Business, session: Session) -> Iterator[dict[str, str]]:
    first, last = weeks_of(session, business)
    common = {
        "business": str(business.number),
        "business_name": business.name or "",
        "trade": business.trade or "",
        "time_zone": business.time_zone or "",
        "currency": business.currency or "",
        "session": str(session.number),
        "flow": session.flow,
        "first_week": first,
        "last_week": last,
        "state": session.state,
        "started": moment(session.started_at),
        "ended": moment(session.ended_at) if session.ended_at else "",
    }
    if not session.answers:
        yield common
    for answer in sorted(session.answers.values(), key=lambda a: (a.answered_at, a.question)):
        amount = answer.amount
        numbers = {"value": amount.value, "low": amount.low, "high": amount.high} if amount else {}
        yield {
            **common,
            "question": answer.question,
            "answer": answer.state,
            "choice": answer.choice or "",
            **{name: number(value) for name, value in numbers.items()},
            "law": amount.law if amount else "",
            "typed": answer.typed,
            "answered": moment(answer.answered_at),
        }


def _decoded(content: bytes) -> str | None:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def _read_lines(lines: Any, columns: Sequence[str]) -> Table | Fault:
    businesses: dict[int, Business] = {}
    sessions: dict[int, Session] = {}
    answers: dict[int, dict[str, Answer]] = {}
    count = 0
    for cells in lines:
        if not any(cells):
            continue
        count += 1
        if count > MOST_LINES:
            return Fault("too_large")
        line = _Line(dict(zip(columns, map(unguard, cells), strict=False)))
        try:
            business, session, answer = line.business(), line.session(), line.answer()
        except (ValueError, OverflowError):
            return Fault("wrong_cell", lines.line_num, line.column)
        if businesses.setdefault(business.number, business) != business:
            return Fault("differs", lines.line_num, "business")
        if sessions.setdefault(session.number, session) != session:
            return Fault("differs", lines.line_num, "session")
        known = answers.setdefault(session.number, {})
        if answer is not None and known.setdefault(answer.question, answer) is not answer:
            return Fault("twice", lines.line_num, "question")
    if not sessions:
        return Fault("empty")
    return Table(tuple(businesses.values()), tuple(_filled(s, answers[s.number]) for s in sessions.values()))


def _filled(session: Session, answers: Mapping[str, Answer]) -> Session:
    touched = max((answer.answered_at for answer in answers.values()), default=session.started_at)
    return Session(
        session.number,
        session.business,
        session.flow,
        started_at=session.started_at,
        touched_at=max(touched, session.ended_at or touched),
        state=session.state,
        step="review" if session.state == "done" else "ask",
        ended_at=session.ended_at,
        answers=MappingProxyType(dict(answers)),
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # which looks through folders each time


class _Line:
    """A line, read cell by cell; ``column`` names the cell in hand when a ValueError says that it is wrong."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.column = ""

    def business(self) -> Business:
        return Business(
            number=self._whole("business") if self._cell("business") else 1,
            created_at=LONG_AGO,
            name=self._word("business_name") or None,
            trade=self._word("trade") or None,
            time_zone=self._known("time_zone", _zones()),
            currency=self._known("currency", currencies()),
        )

    def session(self) -> Session:
        state = self._one_of("state", KEPT_STATES)
        started = read_moment(self._cell("started"))
        ended = self._cell("ended")
        if state == "done" and not ended:
            raise ValueError("ended without a time")
        return Session(
            number=self._whole("session"),
            business=self._whole("business") if self._cell("business") else 1,
            flow=self._name("flow"),
            started_at=started,
            touched_at=started,
            state=state,
            ended_at=read_moment(ended) if ended else None,
        )

    def answer(self) -> Answer | None:
        if not self._cell("question"):
            return None
        question = self._name("question")
        state = self._one_of("answer", get_args(AnswerState))
        typed = self._cell("typed")
        if len(typed) > LONGEST_TYPED:
            raise ValueError("too long")
        choice = self._name("choice") if self._cell("choice") else None
        amount = self._amount()
        answered = read_moment(self._cell("answered") or self._cell("started"))
        return Answer(question, state, typed, 0, answered, choice, amount)

    def _amount(self) -> Amount | None:
        if not self._cell("value"):
            return None
        value = read_number(self._cell("value"))
        low = read_number(cell) if (cell := self._cell("low")) else value
        high = read_number(cell) if (cell := self._cell("high")) else value
        law: Law = self._one_of("law", get_args(Law)) if self._cell("law") else "exact"
        fits = low == value == high if law == "exact" else low <= value <= high
        if not fits:
            self.column = "value"
            raise ValueError("not within its bounds")
        return Amount(value, low, high, law)

    def _cell(self, column: str) -> str:
        self.column = column
        return self._cells.get(column, "")

    def _word(self, column: str) -> str:
        word = self._cell(column)
        if len(word) > LONGEST_WORD:
            raise ValueError("too long")
        return word

    def _known(self, column: str, names: Collection[str]) -> str | None:
        return self._one_of(column, names) if self._cell(column) else None

    def _name(self, column: str) -> str:
        name = self._word(column)
        if not name.isascii() or not name.replace("_", "").isalnum() or name != name.casefold():
            raise ValueError("no id")
        return name

    def _whole(self, column: str) -> int:
        cell = self._word(column)
        if not (cell.isascii() and cell.isdigit() and 0 < int(cell) < 1_000_000):
            raise ValueError("no number")
        return int(cell)

    def _one_of(self, column: str, allowed: Collection[str]) -> Any:
        word = self._word(column)
        if word not in allowed:
            raise ValueError("not one of them")
        return word
