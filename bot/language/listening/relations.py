"""Several numbers of one message, and the one that they make: a total with its parts, what is left, what is concluded."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.language.listening.amounts import TextPart, ToldAmount
from bot.language.listening.kin import kinds_of
from bot.language.numbers.vocabulary import vocabulary
from bot.language.templates import file_of

SUM_NEAR = 0.02  # how near parts must come to a total to be all of it
LEAD = 3  # words before a number among which it may be called the result
BEHIND = 6  # words behind a number among which it may be said that it does not count

DIGITS = re.compile(r"\d+")
LEAST_OF_ROW = 3


class RelationWords(Struct, frozen=True):
    """How numbers of one message belong together, from ``listening/words.toml``.

    Attributes:
        result: before a number that is concluded from those before it.
        between: what may stand between these and the number.
        less: between two numbers of which the second is taken from the first.
    """

    result: frozenset[str]
    between: frozenset[str]
    less: frozenset[str]


@cache
def relation_words(language: str) -> RelationWords:
    """Return the words of a language, of its parent, or else of English."""
    file = tomllib.loads(file_of(language, "listening/words.toml").read_text(encoding="utf-8"))
    return RelationWords(*(frozenset(file["relation"][name]) for name in ("result", "between", "less")))


def without_slips(text: str, language: str) -> str:
    """Leave out of a row of numbers those that the next one corrects: "8 5 no 6 2" is "8 6 2".

    A row has at least three numbers; of fewer it is asked, or read elsewhere, what corrects what.
    """
    if len(DIGITS.findall(text)) < LEAST_OF_ROW:
        return text
    return _slip(language).sub(r"\1", text)


@cache
def _slip(language: str) -> re.Pattern[str]:
    phrases = [" ".join(words) for words, says in vocabulary(language).phrases.items() if "correction" in says]
    said = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b\d+[\s,]+(?:{said})[\s,]+(\d+)\b", re.IGNORECASE)


def value_of(told: ToldAmount) -> float:
    """Return how much was told."""
    return told.amount.value


def concluded(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return the last number of several if it is said to follow from the others: "7 paid, 3 still think, so 7"."""
    words = relation_words(language)
    places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount) and not token.share]
    if len(places) < 2:
        return None
    *_, before, last = places
    for place in range(last - 1, max(before, last - LEAD - 1), -1):
        text = getattr(tokens[place], "text", "")
        if text in words.result:
            told = tokens[last]
            return told if isinstance(told, ToldAmount) else None
        if text not in words.between:
            return None
    return None


def remainder(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return what is left of the first of two numbers: "14 minus one who cancelled", "55 but a good 15 were spam"."""
    words, kinds = relation_words(language), kinds_of(language)
    places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount) and not token.share]
    if len(places) != 2:
        return None
    first, second = places
    one, other = tokens[first], tokens[second]
    if not isinstance(one, ToldAmount) or not isinstance(other, ToldAmount) or value_of(other) > value_of(one):
        return None
    gap = [getattr(token, "text", "") for token in tokens[first + 1 : second]]
    behind = [getattr(token, "text", "") for token in tokens[second + 1 : second + 1 + BEHIND]]
    said = [kind for of_word in kinds.of_words(" ".join(behind).split()) for kind in of_word]
    if any(text in words.less for text in gap) or "unfit" in said:
        return replace(one, amount=Amount.exactly(value_of(one) - value_of(other)), others=())
    return None


def total_of(counts: Sequence[ToldAmount]) -> ToldAmount | None:
    """Return the number that all the others add up to; None where there is none, or fewer than two others."""
    for total in (counts[0], *reversed(counts[1:])):
        rest = [one for one in counts if one is not total]
        if len(rest) > 1 and abs(total.amount.value - sum(map(value_of, rest))) <= SUM_NEAR * total.amount.value:
            return total
    return None
