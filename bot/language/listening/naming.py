"""What the words beside a number name: the kinds of word for each thing that is counted."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from bot.core.week_numbers import Field
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount
from bot.language.listening.kin import kinds_of
from bot.language.listening.words_between import words_between
from bot.language.numbers.pieces import Mark, is_a
from bot.language.numbers.vocabulary import vocabulary

NAMES: Mapping[str, Field] = {
    "enquire": "people", "ring": "people", "write": "people", "drop_in": "people", "people": "people",
    "talk": "talked", "reply": "talked", "quote": "talked", "look": "talked", "buy": "customers", "customer": "customers",
}  # fmt: skip
"""Kinds of word that name a number of the week."""

NOUN = "customer"  # the one kind that names who did it, and not what was done
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


def is_denied(tokens: Sequence[TextPart], place: int, fact: str, language: str) -> bool:
    """Return True if the words behind a number say that so many did not do what it may count: "3 didn't buy"."""
    kinds = [frozenset(of_word) for of_word in kinds_of(language).of_words(words_of(parts_behind(tokens, place)))]
    done = [at for at, of_word in enumerate(kinds) if not of_word.isdisjoint(NAMING.get(fact, ()))]
    denied = [at for at, of_word in enumerate(kinds) if "negation" in of_word]
    # "जवाब नहीं दिया" denies what was done; "3 customers not bad" denies no noun
    return any(at < verb or (at == verb + 1 and NOUN not in kinds[verb]) for at in denied for verb in done)


def are_of_before(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """Return True if a number counts people who were customers before: "4 old customers", "5 from regulars"."""
    behind = words_of(parts_behind(tokens, place))
    known, numbers = kinds_of(language), vocabulary(language)
    comes_from = any(
        "by" in numbers.kinds_of(word) and NOUN in known.of_word(next_one) for word, next_one in pairwise(behind)
    )
    return comes_from or not words_between(language).earlier.isdisjoint(words_beside(tokens, place))


def parts_before(tokens: Sequence[TextPart], place: int) -> list[TextPart]:
    """Return what stands before a number, back to the last number or sign."""
    return list(takewhile(_is_within, reversed(tokens[:place])))[::-1]


def parts_behind(tokens: Sequence[TextPart], place: int) -> list[TextPart]:
    """Return what stands behind a number, up to the next number or sign."""
    return list(takewhile(_is_within, tokens[place + 1 :]))


def _is_within(token: TextPart) -> bool:
    return not isinstance(token, ToldAmount) and getattr(token, "text", "") not in STOPS


def kinds_among(words: Sequence[str], language: str, name: str = "kin") -> frozenset[str]:
    """Return the kinds of some words, by the file of a name."""
    return frozenset(kind for of_word in kinds_of(language, name).of_words(words) for kind in of_word)


def says_by(token: TextPart | None, language: str) -> bool:
    """Return True for the "from" of "7 from facebook"."""
    if isinstance(token, Mark) and "between" in token.says:
        return True
    return is_a(token, "by") or "by" in vocabulary(language).kinds_of(getattr(token, "text", ""))
