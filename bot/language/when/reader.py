"""Finds which weekday and which time of day a text says, in any order."""

from datetime import time

from msgspec import Struct

from bot.language.templates import FALLBACK
from bot.language.when.chart import SURELY_SHORT, DialTime, Edge, pieces
from bot.language.when.mended import second_thoughts
from bot.language.when.vocabulary import DAY_MINUTES, PartOfDay, WhenWords, tokens, when_words

LONGEST = 120  # characters that are looked at
MOST_TOKENS = 40
MOST_TIMES = 4
_BESIDE_A_NAME = 3 * 60  # minutes between a time and the name of a time that is said with it
_HALF = DAY_MINUTES // 2
_DOUBTFUL = (60, 7 * 60)  # from 1 to before 7, a bare hour is as likely in the afternoon


class When(Struct, frozen=True):
    """What was said: weekdays (0 for Monday) and times; several where the words are ambiguous, none if none was said.

    Attributes:
        beside: what stands behind it and before it, plainly written, such as "london time".
    """

    days: tuple[int, ...] = ()
    times: tuple[time, ...] = ()
    beside: tuple[str, ...] = ()


def read_when(text: str, *, language: str = FALLBACK) -> When:
    """Read a weekday and a time of day, in any order; either may be missing."""
    return read_by(when_words(language), text)


def read_by(words: WhenWords, text: str) -> When:
    """Read by the words of a table."""
    said = tokens(text[:LONGEST])[:MOST_TOKENS]
    found = second_thoughts(pieces(said, words), said)
    if found is None or any(edge.kind == "refusal" for edge in found):
        return When()
    unread = [edge for edge in found if edge.kind == "unread"]
    days = [edge for edge in found if edge.kind == "day"]
    if unread:  # "we open at 9" says no Wednesday
        days = [edge for edge in days if sum(map(len, said[edge.start : edge.end])) > SURELY_SHORT]
    day = tuple(dict.fromkeys(day for edge in days for day in edge.value))
    beside = _beside(said, found) if unread else ()
    if any(_changes_the_time(edge.value, words) for edge in unread):
        return When(day, beside=beside)
    return When(day, _times(found, alone=not unread or bool(day)), beside)


def _changes_the_time(token: str, words: WhenWords) -> bool:
    """True if a word that was left over is a number, or would change one: "nine and thirty"."""
    return token.isdecimal() or any(word.kind in ("number", "before") for word in words.phrases.get((token,), ()))


def _beside(said: list[str], found: list[Edge]) -> tuple[str, ...]:
    """Write what stands behind the last and before the first of the days and times."""
    told = [edge for edge in found if edge.kind in ("day", "clock", "part", "time")]
    if not told:
        return ()
    around = (said[told[-1].end :], said[: told[0].start])
    return tuple(" ".join(tokens) for tokens in around if tokens)


def _times(found: list[Edge], *, alone: bool) -> tuple[time, ...]:
    """Return the times that may be meant; ``alone``: nothing else was said that cannot be read."""
    clocks: list[DialTime] = [edge.value for edge in found if edge.kind == "clock"]
    parts: list[PartOfDay] = [edge.value for edge in found if edge.kind == "part"]
    parts = parts or [clock.part for clock in clocks if clock.part]  # "between 3 and 5 pm"
    named: list[int] = [edge.value for edge in found if edge.kind == "time"]
    if clocks:
        apart = len(clocks) > 1 and not any(edge.kind == "or" for edge in found)
        if apart or not (alone or parts or all(clock.marked for clock in clocks)):
            return ()
        minutes = [minute for clock in clocks for minute in _minutes(clock, parts, named)]
    elif alone:
        minutes = named or [part.at for part in parts if part.at is not None]
    else:
        minutes = []
    return tuple(time(*divmod(minute, 60)) for minute in dict.fromkeys(minutes))[:MOST_TIMES]


def _minutes(clock: DialTime, parts: list[PartOfDay], named: list[int]) -> list[int]:
    """Return what a time on a clock may mean beside the parts of the day that are said."""
    both = [clock.minute % _HALF, clock.minute % _HALF + _HALF]
    if wanted := [clock.part] if clock.part else parts:
        if clock.exact and not 60 <= clock.minute < 13 * 60:  # "07:30 pm" is said on a clock of twelve hours
            of_twelve_hours = clock.minute < 60 and any(part.at is None for part in wanted)
            both = [] if of_twelve_hours else [clock.minute]
        return [minute for minute in both if all(part.holds(minute) for part in wanted)]
    if clock.exact and not {*both} & {*named}:
        return [clock.minute]
    close = [minute for minute in both if any(abs(minute - at) <= _BESIDE_A_NAME for at in named)]
    if len(close) == 1:  # "12 noon", "1 lunch", "6 before work"
        return close
    if _DOUBTFUL[0] <= both[0] < _DOUBTFUL[1]:
        return both
    return [both[1] if both[0] < _DOUBTFUL[0] else both[0]]  # twelve is noon, seven the morning
