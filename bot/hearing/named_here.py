"""Which earlier answer the words of a passage name: "the people one", "my room"."""

from msgspec import Struct

from bot.hearing.earlier import Earlier
from bot.language.listening.naming import NAMING
from bot.language.listening.passages import TextPassage
from bot.language.listening.week_names import NamedWord, names_in

NAMED_FIRST = ("room", "fit", "value", "wanted", "talked", "customers", "orders", "people")
"""Answers by how much their name says: "people I talked with" are those talked with."""
GENERIC = {"wanted": frozenset({"customer"}), "room": frozenset({"people"})}
"""The nouns for what is counted where something else is asked for, so that they name no other answer by themselves."""
ALSO_NAMED = {"wanted": "customers"}  # "3 customers wanted": neither alone
NAMES_ANY = frozenset(kind for kinds in NAMING.values() for kind in kinds)
OF_THE_ANSWER = frozenset({"mends", "said", "last", "first", "answer"})


class NamedHere(Struct, frozen=True):
    """The answer that a passage names.

    Attributes:
        name: of the answer.
        at: the place of the first word for it.
        last: and of the last.
        generic: it is named by a noun alone that what is asked now counts too: "people", "customers".
    """

    name: str
    at: int
    last: int
    generic: bool


def named_here(passage: TextPassage, earlier: Earlier) -> NamedHere | None:
    """Return the answer that the words of a passage name; it may be the one that is asked for now."""
    by_phrase = names_in([word.text for word in passage.words], earlier.language)
    kinds = [
        frozenset() if word.kinds & OF_THE_ANSWER else word.kinds & NAMES_ANY or _naming(by_phrase.get(at))
        for at, word in enumerate(passage.words)
    ]
    among = frozenset(kind for of_word in kinds for kind in of_word)
    named = [name for name in NAMED_FIRST if not NAMING[name].isdisjoint(among)]
    named = [name for name in named if name in earlier.answers or name == earlier.asked]
    if not named or any(ALSO_NAMED.get(name) in named for name in named):
        return None
    name = earlier.asked if earlier.asked in named and NAMING[earlier.asked] == NAMING[named[0]] else named[0]
    at = [place for place, of_word in enumerate(kinds) if not NAMING[name].isdisjoint(of_word)]
    generic = NAMING[name] & among <= GENERIC.get(earlier.asked, frozenset())
    return NamedHere(name, at[0], at[-1], generic)


def _naming(word: NamedWord | None) -> frozenset[str]:
    return frozenset() if word is None or word.field is None else NAMING[word.field]
