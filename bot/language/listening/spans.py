"""Stretches of time in a text: "a month", "per working day", "last year", "in the last 2 months", "since March"."""

from datetime import date

from msgspec import Struct

from bot.core.span import Span, Unit
from bot.language.listening.time_words import TimeWords
from bot.language.numbers.pieces import NOWHERE, Extent, Mark, Piece, Quantity, Word

BETWEEN = 2  # words that may stand between "a" and its unit: "on a really good week"


class TimeSpan(Struct, frozen=True):
    """A stretch of time beside a number.

    Attributes:
        unit: the unit that was named.
        count: how many of them.
        rate: so many for each such stretch ("a week"); if not, so many in that one stretch ("last week").
        working: of days, only those on which work is done.
        since: the first month of the stretch, from 1; its end is now.
        place: where it stands in the clean text.
    """

    unit: Unit
    count: float = 1.0
    rate: bool = False
    working: bool = False
    since: int | None = None
    place: Extent = NOWHERE

    def told(self, today: date) -> Span:
        """Return the stretch as it was told; of months named with "since", up to today."""
        if self.since is not None:
            return Span.from_day(date(today.year - (self.since > today.month), self.since, 1), today)
        return Span.of(self.unit, self.count, each=self.rate, working=self.working)


Timed = Piece | TimeSpan


def find_spans(pieces: list[Piece], words: TimeWords) -> list[Timed]:
    """Return the pieces with every stretch of time put together; a number of units belongs to its stretch."""
    found: list[Timed] = []
    at = 0
    while at < len(pieces):
        span, used = _span(pieces, at, words)
        if span is None:
            found.append(pieces[at])
            at += 1
        else:
            place = pieces[at].place[0], pieces[at + used - 1].place[1]
            found.append(TimeSpan(span.unit, span.count, span.rate, span.working, span.since, place))
            at += used
    return found


def _text(piece: Piece | None) -> str:
    return piece.text if isinstance(piece, Word | Mark) else ""


def _span(pieces: list[Piece], at: int, words: TimeWords) -> tuple[TimeSpan | None, int]:
    first = pieces[at]
    if isinstance(first, Mark) and "per" in first.says:
        return TimeSpan(str(first.says["per"]), rate=True), 1  # type: ignore[arg-type]
    text = _text(first)
    head, *tail = text.split() or [""]
    if tail and head in words.each and (unit := words.unit.get(tail[-1])) is not None:  # "a fortnight" is one piece
        return TimeSpan(unit, rate=True), 1
    rest = pieces[at + 1 :]
    if text in words.since and rest and (month := words.month.get(_text(rest[0]))):
        return TimeSpan("month", since=month), 2
    if text in words.each:
        for skipped in range(BETWEEN + 1):
            if skipped >= len(rest):
                break
            if (unit := words.unit.get(_text(rest[skipped]))) is not None:
                working = any(_text(piece) in words.working for piece in rest[:skipped])
                return TimeSpan(unit, rate=True, working=working), skipped + 2
            if not isinstance(rest[skipped], Word) or not _text(rest[skipped]).isalpha():
                break
    if text in words.last or (text in words.within and rest):
        return _stretch(pieces, at, words)
    return None, 0


def _stretch(pieces: list[Piece], at: int, words: TimeWords) -> tuple[TimeSpan | None, int]:
    """Read "last month", "in the last 2 months", "over 3 weeks"."""
    lately, count = False, 1.0
    counted = False
    for used, piece in enumerate(pieces[at : at + 6]):
        text = _text(piece)
        if (unit := words.unit.get(text)) is not None:
            return (TimeSpan(unit, count), used + 1) if lately or counted else (None, 0)
        if text in words.last:
            lately = True
        elif isinstance(piece, Quantity) and not counted and piece.upper is None and not piece.share:
            count, counted = piece.value, True
        elif text not in words.within and not (isinstance(piece, Mark) and "few" in piece.says):
            return None, 0
    return None, 0
