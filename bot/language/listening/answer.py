"""Finds the one number that answers a question, with its stretch of time, among all that is said.

Nothing that changes a number is ignored: time, money or "not" left over beside it leads to a question, and so does a
number that surely counts something else.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import greatest, interval
from bot.core.parts import added
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount, tokens_in
from bot.language.listening.features import wording_of
from bot.language.listening.kin import kinds_of
from bot.language.listening.reader import HeardMessage, Ranking, roles_of, starts_of
from bot.language.listening.relations import (
    by_days,
    compared,
    concluded,
    counts_in,
    remainder,
    total_of,
    value_of,
)
from bot.language.listening.span_text import SIGN, without
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.spans import find_spans
from bot.language.listening.time_words import time_words
from bot.language.listening.words_between import words_between
from bot.language.numbers import Ambiguous, Invalid, Reading, Understood, read
from bot.language.numbers.clean import LONGEST, Clean, clean
from bot.language.numbers.pieces import Mark, Word, is_a
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.vocabulary import token_of
from bot.language.numbers.vocabulary import vocabulary as number_words
from bot.language.vocabulary import vocabulary

LOOKING = "visitors"  # who only looks, which is said in any words
OTHERWISE = 0.5  # a number this likely to count something else is asked about
SURELY = 0.8  # a number this likely to count another fact is asked about
PLAINLY = 0.88  # how likely one of several numbers must be the answer, and each other one none
SURELY_ANOTHER = 0.6  # how likely one of several numbers must count another fact to be none of its parts
HARDLY = 0.1  # how likely a number must be to be the answer, though it counts nothing else for sure
NO_FACT = ("other", "value")
WAYS = frozenset({"ring", "write", "enquire", "drop_in", "online", "in_person", "channel", "people"})
"""Kinds of word that say how somebody came."""

OWN_KINDS = {
    "customers": frozenset({"buy", "customer"}), "orders": frozenset({"buy", "customer"}),
    "talked": frozenset({"talk", "reply", "quote"}),
}  # fmt: skip
UNDECIDED = "not_now"
OTHER_KINDS = frozenset(
    {"buy", "customer", "talk", "reply", "quote", "miss", "unfit", "negation", "staff", "hour", "minute", UNDECIDED}
)
BOUNDS = frozenset({"at_least", "at_most"})
BESIDE_A_WAY = frozenset({"staff", "hour", "minute"})
"""Kinds of word that are another thing but where it is said how somebody came: "3 came straight to the shop themselves"."""

MOST_WAYS = 4  # buttons
LEAST_PLURAL = 4  # letters
SHORTEST_QUESTION = 3  # words: "how about 12"


class CountQuestion(Struct, frozen=True):
    """What a number in the reply to a question is read by.

    Attributes:
        fact: what is counted, as the model of roles knows it.
        state: what the owner has before them, as it knows that.
        language: of the number words.
        of: the number that a share is a share of.
        whole: only whole numbers make sense.
        most: it asks for the most that is possible, so that "up to 10" is 10.
    """

    fact: str
    state: str
    language: str
    of: Amount | None = None
    whole: bool = True
    most: bool = False


class CountRead(Struct, frozen=True):
    """A number with the stretch of time it was told for."""

    amount: Amount
    span: TimeSpan | None = None


class Doubt(Struct, frozen=True):
    """What may be meant, the likeliest first.

    Attributes:
        kind: ``which`` of several numbers; whether it is ``in_all`` or for each stretch of time; whether the one number is
            the answer at all (``really``).
    """

    kind: Literal["which", "in_all", "really"]
    readings: tuple[CountRead, ...]


def read_count(text: str, question: CountQuestion) -> CountRead | Doubt | Reading:
    """Return the number that some words answer a question with, what is to be asked, or why there is none."""
    found = _read_count(text, question)
    if isinstance(found, CountRead) and _is_question(tokens_in(text, question.language), question.language):
        return Doubt("really", (found,))
    return found


def _read_count(text: str, question: CountQuestion) -> CountRead | Doubt | Reading:
    cleaned = clean(text, question.language) if len(text) <= LONGEST else Clean("")
    plain = cleaned.text
    if cleaned.language != question.language:
        question = replace(question, language=cleaned.language)
    spans = find_spans(plain, question.language)
    rest = without(plain, spans, question.language).replace(SIGN, " ") if spans else text
    if any(span.unclear for span in spans) and any(map(str.isalnum, rest)):
        return Invalid("which_time")
    span = _likeliest(spans)
    reading = read(rest, "count", language=question.language, of=question.of, whole=question.whole and span is None)
    match reading:
        case Understood(amount=amount, share=float()):
            return _checked_share(plain, CountRead(amount, span), question)
        case Understood(amount=amount):
            amount = _without_far_bound(plain, amount, question.language)
            amount = greatest(amount) if question.most else amount
            return _checked(plain, CountRead(amount, span), question)
        case Ambiguous(readings=readings) if span is not None:
            return Doubt("which", tuple(CountRead(amount, span) for amount in readings))
        case Invalid(reason="two_numbers"):
            return _related(text, question) or reading
        case Invalid(reason="ordinal"):  # "since the 9th, 14 got in touch"
            tokens = tokens_in(text, question.language)
            told = _asked_for(tokens, question, _roles(tokens, question))
            return reading if told is None else _as_read(told, question)
    return reading


def _without_far_bound(plain: str, amount: Amount, language: str) -> Amount:
    """Return a number without the "under" or "over" that stands behind it among other words.

    As in "30. we're snowed under", and "45 over the till".
    """
    tokens = tokens_in(plain, language)
    places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    if len(places) != 1:
        return amount
    (place,) = places
    told, bounds = tokens[place], [at for at, token in enumerate(tokens) if _is_bound(token)]
    if not isinstance(told, ToldAmount) or told.share or not bounds or min(bounds) < place:
        return amount
    apart = any(isinstance(token, Word) for token in tokens[place + 1 : bounds[0]])
    leads_on = is_a(tokens[bounds[0]], "preposition") and isinstance(piece_at(tokens, bounds[0] + 1), Word)
    return told.amount if apart or leads_on else amount


def _is_bound(token: TextPart) -> bool:
    return isinstance(token, Mark) and not BOUNDS.isdisjoint(token.says)


def _likeliest(spans: Sequence[TimeSpan]) -> TimeSpan | None:
    """Return the stretch of time that the one number is for: one that says "each" before one that is over."""
    return next((span for span in spans if span.rate), spans[0] if spans else None)


def _checked(plain: str, told: CountRead, question: CountQuestion) -> CountRead | Doubt:
    """Ask about a number where something beside it may change it."""
    if not any(map(str.isalpha, plain)):
        return told
    if told.span is None and (unit := _unit_left(plain, question.language)) is not None:
        return Doubt("in_all", (told, CountRead(told.amount, unit)))
    tokens = tokens_in(plain, question.language)
    if any(_is_compared(tokens, place) or _is_number_left(token) for place, token in enumerate(tokens)):
        return Doubt("really", (told,))
    amounts = [token for token in tokens if isinstance(token, ToldAmount)]
    if len(amounts) == 1 and _words_among(tokens) and _counts_otherwise(tokens, question, told.span):
        return Doubt("really", (told,))
    return told


def _checked_share(plain: str, told: CountRead, question: CountQuestion) -> CountRead | Doubt:
    """Ask about a share that surely is one of something else: "still waiting on most"."""
    tokens = tokens_in(plain, question.language)
    if sum(isinstance(token, ToldAmount) for token in tokens) != 1 or not _words_among(tokens):
        return told
    (ranking,) = _roles(tokens, question).values()
    return Doubt("really", (told,)) if ranking.best == "other" and ranking.chance >= SURELY else told


def _is_compared(tokens: Sequence[TextPart], place: int) -> bool:
    """True for the "more than" of "5 more than now", which makes 5 no number of its own."""
    mark, before = tokens[place], tokens[place - 1] if place else None
    than = is_a(mark, "than") and _is_bound(mark)
    return than and isinstance(before, ToldAmount) and not isinstance(piece_at(tokens, place + 1), ToldAmount)


def _is_question(tokens: Sequence[TextPart], language: str) -> bool:
    """True for words that ask as "what about the 10 I never quoted" does.

    "How about 12?" is an answer said with care, and "what? I answered all of them" one with an exclamation before it.
    """
    first, words = piece_at(tokens, 0), [token for token in tokens if getattr(token, "text", "") not in STOPS]
    asks = isinstance(first, Word) and first.text in words_between(language).asking and words[:2] == list(tokens[:2])
    return asks and not (len(words) <= SHORTEST_QUESTION and isinstance(words[-1], ToldAmount))


def _is_number_left(token: TextPart) -> bool:
    """True for a number that belongs to none that was read: the 10 of "4x10"."""
    return isinstance(token, Word) and token.text.isdecimal()


def _words_among(tokens: Sequence[TextPart]) -> bool:
    return any(
        "label" in token.says if isinstance(token, Mark) else isinstance(token, Word) and _is_word(token.text)
        for token in tokens
    )


def _is_word(text: str) -> bool:
    return text[:1].isalpha() and len(text) > 1


def _unit_left(plain: str, language: str) -> TimeSpan | None:
    """Return a unit of time that makes no stretch of time, as in "12 good week"."""
    units = time_words(language).unit
    for match in token_of(language).finditer(plain):
        if (unit := units.get(match[0])) is not None and len(match[0]) > 2:
            return None if unit == "quarter" else TimeSpan(unit, rate=True)
    return None


def _counts_otherwise(tokens: Sequence[TextPart], question: CountQuestion, span: TimeSpan | None) -> bool:
    """True if the one number of a text likely counts something that nobody asked about."""
    (place,) = (place for place, token in enumerate(tokens) if isinstance(token, ToldAmount))
    before, behind = tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None
    if isinstance(before, Mark) and "label" in before.says and not isinstance(behind, Word):
        return True
    if isinstance(behind, Word) and _is_unknown_plural(behind.text, question.language):
        return True
    if isinstance(before, Mark) and "correction" in before.says:
        return False
    (ranking,) = _roles(tokens, question).values()
    if question.fact == LOOKING and ranking.best != "value":
        return False  # "2,000 walk past"
    if ranking.best in NO_FACT:
        return ranking.chance >= OTHERWISE
    if sum(chance for role, chance in ranking.ranked if role in (question.fact, "people")) < HARDLY:
        return True  # "the 5 I missed were spam anyway"
    if ranking.best == "people" and question.most and span is None:
        return ranking.chance >= SURELY  # "leads: 52" is no room for 52
    return ranking.best not in (question.fact, "people") and ranking.chance >= SURELY


def _is_unknown_plural(word: str, language: str) -> bool:
    """True for a plural noun that the reader does not know, such as the bedrooms of "2 bedrooms"."""
    words = number_words(language)
    ending = words.several_ending
    plural = bool(ending) and len(word) >= LEAST_PLURAL and word.endswith(ending)
    return (
        plural
        and not word.endswith(words.not_several)
        and word.isalpha()
        and not kinds_of(language).of_word(word)
        and word not in _counted_words(language)
    )


@cache
def _counted_words(language: str) -> frozenset[str]:
    """Return the words that name what is counted every week."""
    return frozenset(
        word for phrases in vocabulary(language)["fields"].values() for phrase in phrases for word in phrase.split()
    )


def _roles(tokens: Sequence[TextPart], question: CountQuestion) -> dict[int, Ranking]:
    return roles_of(HeardMessage.of(tokens, question.state, question.language))


def _related(text: str, question: CountQuestion) -> CountRead | Doubt | None:
    """Make one number of several: a total with its parts, a part of a known total, or a sum; None where there are not two."""
    tokens = tokens_in(text, question.language)
    counts = [told for _, told in counts_in(tokens)]
    if not counts:
        return None
    if len(counts) == 1:
        return _as_read(counts[0], question)
    total = concluded(tokens, question.language) or total_of(counts) or remainder(tokens, question.language)
    total = total or compared(tokens, question.language) or by_days(tokens, question.language)
    if total is not None:
        return _as_read(total, question)
    if question.of is not None and (part := _part_of(counts, question.of)) is not None:
        return _as_read(part, question)
    spans = {_in_short(one.span) for one in counts}
    summed = replace(counts[0], amount=added(one.amount for one in counts), others=())
    if len(spans) == 1 and _are_parts(tokens, question):
        return _as_read(summed, question)
    if len(ours := _ours(tokens, question)) == 1:
        return _as_read(ours[0], question)
    if _words_among(tokens) and (asked_for := _asked_for(tokens, question, _roles(tokens, question))) is not None:
        return _as_read(asked_for, question)
    ways = [_as_read(one, question) for one in counts]
    if len(spans) == 1:
        low, high = min(counts, key=value_of), max(counts, key=value_of)
        joined = CountRead(interval(low.amount.value, high.amount.value), counts[0].span)
        either = any(isinstance(token, Mark) and "to" in token.says for token in tokens)
        ways = [joined, *ways] if either else [*ways, _as_read(summed, question)]
    return Doubt("which", tuple(dict.fromkeys(ways))[:MOST_WAYS])


def _ours(tokens: Sequence[TextPart], question: CountQuestion) -> list[ToldAmount]:
    """Return the numbers that are no length of time, and none of those who still think: the 5 of "5 signed, 2 will see"."""
    return [
        told
        for place, told in counts_in(tokens)
        if not (_is_timed(piece_at(tokens, place + 1)) or _are_undecided(tokens, place, question))
    ]


def _are_undecided(tokens: Sequence[TextPart], place: int, question: CountQuestion) -> bool:
    """True where customers are asked for and the words behind a number say that so many have not decided yet."""
    if question.fact not in ("customers", "orders"):
        return False
    behind = takewhile(lambda token: not isinstance(token, ToldAmount), tokens[place + 1 :])
    words = [text for token in behind if (text := getattr(token, "text", "")) not in STOPS]
    return any(UNDECIDED in kinds for kinds in kinds_of(question.language).of_words(words))


def _asked_for(tokens: Sequence[TextPart], question: CountQuestion, roles: Mapping[int, Ranking]) -> ToldAmount | None:
    """Return the one number that surely is what was asked for, where the others surely are not: "25 nah make it 28"."""
    counts = counts_in(tokens)
    ours = [told for place, told in counts if roles[place].best == question.fact and roles[place].chance >= PLAINLY]
    others = [roles[place] for place, _ in counts if roles[place].best != question.fact]
    surely = all(role.best in NO_FACT and role.chance >= PLAINLY for role in others)
    return ours[0] if len(ours) == 1 and surely and len(others) == len(counts) - 1 else None


def _is_timed(behind: object) -> bool:
    return isinstance(behind, Mark) and "duration" in behind.says


def _are_parts(tokens: Sequence[TextPart], question: CountQuestion) -> bool:
    """True if each number of a text is said to have come in some way, so that they add up: "8 walk-ins, 4 by phone"."""
    wording, starts = wording_of(tokens, question.language), starts_of(tokens)
    places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    if any(_are_undecided(tokens, place, question) for place in places):
        return False
    own = WAYS | OWN_KINDS.get(question.fact, frozenset())
    known = kinds_of(question.language)
    added_to = [_is_added(tokens, place) for place in places]
    for nth, (start, end) in enumerate(pairwise([*places, len(tokens)])):
        if any(added_to[nth : nth + 2]):
            continue  # "13 and 4 more on facebook"
        words = wording.part(starts[start] + 1, starts[end])
        plain = [word for word in words.words if word != "-"]  # "walk-ins"
        kinds = {kind for of_word in (*words.kinds, *known.of_words(plain)) for kind in of_word}
        by = any("by" in number_words(question.language).kinds_of(word) for word in words.words[:1])
        others = OTHER_KINDS - own - (BESIDE_A_WAY if kinds & WAYS else frozenset())
        if not (by or kinds & own) or kinds & others:
            return False
    roles = _roles(tokens, question)
    if question.fact in OWN_KINDS and any(
        role.best == question.fact and role.chance < SURELY_ANOTHER for role in roles.values()
    ):
        return False  # "sixteen booked a trial, eleven paid"
    return not any(
        role.best not in (*NO_FACT, question.fact) and role.chance >= SURELY_ANOTHER for role in roles.values()
    )


def _is_added(tokens: Sequence[TextPart], place: int) -> bool:
    """True if a number is said to come on top of another: "another 4", "4 more"."""
    beside = (tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(tokens))
    return any(is_a(token, "more") for token in beside)


def _in_short(span: TimeSpan | None) -> tuple[object, ...] | None:
    return None if span is None else (span.unit, span.count, span.rate, span.since, span.day)


def _as_read(told: ToldAmount, question: CountQuestion) -> CountRead:
    return CountRead(greatest(told.amount) if question.most else told.amount, told.span)


def _part_of(counts: Sequence[ToldAmount], whole: Amount) -> ToldAmount | None:
    """Return the part where one of two numbers is the known total."""
    if len(counts) != 2:
        return None
    for one, other in (counts, counts[::-1]):
        if one.amount.value == whole.value and other.amount.value <= whole.value:
            return other
    return None
