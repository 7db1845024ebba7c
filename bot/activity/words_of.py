"""From a text as an owner types it to the plain words that patterns are matched against."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping

from bot.core.memory import for_one_event
from bot.language.signs import normal

LONGEST_TEXT = 1_200  # characters that are read: an activity is said in a sentence or two
LONGEST_CLAUSE = 60  # words

_TAG = re.compile(r"<[^<>]{1,200}>")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|(?<!\S)[^\s@]*@\S+\.\w+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_CONTRACTIONS = (
    (re.compile(r"\b(?:can't|cant|cannot)\b"), "can not"),
    (re.compile(r"\b(?:won't|wont)\b"), "will not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|would|should|could)(?:n't|nt)\b"), r"\1 not"),
    (re.compile(r"\bain'?t\b"), "is not"),
    (re.compile(r"\b(havn|hav'?n)'?t\b"), "have not"),
    (re.compile(r"\b(i|you|we|they)'(?:m|re|ve|ll|d)\b"), r"\1"),
    (re.compile(r"\b(it|that|what|he|she|who|there|let)'s\b"), r"\1 is"),
    (re.compile(r"'s\b|s'(?=\s|$)"), lambda found: "" if found.group().startswith("'") else "s"),
    (re.compile(r"(?<=\w)in'(?!\w)"), "ing"),
    (re.compile(r"\bb/c\b"), "because"),
    (re.compile(r"\bw/o\b"), "without"),
    (re.compile(r"\bw/ ?"), "with "),
    (re.compile(r"(?<=\w)\s*(?:&|\+|\bn\b|'n')\s*(?=\w)"), " and "),
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")


@for_one_event  # asked several times of one message
def plain(text: str) -> str:
    """Return the beginning of a text in lower case without markup, addresses, control characters and contractions."""
    text = (
        _ADDRESS.sub(" ", _TAG.sub(" ", html.unescape(normal(text, LONGEST_TEXT)))).translate(_APOSTROPHES).casefold()
    )
    text = "".join(char if unicodedata.category(char)[0] != "C" or char == "\n" else " " for char in text)
    for pattern, better in _CONTRACTIONS:
        text = pattern.sub(better, text)
    return _SPACES.sub(" ", text.replace("\n", " ; ")).strip(" ;")


def has_letters(text: str) -> bool:
    """True if there is anything to read at all."""
    return _LETTER.search(text) is not None


def split_words(text: str) -> list[str]:
    """Return the words of a plain text; hyphenated ones stay together."""
    return _WORD.findall(text)[:LONGEST_CLAUSE]


def stem(word: str) -> str:
    """Cut English endings so that all forms of a word come out alike; the result need not be a word."""
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and not word.endswith("eed"):
            word = _without(word, ending)
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _without(word: str, ending: str) -> str:
    root = word[: -len(ending)]
    if len(root) < 2 or not any(char in "aeiouy" for char in root):
        return word
    if ending == "ed" and root.endswith("i"):
        return root[:-1] + "y"
    if root[-1] == root[-2] and root[-1] not in "aeiolsz":
        return root[:-1]
    short = (
        len(root) <= 4
        and root[-1] not in "aeiouwxy"
        and root[-2] in "aeiou"
        and (len(root) < 3 or root[-3] not in "aeiou")
    )
    return root + "e" if short else root


class Stemmer:
    """Words to stems, with irregular forms, abbreviations and slang of one language.

    Args:
        forms: each word with the other ways it is written, separated by spaces.
        fillers: words that carry nothing.
    """

    def __init__(self, forms: Mapping[str, str], fillers: Iterable[str]) -> None:
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
                found.append(stem(self._forms[word]))
            elif "-" in word:
                found.extend(self.stems(word.split("-")))
            else:
                found.append(self._stem(word))
        return tuple(found)

    def _stem(self, word: str) -> str:
        cut = stem(word)
        return stem(self._forms[cut]) if cut in self._forms else cut
