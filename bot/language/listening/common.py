"""How rare the words of a message are among all that owners write after a verdict, by stem and by kind of word.

Counted in ``prompts/LANGUAGE/listening/matters.tsv``, of which the model of ``matters.py`` is made.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from math import log
from typing import NamedTuple

from bot.language.listening.kin import kinds_of
from bot.language.match import fold
from bot.language.signs import MOST_SIGNS, WORD, bare
from bot.language.templates import own_file

EXAMPLES = "listening/matters.tsv"
STEM = 5
"""Letters by which two words are the same: "quotes" and "quoted"."""

ORDINARY = 4.5
"""How rare a word may be and still say nothing by being shared: one message in ninety has it."""

IN_A_ROW, ROW_BY_CHANCE = 3, 8.0
"""So many words in a row are shared by chance as long as they are no rarer together."""

RARE = 6.0  # a name is no word that one message in four hundred has; those of our sources are written now and then
SHORTEST_NAME, LONG_NAME = 4, 8  # one as long as the second may be written apart

SHORTEST_TYPO = 5  # a shorter word with a typo is another word
_NOTHING = str.maketrans({"'": None, "’": None})


class WordsOfOwners(NamedTuple):
    """How often each form of a word was written, and in how many messages."""

    times: Counter[str]
    messages: int

    def rarity(self, form: str) -> float:
        """Return how surprising a form is in a message: nothing where each has it, and more the fewer do."""
        return max(0.0, log((1 + self.messages) / (1 + self.times[form])))


def forms_of(word: str, language: str) -> tuple[str, ...]:
    """Return that by which a word is compared: itself, its stem, and the kinds of word that it belongs to."""
    return (f"word {word}", word[:STEM], *(f"kind {kind}" for kind in kinds_of(language).of_word(word)))


def nearness(text: str, others: Sequence[str], language: str) -> float:
    """Return how much a text shares with what was said before: more for rarer words, and for several in a row.

    Beyond what any two texts share by chance, so that it is nothing for most. It is the logarithm of how much likelier
    it becomes that the text speaks of it.
    """
    rarities = shared_rarity(text, others, language)
    rare = sum(max(0.0, rarity - ORDINARY) for rarity in rarities.values())
    said, words = [f" {fold(one)} " for one in others], fold(text).split()
    rows = (words[at : at + IN_A_ROW] for at in range(len(words) - IN_A_ROW + 1))
    shared = (row for row in rows if any(f" {' '.join(row)} " in one for one in said))
    return max(rare, *(sum(rarities[word] for word in row) - ROW_BY_CHANCE for row in shared), 0.0)


def shared_rarity(text: str, others: Iterable[str], language: str) -> dict[str, float]:
    """Return the words of a text that others share, in their stem, their kind or with a typo, each with its rarity."""
    known = written(language)
    other = {word for one in others for word in fold(one).split()}
    theirs = {form for word in other for form in forms_of(word, language)}
    found = {}
    for word in dict.fromkeys(fold(text).split()):
        forms = [form for form in forms_of(word, language) if form in theirs]
        if not forms and (meant := _with_a_typo(word, other, known)):
            forms = list(forms_of(meant, language))
        if forms:
            found[word] = max(known.rarity(form) for form in forms)
    return found


def is_named(name: str, text: str, language: str) -> bool:
    """True if a text has a name that owners hardly ever write otherwise, in one word, in parts or with a typo."""
    known, said = written(language), fold(text).split()
    for word in fold(name).split():
        if len(word) < SHORTEST_NAME or known.rarity(word[:STEM]) < RARE:
            continue
        if any(is_same(word, one) for one in said) or (len(word) >= LONG_NAME and word in "".join(said)):
            return True
    return False


def is_said(phrase: str, text: str) -> bool:
    """True if a phrase is among the words of a text, whatever its typos; a star stands for any ending."""
    wanted, said = phrase.split(), [word for line in text.splitlines() for word in fold(line).split()]
    rows = (said[at : at + len(wanted)] for at in range(len(said) - len(wanted) + 1))
    return any(all(map(is_same, wanted, row)) for row in rows)


def is_same(wanted: str, word: str) -> bool:
    """True if a word is the one that is wanted, with a typo in a longer one, or any ending for a star."""
    from rapidfuzz.distance import OSA

    if wanted.endswith("*"):
        return word.startswith(fold(wanted[:-1]))
    wanted = fold(wanted)
    near = len(wanted) >= SHORTEST_TYPO and OSA.distance(wanted, word, score_cutoff=1) <= 1
    return wanted == word or near


def _with_a_typo(word: str, others: Collection[str], known: WordsOfOwners) -> str | None:
    """Return which of some words an unknown one is with one typo."""
    from rapidfuzz.distance import OSA

    if len(word) < SHORTEST_TYPO or word[:STEM] in known.times:
        return None
    return next((one for one in others if OSA.distance(word, one, score_cutoff=1) <= 1), None)


@cache
def written(language: str) -> WordsOfOwners:
    """Count how often the examples of a language, or of its parent, have each form of a word."""
    path = own_file(language, EXAMPLES)
    if path is None:
        return WordsOfOwners(Counter(), 0)
    lines = path.read_text(encoding="utf-8").splitlines()
    typed = (bare(line, MOST_SIGNS * len(line)).translate(_NOTHING) for line in lines)
    words = Counter(found[0] for line in typed for found in re.finditer(WORD, line))
    times = Counter[str]()
    for word, often in words.items():
        times.update(dict.fromkeys(forms_of(word, language), often))
    return WordsOfOwners(times, len(lines))
