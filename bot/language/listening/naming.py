"""What the words beside a number name: the kinds of word for each thing that is counted."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from bot.language.listening.amounts import STOPS, TextPart, ToldAmount
from bot.language.listening.kin import kinds_of
from bot.language.listening.week_told import NAMES

_BUYERS = frozenset({"buy", "customer"})
NAMING: Mapping[str, frozenset[str]] = {
    "people": frozenset(kind for kind, field in NAMES.items() if field == "people"),
    "talked": frozenset(kind for kind, field in NAMES.items() if field == "talked"),
    "quoted": frozenset({"quote"}),
    "missed": frozenset({"miss", "negation"}),
    "customers": _BUYERS,
    "orders": _BUYERS,
    "room": frozenset({"capacity"}),
    "wanted": frozenset({"want"}),
    "fit": frozenset({"suit", "unfit"}),
    "visitors": frozenset({"site_visit", "online"}),
    "value": frozenset({"dear", "worth"}),
}
"""Kinds of word that name what a number counts, by what that is."""


def words_beside(tokens: Sequence[TextPart], place: int) -> list[str]:
    """Return the words beside a number, up to the next number or sign on each side."""
    return words_of([*parts_before(tokens, place), *parts_behind(tokens, place)])


def words_of(tokens: Sequence[TextPart]) -> list[str]:
    """Return the single words of some tokens."""
    return [word for token in tokens for word in getattr(token, "text", "").split()]


def parts_before(tokens: Sequence[TextPart], place: int) -> list[TextPart]:
    """Return what stands before a number, back to the last number or sign."""
    return list(takewhile(_is_within, reversed(tokens[:place])))[::-1]


def parts_behind(tokens: Sequence[TextPart], place: int) -> list[TextPart]:
    """Return what stands behind a number, up to the next number or sign."""
    return list(takewhile(_is_within, tokens[place + 1 :]))


def _is_within(token: TextPart) -> bool:
    return not isinstance(token, ToldAmount) and getattr(token, "text", "") not in STOPS


def kinds_among(words: Sequence[str], language: str) -> frozenset[str]:
    """Return the kinds of some words."""
    return frozenset(kind for of_word in kinds_of(language).of_words(words) for kind in of_word)
