"""How many more than now are told, and the total where it is told beside: "another 5 on top of what we have", "6 more a week"."""

from collections.abc import Sequence

from msgspec import Struct

from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.passages import PassageWord, TextPassage, passages_of
from bot.language.listening.relations import concluded, counts_in
from bot.language.listening.things_named import MONEY
from bot.language.numbers.pieces import Extent, Mark, is_a
from bot.language.numbers.pieces import at as piece_at

FURTHER, THAN = "further", "than"
BETWEEN = frozenset({"people", "customer", "new", "quote", "enquire", "buy", "look", "trial", "talk", "several"})
"""Kinds of word for who or what is counted, which may stand between a number and its "more"."""

WITHIN = 4  # words at most between a number and its "more"
STAFF = "staff"
OF_TIME = frozenset({"day", "week", "month", "year"})
DAYS_OPEN = (5, 7)  # of a week


class OnTop(Struct, frozen=True):
    """So many more than now.

    Attributes:
        more: how many more.
        now: how many there are now, where that is told too: "on top of the 4".
        total: how many that makes, where that is told too: "so 9 in all".
    """

    more: ToldAmount
    now: ToldAmount | None = None
    total: ToldAmount | None = None


def told_on_top(text: str, language: str) -> OnTop | None:
    """Return how many more than now a message tells; None where it tells none, or what else its numbers are is not plain.

    The number that is so many more is the first of the message: in "15 a week, and 2 more at a push" it is added to another one.
    """
    passages = [passage for passage in passages_of(text, language) if passage.numbers]
    counts = [one for passage in passages for one in passage.numbers if not one.share]
    if not counts:
        return _one_more(tokens_in(text, language))
    more, *others = counts
    if any(one.currency for one in counts) or not 0 < more.amount.value < MONEY:
        return None  # "I want to make 3000 more a month"
    lead = next(passage for passage in passages if passage.holds(more))
    if more.parts or not _is_more(lead, more, text, language):
        return None
    if any(_is_length(lead, one) for one in others if lead.holds(one)):
        return None  # "7 more in the next 3 months" are no 7 more each week
    now = others[0] if others and lead.holds(others[0]) and _is_now(lead, others[0]) else None
    match [one for one in others if one is not now]:
        case []:
            return OnTop(more, now)
        case [again] if _is_same_rate(more, again):
            return OnTop(again, now)
        case [total] if _is_total(total, more, passages, text, language):
            return OnTop(more, now, total)
        case _:
            return None


def _is_length(passage: TextPassage, told: ToldAmount) -> bool:
    """True for the 3 of "the next 3 months"."""
    behind = TextPassage(passage.words[passage.place_of(told) + 1 :][:1])
    return not behind.kinds.isdisjoint(OF_TIME)


def _is_same_rate(more: ToldAmount, again: ToldAmount) -> bool:
    """True if a number says for each week what another says for each day: "50 more a day, so 300 a week"."""
    if more.span is None or again.span is None or not (more.span.rate and again.span.rate):
        return False
    days = (more.span.unit, again.span.unit) == ("day", "week") and more.span.count == again.span.count == 1
    return days and DAYS_OPEN[0] <= again.amount.value / more.amount.value <= DAYS_OPEN[1]


def _one_more(tokens: Sequence[TextPart]) -> OnTop | None:
    """Return the one of "just one more a week", which is no other one: "one more question"."""
    counts = [(place, told) for place, told in counts_in(tokens) if told.span is not None and told.span.rate]
    match counts:
        case [(place, told)] if is_a(piece_at(tokens, place + 1), "more") or is_a(piece_at(tokens, place - 1), "more"):
            return OnTop(told)
        case _:
            return None


def _is_total(told: ToldAmount, more: ToldAmount, passages: Sequence[TextPassage], text: str, language: str) -> bool:
    """True for a number behind how many more that says what they make: "so call it 5", "what's that, 2 or 3 a week"."""
    result = concluded(tokens_in(text, language), language)
    mended = any(passage.holds(told) and "mends" in passage.kinds for passage in passages)
    as_asked = told.span is not None and told.span.rate and told.span is not more.span
    as_asked = as_asked and told.amount.value < more.amount.value  # "2 more than now, and I have 2 a week"
    return mended or as_asked or (result is not None and result.place == told.place)


def _is_more(passage: TextPassage, told: ToldAmount, text: str, language: str) -> bool:
    """True if a word beside a number says that it comes on top of what there is: "another 5", "20 new ones a week more"."""
    at, bounds = passage.place_of(told), _bounds_in(text, language)
    before, behind = passage.words[:at], passage.words[at + 1 :]
    if STAFF in TextPassage(behind[:1]).kinds:
        return False  # "another 2 lads"
    if before and _is_further(before[-1], _bounds_in(text, language, before=told)):
        return "negation" not in TextPassage(before[-2:-1]).kinds
    place = next((nth for nth, word in enumerate(behind[: WITHIN + 1]) if _is_further(word, bounds)), None)
    if place is None or not all(_may_stand_between(word) for word in behind[:place]):
        return False
    after = behind[place + 1 :]
    if after and STAFF in after[0].kinds:
        return False
    return _is_than_now(after, language) if after and THAN in after[0].kinds else True


def _bounds_in(text: str, language: str, *, before: ToldAmount | None = None) -> Sequence[Extent]:
    """Return where it is said how loose a number is: "10 or more", "10 more or less"; not "more than".

    Before a number a single word may say so too, as in "больше 5".
    """
    marks = [token for token in tokens_in(text, language) if isinstance(token, Mark)]
    return [
        mark.place
        for mark in marks
        if (" " in mark.text and not is_a(mark, THAN)) or (before is not None and "at_least" in mark.says)
    ]


def _is_further(word: PassageWord, bounds: Sequence[Extent]) -> bool:
    return FURTHER in word.kinds and not any(start <= word.place[0] < end for start, end in bounds)


def _may_stand_between(word: PassageWord) -> bool:
    return word.told is None and (not word.kinds or not word.kinds.isdisjoint(BETWEEN))


def _is_than_now(words: Sequence[PassageWord], language: str) -> bool:
    """True if what stands behind a "than" is what there is now: "5 more than now", "5 more than the 4 we get"."""
    kinds = kinds_of(language, COUNTING).of_words([word.text for word in words])
    return any("now" in of_word for of_word in kinds) or any(word.told is not None for word in words)


def _is_now(passage: TextPassage, told: ToldAmount) -> bool:
    """True for the number right behind an "on top of" or a "more than"."""
    near = TextPassage(passage.words[: passage.place_of(told)][-WITHIN:])
    return bool(near.kinds & {FURTHER, THAN})
