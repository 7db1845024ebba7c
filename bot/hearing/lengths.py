"""Lengths of time among what was told: which option one is, and whether it says what it is the length of."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from bot.dialogue.flow import Flow, Question
from bot.hearing.policy import CHOOSING, TOLD
from bot.language.choices import WEEK, length_told, option_of_length
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.naming import kinds_among, words_of
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.spans import YEARS
from bot.language.listening.time_words import time_words
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import says

PARTS = re.compile(r"[,.;:!?\n]| - ")
AGE, TRADE = "age", "trade"
NAMED_BY = {"lag": ("deciding",), "speed": ("reply",), AGE: (AGE, "opened")}
"""Kinds of word that say what a length of time is the length of."""

BY_ITSELF = 0.8  # chance of an age that nothing but its part of a sentence tells
YEAR = 4  # digits
BARE = 3  # words, of a part that is a length of time and nothing else


def by_length(act: Act, flow: Flow, text: str, language: str, today: date) -> Act:
    """Return an option of a length with the value that the one length among its words has: "I answer within 2 hours"."""
    question = of_lengths(flow).get(act.name)
    if question is None or act.kind not in TOLD or act.told is not None:
        return act
    length = length_told(clean(text, language).text[slice(*act.place)], language, today=today, begun=question.begun)
    value = act.value if length is None else question.options[option_of_length(length, question.up_to)]
    if value == act.value:
        return act
    same = sum(chance for _, name, _, chance in act.rivals if name == act.name)
    return replace(act, value=value, chance=min(act.chance + same, 1.0), rivals=())


def as_asked(acts: Sequence[Act], question: Question | None, text: str, language: str, today: date) -> tuple[Act, ...]:
    """Return what was heard with a length that answers the open question as its answer, unless its words name another one.

    As "longer, a couple of years" where it is asked since when, which might be a time to a yes as well.
    """
    if question is None or question.id not in NAMED_BY:
        return tuple(acts)
    if alone := _alone(acts, question, text, language, today):
        return (*acts, alone)
    others = [act for act in acts if act.kind == "tells" and act.name in NAMED_BY and act.name != question.id]
    plain = clean(text, language).text
    own = [act for act in others if act.value and not _names(act, plain, language)]
    if len(own) != 1 or len(own) < len(others):
        return tuple(acts)
    length = length_told(plain[slice(*own[0].place)], language, today=today, begun=question.begun)
    value = own[0].value if length is None else question.options[option_of_length(length, question.up_to)]
    if value not in question.options:
        return tuple(acts)
    answer = replace(own[0], name=question.id, value=value, chance=max(own[0].chance, BY_ITSELF), rivals=())
    return tuple(answer if act is own[0] else act for act in acts if act.name != question.id)


def _alone(acts: Sequence[Act], question: Question, text: str, language: str, today: date) -> Act | None:
    """Return the answer that a part of a message is which is a length of time alone: "3 years, every year the same"."""
    heard = any(act.name in NAMED_BY for act in acts) or any(act.kind == "corrects" for act in acts)
    parts = [part.strip() for part in PARTS.split(text) if 0 < len(part.split()) <= BARE]
    found = [(part, length_told(part, language, today=today, begun=question.begun)) for part in parts]
    lengths = [(part, length) for part, length in found if length is not None]
    if heard or len(lengths) != 1:
        return None
    ((part, length),) = lengths
    return Act("tells", question.id, question.options[option_of_length(length, question.up_to)], None, BY_ITSELF, part)


def _names(act: Act, plain: str, language: str) -> bool:
    """True if the words of a length say what it is the length of: until a yes, or until an answer."""
    words = words_of(tokens_in(plain[slice(*act.place)], language))
    kinds = kinds_among(words, language) | kinds_among(words, language, COUNTING)
    return not kinds.isdisjoint(NAMED_BY[act.name])


def without_counted_time(acts: Sequence[Act], asked: str, text: str, language: str, today: date) -> tuple[Act, ...]:
    """Return what was heard without an age that only is the time for which numbers are told: "in half a year 11 came", "2 so far"."""
    spans = [act.told.span.place for act in acts if act.told is not None and act.told.span is not None]
    plain = clean(text, language).text
    counted = [act for act in acts if act.name == AGE and act.kind == "tells" and asked != AGE and act.place[1]]
    counted = [
        act
        for act in counted
        if any(act.place[0] <= start < act.place[1] for start, _ in spans)
        or not _is_length(act, plain, language, today)
    ]
    return tuple(act for act in acts if act not in counted)


def _is_length(act: Act, plain: str, language: str, today: date) -> bool:
    """True if the words of an age hold a length of time, or one for how long there has been a business."""
    words = plain[slice(*act.place)]
    return length_told(words, language, today=today, begun=True) is not None or _tells_beginning(words, language)


def with_age(acts: Sequence[Act], flow: Flow, text: str, language: str, today: date) -> tuple[Act, ...]:
    """Return what was heard of a first sentence, with how old the business is, where a part of it says no more than that.

    As in "plumber, 12 years", "nails at home, started 8 months ago" and "barber, since 2012".
    """
    question = of_lengths(flow).get(AGE)
    if question is None or all(act.name != TRADE for act in acts):
        return tuple(acts)
    plain = clean(text, language).text
    acts = [act for act in acts if act.name != AGE or not _is_counted_in(plain[slice(*act.place)], question, language)]
    if any(act.name == AGE and act.chance >= CHOOSING for act in acts):
        return tuple(acts)
    for part in PARTS.split(text):
        length = length_told(part, language, today=today, begun=True) if _is_of_age(part, language) else None
        if length is not None and not _is_counted_in(part, question, language):
            option = question.options[option_of_length(length, question.up_to)]
            others = (act for act in acts if act.name != AGE)
            return (*others, Act("tells", AGE, option, None, BY_ITSELF, part.strip()))
    return tuple(acts)


def _is_counted_in(part: str, question: Question, language: str) -> bool:
    """True for a short stretch of time by which nothing is said to have begun: "last four weeks: 14 calls", "£34 an hour"."""
    length = length_told(part, language)
    if length is None or length.days > question.up_to[0] or _tells_beginning(part, language):
        return False
    return length.unit < WEEK or not time_words(language).said["last"].isdisjoint(fold(part).split())


def _tells_beginning(part: str, language: str) -> bool:
    """True if a part of a sentence has a word for how long there has been a business."""
    words = words_of(tokens_in(part, language))
    said = kinds_of(language).of_words(words)
    return any(AGE in kinds for word, kinds in zip(words, said, strict=True) if word not in time_words(language).unit)


def _is_of_age(part: str, language: str) -> bool:
    """True if a part of a sentence is a length of time alone, or has a word for how long there has been a business."""
    tokens = tokens_in(part, language)
    spans = [token for token in tokens if isinstance(token, TimeSpan)]
    counts = any(isinstance(token, ToldAmount) for token in tokens)
    rate = any(span.rate and span.count == 1 for span in spans)
    if rate and counts:
        return False  # "5 a month"
    if not any(map(str.isalpha, part)):
        return len(part.strip()) == YEAR
    over = any(span.since is not None or span.count > 1 for span in spans)
    dated = any(isinstance(token, ToldAmount) and token.amount.value in YEARS for token in tokens)
    words = words_of(tokens)
    said = kinds_of(language).of_words(words)
    begun = _tells_beginning(part, language)
    if any("people" in kinds for kinds in said) or (
        any(says(token, "between") for token in tokens) and not (begun or dated)
    ):
        return False  # "from 3 years" are those who come
    if rate:
        return begun  # "hace un mes que abrí"
    return (over and not counts) or (counts and len(part.split()) <= BARE) or begun


def is_bare_length(act: Act, flow: Flow, text: str, language: str) -> bool:
    """True if a part of a message is a length of time and nothing else, so that it may be one of anything: "in an hour"."""
    return act.name in of_lengths(flow) and any(
        len(part.split()) <= BARE and length_told(part, language) is not None for part in PARTS.split(text)
    )


def of_lengths(flow: Flow) -> Mapping[str, Question]:
    """Return the questions of a flow whose options are lengths of time, by their ids."""
    return {question.id: question for question in flow.question if question.up_to}
