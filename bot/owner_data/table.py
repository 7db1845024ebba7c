"""The table of check-ups and weeks: written as CSV, a line for each answer, and read back to the same rows.

UTF-8 with a byte order mark, so that every spreadsheet sees the letters right. What cannot be derived is in it; the
dates of the weeks of a check-up are in it for people, and are not read.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from bot.checkins.ledger import KeptWeek
from bot.checkins.line import WeekNumbers
from bot.checkins.session import numbers_of, weeks_about
from bot.checkins.tokens import FIELDS
from bot.checkins.weeks import Week
from bot.checkup.commands import CHECKUP
from bot.events import Document
from bot.owner_data.cells import guard, unguard
from bot.owner_data.lines import DONE, Line, Told, WrongCellError
from bot.owner_data.rows import rows_of
from bot.records import Answer, Business, Chat, Session

LARGEST = 1_000_000  # bytes
MOST_LINES = 20_000
MOST_SESSIONS = 500
NEEDED = ("session", "flow", "state", "started", "question", "answer")
COLUMNS = (
    "business", "business_name", "trade", "time_zone", "currency", "session", "flow", "first_week", "last_week", "state",
    "started", "ended", "question", "answer", "choice", "value", "low", "high", "law", "typed", "answered",
    "due", "sent", "step", "verdict", "sure", "advice", "announced",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says.

    Attributes:
        businesses: with the numbers they had where it was written, as all that follows.
        sessions: the check-ups.
        verdicts: what was said last of a check-up, by its number.
        weeks: the ledger of each business.
        lines: where it says so: the line of each answer of a session, and the last one of each week.
    """

    businesses: tuple[Business, ...]
    sessions: tuple[Session, ...]
    verdicts: Mapping[int, Told] = field(default_factory=lambda: MappingProxyType({}))
    weeks: Mapping[int, tuple[KeptWeek, ...]] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[tuple[int, str | Week], int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a table cannot be taken: a block of ``data/import``, and where.

    Attributes:
        reason: the block.
        line: counted as a spreadsheet does, from 1 for the names of the columns.
        column: of the cell, or the answer that is wrong.
        why: what should be there instead, as a block of the same template.
    """

    reason: str
    line: int = 0
    column: str = ""
    why: str = ""


def is_table(document: Document) -> bool:
    """Tell whether a file is to be fetched and read: one that calls itself CSV and is not too large."""
    return named_table(document) and document.size <= LARGEST


def named_table(document: Document) -> bool:
    """Tell whether a file calls itself CSV."""
    return document.name.casefold().endswith(".csv")


def write_table(chat: Chat, now: datetime) -> bytes:
    """Write every check-up and week of a chat that has all of its sessions and weeks at hand."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows_of(chat, now):
        writer.writerow([guard(row.get(column, "")) for column in COLUMNS])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", "replace")


def read_table(content: bytes, now: datetime) -> Table | Fault:
    """Read what :func:`write_table` wrote, also after a spreadsheet has saved it in its own way.

    Args:
        content: the file.
        now: the time, which nothing in a table is ahead of.
    """
    text = _decoded(content)
    if text is None or "\0" in text:
        saved_otherwise = set(NEEDED) <= {name.strip('" ') for name in re.split("[,;\t]", _header(content))}
        return Fault("encoding" if saved_otherwise else "no_table")
    header, _, _ = text.partition("\n")
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        if not set(NEEDED) <= set(columns):
            return Fault("no_table")
        lines = (
            (number, Line(dict(zip(columns, map(unguard, cells), strict=False)), now))
            for number, cells in enumerate(reader, start=2)
            if any(cells)
        )
        return _read_lines(lines)
    except csv.Error:
        return Fault("no_table")


def _header(content: bytes) -> str:
    return content.partition(b"\n")[0].decode("latin-1").strip().casefold()


def _decoded(content: bytes) -> str | None:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def _read_lines(lines: Iterable[tuple[int, Line]]) -> Table | Fault:
    reading = _Reading()
    for count, (number, line) in enumerate(lines):
        if count >= MOST_LINES or len(reading.sessions) > MOST_SESSIONS:
            return Fault("too_many")
        try:
            fault = reading.take(line, number)
        except WrongCellError as wrong:
            return Fault("wrong_cell", number, wrong.column, wrong.why)
        if fault is not None:
            return replace(fault, line=number)
    return reading.table() if reading.businesses else Fault("empty")


class _Reading:
    """What the lines so far have told."""

    def __init__(self) -> None:
        self.businesses: dict[int, Business] = {}
        self.sessions: dict[int, Session] = {}
        self._verdicts: dict[int, Told] = {}
        self._answers: dict[int, dict[str, Answer]] = {}
        self._weeks: dict[tuple[int, Week], KeptWeek] = {}
        self._lines: dict[tuple[int, str | Week], int] = {}

    def take(self, line: Line, number: int) -> Fault | None:
        """Take a line; a fault if it contradicts one before it."""
        kind = line.kind
        if kind == "other":
            return None
        business = line.business()
        if self.businesses.setdefault(business.number, business) != business:
            return Fault("differs", column="business")
        match kind:
            case "week":
                return self._take_week(line, number)
            case "session":
                return self._take_answer(line, number)
            case _:
                return None

    def _take_answer(self, line: Line, number: int) -> Fault | None:
        session, answer, verdict = line.session(), line.answer(), line.verdict()
        same = self.sessions.setdefault(session.number, session) == session
        if verdict is not None:
            same = same and self._verdicts.setdefault(session.number, verdict) == verdict
        if not same:
            return Fault("differs", column="session")
        known = self._answers.setdefault(session.number, {})
        if answer is not None and known.setdefault(answer.question, answer) is not answer:
            return Fault("twice", column=answer.question)
        if answer is not None:
            self._lines[session.number, answer.question] = number
        return None

    def _take_week(self, line: Line, number: int) -> Fault | None:
        told, numbered, done = line.week(), line.number(), line.done()
        key = line.business_number, told.week
        known = self._weeks.setdefault(key, told)
        if replace(known, numbers=None, typed="", done=None) != told:
            return Fault("differs", column="first_week")
        self._lines[key] = number
        if numbered is not None:
            name, given, typed = numbered
            numbers = known.numbers or WeekNumbers()
            if numbers.of(name) is not None:
                return Fault("twice", column=name)
            known = replace(known, numbers=replace(numbers, **{name: given}), typed=_joined(known.typed, typed))
        elif done is not None:
            if known.done is not None:
                return Fault("twice", column=DONE)
            known = replace(known, done=done)
        else:
            known = replace(known, typed=line.typed)
        self._weeks[key] = known
        return None

    def table(self) -> Table:
        """Give everything that was told. A check-in, as older tables have it, tells its week as far as it came."""
        weeks: dict[int, dict[Week, KeptWeek]] = {}
        sessions = []
        for session in (_filled(s, self._answers[s.number]) for s in self.sessions.values()):
            if session.flow == CHECKUP:
                sessions.append(session)
            elif kept := _week_of(session):
                weeks.setdefault(session.business, {})[kept.week] = kept
        for (business, week), kept in self._weeks.items():
            weeks.setdefault(business, {})[week] = kept
        ledgers = {business: tuple(kept for _, kept in sorted(told.items())) for business, told in weeks.items()}
        return Table(tuple(self.businesses.values()), tuple(sessions), self._verdicts, ledgers, self._lines)


def _filled(session: Session, answers: Mapping[str, Answer]) -> Session:
    touched = max((answer.answered_at for answer in answers.values()), default=session.started_at)
    return replace(
        session,
        touched_at=max(touched, session.ended_at or touched),
        step="review" if session.state == "done" else "ask",
        answers=MappingProxyType(dict(answers)),
    )


def _week_of(session: Session) -> KeptWeek | None:
    numbers = numbers_of(session)
    if numbers is None:
        return None
    typed = dict.fromkeys(answer.typed for name, answer in session.answers.items() if name in FIELDS)
    week, told_at = weeks_about(session)[0], session.ended_at or session.touched_at
    return KeptWeek(week, "answered", numbers, typed=" ".join(typed), answered_at=told_at)


def _joined(before: str, typed: str) -> str:
    """Put together what was typed for the numbers of a week: mostly one message for all of them."""
    if not before or typed in ("", before):
        return before or typed
    return f"{before} {typed}"
