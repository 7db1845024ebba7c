"""A stretch of time beside a number, and the words in which one is looked for."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from bot.core.memory import for_one_event
from bot.core.span import SpanOfTime, Unit
from bot.language.listening.time_words import TimeWords
from bot.language.numbers.abroad import number_at, words_of_numbers
from bot.language.numbers.pieces import NOWHERE, Extent
from bot.language.numbers.vocabulary import Vocabulary
from bot.language.scan import FALLBACK
from bot.language.signs import bare

HALF = 0.5
SHORT = 4  # letters; a shorter unit may be cut short


class TimeSpan(Struct, frozen=True):
    """A stretch of time beside a number.

    Attributes:
        unit: the unit that was named.
        count: how many of them.
        rate: so many for each such stretch ("a week"); if not, so many in that one stretch ("last week").
        working: of days, only those on which work is done.
        since: the first month of the stretch, from 1; its end is now.
        day: the day of that month.
        year: its year, where that was said.
        unclear: how many units was left open: "the last few weeks".
        running: it is not over: "this month".
        place: where it stands in the clean text.
    """

    unit: Unit
    count: float = 1.0
    rate: bool = False
    working: bool = False
    since: int | None = None
    day: int = 1
    year: int | None = None
    unclear: bool = False
    running: bool = False
    place: Extent = NOWHERE

    def told(self, today: date) -> SpanOfTime:
        """Return the stretch as it was told; what began with "since", up to today."""
        if self.since is None:
            return SpanOfTime.of(self.unit, self.count, each=self.rate, working=self.working)
        year = today.year if self.year is None else self.year
        begun = date(year, self.since, 1) + timedelta(days=self.day - 1)
        if self.year is None and begun > today:
            begun = date(year - 1, self.since, 1) + timedelta(days=self.day - 1)
        return SpanOfTime.from_day(min(begun, today), today)


class SaidWord(Struct, frozen=True):
    """A word of the text, and where it stands."""

    text: str
    place: Extent


class FoundSpan(Struct, frozen=True):
    """A stretch of time that was found, and how many words it has."""

    span: TimeSpan
    used: int


class SpanReader(Struct, frozen=True):
    """The words of a text, and what each may be."""

    words: Sequence[str]
    time: TimeWords
    numbers: Vocabulary
    language: str

    def at(self, place: int) -> str:
        """Return a word; nothing where there is none."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def unit(self, place: int) -> Unit | None:
        """Return the unit of time that a word names; a full stop that shortens it belongs to it."""
        return self.time.unit.get(self.at(place))

    def is_(self, place: int, *kinds: str) -> bool:
        """True if the word at a place is of one of some kinds."""
        return 0 <= place < len(self.words) and self.time.is_(self.words[place], *kinds)

    def is_short(self, place: int) -> bool:
        """True if the full stop behind a word shortens it, and ends no sentence."""
        return len(self.at(place)) < SHORT and self.at(place + 1) == "." and self.at(place + 2) != ""

    def is_stop(self, place: int) -> bool:
        """True if a sign stands at a place."""
        return bool(word := self.at(place)) and not word[0].isalnum()

    def is_number(self, place: int) -> bool:
        """True if a word is a number, or a part of one."""
        word = self.at(place)
        if word[:1].isdecimal() or self.numbers.is_number(word):
            return True
        return not {"few", "count", "scale"}.isdisjoint(self.numbers.phrases.get((word,), {}))

    def past(self, place: int, phrases: frozenset[tuple[str, ...]]) -> int:
        """Return the place behind the longest of some phrases; the same place where none is there."""
        longest = max(
            (len(phrase) for phrase in phrases if tuple(self.words[place : place + len(phrase)]) == phrase), default=0
        )
        return place + longest


def count_said(reader: SpanReader, start: int) -> tuple[float | None, int] | None:
    """Return how many units are said, and in how many words; None for how many where that is left open."""
    article = reader.is_(start, "article")
    place = start + article
    if reader.is_(place, "couple"):
        return 2.0, place + 1 + (reader.is_(place + 1, "of")) - start
    if reader.is_(place, "few"):
        return None, place + 1 - start
    if reader.is_(place, "half") and (reader.is_(place + 1, "article") or article):
        return HALF, place + 1 + (not article) - start
    if reader.is_(place, "half") and reader.unit(place + 1) == "year":
        return HALF, place + 1 - start  # "the last half year"
    if article:
        return (1.0, 1) if reader.unit(start + 1) else None
    for length in (2, 1):
        value = _value(tuple(reader.words[start : start + length]), reader.language)
        if value is not None:
            used = length + and_a_half(reader, start + length)
            return value + (HALF if used > length else 0.0), used
    return None


def and_a_half(reader: SpanReader, place: int) -> int:
    """Return how many words "and a half" has here."""
    for words in reader.time.and_a_half:
        if tuple(reader.words[place : place + len(words)]) == words:
            return len(words)
    return 0


@for_one_event
def _value(words: tuple[str, ...], language: str) -> float | None:
    """Return the number that some words make."""
    if len(words) == 1 and words[0].replace(".", "", 1).isdecimal():
        return float(words[0])
    if not all(word[:1].isalpha() for word in words):
        return None
    if (known := words_of_numbers(language)) is not None:
        value, used = number_at([bare(word) for word in words], 0, known)
        return float(value) if value is not None and used == len(words) else None
    if not all(word.isalpha() for word in words):
        return None
    from text_to_num import text2num

    try:
        return float(text2num(" ".join(words), FALLBACK))
    except ValueError:
        return None


def whole_in(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 7 else 0
