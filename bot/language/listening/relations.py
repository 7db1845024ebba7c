"""Several numbers of one message, and the one that they make: a total with its parts, what is left, what is concluded."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.language.listening.amounts import TextPart, ToldAmount
from bot.language.listening.kin import kinds_of
from bot.language.listening.words_between import words_between
from bot.language.numbers.vocabulary import vocabulary

SUM_NEAR = 0.02  # how near parts must come to a total to be all of it
LEAD = 3  # words before a number among which it may be called the result
BEHIND = 6  # words behind a number among which it may be said that it does not count

DIGITS = re.compile(r"\d+")
LEAST_OF_ROW = 3


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


def counts_in(tokens: Sequence[TextPart]) -> list[tuple[int, ToldAmount]]:
    """Return the numbers among some tokens that are no shares, each with its place."""
    return [(place, token) for place, token in enumerate(tokens) if isinstance(token, ToldAmount) and not token.share]


def concluded(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return the last number of several if it is said to follow from the others: "7 paid, 3 still think, so 7"."""
    words = words_between(language)
    counts = counts_in(tokens)
    if len(counts) < 2:
        return None
    *_, (before, _), (last, told) = counts
    for place in range(last - 1, max(before, last - LEAD - 1), -1):
        text = getattr(tokens[place], "text", "")
        if text in words.result:
            return told
        if text not in words.filler:
            return None
    return None


def remainder(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return what is left of the first of two numbers: "14 minus one who cancelled", "55 but a good 15 were spam"."""
    counts = counts_in(tokens)
    if len(counts) != 2:
        return None
    (first, one), (second, other) = counts
    if value_of(other) > value_of(one):
        return None
    between = {getattr(token, "text", "") for token in tokens[first + 1 : second]}
    behind = " ".join(getattr(token, "text", "") for token in tokens[second + 1 : second + 1 + BEHIND])
    is_unfit = any("unfit" in kinds for kinds in kinds_of(language).of_words(behind.split()))
    if is_unfit or not between.isdisjoint(words_between(language).less):
        return replace(one, amount=Amount.exactly(value_of(one) - value_of(other)), others=())
    return None


def total_of(counts: Sequence[ToldAmount]) -> ToldAmount | None:
    """Return the number that all the others add up to; None where there is none, or fewer than two others."""
    for total in (counts[0], *reversed(counts[1:])):
        rest = [one for one in counts if one is not total]
        if len(rest) > 1 and abs(total.amount.value - sum(map(value_of, rest))) <= SUM_NEAR * total.amount.value:
            return total
    return None
