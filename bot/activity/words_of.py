"""From a text as an owner types it to the plain words that patterns are matched against."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping

from bot.activity.stems import Cut
from bot.core.memory import for_one_event
from bot.language.signs import VOWEL_SIGN, normal

LONGEST_TEXT = 1_200  # characters that are read: an activity is said in a sentence or two
LONGEST_CLAUSE = 60  # words

_TAG = re.compile(r"<[^<>]{1,200}>")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|(?<!\S)[^\s@]*@\S+\.\w+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_LETTERS = rf"(?:[^\W_]|{VOWEL_SIGN})+"
_WORD = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")


Short = tuple[tuple[re.Pattern[str], str], ...]
"""What is written in short, and in full."""


@for_one_event  # asked several times of one message
def plain(text: str, short: Short) -> str:
    """Return the beginning of a text in lower case without markup, addresses and control characters, and in full words."""
    text = (
        _ADDRESS.sub(" ", _TAG.sub(" ", html.unescape(normal(text, LONGEST_TEXT)))).translate(_APOSTROPHES).casefold()
    )
    text = "".join(char if unicodedata.category(char)[0] != "C" or char == "\n" else " " for char in text)
    for pattern, full in short:
        text = pattern.sub(full, text)
    return _SPACES.sub(" ", text.replace("\n", " ; ")).strip(" ;")


def has_letters(text: str) -> bool:
    """True if there is anything to read at all."""
    return _LETTER.search(text) is not None


def split_words(text: str) -> list[str]:
    """Return the words of a plain text; hyphenated ones stay together."""
    return _WORD.findall(text)[:LONGEST_CLAUSE]


class Stemmer:
    """Words to stems, with irregular forms, abbreviations and slang of one language.

    Args:
        forms: each word with the other ways it is written, separated by spaces.
        fillers: words that carry nothing.
        cut: cuts the ending of a word.
    """

    def __init__(self, forms: Mapping[str, str], fillers: Iterable[str], cut: Cut) -> None:
        self.cut = cut
        self._forms = {form: word for word, others in forms.items() for form in others.split()}
        self._fillers = frozenset(fillers)
        self.known: set[str] = set(self._forms)

    def stems(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the stems of words, without fillers."""
        found: list[str] = []
        for word in words:
            if word in self._fillers:
                continue
            if word in self._forms:
                found.append(self.cut(self._forms[word]))
            elif "-" in word:
                found.extend(self.stems(word.split("-")))
            else:
                found.append(self._stem(word))
        return tuple(found)

    def _stem(self, word: str) -> str:
        cut = self.cut(word)
        return self.cut(self._forms[cut]) if cut in self._forms else cut
