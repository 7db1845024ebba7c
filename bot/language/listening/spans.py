"""Stretches of time in a text: "a month", "per working day", "last year", "in the last 2 months", "since March"."""

from collections.abc import Sequence
from datetime import date
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from bot.core.span import SpanOfTime, Unit
from bot.language.listening.time_words import TimeWords
from bot.language.numbers.pieces import NOWHERE, Extent, Mark, Piece, Quantity, Word, Wrong

STOPS = frozenset(",.;!?")
HEADS = frozenset(":=")
SINCE = 6  # pieces behind "since" that are looked at
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

    def told(self, today: date) -> SpanOfTime:
        """Return the stretch as it was told; of months named with "since", up to today."""
        if self.since is not None:
            return SpanOfTime.from_day(date(today.year - (self.since > today.month), self.since, 1), today)
        return SpanOfTime.of(self.unit, self.count, each=self.rate, working=self.working)


Timed = Piece | TimeSpan


def find_spans(pieces: list[Piece], words: TimeWords, text: str = "") -> list[Timed]:
    """Return the pieces with every stretch of time put together; a number of units belongs to its stretch.

    Args:
        pieces: of the clean text.
        words: of time.
        text: the clean text, in which a quarter may be one of the year.
    """
    found: list[Timed] = []
    at = 0
    read = [_as_unit(piece, pieces[:place], text, words) for place, piece in enumerate(pieces)]
    while at < len(pieces):
        span, used = _span(read, at, words)
        if span is None:
            found.append(pieces[at])
            at += 1
        else:
            place = pieces[at].place[0], pieces[at + used - 1].place[1]
            found.append(replace(span, place=place))
            at += used
    return found


def _as_unit(piece: Piece, before: Sequence[Piece], text: str, words: TimeWords) -> Piece:
    """Return a share that is written as a unit of time, behind a number, as its words: the quarter of "30 a quarter"."""
    shared = isinstance(piece, Wrong) or (isinstance(piece, Quantity) and piece.share)
    if not shared or not any(_is_number(one) for one in before[-BETWEEN:]):
        return piece
    written = text[slice(*piece.place)].casefold()
    return Word(written, place=piece.place) if written.split()[-1:] and written.split()[-1] in words.unit else piece


def _text(piece: Piece | None) -> str:
    return piece.text if isinstance(piece, Word | Mark) else ""


def _is_number(piece: Piece) -> TypeGuard[Quantity]:
    return isinstance(piece, Quantity) and piece.upper is None and not piece.share


def _span(pieces: list[Piece], at: int, words: TimeWords) -> tuple[TimeSpan | None, int]:
    first = pieces[at]
    if isinstance(first, Mark) and "per" in first.says:
        return TimeSpan(str(first.says["per"]), rate=True), 1  # type: ignore[arg-type]
    text = _text(first)
    head, *tail = text.split() or [""]
    if tail and head in words.each and (unit := words.unit.get(tail[-1])) is not None:  # "a fortnight" is one piece
        return TimeSpan(unit, rate=True), 1
    if text in words.since:
        return _since(pieces[at + 1 :], words)
    if text in words.each or not words.each.isdisjoint(tail):  # "on a good" is one piece
        span, used = _each(pieces[at + 1 :], words)
        if span is not None:
            return span, used
    if _is_number(first):
        return _headed(pieces, at, words)
    if text in words.last or (text in words.within and at + 1 < len(pieces)):
        return _stretch(pieces, at, words)
    return None, 0


def _since(rest: list[Piece], words: TimeWords) -> tuple[TimeSpan | None, int]:
    """Read "since March", "since 1 March", "since the start of the year"."""
    for skipped, piece in enumerate(rest[:SINCE]):
        if month := words.month.get(_text(piece)):
            return TimeSpan("month", since=month), skipped + 2
        if skipped and words.unit.get(_text(piece)) == "year":
            return TimeSpan("month", since=1), skipped + 2
        if _text(piece) in STOPS:
            break
    return None, 0


def _each(rest: list[Piece], words: TimeWords) -> tuple[TimeSpan | None, int]:
    """Read what follows "a" or "every": "good week", "working day", "2 weeks"."""
    if len(rest) > 1 and _is_number(rest[0]) and (unit := words.unit.get(_text(rest[1]))) is not None:
        return TimeSpan(unit, rest[0].value, rate=True), 3
    for skipped in range(min(BETWEEN + 1, len(rest))):
        if (unit := words.unit.get(_text(rest[skipped]))) is not None:
            working = any(_text(piece) in words.working for piece in rest[:skipped])
            return TimeSpan(unit, rate=True, working=working), skipped + 2
        if not isinstance(rest[skipped], Word) or not _text(rest[skipped]).isalpha():
            break
    return None, 0


def _headed(pieces: list[Piece], at: int, words: TimeWords) -> tuple[TimeSpan | None, int]:
    """Read a stretch that heads its number, as in a list: "12 months: 109"."""
    number, *rest = pieces[at : at + 3]
    if len(rest) == 2 and _is_number(number) and _text(rest[1]) in HEADS:
        unit = words.unit.get(_text(rest[0]))
        return (TimeSpan(unit, number.value), 3) if unit is not None else (None, 0)
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
        elif _is_number(piece) and not counted:
            count, counted = piece.value, True
        elif text not in words.within and not (isinstance(piece, Mark) and "few" in piece.says):
            return None, 0
    return None, 0
