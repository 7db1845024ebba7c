"""Text = button: find the button that typed words mean (any case, trailing punctuation, one typo)."""

import re
from collections.abc import Iterable

from bot.core.memory import for_one_event
from bot.language.listening.kin import kinds_of
from bot.language.signs import VOWEL_SIGN, bare
from bot.language.templates import is_ours
from bot.language.vocabulary import language_table

LONGEST = 500
"""Characters that are looked at: no label has a fifth of that, and a trade is named before them."""

_SPACE = re.compile(rf"(?:(?!{VOWEL_SIGN})[\W_])+")
SHORTEST_TYPO = 4  # of three letters any typo makes another word
SHORTEST_START = 4
DENIAL = 2  # words before a name among which it is denied


def is_asked(text: str) -> bool:
    """True if a text ends with a question mark."""
    return text.rstrip().endswith("?")


@for_one_event
def _fold(text: str) -> str:
    return _SPACE.sub(" ", bare(text, LONGEST).replace("’", "").replace("'", "")).strip()


class _Folded(dict[str, str]):
    """The folded labels of buttons, which come again and again. What owners type is not kept here."""

    def __missing__(self, text: str) -> str:
        folded = _fold(text)
        if is_ours(text) or (len(text) <= 2 and text.isdecimal()):
            self[text] = folded
        return folded


fold = _Folded().__getitem__
"""Bring words to the form in which they are compared: no case, no accents, no punctuation at the edges."""


def exact_match(text: str, labels: Iterable[tuple[str, str]]) -> str | None:
    """Return what stands for the label that was typed as it is."""
    wanted = fold(text)
    for label, meaning in labels:
        if wanted and fold(label) == wanted:
            return meaning
    return None


def near_match(text: str, labels: Iterable[tuple[str, str]]) -> str | None:
    """Return what stands for the one label that was typed with a typo, or in part; None if two could be meant.

    Labels with digits in them are matched only as they are: one typo makes another number.
    """
    from rapidfuzz.distance import OSA

    wanted = fold(text)
    folded = [(fold(label), meaning) for label, meaning in labels]
    if len(wanted) >= SHORTEST_TYPO and not any(c.isdigit() for c in wanted):
        close = {
            m
            for label, m in folded
            if not any(c.isdigit() for c in label) and OSA.distance(wanted, label, score_cutoff=1) <= 1
        }
        if close:
            return close.pop() if len(close) == 1 else None
    said, pause, _ = text.partition(",")
    told_behind = any(c.isdigit() for c in text[len(said) :])  # "that's wrong, 11 called" is no button
    heads = (fold(said) if pause and not told_behind else wanted).split()
    if len("".join(heads)) > 1:  # "yes" or "no, nobody", for a label that begins so
        found = {m for label, m in folded if label.split()[: len(heads)] == heads}
        if len(found) == 1:
            return found.pop()
    if len(wanted) >= SHORTEST_START:
        typed = set(wanted.split())
        for found in (
            {m for label, m in folded if label.startswith(wanted)},
            {m for label, m in folded if typed <= set(label.split())},
        ):
            if len(found) == 1:
                return found.pop()
    return None


def _is_denied(before: str, language: str) -> bool:
    """True if one of the two words before a name denies it, and is no "don't know"."""
    kinds = {kind for of_word in kinds_of(language).of_words(before.split()[-DENIAL:]) for kind in of_word}
    return "negation" in kinds and "dunno" not in kinds


def word_match(text: str, names: Iterable[tuple[str, str]], language: str) -> str | None:
    """Return what stands for the longest name that occurs in the text as whole words; None if several could be meant."""
    meanings = word_matches(text, names, language)
    return meanings[0] if len(meanings) == 1 else None


def word_matches(text: str, names: Iterable[tuple[str, str]], language: str) -> list[str]:
    """Return all that stands for the longest name that occurs in the text as whole words, one of several of them too.

    A name that is denied does not count: "always by phone, never online".
    """
    wanted = f" {fold(text)} "
    endings = ("", *language_table(language)["names"]["several"])
    best, meanings = "", dict[str, None]()
    for name, stands_for in names:
        folded = fold(name)
        found = next((at for ending in endings if (at := wanted.find(f" {folded}{ending} ")) >= 0), -1)
        if len(folded) >= len(best) and folded and found >= 0 and not _is_denied(wanted[:found], language):
            meanings = {**meanings, stands_for: None} if folded == best else {stands_for: None}
            best = folded
    return list(meanings)
