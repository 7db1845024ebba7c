"""The words of time that stand beside numbers, in one language."""

import tomllib
from functools import cache

from msgspec import Struct

from bot.core.span import Unit
from bot.language.numbers.vocabulary import token_of
from bot.language.signs import as_typed
from bot.language.templates import file_of
from bot.language.vocabulary import language_table

Phrase = tuple[str, ...]


class TimeWords(Struct, frozen=True):
    """Words of time by what they say.

    Attributes:
        unit: each word for a unit.
        rate: each phrase for "so many each", by its words; the longest is ``longest`` words long.
        said: the other words, by the names they have in ``listening/time.toml`` and ``numbers/time.toml``.
        so_far, new_year, that_is: phrases by their words.
        month: the number of each month's name, from 1.
        and_a_half: phrases by their words.
        season: the months of each season, or of a feast, by its name.
        same: phrases by their words, and the words that say the same: "полгода", "за 6 месяцев".
    """

    unit: dict[str, Unit]
    rate: dict[Phrase, Unit]
    said: dict[str, frozenset[str]]
    so_far: frozenset[Phrase]
    new_year: frozenset[Phrase]
    month: dict[str, int]
    longest: int
    and_a_half: tuple[Phrase, ...]
    same: dict[Phrase, Phrase]
    season: dict[str, tuple[int, ...]]
    that_is: frozenset[Phrase]

    def is_(self, word: str, *kinds: str) -> bool:
        """True if a word is of one of some kinds."""
        for kind in kinds:  # noqa: SIM110 -- asked of each word dozens of times, and any() takes twice as long
            if word in self.said.get(kind, ()):
                return True
        return False


def in_words(phrase: str, language: str) -> Phrase:
    """Part a phrase as a text of its language is parted."""
    return tuple(match[0] for match in token_of(language).finditer(phrase) if match.lastgroup != "space")


@cache
def time_words(language: str) -> TimeWords:
    """Return the words of time of a language, of its parent, or else of English."""
    taught, file = (
        as_typed(tomllib.loads(file_of(language, name).read_text(encoding="utf-8")), language)
        for name in ("listening/time.toml", "numbers/time.toml")
    )
    words = {
        kind: [*taught["words"].get(kind, []), *file["words"].get(kind, [])]
        for kind in {*taught["words"], *file["words"]}
    }
    phrases = {
        name: frozenset(in_words(phrase, language) for phrase in words.pop(name, []))
        for name in ("so_far", "new_year", "that_is")
    }
    small = as_typed(language_table(language), language)
    words |= {"since_behind": [], **small["spans"], "ordinal": small["days"]["ordinal"]}
    halves = tuple(in_words(phrase, language) for phrase in words.pop("and_a_half"))
    months = {word: number for number, names in enumerate(taught["months"]["names"], 1) for word in names}
    rates = {in_words(phrase, language): unit for unit, listed in file["rate"].items() for phrase in listed}
    return TimeWords(
        {word: unit for table in (taught, file) for unit, listed in table["unit"].items() for word in listed},
        rates,
        {kind: frozenset(listed) for kind, listed in words.items()},
        **phrases,
        month=months,
        longest=max(map(len, rates)),
        and_a_half=halves,
        same={
            in_words(phrase, language): in_words(as_typed(meant, language), language)
            for meant, phrases_of in file.get("same", {}).items()
            for phrase in phrases_of
        },
        season={word: tuple(one["months"]) for one in file.get("season", []) for word in one["names"]},
    )
