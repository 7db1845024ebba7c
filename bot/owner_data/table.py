"""The table of check-ups and weeks: written as CSV, a line for each answer, and read back to the same rows.

UTF-8 with a byte order mark, so that every spreadsheet sees the letters right. What cannot be derived is in it; the
dates of the weeks of a check-up are in it for people, and are not read.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from bot.core.events import Document
from bot.core.records import Chat
from bot.owner_data.cells import guard, unguard
from bot.owner_data.lines import TableLine, WrongCellError
from bot.owner_data.reading import Fault, TableContents, TableReader
from bot.owner_data.rows import rows_of

LARGEST = 1_000_000  # bytes
MOST_LINES = 20_000
MOST_SESSIONS = 500
NEEDED = ("session", "flow", "state", "started", "question", "answer")
COLUMNS = (
    "business", "business_name", "trade", "time_zone", "currency", "session", "flow", "first_week", "last_week", "state",
    "started", "ended", "question", "answer", "choice", "value", "low", "high", "law", "typed", "answered",
    "due", "sent", "step", "verdict", "sure", "advice", "announced", "span", "weeks",
    "note", "apart",
)  # fmt: skip


def is_table(document: Document) -> bool:
    """True if a file is to be fetched and read: one that calls itself CSV and is not too large."""
    return named_table(document) and document.size <= LARGEST


def named_table(document: Document) -> bool:
    """True if a file calls itself CSV."""
    return document.name.casefold().endswith(".csv")


def write_table(chat: Chat, now: datetime) -> bytes:
    """Write every check-up and week of a chat with all of its sessions and weeks loaded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows_of(chat, now):
        writer.writerow([guard(row.get(column, "")) for column in COLUMNS])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", "replace")


def read_table(content: bytes, now: datetime) -> TableContents | Fault:
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
            (number, TableLine(dict(zip(columns, map(unguard, cells), strict=False)), now))
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


def _read_lines(lines: Iterable[tuple[int, TableLine]]) -> TableContents | Fault:
    reading = TableReader()
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
