"""A future day as owners type it: "24 dec", "2027-01-11", "24.12.", "in 3 weeks", "friday"."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from bot.language.signs import WORD
from bot.language.templates import FALLBACK
from bot.language.vocabulary import any_of, language_table, locales, plain, vocabulary
from bot.language.when import read_when
from bot.language.when.vocabulary import when_words

FURTHEST = timedelta(days=730)
_LONGEST = 4  # words of a day
_SHORT = 2  # letters: "we" is no Wednesday

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})(?:\s*[./]\s*(\d{4}|\d{2}))?\.?")


def read_day(text: str, today: date, *, language: str = FALLBACK) -> tuple[date, ...]:
    """Read the day after today that is meant; two where "3/4" could be either, none where no such day is meant."""
    said = _date_words(language).behind.sub("", plain(text[:60]).strip(" .!"))
    days = _dated(said, today, language) or _spanned(said, today, language) or _on_weekday(said, today, language)
    return _to_come(dict.fromkeys(days), today)


def days_within(text: str, today: date, *, language: str = FALLBACK) -> tuple[date, ...]:
    """Find the days after today that are named somewhere in a text: "on holiday, pause until 12 Dec".

    A month alone is its first day, behind a word such as "until" only: "may" and "march" mean other things too.
    """
    said = [word.strip(",;:!?()") for word in plain(text).split()]
    until = vocabulary(language)["until"]["words"]
    found: dict[date, None] = {}
    place = 0
    while place < len(said):
        for length in range(min(_LONGEST, len(said) - place), 0, -1):
            words = " ".join(said[place : place + length])
            beside = {said[place - 1] if place else "", *said[place + length : place + length + 1]}
            if length == 1 and words in _months(language) and beside.isdisjoint(until):
                continue
            days = _dated(words, today, language) or _spanned(words, today, language)
            if words in weekday_names(language):
                days = _on_weekday(words, today, language)
            if days:
                found |= dict.fromkeys(days)
                place += length - 1
                break
        place += 1
    return _to_come(found, today)


def _dated(said: str, today: date, language: str) -> list[date]:
    if found := _ISO.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(said):
        one, two = int(found[1]), int(found[2])
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else None
        ways = [(two, one)] if "." in said else [(two, one), (one, two)]
        return [day for month, number in ways for day in _next(today, year, month, number)]
    if found := _date_words(language).named.fullmatch(said):
        month = _months(language).get((found[2] or found[3]).strip("."))
        if month is not None:
            return _next(today, int(found[5]) if found[5] else None, month, int(found[1] or found[4]))
    return _next(today, None, month, 1) if (month := _months(language).get(said)) else []


def _to_come(days: Iterable[date], today: date) -> tuple[date, ...]:
    return tuple(day for day in days if today < day <= today + FURTHEST)


def _spanned(said: str, today: date, language: str) -> list[date]:
    spans: dict[str, int] = vocabulary(language)["spans"]
    numbers = when_words(language).numbers
    if said in spans:
        return [today + timedelta(days=spans[said])]
    words = _date_words(language)
    if (found := words.span.fullmatch(said)) and found[2] in spans:
        count = int(found[1]) if found[1].isdigit() else numbers.get(found[1], 1 if found[1] in words.one else 0)
        return [today + timedelta(days=min(count, 999) * spans[found[2]])]
    return []


def _on_weekday(said: str, today: date, language: str) -> list[date]:
    weekdays = read_when(said, language=language).days
    return [today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1) for weekday in weekdays]


class DateWords(Struct, frozen=True):
    """How a date is named in a language: a pattern of "the 24th of December", one of "in 3 weeks", words for one.

    And what ends it, where a language says "until" and "in" behind it.
    """

    named: re.Pattern[str]
    span: re.Pattern[str]
    behind: re.Pattern[str]
    one: frozenset[str]


@cache
def _date_words(language: str) -> DateWords:
    listed = language_table(language)["days"]
    ordinals, of, years, within = (_any(listed[name]) for name in ("ordinal", "of", "year", "within"))
    day = rf"(\d{{1,2}})(?:{ordinals}|\.|º|°)?"
    before = _any(listed["before"])
    month = rf"((?!\d){WORD}\.?)"
    year = rf"\.?,?(?:\s+(?:(?:{of}|{years})\s+)?(\d{{4}}))?"
    named = rf"(?:(?:{before})\s+)?(?:{day}\s+(?:(?:{of})\s+)?{month}|{month}\s+{day}){year}"
    return DateWords(
        re.compile(named),
        re.compile(rf"(?:(?:{within})\s+)?({WORD})\s+({WORD})"),
        re.compile(rf"\s+(?:{_any(listed.get('behind', []))})$"),
        frozenset(map(plain, listed["one"])),
    )


def _any(phrases: list[str]) -> str:
    """Return a pattern for any of some phrases; one that fits nothing where there are none."""
    return any_of(tuple(map(plain, phrases))) if phrases else r"(?!)"


def _next(today: date, year: int | None, month: int, number: int) -> list[date]:
    if year is not None:
        return _day(year, month, number)
    return [day for day in (*_day(today.year, month, number), *_day(today.year + 1, month, number)) if day > today][:1]


def _day(year: int, month: int, number: int) -> list[date]:
    try:
        return [date(year, month, number)]
    except ValueError:
        return []


@cache
def weekday_names(language: str) -> frozenset[str]:
    """Return the names of the weekdays, and those of their short forms that are no words of two letters."""
    names = [
        name for locale in locales(language) for width in locale.days["format"].values() for name in width.values()
    ]
    return frozenset(name for one in names if len(name := plain(one).strip(".")) > _SHORT)


@cache
def _months(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for locale in locales(language):
        for width in ("wide", "abbreviated"):
            names |= {plain(name).strip("."): month for month, name in locale.months["format"][width].items()}
    return names
