"""Several numbers of the door in one message, each with the word that names its step: "15 called, I quoted 12, got 5".

They are read as a line about a week is, whatever stretch of time they are all for.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.week_numbers import NESTED, Field, mismatch
from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import NAMING, kinds_among, words_beside, words_of
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.time_words import time_words
from bot.language.listening.week_names import named_in
from bot.language.listening.week_told import counted_in
from bot.language.match import is_asked

PEOPLE: Field = "people"
LEAST = 2  # numbers, each of a step of its own
DAY, ASKS = "day", "?"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
ENDS = frozenset(".!?;")


def steps_told(text: str, language: str) -> Mapping[str, ToldAmount]:
    """Return the numbers of a message by the steps of the door; nothing where fewer than two are told, or one is in doubt."""
    told = _without_questions(text)
    tokens = _without_mentions(tokens_in(told, language), language)
    counts = [token for token in tokens if isinstance(token, ToldAmount)]
    if ASKS in told or not _are_of_one_time(counts) or any(one.share and one.whole for one in counts):
        return {}
    timeless = _without_times(tokens)
    week = counted_in(timeless, told, asked=NESTED[:1], language=language)
    if week is None or mismatch(week) is not None or isinstance(week.orders, Amount):
        return {}
    found: dict[str, ToldAmount] = {
        name: _as_told(given, counts) for name in NESTED if isinstance(given := week.of(name), Amount)
    }
    if len(found) < LEAST or (PEOPLE in found and not _are_people(found[PEOPLE], timeless, language)):
        return {}
    people = found.get(PEOPLE)
    if people is not None and people not in counts and any(one.amount.value > people.amount.value for one in counts):
        return {}  # "50 messaged, most were the wrong people": they are 50
    return found


def says_bought(told: ToldAmount, text: str, language: str) -> bool:
    """Return True if a word beside a number says that so many bought, or began with what is sold."""
    tokens = tokens_in(text, language)
    place = next((at for at, token in enumerate(tokens) if getattr(token, "place", None) == told.place), None)
    words = words_beside(tokens, place) if place is not None else []
    bought = not kinds_among(words, language).isdisjoint(NAMING["customers"])
    return bought or "begun" in kinds_among(words, language, COUNTING)


def _as_told(given: Amount, counts: Sequence[ToldAmount]) -> ToldAmount:
    """Return a number with its place and its stretch of time, or a new one where it was made of others."""
    return next((one for one in counts if one.amount == given and not one.share), ToldAmount(given))


def _are_people(told: ToldAmount, tokens: Sequence[TextPart], language: str) -> bool:
    """True if a word beside a number, or before it in its sentence, says that people came: "loads of people come, like 25"."""
    places = [at for at, token in enumerate(tokens) if getattr(token, "place", None) == told.place]
    if not places or any(one.place == told.place and name and name.field for one, name in named_in(tokens, language)):
        return True
    start = max((at + 1 for at in range(places[0]) if getattr(tokens[at], "text", "") in ENDS), default=0)
    return not kinds_among(words_of(tokens[start : places[0]]), language).isdisjoint(NAMING[PEOPLE])


def _without_questions(text: str) -> str:
    """Leave out what is only asked beside the numbers: "25 came last month. Did you get that?"."""
    *before, last = SENTENCE.split(text.strip())
    return " ".join(before) if before and is_asked(last) and not any(map(str.isdecimal, last)) else text


def _without_mentions(tokens: Sequence[TextPart], language: str) -> list[TextPart]:
    """Leave out a number that only mentions one told before: the last of "10 got in touch, 9 had the call, so correct the 10"."""
    left: list[TextPart] = []
    for token in tokens:
        mentions = bool(left) and time_words(language).is_(getattr(left[-1], "text", ""), "the")
        before = [one.amount.value for one in left if isinstance(one, ToldAmount)]
        if not (mentions and isinstance(token, ToldAmount) and token.amount.value in before):
            left.append(token)
    return left


def _are_of_one_time(counts: Sequence[ToldAmount]) -> bool:
    """True if no two numbers are for stretches of time of their own, and none is for a day."""
    spans = {(span.unit, span.count, span.rate, span.since) for one in counts if (span := one.span) is not None}
    return len(spans) <= 1 and all(unit != DAY for unit, *_ in spans)


def _without_times(tokens: Sequence[TextPart]) -> list[TextPart]:
    """Leave out the stretch of time that all numbers are for."""
    return [
        replace(token, span=None) if isinstance(token, ToldAmount) else token
        for token in tokens
        if not isinstance(token, TimeSpan)
    ]
