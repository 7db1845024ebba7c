"""What answers "which is nearer the truth?", where the verdict finds that two numbers hardly go together."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.core.records import Chat
from bot.core.week_numbers import FIELDS
from bot.dialogue.context import Context
from bot.hearing.narrowed import NARROW, asks, said_of
from bot.hearing.policy import STORING, SURELY, TOLD, Resolution
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.reader import read_acts
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.templates import Words
from bot.talk.weighed import is_of_step

WRONG, RIGHT = "is_wrong", "is_right"
PLACES = ("names_first", "names_second")
"""Blocks that name one of the two by where it stands in the question."""

SHORT, BARE = 5, 2  # words of a message that names one of the two by its number, or by a noun, and says no more
A_WEEK = ("talked",)
"""Numbers that are shown for a week, though they are kept for all weeks: a new one is taken only if it is told for a time."""

_APART = re.compile(r"[,;:!?\n]+|\.(?=\s|$)")


class NumberOff(Struct, frozen=True):
    """The one of two numbers that an owner says is off, and the right one where it was told."""

    question: str
    told: Act | None = None


def number_off(context: Context, chat: Chat, text: str, heard: Resolution) -> NumberOff | None:
    """Return which of the two numbers that the verdict puzzles over is off; None where a message does not say it."""
    session = chat.session(chat.business.checkup or 0)
    parts = [part for part in _APART.split(text) if part.strip()]
    if session is None or asks(text, context.words) or not _may_say(parts, context.words):
        return None
    if is_of_step(text, context.words.language):
        return None  # "asked 3 couples, all said price"
    two = context.form(session).shows(chat, session, context.words).puzzle
    if not two or any(_is_of_another(act, two) for act in heard.done):
        return None
    wrong = next(filter(None, (_wrong(part, two, context.words) for part in parts)), None)
    alone = not any(_is_of_another(act, two, alone=True) or _does(act) for act in heard.done)
    if wrong is None and parts and alone:
        wrong = _other(_named_alone(parts[0], two, context.words), two)
    if wrong is None:
        return None
    return NumberOff(wrong, next(filter(None, (_new(part, wrong, two, context.words) for part in parts)), None))


def _may_say(parts: Sequence[str], words: Words) -> bool:
    """True if a message says of anything that it is right or wrong, or begins so shortly that it may name one of two."""
    judged = any(said_of((WRONG, RIGHT), part, words) for part in parts)
    return judged or len(fold(next(iter(parts), "")).split()) <= SHORT


def _is_of_another(act: Act, two: Mapping[str, float], *, alone: bool = False) -> bool:
    """True if a number is surely neither of the two; where nothing else is said, a likely one as great as they are, too."""
    if act.told is None or act.chance < (STORING if alone else SURELY) or act.kind not in TOLD:
        return False
    return act.name not in (*two, "number") and (alone or act.told.amount.value not in two.values())


def _does(act: Act) -> bool:
    """True for what is likely no answer to a question: "5 of them booked"."""
    return act.kind in ("step", "wants", "supposes", "judge") and act.chance >= STORING


def _wrong(part: str, two: Mapping[str, float], words: Words) -> str | None:
    """Return which of the two a part of a message says is wrong, or leaves where it says that the other is right."""
    said = f" {fold(part)} "
    for block in (WRONG, RIGHT):
        places = [said.find(f" {fold(phrase)} ") for phrase in words.listed(NARROW, block)]
        if not (found := [place for place in places if place >= 0]):
            continue
        before, behind = said[: min(found)], said[min(found) :]
        named = _one_named(before, two, words) or _one_named(behind, two, words)
        if named is not None:
            return named if block == WRONG else _other(named, two)
    return None


def _one_named(part: str, two: Mapping[str, float], words: Words) -> str | None:
    """Return the one of the two that some words name, by its number or by a noun; None if they name both or neither."""
    numbers = {one.amount.value for one in _numbers(part, two, words)}
    named = [name for name, number in two.items() if number in numbers]
    named = named or [name for name in two if said_of((f"names_{name}",), part, words)]
    named = named or [name for name, place in zip(two, PLACES, strict=True) if said_of((place,), part, words)]
    return named[0] if len(named) == 1 else None


def _numbers(text: str, two: Mapping[str, float], words: Words) -> list[ToldAmount]:
    """Return the numbers of a text; a one that is not among the two counts nothing: "the second one"."""
    told = [one for one in tokens_in(text, words.language) if isinstance(one, ToldAmount)]
    return [one for one in told if one.amount.value != 1 or one.amount.value in two.values()]


def _named_alone(part: str, two: Mapping[str, float], words: Words) -> str | None:
    """Return the one of the two that some words name and nothing else: "the 5", "the second one"."""
    numbers = _numbers(part, two, words)
    if len(fold(part).split()) > (SHORT if numbers or said_of(PLACES, part, words) else BARE):
        return None
    known = [one.amount.value in two.values() and not one.share and _is_weekly(one) for one in numbers]
    return _one_named(part, two, words) if all(known) else None


def _is_weekly(told: ToldAmount) -> bool:
    """True if a number may be told for a week, as the two are: not "one every other week"."""
    span = told.span
    return span is None or (span.unit == "week" and span.count == 1)


def _other(name: str | None, two: Mapping[str, float]) -> str | None:
    return next((other for other in two if other != name), None) if name is not None else None


def _new(part: str, wrong: str, two: Mapping[str, float], words: Words) -> Act | None:
    """Return the right number in place of the wrong one, if a part of a message tells it as an answer to its question."""
    plain = clean(part, words.language).text
    new = [one for one in _numbers(part, two, words) if one.amount.value not in two.values()]
    new = [one for one in new if any(map(str.isdecimal, plain[slice(*one.place)]))]  # "as many couples as I like"
    for act in read_acts(part, f"q:{wrong}", language=words.language):
        told = act.told
        if told is None or told not in new or act.kind not in TOLD or act.chance < STORING:
            continue
        timed = told.span is not None or wrong not in A_WEEK
        if timed and (act.name == wrong or (act.name not in FIELDS and act.name != "wanted")):
            return Act("corrects", wrong, "", told, 1.0, "", told.place)
    return None
