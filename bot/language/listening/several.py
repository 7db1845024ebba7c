"""Several numbers in the reply to a question: the one that they make, or the ones that are asked about."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import interval
from bot.core.parts import added
from bot.core.span import SpanOfTime
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.features import starts_of, wording_of
from bot.language.listening.kin import kinds_of
from bot.language.listening.making import WISHED
from bot.language.listening.naming import NAMING, are_of_before, kinds_among, parts_before, parts_behind, words_of
from bot.language.listening.parting import HeardMessage, Ranking
from bot.language.listening.relations import (
    by_days,
    compared,
    concluded,
    counts_in,
    remainder,
    total_of,
    value_of,
)
from bot.language.listening.roles import roles_meant
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.words_between import words_between
from bot.language.numbers.pieces import Mark, Word, is_a, says
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.vocabulary import vocabulary as number_words

PLAINLY = 0.88  # how likely one of several numbers must be the answer, and each other one none
SAME_RATE = 0.15  # by how much the same rate may differ when it is told for another stretch of time, and rounded
SURELY_ANOTHER = 0.6  # how likely one of several numbers must count another fact to be none of its parts

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
BESIDE_A_WAY = frozenset({"staff", "hour", "minute"})
"""Kinds of word that are another thing but where it is said how somebody came: "3 came straight to the shop themselves"."""

MOST_WAYS = 4  # buttons
WAYS_ALONE = frozenset({"ring", "write", "drop_in"})  # kinds of word that a part has as well: "3 calls, 2 emails"
OPENING = frozenset(":(=-")  # behind a total, before its parts
LEAST_OF_PARTS = 3  # so many numbers are parts of one, whatever time each is for
OF_A_WHOLE = frozenset({"new", "many", "every"})
"""Kinds of word that a total has beside it, as "12 new, 8 by phone and 4 online"."""


def related_counts(text: str, question: CountQuestion) -> CountRead | Doubt | None:
    """Make one number of several: a total with its parts, a part of a known total, or a sum; None where there are not two."""
    tokens = tokens_in(text, question.language)
    counts = [told for _, told in counts_in(tokens)]
    if not counts:
        return None
    if len(counts) == 1:
        return as_read(counts[0], question)
    if are_one_rate(counts):
        return as_read(counts[0], question)
    total = made_of_several(tokens, counts, question)
    if total is not None:
        return as_read(total, question)
    if question.of is not None and (part := _part_of(counts, question.of)) is not None:
        return as_read(part, question)
    if len({_in_short(one.span) for one in counts}) == 1 and are_parts(tokens, question):
        return as_read(_sum(counts), question)
    if len(ours := _ours(tokens, question)) == 1:
        return as_read(ours[0], question)
    if words_among(tokens) and (sure := asked_for(tokens, question, roles_in(tokens, question))) is not None:
        return as_read(sure, question)
    return Doubt("which", tuple(dict.fromkeys(_ways(tokens, counts, question)))[:MOST_WAYS])


def are_one_rate(counts: Sequence[ToldAmount]) -> bool:
    """True if all say the same, each for another stretch of time: "35 a month, so like 8 or 9 a week"."""
    spans = [one.span for one in counts]
    if len({_in_short(span) for span in spans}) < len(spans) or None in spans:
        return False
    weekly = [
        one.amount.value / SpanOfTime.of(one.span.unit, one.span.count, working=one.span.working).weeks
        for one in counts
        if one.span is not None and one.span.since is None and not one.span.unclear
    ]
    return len(weekly) == len(spans) and max(weekly) <= (1 + SAME_RATE) * min(weekly)


def made_of_several(
    tokens: Sequence[TextPart], counts: Sequence[ToldAmount], question: CountQuestion
) -> ToldAmount | None:
    """Return the one number that the words make of several: concluded, a total, what is left, an earlier one and more."""
    language = question.language
    total = total_of(counts)
    if total is not None and _is_one_of_the_parts(tokens, total, question):
        total = None  # "ads 12, referrals 8, friends 4"
    total = concluded(tokens, language) or total or remainder(tokens, language)
    return total or compared(tokens, language) or by_days(tokens, language)


def _is_one_of_the_parts(tokens: Sequence[TextPart], told: ToldAmount, question: CountQuestion) -> bool:
    """True if a number has a name of its own as all the others have, and it is no name of what is counted."""
    place = next(place for place, one in counts_in(tokens) if one is told)
    if not OPENING.isdisjoint(words_of(parts_behind(tokens, place))) or _is_all(tokens, place):
        return False  # "24: 15 walk-ins and 9 calls", "24 in all, 15 walk-ins and 9 calls"
    names = names_of_parts(tokens)
    own = next((words_of(name) for one, name in names if one is told), [])
    between = words_between(question.language)
    whole = (NAMING.get(question.fact, frozenset()) - WAYS_ALONE) | OF_A_WHOLE
    named = not kinds_among(own, question.language).isdisjoint(whole)
    named = named or not (between.result | between.filler).isdisjoint(own) or any(map(_is_of_them, tokens))
    return bool(own) and not named


def _is_all(tokens: Sequence[TextPart], place: int) -> bool:
    """True for the number beside an "all"."""
    beside = (*tokens[max(place - 2, 0) : place], *tokens[place + 1 : place + 3])
    return any(isinstance(token, ToldAmount) and token.share and token.amount.value == 1 for token in beside)


def are_parts_by_name(tokens: Sequence[TextPart]) -> bool:
    """Return True if three numbers or more have a name each, all in the same place: "ads 12, referrals 8, friends 4"."""
    return len(names_of_parts(tokens)) >= LEAST_OF_PARTS


def names_of_parts(tokens: Sequence[TextPart]) -> list[tuple[ToldAmount, list[TextPart]]]:
    """Return each number with what names it, all before them or all behind; nothing where one has no name."""
    counts = counts_in(tokens)
    if not counts:
        return []
    before = [(told, parts_before(tokens, place)) for place, told in counts]
    behind = [(told, parts_behind(tokens, place)) for place, told in counts]
    for sides, (_, free) in ((before, behind[-1]), (behind, before[0])):
        if all(map(_is_name, (name for _, name in sides))) and not free:
            return sides
    return []


def _is_name(name: Sequence[TextPart]) -> bool:
    return any(isinstance(token, TimeSpan) or any(map(str.isalpha, getattr(token, "text", ""))) for token in name)


def _ways(tokens: Sequence[TextPart], counts: Sequence[ToldAmount], question: CountQuestion) -> list[CountRead]:
    """Return what may be meant by several numbers: a range where a word says so, each of them, and their sum."""
    ways = [as_read(one, question) for one in counts]
    spans = {_in_short(one.span) for one in counts}
    if len(counts) == 2 and are_of_before(tokens, counts_in(tokens)[1][0], question.language):
        first, second = map(value_of, counts)
        return [replace(ways[0], amount=Amount.exactly(first - second)), ways[0]] if first > second else ways
    if _are_of_different_things(tokens, counts, question) or any(map(_is_of_them, tokens)):
        return ways  # "44 came for the assessment. 31 of those booked"
    if len(spans - {None}) <= 1 and _is_range(tokens, question.language):
        low, high = min(counts, key=value_of), max(counts, key=value_of)
        span = next((one.span for one in counts if one.span), None)
        return [CountRead(interval(low.amount.value, high.amount.value), span), *ways]
    names, many = names_of_parts(tokens), len(counts) >= LEAST_OF_PARTS
    if len(spans) > 1 and not many and not (names and all(one.span and one.span.rate for one in counts)):
        return ways  # "60 a month, 20 in a good week"; "6 on the monthly plan and 2 yearly" are 8
    if not many and not are_joined(tokens) and (question.fact in WISHED or not names):
        return ways  # "20 would be ideal, 12 I can manage"; "70 or so? maybe 75"
    summed = as_read(_sum(counts), question)
    are_parts = any(words_of(name) for _, name in names) and (many or are_joined(tokens)) and not question.most
    return [summed, *ways] if are_parts or len(counts) >= MOST_WAYS else [*ways, summed]


def _are_of_different_things(tokens: Sequence[TextPart], counts: Sequence[ToldAmount], question: CountQuestion) -> bool:
    """True if one of several numbers surely counts something else than another, so that nothing is made of them together."""
    roles = roles_in(tokens, question)
    told = [roles[place] for place, one in counts_in(tokens) if one in counts]
    return len({role.best for role in told if role.chance >= (PLAINLY if role.best in NO_FACT else SURELY_ANOTHER)}) > 1


def are_joined(tokens: Sequence[TextPart]) -> bool:
    """Return True if an "and" stands between the first two numbers."""
    (first, _), (second, _), *_ = counts_in(tokens)
    return any(is_a(token, "and") for token in tokens[first + 1 : second])


def _is_range(tokens: Sequence[TextPart], language: str) -> bool:
    """True if what stands between two numbers says that either may be: "to", or "sometimes" before the second."""
    for (first, _), (second, _) in pairwise(counts_in(tokens)):
        between = [token for token in tokens[first + 1 : second] if isinstance(token, Word | Mark)]
        words = [word for word in words_of(between) if word not in STOPS]
        said = [token for token in between if getattr(token, "text", "") not in STOPS]
        if said and (says(said[0], "to") or (said[-1] == tokens[second - 1] and says(said[-1], "to"))):
            return True  # "8 to 9", "8, or was it 9", and not "8 I chatted to, 6 booked"
        if "second_guess" in number_words(language).kinds_of(" ".join(words)):
            return True
    return False


def _sum(counts: Sequence[ToldAmount]) -> ToldAmount:
    """Return some numbers added up: over the time of all of them where each is for one of its own, such as two weeks."""
    spans = [one.span for one in counts]
    span = spans[0] if len({_in_short(one) for one in spans}) == 1 else None
    places = {one.place for one in spans if one is not None}
    if span is not None and not span.rate and span.since is None and len(places) == len(counts):
        span = replace(span, count=span.count * len(counts))
    return replace(counts[0], amount=added(one.amount for one in counts), others=(), span=span)


def _ours(tokens: Sequence[TextPart], question: CountQuestion) -> list[ToldAmount]:
    """Return the numbers that are no length of time, and none of those who still think: the 5 of "5 signed, 2 will see"."""
    return [
        told
        for place, told in counts_in(tokens)
        if not (is_timed(piece_at(tokens, place + 1)) or _are_undecided(tokens, place, question))
    ]


def _are_undecided(tokens: Sequence[TextPart], place: int, question: CountQuestion) -> bool:
    """True where customers are asked for and the words behind a number say that so many have not decided yet."""
    if question.fact not in ("customers", "orders"):
        return False
    behind = takewhile(lambda token: not isinstance(token, ToldAmount), tokens[place + 1 :])
    words = [text for token in behind if (text := getattr(token, "text", "")) not in STOPS]
    return any(UNDECIDED in kinds for kinds in kinds_of(question.language).of_words(words))


def asked_for(tokens: Sequence[TextPart], question: CountQuestion, roles: Mapping[int, Ranking]) -> ToldAmount | None:
    """Return the one number that surely is what was asked for, where the others surely are not: "25 nah make it 28"."""
    counts = counts_in(tokens)
    ours = [told for place, told in counts if roles[place].best == question.fact and roles[place].chance >= PLAINLY]
    others = [roles[place] for place, _ in counts if roles[place].best != question.fact]
    surely = all(role.best in NO_FACT and role.chance >= PLAINLY for role in others)
    if are_parts_by_name(tokens):
        return None  # "ads 12, referrals 9, friends 4"
    return ours[0] if len(ours) == 1 and surely and len(others) == len(counts) - 1 else None


def is_timed(behind: object) -> bool:
    return isinstance(behind, Mark) and "duration" in behind.says


def are_parts(tokens: Sequence[TextPart], question: CountQuestion) -> bool:
    """True if each number of a text is said to have come in some way, so that they add up: "8 walk-ins, 4 by phone"."""
    wording, starts = wording_of(tokens, question.language), starts_of(tokens)
    places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    if any(_are_undecided(tokens, place, question) for place in places):
        return False
    if any(map(_is_of_them, tokens)) or question.fact in WISHED:
        return False  # "20 rang, 3 of them suppliers", "we seat 40 and could seat 20 more"
    own = WAYS
    if question.fact in OWN_KINDS:  # "twelve families joined, twenty kids"
        own = (WAYS - {"people"}) | OWN_KINDS[question.fact]
    known = kinds_of(question.language)
    added_to = [_is_added(tokens, place) for place in places]
    for nth, (start, end) in enumerate(pairwise([*places, len(tokens)])):
        words = wording.part(starts[start] + 1, starts[end])
        plain = [word for word in words.words if word != "-"]  # "walk-ins"
        kinds = {kind for of_word in (*words.kinds, *known.of_words(plain)) for kind in of_word}
        if any("month" in of_word for of_word in words.kinds[1:]) and len(places) == 2:
            return False  # "15 in winter but 40 in summer"
        if any(added_to[nth : nth + 2]):
            if kinds & OTHER_KINDS - own - BESIDE_A_WAY:
                return False  # "5 so far, 4 more quotes out"
            continue  # "13 and 4 more on facebook"
        by = any("by" in number_words(question.language).kinds_of(word) for word in words.words[:1])
        others = OTHER_KINDS - own - (BESIDE_A_WAY if kinds & WAYS else frozenset())
        if not (by or kinds & own) or kinds & others:
            return False
    roles = roles_in(tokens, question)
    if question.fact in OWN_KINDS and any(
        role.best == question.fact and role.chance < SURELY_ANOTHER for role in roles.values()
    ):
        return False  # "sixteen booked a trial, eleven paid"
    return not any(
        role.best not in (*NO_FACT, question.fact) and role.chance >= SURELY_ANOTHER for role in roles.values()
    )


def _is_of_them(token: TextPart) -> bool:
    return isinstance(token, Mark) and "of_them" in token.says


def _is_added(tokens: Sequence[TextPart], place: int) -> bool:
    """True if a number is said to come on top of another: "another 4", "4 more"."""
    beside = (tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(tokens))
    return any(is_a(token, "more") for token in beside)


def _in_short(span: TimeSpan | None) -> tuple[object, ...] | None:
    return None if span is None else (span.unit, span.count, span.rate, span.since, span.day)


def _part_of(counts: Sequence[ToldAmount], whole: Amount) -> ToldAmount | None:
    """Return the part where one of two numbers is the known total."""
    if len(counts) != 2:
        return None
    for one, other in (counts, counts[::-1]):
        if one.amount.value == whole.value and other.amount.value <= whole.value:
            return other
    return None


def roles_in(tokens: Sequence[TextPart], question: CountQuestion) -> dict[int, Ranking]:
    """Return what each number likely counts, by its place."""
    return roles_meant(HeardMessage.of(tokens, question.state, question.language))


def words_among(tokens: Sequence[TextPart]) -> bool:
    """Return True if anything stands among some numbers that is a word."""
    return any(
        "label" in token.says if isinstance(token, Mark) else isinstance(token, Word) and _is_word(token.text)
        for token in tokens
    )


def _is_word(text: str) -> bool:
    return text[:1].isalpha() and len(text) > 1
