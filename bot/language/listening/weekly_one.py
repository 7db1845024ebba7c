"""The one of several numbers that is told for each week, where that is asked for: "5 slots free, so I suppose 2 or 3 new ones a week"."""

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion
from bot.language.listening.making import WISHED
from bot.language.listening.roles import knows_meaning
from bot.language.listening.said_numbers import SaidMessage, SaidNumber, said_numbers
from bot.language.listening.several import are_one_rate, roles_in
from bot.language.listening.words_between import words_between

LIKELY = 0.5  # that it is what can be served or is wished for
WEEK, TOTAL = "week", "total"
SENTENCE = (".", ";", "!")
IN_ALL = (TOTAL, "taken", "capacity", "here_is", "speaker", "we", "customer", "buy")
"""Kinds of word for how many there are, or may be, at one time."""


def so_many_each_week(text: str, question: CountQuestion, *, free: bool) -> ToldAmount | None:
    """Return the one number for each week, where the others are for another time, or in all.

    Args:
        text: what was typed.
        question: what it answers.
        free: the words make nothing else of the numbers; else the one has to be concluded: "so two a week".
    """
    if question.fact not in WISHED or not knows_meaning(question.language):
        return None
    said = said_numbers(text, question.language)
    weekly = [one for one in said.numbers if _is_weekly(one)]
    if len(weekly) == 1 and (apart := _at_one_rate(weekly[0], said)) is not None:
        return apart
    if len(weekly) != 1 or len(said.numbers) == 1 or are_one_rate([one.told for one in said.numbers]):
        return None
    (own,), others = weekly, [one for one in said.numbers if one not in weekly]
    roles = roles_in(tokens_in(text, question.language), question)
    if sum(chance for name, chance in roles[own.at].ranked if name in WISHED) < LIKELY:
        return None
    follows = bool(own.before) and own.before[0].text in words_between(said.language).result
    concluded = follows and all(one.told.span is None and one.at < own.at for one in others)
    return own.told if concluded or (free and all(map(_is_of_another_time, others))) else None


def _at_one_rate(own: SaidNumber, said: SaidMessage) -> ToldAmount | None:
    """Return so many a week that is said in a month as well, and beside it, in other sentences, how many there are in all.

    As in "0.5 a week, so 2 a month. My total capacity is 24 clients and I have 19".
    """
    rates = [one.told for one in said.numbers if one.told.span is not None and one.told.span.rate]
    others = [one for one in said.numbers if one.told not in rates]
    stops = [at for at, token in enumerate(said.tokens) if getattr(token, "text", "") in SENTENCE]
    apart = all(any(min(own.at, one.at) < at < max(own.at, one.at) for at in stops) for one in others)
    in_all = all(one.has(*IN_ALL) for one in others)
    return own.told if others and apart and in_all and (len(rates) == 1 or are_one_rate(rates)) else None


def _is_weekly(one: SaidNumber) -> bool:
    span = one.told.span
    return not one.timed and span is not None and span.rate and span.unit == WEEK and span.count == 1


def _is_of_another_time(one: SaidNumber) -> bool:
    """True for a number in a month, a day or in all, and for a length of time."""
    return one.timed or one.told.span is not None or TOTAL in one.near
