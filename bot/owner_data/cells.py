"""The cells of a table: as texts that no spreadsheet takes for a formula, and back to the same values."""

import math
from datetime import UTC, datetime

# What makes spreadsheets calculate, in plain and in full-width letters; an apostrophe of one's own is doubled.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
GREATEST = 1e12


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def unguard(cell: str) -> str:
    """Take the apostrophe away that :func:`guard` put there."""
    rest = cell.removeprefix("'")
    return rest if rest != cell and rest.lstrip(" ").startswith(_FORMULA) else cell


def number(value: float) -> str:
    """Write a number so that it reads back as the same."""
    return str(int(value)) if value == int(value) else repr(value)


def read_number(cell: str) -> float:
    """Read a number.

    Raises:
        ValueError: it is none, or none that an answer could be.
    """
    value = float(cell.replace(",", "."))
    if not math.isfinite(value) or not 0 <= value <= GREATEST:
        raise ValueError("out of range")
    return value


def moment(at: datetime) -> str:
    """Write a moment in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_moment(cell: str) -> datetime:
    """Read a moment.

    Raises:
        ValueError: it is none, or says nothing of the time zone.
    """
    at = datetime.fromisoformat(cell)
    if at.tzinfo is None:
        raise ValueError("no time zone")
    return at.astimezone(UTC)
