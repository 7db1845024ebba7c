"""The numbers of a message about money, each with what the words around it say: an amount, people who came, those who bought."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Self

from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.listening.amounts import LONGEST, AmountKind, ToldAmount, tokens_in
from bot.language.listening.kin import kinds_of
from bot.language.listening.said_numbers import SaidNumber, WordBeside, said_numbers, words_said
from bot.language.numbers.clean import clean

MONEY: AmountKind = "money"  # the file with the words for what a number does in a message about money
LEAD, TRAIL = 6, 6  # words before and behind a number that are of it
BESIDE = 2  # of these, right beside it
ENDS = frozenset(".;!?\n")
BY_NATURE = {
    "came": frozenset(
        {"came", "ring", "write", "enquire", "drop_in", "site_visit", "trial", "look", "quote", "people", "talk"}
    ),
    "won": frozenset({"won", "buy", "customer"}),
}
"""Kinds of word for people who came, or heard a price, and for those who bought."""

PASSED = frozenset({"pm", "pcm", "of", "the", "my", "have", "has", "were", "was", "new", "more", "other", "extra", "who", "which", "whom", "just", "already", "actual", "real", "proper", "different", "so", "far", "had", "them", "those", "em"})  # fmt: skip
YEARS = range(1990, 2100)
_BETWEEN = re.compile(r"\s+to\s+|\s*[-–]\s*")
"""What stands between the two numbers of a range."""


class SaidAmount(Struct, frozen=True):
    """A number with the words before it, back to the number before, and those behind it up to the next one.

    Attributes:
        said: the number.
        lead: its words before it, in its sentence.
        trail: its words behind it, in its sentence.
        named: kinds of the first word behind it that may name what it counts.
        range: the two numbers of "49 to 79"; None of a number alone.
    """

    said: SaidNumber
    lead: tuple[WordBeside, ...]
    trail: tuple[WordBeside, ...]
    named: frozenset[str]
    range: tuple[float, float] | None = None

    @property
    def value(self) -> float:
        """Return the number as it was told: the 70 of "up to 70"."""
        amount = self.said.told.amount
        return amount.low or amount.high if amount.law == "uniform" else amount.value

    @property
    def rate(self) -> str:
        """Return the unit of time that it is for each of; empty where it is for none."""
        span = self.said.told.span
        if span is None or not span.rate or span.place[0] < self.said.told.place[1]:
            return ""
        return span.unit if span.count == 1 else ""

    def before(self, kind: str, words: int = LEAD) -> bool:
        """True if one of its last words before it is of a kind."""
        return any(kind in word.kinds for word in self.lead[-words:])

    def behind(self, kind: str, words: int = TRAIL) -> bool:
        """True if one of its first words behind it is of a kind."""
        return any(kind in word.kinds for word in self.trail[:words])

    def beside(self, kind: str) -> bool:
        """True if a word right beside it is of a kind."""
        return self.before(kind, BESIDE) or self.behind(kind, BESIDE)

    def counts(self, nature: str) -> bool:
        """True if it counts people who came, or who bought."""
        return not BY_NATURE[nature].isdisjoint(self.named)


class MoneyWords(Struct, frozen=True):
    """A message about money: its words and signs with their kinds, and its numbers."""

    words: tuple[WordBeside, ...]
    numbers: tuple[SaidAmount, ...]

    @classmethod
    def of(cls, text: str, language: str) -> Self:
        """Read a message."""
        return cls(*_read(text, language))

    def has(self, kind: str) -> bool:
        """True if a word of the message is of a kind."""
        return any(kind in word.kinds for word in self.words)


@for_one_event
def _read(text: str, language: str) -> tuple[tuple[WordBeside, ...], tuple[SaidAmount, ...]]:
    cleaned = clean(text[:LONGEST], language)
    words = words_said(cleaned.text, cleaned.language)
    more = kinds_of(cleaned.language, MONEY).of_words([word.text for word in words])
    words = [
        WordBeside(word.text, word.place, word.kinds.union(kinds)) for word, kinds in zip(words, more, strict=True)
    ]
    numbers = said_numbers(text, language, money=True).numbers
    places = [one.told.place for one in numbers]
    found = []
    for nth, one in enumerate(numbers):
        start = places[nth - 1][1] if nth else 0
        end = places[nth + 1][0] if nth + 1 < len(places) else len(cleaned.text)
        lead = _own([word for word in words if start <= word.place[0] < one.told.place[0]][::-1])[:LEAD][::-1]
        behind = [word for word in words if one.told.place[1] <= word.place[0] < end]
        trail = _own(behind)[:TRAIL]
        two = _two_of(cleaned.text[slice(*one.told.place)], cleaned.language)
        found.append(SaidAmount(one, tuple(lead), tuple(trail), _named(behind), two))
    return tuple(words), tuple(found)


def _two_of(written: str, language: str) -> tuple[float, float] | None:
    """Return the two numbers of "from 70 to 85" and "49-79"; None of one number."""
    parts = _BETWEEN.split(written)
    found = [[one for one in tokens_in(part, language, MONEY) if isinstance(one, ToldAmount)] for part in parts]
    if len(parts) != BESIDE or any(len(one) != 1 for one in found):
        return None
    first, second = (one[0].amount.value for one in found)
    return None if first == second else (first, second)


def _own(words: Sequence[WordBeside]) -> list[WordBeside]:
    """Return words up to the end of the sentence, without signs."""
    end = next((at for at, word in enumerate(words) if word.text in ENDS), len(words))
    return [word for word in words[:end] if word.text[:1].isalnum()]


def _named(behind: Sequence[WordBeside]) -> frozenset[str]:
    """Return the kinds of the first word that may name what a number counts, before the next sign."""
    beside = takewhile(lambda word: word.text[:1].isalnum(), behind)
    naming = next((word for word in beside if word.text not in PASSED), None)
    return naming.kinds if naming is not None else frozenset()
