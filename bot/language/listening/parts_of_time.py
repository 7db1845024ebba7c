"""A part of those told before that is said of one time, which is no other answer: "1400 from May to September, July being 900 of that"."""

from collections.abc import Sequence

from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.counted import CountQuestion, CountRead
from bot.language.listening.making import made_as
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.said_numbers import SaidMessage
from bot.language.numbers.pieces import Extent

OF_WHICH, MONTH = "of_which", "month"
STEPS = frozenset({"buy", "customer", "talk", "reply", "quote"})
"""Kinds of word by which a part is said to have come further: "in July 300 of those bought"."""


def whole_of_times(text: str, said: SaidMessage, question: CountQuestion) -> CountRead | None:
    """Return the only number of a text that is not one of its parts in some month; None where there is none."""
    parts = places_of_parts(text, said.language)
    left = [one for one in said.numbers if one.told.place not in parts]
    return made_as(left[0].told, question) if parts and len(left) == 1 else None


def without_parts_of_time(acts: Sequence[Act], text: str, language: str) -> tuple[Act, ...]:
    """Return what was heard without the numbers that are only those of some months, among more that were told before."""
    parts = places_of_parts(text, language)
    return tuple(act for act in acts if act.told is None or act.told.place not in parts)


def places_of_parts(text: str, language: str) -> frozenset[Extent]:
    """Return the places of the numbers of some months, among more that were told before."""
    passages = passages_of(text, language)
    numbers = [told for part in passages for told in part.numbers]
    return frozenset(told.place for part in passages for told in part.numbers if _is_of_a_time(told, part, numbers))


def _is_of_a_time(told: ToldAmount, part: TextPassage, numbers: Sequence[ToldAmount]) -> bool:
    more = any(one.place < told.place and one.amount.value > told.amount.value for one in numbers)
    timed = MONTH in part.kinds or (told.span is not None and not told.span.rate)
    return more and timed and OF_WHICH in part.kinds and part.kinds.isdisjoint(STEPS)
