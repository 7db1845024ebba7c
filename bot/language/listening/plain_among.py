"""The one of several numbers that answers a question, where what each of the others counts is plain: no sum, and no question back."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.making import WISHED, made_as
from bot.language.listening.naming import parts_behind
from bot.language.listening.parting import Ranking
from bot.language.listening.relations import clause_of, concluded, counts_in
from bot.language.listening.roles import knows_meaning
from bot.language.listening.said_numbers import said_numbers
from bot.language.listening.several import (
    NO_FACT,
    PLAINLY,
    SURELY_ANOTHER,
    are_one_rate,
    are_parts,
    is_timed,
    made_of_several,
    roles_in,
    words_among,
)
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.weekly_one import so_many_each_week
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.pieces import says

PLAIN, PLAINER = (0.5, 0.2), (0.95, 0.02)
"""How likely one number must be the answer at least, and each other one at most: in doubt, and where the words make a sum."""

PERHAPS, SELDOM, HARDLY, NEVER = 0.3, 0.06, 0.03, 0.002
"""How likely the only number must be the answer that counts nothing else; one of a sum no answer; and one in doubt none.

What nothing names is left out of a sum only where it never is the answer."""

SURELY_NOTHING = 0.8  # how likely a number must count nothing that is asked for, to be no answer
OF_A_NAME = 2  # words behind a number that has a name of its own, at least


def plain_rather(text: str, question: CountQuestion, made: CountRead | Doubt | None) -> CountRead | Doubt | None:
    """Return the one of several numbers that answers a question of the check-up, where every other plainly counts something else.

    As in "I'm 61 and winding down, so no more than 1 a week", and "4 took me on, one of them at three grand". It goes
    before a doubt, and when it is plainer still before a sum; what is left of a number, for one, goes before it.

    Args:
        text: what was typed.
        question: what it answers.
        made: what the words make of the numbers, which is returned where nothing is plainer.
    """
    tokens = tokens_in(text, question.language)
    if (weekly := _so_many_a_week(tokens, question)) is not None:
        return as_read(weekly, question)
    if (weekly := so_many_each_week(text, question, free=made is None)) is not None:
        return made_as(weekly, question)
    counts = _told_for(tokens, question)
    asked = question.state.startswith("q:") and knows_meaning(question.language)
    if not counts or not asked or not words_among(tokens):
        return made
    if len(counts) == 1:  # "I was away 3 of those weeks, so just 7"
        return as_read(counts[0][1], question) if _adds_up(made, counts_in(tokens)) else made
    if isinstance(made, CountRead) and not _adds_up(made, counts):
        return made
    if made is None and (
        made_of_several(tokens, [told for _, told in counts], question) or are_parts(tokens, question)
    ):
        return made  # "6 and 2, that's 8", "12 referrals and 15 from ads"
    roles = roles_in(tokens, question)
    if isinstance(made, CountRead) and any(_is_surely_another(roles[place], question) for place, _ in counts):
        made = None  # nothing is summed up of different things
    summed = isinstance(made, CountRead)
    if not summed and (mended := _mended(tokens, counts, roles, question)):
        return as_read(mended, question)
    least, most = PLAINER if summed else PLAIN
    now = _of_now(text, question)
    if not summed and (sure := _surely_one([one for one in counts if one[0] not in now], roles, question)):
        return as_read(sure, question)
    unlikely = NEVER if summed else HARDLY
    unnamed = {place for place, role in roles.items() if role.best in NO_FACT and (summed or _is_bare(tokens, place))}
    nothing = SURELY_NOTHING if counts[0][1].amount.high else SURELY_ANOTHER  # "none, I opened on the 14th"
    left = [
        (place, told)
        for place, told in counts
        if place not in now
        and not _is_apart(roles[place], question, unlikely if place in unnamed else most, nothing)
        and not (roles[place].best in NO_FACT and _is_none_of_the_others(told, counts))
    ]
    ours = [told for place, told in left if roles[place].best == question.fact and roles[place].chance >= least]
    if not ours and len(left) == 1 and _may_be(roles[left[0][0]], question) >= PERHAPS:
        ours = [left[0][1]]
    told = [one for _, one in left if one not in ours and (summed or one.amount not in [own.amount for own in ours])]
    if summed and any(one.has("now") for one in said_numbers(text, question.language).numbers):
        return made  # "8 a week now, could add 4 more"
    if ours and not told and all(one.amount == ours[0].amount for one in ours):
        return as_read(ours[0], question)
    one = (_at_one_rate([one for _, one in left], question) if ours else None) or _weekly(tokens, ours, question)
    return made if one is None else as_read(one, question)


def _surely_one(
    counts: Sequence[tuple[int, ToldAmount]], roles: Mapping[int, Ranking], question: CountQuestion
) -> ToldAmount | None:
    """Return the one number that surely is the answer, where no other likely is, whatever that counts."""
    sure = [told for place, told in counts if roles[place].best == question.fact and roles[place].chance >= PLAINLY]
    others = [roles[place] for place, told in counts if told not in sure]
    apart = all(_is_apart(role, question, PLAIN[1]) or _is_seldom(role, question) for role in others)
    return sure[0] if len(sure) == 1 and apart else None


def _so_many_a_week(tokens: Sequence[TextPart], question: CountQuestion) -> ToldAmount | None:
    """Return what an owner concludes for each week where that is asked for: "7 in 3 months, so half a student a week"."""
    if question.fact not in WISHED:
        return None
    plain = [
        replace(token, share=False) if isinstance(token, ToldAmount) and token.share and token.span else token
        for token in tokens
    ]
    told = concluded(plain, question.language)
    weekly = told is not None and told.span is not None and told.span.rate and told.span.unit == "week"
    return told if weekly and told not in tokens else None


def _of_now(text: str, question: CountQuestion) -> frozenset[int]:
    """Return the places of numbers that say how many there are now, where more are wished for: "4 a week, now it's 2".

    Where it is asked how many could be served, they are those that are wished for: "20 would be ideal, 12 I can manage".
    """
    if question.fact not in WISHED:
        return frozenset()
    numbers = said_numbers(text, question.language).numbers
    if question.fact == "wanted":
        return frozenset(one.at for one in numbers if one.has("now") and not one.has("want"))
    wished = frozenset(one.at for one in numbers if one.has("want") and not one.has("capacity"))
    return wished if any(one.has("capacity") for one in numbers) else frozenset()


def _adds_up(made: CountRead | Doubt | None, counts: Sequence[tuple[int, ToldAmount]]) -> bool:
    """True if several numbers were added up."""
    total = sum(told.amount.value for _, told in counts)
    return isinstance(made, CountRead) and len(counts) > 1 and made.amount.value == total


def _is_of_time(tokens: Sequence[TextPart], place: int) -> bool:
    """True for a number of weeks and the like: "for 3 weeks", "3 of those weeks"."""
    behind = piece_at(tokens, place + 1)
    return is_timed(behind) or (says(behind, "of_them") and is_timed(piece_at(tokens, place + 2)))


def _told_for(tokens: Sequence[TextPart], question: CountQuestion) -> list[tuple[int, ToldAmount]]:
    """Return the numbers of a message that are no lengths of time, with the 8 of "8 of the 15" where 15 are known."""
    found = [(place, told) for place, told in counts_in(tokens) if not _is_of_time(tokens, place)]
    for place, told in enumerate(tokens):
        if isinstance(told, ToldAmount) and told.whole and question.of is not None and told.whole == question.of.value:
            found.append((place, replace(told, amount=question.of.times(told.amount.value), share=False)))
    return sorted(found)


def _is_apart(role: Ranking, question: CountQuestion, most: float, nothing: float = SURELY_NOTHING) -> bool:
    """True if a number counts something else than what was asked for, and hardly that."""
    chance = dict(role.ranked).get(question.fact, 0.0)
    least = nothing if role.best in NO_FACT else SURELY_ANOTHER
    return role.best != question.fact and chance <= (most if role.chance >= least else min(most, HARDLY))


def _mended(
    tokens: Sequence[TextPart],
    counts: Sequence[tuple[int, ToldAmount]],
    roles: Mapping[int, Ranking],
    question: CountQuestion,
) -> ToldAmount | None:
    """Return the 4 of "5 a week, no make it 4, the studio only has 8 beds", which took the place of the answer."""
    mends = [at for at, _ in counts if says(piece_at(tokens, at - 1), "correction") and _is_bare(tokens, at)]
    others = [roles[at] for at, _ in counts if at not in mends]
    sure = any(role.best == question.fact and role.chance >= PLAINLY for role in others)
    return None if sure or len(mends) != 1 else next(told for at, told in counts if at == mends[0])


def _is_seldom(role: Ranking, question: CountQuestion) -> bool:
    """True if a number hardly is the answer, whichever of several other things it counts."""
    return role.best != question.fact and dict(role.ranked).get(question.fact, 0.0) <= SELDOM


def _is_none_of_the_others(told: ToldAmount, counts: Sequence[tuple[int, ToldAmount]]) -> bool:
    """True for the none of "9 of the 45. None of the others", behind a number that is more."""
    return not told.amount.high and bool(counts[0][1].amount.low)


def _is_bare(tokens: Sequence[TextPart], place: int) -> bool:
    """True for a number that has no name of its own, so that it likely counts the same as the one before: "10 with help, 6 without"."""
    return len(parts_behind(tokens, place)) < OF_A_NAME


def _is_surely_another(role: Ranking, question: CountQuestion) -> bool:
    return role.best not in NO_FACT and role.chance >= PLAINLY and _is_apart(role, question, SELDOM)


def _may_be(role: Ranking, question: CountQuestion) -> float:
    """Return how likely a number is the answer; who only looks is said to be people, too: "1500 a day pass my window"."""
    facts = (question.fact, "people") if question.fact == "visitors" else (question.fact,)
    return sum(chance for name, chance in role.ranked if name in facts)


def _at_one_rate(counts: Sequence[ToldAmount], question: CountQuestion) -> ToldAmount | None:
    """Return the one of some numbers that all say the same, for a week where so many a week are asked for."""
    if not are_one_rate(counts):
        return None
    weekly = [one for one in counts if one.span is not None and one.span.rate and one.span.unit == "week"]
    return weekly[0] if weekly and question.fact in WISHED else counts[0]


def _weekly(tokens: Sequence[TextPart], ours: Sequence[ToldAmount], question: CountQuestion) -> ToldAmount | None:
    """Return the one number that surely is so many each week, where that is asked for, and others are of no time.

    Each is told in a clause of its own: "room for 20 in all. I could see 3 new ones a week".
    """
    if question.fact not in WISHED:
        return None
    counts, roles = counts_in(tokens), roles_in(tokens, question)
    match [(place, told) for place, told in counts if told.span is not None]:
        case [(place, ToldAmount(span=TimeSpan(rate=True)) as told)] if told in ours:
            apart = all(told not in clause_of(tokens, at) for at, other in counts if other is not told)
            return told if apart and roles[place].chance >= PLAINLY else None
    return None
