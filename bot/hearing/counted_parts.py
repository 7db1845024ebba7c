"""The parts of a message that count people, each with its number: "14 came back and paid", "one told me to hop it"."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among
from bot.language.listening.passages import OBJECTS, PassageWord, TextPassage, passages_of
from bot.language.numbers.pieces import Extent
from bot.language.templates import Words

MOST = 500  # people that a report counts; more are something else
NO_THANKS = frozenset({"negation", "disagree", "thanks"})
"""Kinds of word for a plain no."""

TIMES = frozenset({"minute", "hour", "day", "week", "month"})
REST, ASIDE, DENIED = "rest", "aside", "negation"
PAIR, BUT, TRIES = "pair", "except", "tries"


class CountedPart(Struct, frozen=True):
    """A part of a message that counts people: how many, or what share of those before, and which of its words says so."""

    part: TextPassage
    count: float
    at: int
    share: bool = False
    whole: float | None = None


def counting_parts(text: str, words: Words) -> list[TextPassage]:
    """Return the parts of a message that count people."""
    return [part for part in passages_of(text, words.language) if any(map(counts_some, part.numbers))]


def counts_some(count: ToldAmount) -> bool:
    """True for a count of people, or for a part of them: no money, and no rate; a month may stand beside it ("2 booked for June")."""
    rate = count.span is not None and count.span.rate
    plain = count.currency is None and not rate and 0 < count.amount.value <= MOST
    return plain and (bool(count.share) or count.amount.value.is_integer())


def counted_in(text: str, words: Words) -> Iterator[CountedPart]:
    """Yield each count of people with the words up to the next number; a "one" counts where it begins its part."""
    lone = {
        one.place
        for one in tokens_in(text, words.language)
        if isinstance(one, ToldAmount) and one.amount.value == 1 and not one.share
    }
    for part in _joined(passages_of(text, words.language), lone):
        only = _count_without_number(part, lone, words)
        if only is not None:
            yield only
        told = [at for at, word in enumerate(part.words) if _is_number(word)]
        start = 0
        for at, end in zip(told, (*told[1:], len(part.words)), strict=False):
            if (one := _count_at(part, start, at, end, words)) and not (only and at < len(only.part.words)):
                yield one
                start = end
            elif start:
                start = end


def _is_number(word: PassageWord) -> bool:
    """True for a number, and not for the "nothing" of "96 nothing"."""
    return word.denied is not None or (word.told is not None and (word.told.amount.value > 0 or "0" in word.text))


def _count_at(part: TextPassage, start: int, at: int, end: int, words: Words) -> CountedPart | None:
    """Return a number as a count of people, with the words from some place to another; a number before a "no" is one."""
    word, own = part.words[at], TextPassage(part.words[start:end])
    if word.denied is not None:
        return CountedPart(own, word.denied, at - start) if is_plain_no(part.words[at + 1 : end]) else None
    if (
        word.told is None
        or word.told.vague
        or not counts_some(word.told)
        or _is_time(part, at)
        or _counts_tries(part, at, words)
    ):
        return None
    return CountedPart(own, word.told.amount.value, at - start, bool(word.told.share), word.told.whole)


def _joined(parts: Sequence[TextPassage], lone: set[Extent]) -> list[TextPassage]:
    """Return the passages, each with what is said on behind an "and": "14 came back and paid"."""
    found: list[TextPassage] = []
    for part in parts:
        near = bool(found) and part.words[0].place[0] - found[-1].words[-1].place[1] <= 1
        counts = part.numbers or any(word.place in lone for word in part.words)
        before = bool(found) and (found[-1].numbers or any(word.place in lone for word in found[-1].words))
        if near and before and not counts and part.kinds.isdisjoint((REST, DENIED)):
            found[-1] = found[-1].with_words(part.words)
        else:
            found.append(part)
    return found


def _count_without_number(part: TextPassage, lone: set[Extent], words: Words) -> CountedPart | None:
    """Return the "one" or the "both" that a part begins with, or the "one" behind an "except"."""
    begins = next((at for at, word in enumerate(part.words) if ASIDE not in word.kinds), 0)
    for at, word in enumerate(part.words):
        first = at == begins or (at > 0 and BUT in _counting_kinds_of(part.words[at - 1], words))
        if first and word.place in lone:
            return CountedPart(TextPassage(part.words[at if at != begins else 0 :]), 1.0, at if at == begins else 0)
    pair = PAIR in _counting_kinds_of(part.words[begins], words)
    return CountedPart(part, 2.0, begins) if pair else None


def _counts_tries(part: TextPassage, at: int, words: Words) -> bool:
    """True for how often something was done: "twice", "three goes at each of them"."""
    return any(TRIES in _counting_kinds_of(word, words) for word in part.words[at : at + 3])


def _counting_kinds_of(word: PassageWord, words: Words) -> frozenset[str]:
    return kinds_among((word.text,), words.language, COUNTING)


def _is_time(part: TextPassage, at: int) -> bool:
    return any(word.kinds & TIMES for word in part.words[at + 1 : at + 2])


def is_plain_no(behind: Sequence[PassageWord]) -> bool:
    """Return True if the words behind a number only say no: "4 no", "2 no thanks"."""
    return bool(behind) and OBJECTS in behind[0].kinds and all(word.kinds & NO_THANKS for word in behind)
