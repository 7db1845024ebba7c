"""Weeks as ISO 8601 counts them: Monday to Sunday, week 1 being the one with the year's first Thursday."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Self

from msgspec import Struct

_ID = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


class Week(Struct, frozen=True, order=True):
    """An ISO week; weeks sort in time, and ``str`` gives the id that is stored, such as ``2026-W48``.

    Raises:
        ValueError: the year has no such week.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the week a day falls in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a stored id such as ``2026-W48``.

        Raises:
            ValueError: it is none.
        """
        found = _ID.fullmatch(text)
        if not found:
            raise ValueError(f"not an ISO week: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def monday(self) -> date:
        """Return its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Return its last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    def later(self, weeks: int = 1) -> "Week":
        """Return the week that comes this many weeks after this one, or before it when negative."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    def since(self, other: "Week") -> int:
        """Count the weeks from another week to this one: 1 for the one that follows it."""
        return (self.monday - other.monday).days // 7


def weeks_in(text: str) -> Iterator[Week]:
    """Return every week that is named in a text, such as ``/checkin 2026-W45/2026-W48``."""
    for found in _ID.finditer(text):
        with suppress(ValueError):
            yield Week.parse(found[0])


def weeks_between(first: Week, last: Week) -> Iterator[Week]:
    """Return every week from the first to the last, both included; none if the last comes before."""
    for step in range(last.since(first) + 1):
        yield first.later(step)
