"""The words of time that stand beside numbers, in one language."""

import tomllib
from functools import cache

from msgspec import Struct

from bot.core.span import Unit
from bot.language.templates import file_of


class TimeWords(Struct, frozen=True):
    """Words of time by what they say.

    Attributes:
        unit: each word for a unit.
        each, last, within, since, working: words before a unit; see ``listening/time.toml``.
        month: the number of each month's name, from 1.
    """

    unit: dict[str, Unit]
    each: frozenset[str]
    last: frozenset[str]
    within: frozenset[str]
    since: frozenset[str]
    working: frozenset[str]
    month: dict[str, int]


@cache
def time_words(language: str) -> TimeWords:
    """Return the words of time of a language, of its parent, or else of English."""
    file = tomllib.loads(file_of(language, "listening/time.toml").read_text(encoding="utf-8"))
    kinds = {name: frozenset(words) for name, words in file["words"].items()}
    months = {word: number for number, words in enumerate(file["months"]["names"], 1) for word in words}
    return TimeWords({word: unit for unit, words in file["unit"].items() for word in words}, **kinds, month=months)
