"""Small words between what a message says: ``prompts/LANGUAGE/listening/words.toml``."""

import tomllib
from functools import cache

from msgspec import Struct

from bot.language.signs import as_typed
from bot.language.templates import file_of


class WordsBetween(Struct, frozen=True):
    """The small words of a language.

    Attributes:
        stops: signs behind which a message may be divided.
        joints: words before which it may be.
        serving: between what a business does and whom it does it for.
        result: before a number that is concluded from those before it.
        filler: what may stand between these and the number.
        less: between two numbers of which the second is taken from the first.
    """

    stops: frozenset[str]
    joints: frozenset[str]
    serving: frozenset[str]
    result: frozenset[str]
    filler: frozenset[str]
    less: frozenset[str]


@cache
def words_between(language: str) -> WordsBetween:
    """Return the small words of a language, of its parent, or else of English."""
    file = as_typed(tomllib.loads(file_of(language, "listening/words.toml").read_text(encoding="utf-8")), language)
    relation = file["relation"]
    listed = (file["stops"], file["joints"], file["serving"], relation["result"], relation["between"], relation["less"])
    return WordsBetween(*map(frozenset, listed))
