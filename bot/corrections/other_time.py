"""Numbers of a verdict that are for a different time from the one they were taken for: "44 is for the year, not three months".

A part denies a stretch of time, another names the numbers as they stand with the right one. All counts of the door that were for the
same time are for the new one then. Where the new one cannot be read it is asked for, and nothing is changed.
"""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from bot.checkup.commands import opened_again, with_verdict
from bot.core.records import Chat
from bot.core.replies import Say
from bot.core.span import AS_ASKED, SpanOfTime
from bot.core.week_numbers import FIELDS
from bot.dialogue import engine
from bot.dialogue.actions import MENDED
from bot.dialogue.context import Context
from bot.dialogue.corrections import line_of_change, verdict_or_question
from bot.dialogue.scene import Scene, Turned
from bot.hearing.earlier import Earlier
from bot.language.listening.passages import PassageWord, TextPassage, passages_of
from bot.language.listening.spans import find_spans
from bot.language.listening.time_words import time_words
from bot.talk.answering import to_correct
from bot.talk.wished import behind

NEGATION = "negation"
SHORT = 5  # words of a part that denies a time: "not the whole year"
SAME = 0.1  # share by which two stretches of time may differ and are the same


def time_put_right(context: Context, chat: Chat, text: str) -> Turned | None:
    """Take numbers for the time that a message tells instead of the one that it denies; None where it does not."""
    session, words = with_verdict(chat, ""), context.words
    if session is None or session.state != "done":
        return None
    scene = opened_again(context, chat, session)
    earlier = Earlier.of(session, scene.form.flow, "", words.language)
    passages = passages_of(text, words.language)
    others = [one for one in passages if not _denies_time(one, words.language)]
    names = _numbers_named(others, earlier)
    if len(others) == len(passages) or not names:
        return None
    spans = _times_told(others, words.language, context.event.at.date())
    old = _weeks(session.answers[names[0]].span)
    if len(spans) != 1 or any(abs(_weeks(one) - old) <= SAME * old for one in spans):
        line = words.say("topics/doubt", "which_time", n=earlier.numbers[names[0]].value)
        return chat, (Say(line, to_correct(context, chat, session, names)),)
    return _for_time(scene, names, spans.pop())


def _denies_time(passage: TextPassage, language: str) -> bool:
    """True for a part that denies a stretch of time and says no more: "not twelve months"."""
    units = time_words(language).unit
    short = NEGATION in passage.kinds or any(map(_is_none, passage.words))  # "not one month" is read as none
    return short and len(passage.words) <= SHORT and any(word.text in units for word in passage.words)


def _is_none(word: PassageWord) -> bool:
    return word.told is not None and not word.told.amount.high


def _times_told(passages: Sequence[TextPassage], language: str, today: date) -> set[SpanOfTime]:
    """Return the stretches of time that passages tell; of a time that is only named, one: "44 is the year"."""
    found = {one.told(today) for part in passages for one in find_spans(part.text, language)}
    units = time_words(language).unit
    named = {SpanOfTime.of(units[word.text]) for part in passages for word in part.words if word.text in units}
    return found or named


def _numbers_named(passages: Sequence[TextPassage], earlier: Earlier) -> list[str]:
    """Return the counts that the numbers of passages are; nothing where one of them is none."""
    told = [one for part in passages for one in part.numbers]
    if any(one.span is not None and one.span.rate for one in told):
        return []  # "I can take 2 a week, not one a quarter"
    known = {name: amount.value for name, amount in earlier.numbers.items() if name in FIELDS}
    found = [next((name for name, value in known.items() if value == earlier.value_of(one)), None) for one in told]
    return [name for name in found if name is not None] if None not in found else []


def _for_time(scene: Scene, names: Sequence[str], span: SpanOfTime) -> Turned:
    """Keep the named counts, and those that were for the same time, for another one, and come to the verdict."""
    answers = scene.session.answers
    old = _weeks(answers[names[0]].span)
    same = [name for name in FIELDS if name in answers and abs(_weeks(answers[name].span) - old) <= SAME * old]
    session = scene.session
    for name in dict.fromkeys((*names, *same)):
        session = engine.settle(scene.form.flow, session, replace(answers[name], span=span))
    after = scene.with_session(session)
    line = line_of_change(after, scene.form.flow[names[0]], session.answers[names[0]], template=MENDED)
    chat, replies = verdict_or_question(after)
    return chat, behind([line], replies)


def _weeks(span: SpanOfTime | None) -> float:
    return AS_ASKED if span is None else span.weeks
