"""The words for weekdays and times of one language, from ``prompts/LANGUAGE/checkins/when.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import time
from functools import cache
from typing import Any

from msgspec import Struct

from bot.language.numbers.vocabulary import vocabulary
from bot.language.templates import file_of
from bot.language.vocabulary import locales, plain

DAY_MINUTES = 24 * 60
MEND = "correction"  # what the vocabulary of numbers says of "sorry", "no wait" and the like

_TOKEN = re.compile(r"\d+|[^\s\d:.,;/!?()…\-]+|[:.,;/\-]")


class PartOfDay(Struct, frozen=True):
    """A part of the day.

    Attributes:
        start: the minute of the day from which on a time may be meant.
        end: the minute before which it may be; less than ``start`` where the part goes past midnight.
        at: the minute that is meant where no hour is said; None for "am" and "pm".
    """

    start: int
    end: int
    at: int | None = None

    def holds(self, minute: int) -> bool:
        """True if a minute of the day is in this part of it."""
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


class WhenWord(Struct, frozen=True):
    """What a phrase is to the grammar, and its value: a number, minutes, a part of the day, a weekday."""

    kind: str
    value: Any = None


class WhenWords(Struct, frozen=True):
    """The words to read by.

    Attributes:
        phrases: what each phrase is, by its tokens.
        days: names of days that a typo may mean.
        parts: names of parts of the day that a typo may mean.
        no_typos: words that are one letter from a day and mean none.
        longest: tokens of the longest phrase.
        numbers: by their names.
    """

    phrases: Mapping[tuple[str, ...], tuple[WhenWord, ...]]
    days: Mapping[str, int]
    parts: Mapping[str, PartOfDay]
    no_typos: frozenset[str]
    longest: int
    numbers: Mapping[str, int]


def tokens(text: str) -> list[str]:
    """Divide a text into numbers, words and signs, without case, accents and apostrophes."""
    return _TOKEN.findall(plain(text))


@cache
def when_words(language: str) -> WhenWords:
    """Return the words of a language, of its parent, or else the English ones."""
    return words_of(tomllib.loads(file_of(language, "checkins/when.toml").read_text(encoding="utf-8")), language)


def words_of(table: Mapping[str, Any], language: str) -> WhenWords:
    """Put the words of a table together with the names that a language has for the days."""
    found: dict[tuple[str, ...], dict[WhenWord, None]] = {}

    def add(phrases: Iterable[str], kind: str, value: object = None) -> None:
        for phrase in phrases:
            found.setdefault(tuple(tokens(phrase)), {})[WhenWord(kind, value)] = None

    clock, around = table["clock"], table["around"]
    for kind in ("hour", "parting", "past", "to", "surely_to", "plus", "minus", "short_of", "zero"):
        add(clock[kind], kind)
    for kind in ("before", "after"):
        for phrase, minutes in clock[kind].items():
            add([phrase], kind, minutes)
    add(clock["am"], "close", PartOfDay(0, DAY_MINUTES // 2))
    add(clock["pm"], "close", PartOfDay(DAY_MINUTES // 2, DAY_MINUTES))
    for phrase, number in table["numbers"].items():
        add([phrase], "number", number)
    for part in table["part"]:
        at = _minute(part["at"]) if "at" in part else None
        add(part["words"], "part", PartOfDay(part["from"] * 60, part["until"] * 60, at))
    for phrase, at in table["times"].items():
        add([phrase], "time", _minute(at))
    mends = frozenset(
        tuple(tokens(" ".join(said))) for said, kinds in vocabulary(language).phrases.items() if MEND in kinds
    )
    fillers = [phrase for phrase in around["fillers"] if tuple(tokens(phrase)) not in mends]
    for kind, phrases in (("filler", fillers), ("or", around["or"]), ("refusal", around["refusals"])):
        add(phrases, kind)
    for phrase in around["denials"]:
        add([phrase], "denial", tuple(tokens(phrase)) in mends)
    for said in mends - found.keys():
        found[said] = {WhenWord("mend"): None}
    days = _days(table, language)
    for name, day in days.items():
        add([name], "day", day)
    found.pop((), None)
    of_day = [
        (phrase[0], word.value)
        for phrase, words in found.items()
        if len(phrase) == 1
        for word in words
        if word.kind == "part"
    ]
    return WhenWords(
        phrases={phrase: tuple(words) for phrase, words in found.items()},
        days=days,
        parts={name: part for name, part in of_day if part.at is not None},
        no_typos=frozenset(table["days"]["no_typos"]),
        longest=max(map(len, found)),
        numbers={" ".join(tokens(name)): number for name, number in table["numbers"].items()},
    )


def _days(table: Mapping[str, Any], language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for locale in locales(language):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for day, name in locale.days[context][width].items():
                    names[" ".join(one for one in tokens(name) if one != ".")] = day
    for day, others in enumerate(table["days"]["names"]):
        names |= dict.fromkeys((" ".join(tokens(name)) for name in others), day)
    return names


def _minute(clock: str) -> int:
    at = time.fromisoformat(clock)
    return at.hour * 60 + at.minute
