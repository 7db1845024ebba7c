"""What several numbers of one message settle between them: "12 had a call. No wait, one only wrote, so 11", "20, the other 5 I forgot"."""

import re
from collections.abc import Sequence

from msgspec import Struct

from bot.core.amount import Amount
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead
from bot.language.listening.made_of_steps import is_undone
from bot.language.listening.passages import passages_of
from bot.language.listening.said_numbers import SaidMessage, SaidNumber, WordBeside, said_numbers
from bot.language.listening.words_between import words_between
from bot.language.numbers.pieces import Mark, is_a, says

PEOPLE, TALKED = "people", "talked"
TURNS = frozenset({"slip", "mends", "disagree"})
"""Kinds of word that take back what was said before them."""

SETTLING, PART = "settling", "share_of"
TIMES = frozenset({"day", "week", "month", "year"})
NOT_DONE = frozenset({"talk", "reply", "ring", "write", "quote", "miss", "attain"})
LEAST, PAIR = 3, 2
CLAUSES = re.compile(r"[.,;!?()]+(?:\s|$)| - ")
WIDEST = 1.6  # times as many as the lower of two guesses
ENDS = frozenset(".!;")
ALONE = 3  # words beside a number that stands for itself: "so 14 then"


class SettledCount(Struct, frozen=True):
    """The answer to a question that some words settle, and how many were talked with, where they tell that too."""

    told: CountRead
    talked: Amount | None = None


def settled(text: str, question: CountQuestion) -> SettledCount | None:
    """Return what the numbers of a message settle between them; None where they settle nothing."""
    tokens = tokens_in(text, question.language)
    if any(isinstance(one, ToldAmount) and one.currency for one in tokens):
        return None
    if (but := _all_but(tokens, question)) is not None:
        return SettledCount(CountRead(but, made=True))
    said = said_numbers(text, question.language)
    timed = any(one.timed or one.dated for one in said.numbers)
    told = None if timed else _after_a_turn(text, question.language) or _concluded(said)
    told = told or _guessed_between(said) or _without_those_left(said, question)
    return SettledCount(told) if told is not None else _all_and_those_left(said, question)


def _after_a_turn(text: str, language: str) -> CountRead | None:
    """Return the last number, where a second thought puts it in place of the first, or takes those between out of that.

    Each clause is read by itself, since a second thought takes the place of the number before it.
    """
    clauses = [clause for part in CLAUSES.split(text[:LONGEST]) if (clause := part.strip())]
    told = [(at, one) for at, clause in enumerate(clauses) for one in _counts(clause, language)]
    if len(told) < PAIR:
        return None
    (begin, first), *between, (end, last) = told
    taken = {sum(one.amount.value for _, one in between), *(one.amount.value for _, one in between)}
    if between and not any(one and first.amount.value - one == last.amount.value for one in taken):
        return None
    words = [word for part in passages_of(" , ".join(clauses[begin + 1 : end + 1]), language) for word in part.words]
    turned = any(word.kinds & TURNS or (between and word.text in words_between(language).result) for word in words)
    said = said_numbers(clauses[end], language)
    alone = len(said.numbers) == 1 and _stands_alone(said.numbers[0], said)
    return CountRead(last.amount, last.span or first.span, made=True) if turned and alone else None


def _counts(clause: str, language: str) -> list[ToldAmount]:
    told = (one for one in tokens_in(clause, language) if isinstance(one, ToldAmount))
    return [one for one in told if not one.share]


def _concluded(said: SaidMessage) -> CountRead | None:
    """Return the number that is settled on between two others: "3 in spring, now 5. Say 4"."""
    if len(said.numbers) < LEAST:
        return None
    *others, last = said.numbers
    values = [one.value for one in others]
    settles = SETTLING in {kind for word in last.before[-1:] for kind in word.kinds}
    if not settles or not _stands_alone(last, said) or not min(values) <= last.value <= max(values):
        return None
    return CountRead(last.told.amount, last.told.span or others[0].told.span, made=True)


def _guessed_between(said: SaidMessage) -> CountRead | None:
    """Return two guesses at one number as what is between them: "Twelve or so. Maybe fourteen", "About eight. Or nine"."""
    if len(said.numbers) != PAIR or any(one.told.share or one.told.span for one in said.numbers):
        return None
    (low, first), (high, second) = ((one.value, one.at) for one in said.numbers)
    between, behind = said.tokens[first + 1 : second], said.tokens[second + 1 : second + 2]
    guessed = any(is_a(token, "second_guess") or says(token, "to") for token in between)
    plain = all(isinstance(token, Mark) or _is_sign(token) for token in between) and all(map(_is_sign, behind))
    ends = any(getattr(token, "text", "") in ENDS for token in between)
    if not (guessed and plain and ends and low < high <= WIDEST * low):
        return None
    return CountRead(Amount.between(low, high), made=True)


def _is_sign(token: object) -> bool:
    return not getattr(token, "text", "a")[:1].isalnum()


def _stands_alone(one: SaidNumber, said: SaidMessage) -> bool:
    """True if nothing beside a number names what it counts: "so 14 then", "say 4"."""
    words = [word for word in (*one.before, *one.behind) if any(map(str.isalpha, word.text))]
    return len(words) <= ALONE and all(_is_little(word, said) for word in words)


def _is_little(word: WordBeside, said: SaidMessage) -> bool:
    between = words_between(said.language)
    return word.text in between.filler | between.result or bool(word.kinds & {SETTLING, "joint", "here_is", "well"})


def _all_but(tokens: Sequence[object], question: CountQuestion) -> Amount | None:
    """Return all without some, whose cases are told behind: "all but two. One never rang back, once I was ill"."""
    told = [one for one in tokens if isinstance(one, ToldAmount)]
    if len(told) < PAIR or not told[0].but or question.of is None:
        return None
    left = told[0].amount.value
    fits = all(not one.share and one.amount.value in (question.of.value, *range(int(left) + 1)) for one in told[1:])
    return Amount.exactly(question.of.value - left) if fits and left <= question.of.value else None


def _without_those_left(said: SaidMessage, question: CountQuestion) -> CountRead | None:
    """Return those talked with, where they and those who were left make all: "20, the other 5 I forgot to text back"."""
    if question.fact != TALKED or question.of is None or len(said.numbers) != PAIR:
        return None
    left = [one for one in said.numbers if _is_left(said, one)]
    if len(left) != 1 or sum(one.value for one in said.numbers) != question.of.value:
        return None
    (done,) = (one for one in said.numbers if one is not left[0])
    return CountRead(Amount.exactly(done.value), made=True)


def _all_and_those_left(said: SaidMessage, question: CountQuestion) -> SettledCount | None:
    """Return who got in touch and who was talked with, where it is told how many were left: "25 calls. 6 of them I never rang back"."""
    counts = [one for one in said.numbers if not (one.timed or any(TIMES & word.kinds for word in one.behind[:1]))]
    if question.fact != PEOPLE or len(counts) != PAIR:
        return None
    all_of, left = counts
    if not left.has(PART) or left.value >= all_of.value or not _is_left(said, left) or _is_left(said, all_of):
        return None
    told = all_of.told
    return SettledCount(CountRead(told.amount, told.span, made=True), _without(told, left.value))


def _without(told: ToldAmount, left: float) -> Amount:
    """Return an amount without some of it, told as loosely as it was."""
    return told.amount.times((told.amount.value - left) / told.amount.value)


def _is_left(said: SaidMessage, one: SaidNumber) -> bool:
    """True if those of a number were not talked with."""
    return is_undone(said, one) or (one.has("negation") and one.has(*NOT_DONE))
