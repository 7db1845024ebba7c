"""Options told by their place or by a length of time, and names after words such as "we're called"."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.span_words import TimeSpan
from bot.language.match import fold
from bot.language.numbers.pieces import Mark, Word
from bot.language.signs import as_typed
from bot.language.templates import file_of
from bot.language.vocabulary import language_table

LAST = -1
AROUND_NAME = " .,:;!\"'"
MOST_WORDS = 8  # of the longest text that is a length of time
LEAST_BY_ONE = 0.02  # days; shorter ones do not count: "a minute" is seldom meant literally


class ChoiceWords(Struct, frozen=True):
    """The words of ``dialogue/choices.toml``.

    Attributes:
        places: the place of an option, from 0, by its names.
        beside: what may stand beside these.
        units: the days of a unit of time, by its names.
        one: words for the number one before a unit.
        before_names: what stands before the name of a business, the longest first.
        behind_names: what may stand behind it and is no part of it.
    """

    places: Mapping[str, int]
    beside: frozenset[str]
    units: Mapping[str, float]
    one: frozenset[str]
    before_names: tuple[str, ...]
    behind_names: tuple[str, ...]


@cache
def choice_words(language: str) -> ChoiceWords:
    """Return the words of a language."""
    file = as_typed(tomllib.loads(file_of(language, "dialogue/choices.toml").read_text(encoding="utf-8")), language)
    place = file["place"]
    places = {name: at for at, names in enumerate(place["names"]) for name in names}
    places |= dict.fromkeys(place["last"], LAST)
    units = {name: unit["days"] for unit in file["unit"] for name in unit["words"]}
    before = tuple(sorted(file["name"]["before"], key=len, reverse=True))
    return ChoiceWords(
        places,
        frozenset(place["beside"]),
        units,
        frozenset(file["duration"]["one"]),
        before,
        tuple(file["name"]["behind"]),
    )


def place_told(text: str, language: str) -> int | None:
    """Return which of several options is told by its place ("the second one"), from 0, or -1 for the last; else None."""
    words = choice_words(language)
    said = fold(text).split()
    told = [word for word in said if word not in words.beside] or said
    return words.places.get(told[0]) if len(told) == 1 else None


def days_told(text: str, language: str) -> float | None:
    """Return the one length of time in a text, in days; None where there is none, or several."""
    words = choice_words(language)
    tokens = tokens_in(text, language)
    if len(text.split()) > MOST_WORDS:
        return None  # "I'll ring the ones who went quiet this week" is no length
    found = [days for at in range(len(tokens)) if (days := _days_at(tokens, at, words)) is not None]
    return found[0] if len(found) == 1 else None


def _days_at(tokens: Sequence[object], at: int, words: ChoiceWords) -> float | None:
    """Return the length of time that ends at a token: a number of units, or one."""
    token, before = tokens[at], tokens[at - 1] if at else None
    part = before.amount.value if isinstance(before, ToldAmount) else None
    if isinstance(token, TimeSpan):
        return words.units.get(token.unit, 0.0) * token.count * (part if part and part < 1 else 1) or None
    if not isinstance(token, Word | Mark) or (unit := words.units.get(token.text)) is None:
        return None
    if part is not None:
        return unit * part
    said = before.text.split()[-1:] if isinstance(before, Word | Mark) else []
    return unit if unit >= LEAST_BY_ONE and words.one.issuperset(said) and said else None


def name_told(text: str, language: str) -> str | None:
    """Return the name that a text announces: "our name is Casa Lupe", "call us Harrow & Sons"; None without one."""
    lowered = text.casefold().replace("\u2019", "'")
    bare = as_typed(lowered, language)
    lowered = bare if len(bare) == len(lowered) else lowered  # the place of a name must be that in the text
    words = choice_words(language)
    small = tuple(f"{word} " for word in (*language_table(language)["names"]["before"], ":"))
    for lead in words.before_names:
        at = f" {lowered}".find(f" {lead} ")
        if at >= 0:
            name = text[at + len(lead) :].strip(AROUND_NAME)
            if name.casefold().startswith(small):
                name = name.partition(" ")[2]
            for word in words.behind_names:
                name = name[: -len(word)].strip(AROUND_NAME) if name.casefold().endswith(f" {word}") else name
            return name.strip() or None
    return None
