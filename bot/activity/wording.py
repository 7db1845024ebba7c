"""The words of an activity as the learned model looks at them, each with its stem and the classes it belongs to."""

from collections.abc import Callable, Collection
from functools import cache
from zlib import crc32

from bot.activity.catalogue import KnownActivities, catalogue
from bot.activity.clauses import Clauses
from bot.activity.words_of import split_words
from bot.language.listening.features import Features, Wording, features

SIZE = 1 << 17  # hash buckets for features: with fewer, too many features share one
DENIED = "not "  # marks a word of something that is not done
SHORTEST_SLIP = 5  # letters of a word that may be a slip from another
LONGEST_SLIP = 20
STRANGE = "?"  # the kind of a word that no example has

KnownStem = Callable[[str], bool]


def wording(clauses: Clauses, language: str, known: KnownStem) -> Wording:
    """Return the words of a text; those of a part that says what is not done are marked."""
    book = catalogue(language)
    words = split_words(clauses.activity)
    marks = _denied(words, clauses)
    kinds = tuple(_kinds(word, book, known) for word in words)
    return Wording(
        tuple(DENIED + word if mark else word for word, mark in zip(words, marks, strict=True)),
        tuple(tuple(DENIED + kind for kind in own) if mark else own for own, mark in zip(kinds, marks, strict=True)),
    )


def features_of(clauses: Clauses, language: str, known: KnownStem) -> Features:
    """Return the hashed features of a text."""
    return features(wording(clauses, language, known), "", SIZE)


def stem_mark(stemmed: str) -> int:
    """Return the number that stands for a stem in the list of known ones."""
    return crc32(stemmed.encode())


def known_in(marks: Collection[int]) -> KnownStem:
    """Return whether a stem is among those with these marks."""
    return lambda stemmed: stem_mark(stemmed) in marks


def nearly_known(stemmed: str, known: KnownStem, letters: str) -> bool:
    """True if a stem is one slip away from a known one: a letter left out, too many, wrong, or changed with the next."""
    if not SHORTEST_SLIP <= len(stemmed) <= LONGEST_SLIP:
        return False
    halves = [(stemmed[:at], stemmed[at:]) for at in range(1, len(stemmed) + 1)]
    slips = [before + after[1:] for before, after in halves if after]
    slips += [before + after[1] + after[0] + after[2:] for before, after in halves if len(after) > 1]
    slips += [before + letter + after for before, after in halves for letter in letters]
    slips += [before + letter + after[1:] for before, after in halves if after for letter in letters]
    return any(map(known, slips))


def stems_of(clauses: Clauses, language: str) -> list[str]:
    """Return the stems of a text."""
    book = catalogue(language)
    return [one for word in split_words(clauses.activity) for one in book.stemmer.stems([word])]


def _denied(words: list[str], clauses: Clauses) -> list[bool]:
    """Mark the words of the parts that say what is not done, in the order of the text."""
    marks = [False] * len(words)
    at = 0
    for part in clauses.not_done:
        for word in split_words(part):
            try:
                at = words.index(word, at)
            except ValueError:
                continue
            marks[at] = True
            at += 1
    return marks


def _kinds(word: str, book: KnownActivities, known: KnownStem) -> tuple[str, ...]:
    found: list[str] = []
    for one in book.stemmer.stems([word]):
        found += [f"={one}", *_classes(book).get(one, ())]
        if not known(one):
            found.append(STRANGE)
    return tuple(found)


@cache
def _classes(book: KnownActivities) -> dict[str, tuple[str, ...]]:
    """Return the classes of the patterns that a stem belongs to by itself."""
    found: dict[str, tuple[str, ...]] = {}
    for name, members in book.book.classes.items():
        for member in members.split():
            if "_" not in member:
                stem = book.stemmer.cut(member)
                found[stem] = (*found.get(stem, ()), name)
    return found
