"""Words that mean much the same (``prompts/LANGUAGE/listening/kin.toml``), for words that are in no example."""

import tomllib
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from bot.language.by_phrase import by_phrase
from bot.language.signs import as_typed
from bot.language.templates import file_of

LEAST_STEM = 2
COUNTING = "counting"  # the file with the words for what a number is beside another one
_APART = str.maketrans({"'": None, "-": " - "})


class KindsOfWord(Struct, frozen=True):
    """The kinds of word of a language.

    Attributes:
        phrases: kinds by the words of a phrase, with a space between them.
        stems: kinds by the beginning of a word, whatever its ending.
        longest: words of the longest phrase.
    """

    phrases: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    longest: int

    def of_words(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the kinds that each word belongs to, by itself or as part of a phrase."""
        found: list[dict[str, None]] = [dict.fromkeys(self.of_word(word)) for word in words]
        for at in range(len(words) - 1):
            for length in range(2, min(self.longest, len(words) - at) + 1):
                for kind in self.phrases.get(" ".join(words[at : at + length]), ()):
                    for place in range(at, at + length):
                        found[place][kind] = None
        return [tuple(kinds) for kinds in found]

    def of_word(self, word: str) -> tuple[str, ...]:
        """Return the kinds that a word belongs to by itself."""
        kinds = self.phrases.get(word, ())
        for end in range(len(word), LEAST_STEM - 1, -1):
            if more := self.stems.get(word[:end]):
                return (*kinds, *(kind for kind in more if kind not in kinds))
        return kinds


@cache
def kinds_of(language: str, name: str = "kin") -> KindsOfWord:
    """Read the kinds of word of a language, of its parent, or else of English.

    Args:
        language: whose words they are.
        name: of the file in ``listening`` that lists them.
    """
    file = as_typed(tomllib.loads(file_of(language, f"listening/{name}.toml").read_text(encoding="utf-8")), language)
    listed = [
        (phrase.endswith("*"), " ".join(phrase.rstrip("*").translate(_APART).split()), kind)
        for kind, phrases in file["kind"].items()
        for phrase in phrases
    ]
    stems = by_phrase((said, kind) for open_ended, said, kind in listed if open_ended and " " not in said)
    phrases = by_phrase((said, kind) for open_ended, said, kind in listed if not open_ended or " " in said)
    return KindsOfWord(phrases, stems, max(said.count(" ") + 1 for said in phrases))
