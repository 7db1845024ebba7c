"""The numbers of a week that an owner tells unasked, after a verdict: "this week 4 new calls, spoke to all 4, won 1".

Those who got in touch, were talked with and stayed are the week's, even where they sound like what came of the step.
"""

import re
from collections.abc import Iterator
from datetime import date

from bot.checkins.session import begin_week
from bot.checkins.which_week import clock_of, ending, last_over
from bot.core.records import Chat
from bot.core.replies import Button
from bot.core.schedule import local
from bot.core.week import Week
from bot.core.week_numbers import FIELDS
from bot.dialogue import prompting
from bot.dialogue.context import Context
from bot.dialogue.hear import Many
from bot.dialogue.scene import Scene, Turned
from bot.hearing.asked_lately import OnWords
from bot.hearing.narrowed import asks
from bot.hearing.policy import CHOOSING, SURELY
from bot.language.listening.amounts import tokens_in
from bot.language.listening.matters import STATE, matters
from bot.language.listening.passages import passages_of
from bot.language.listening.reader import read_acts
from bot.language.listening.relations import without_slips
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.week_told import week_told
from bot.language.templates import Words

WEEK, MONDAY = "week", 0
WEEKS = "checkins/week"
LEAST = 2  # numbers that have a name of the week's
DOOR, STAYED = FIELDS[0], FIELDS[1:]
DONE, NOTED = "done", ("wants", "checkin")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def week_unasked(context: Context, chat: Chat, scene: Scene | None, text: str, on_words: OnWords) -> Turned | None:
    """Take the numbers of a week that a message names, with how many got in touch; None where it tells something else.

    The week must be over since the verdict, and have no numbers yet. Of one that is not over nothing is kept.
    """
    if scene is not None or (since := _day_of_verdict(chat)) is None:
        return None
    told = next((part for part in _parts(text) if _tells_a_week(part, context.words)), None)
    if told is None or _reports(text, context.words.language):
        return None
    named, last = _weeks_named(context, told), last_over(context, chat)
    if not named and _is_wished(context, text, told):
        named = {last.sunday < since}  # the one that runs, where no other began since
    if len(named) != 1:
        return None
    week = _week_meant(context, chat, running=named == {True})
    if week is None and _reports(text, context.words.language, counted=True):
        return None  # of which nothing would be kept
    if week is None:
        before = Button(context.words.label(WEEKS, "button", week=last), f"/checkin {last} #{chat.business.number}")
        over = last.sunday >= since
        line = context.words.say(WEEKS, "not_over", over=over)
        return context.aside(chat, line, rows=((before,),) if over else None)
    if week.sunday < since or chat.book.numbers_of(week):
        return None
    opened, _ = begin_week(context, chat, week)
    asked = context.scene(opened)
    if asked is None or not isinstance(heard := prompting.listen(asked, told), Many) or len(heard.given) < LEAST:
        return None
    return on_words(context, opened, asked, told)


def _reports(text: str, language: str, *, counted: bool = False) -> bool:
    """True if a part surely says that the step is done, so that the numbers are what came of it; one with a number only if it may."""
    parts = (part.text for part in passages_of(text, language) if counted or not part.numbers)
    return any(matter == DONE and chance >= SURELY for part in parts for matter, chance in matters(part, language)[:1])


def _parts(text: str) -> Iterator[str]:
    """Yield a message, and the sentences of it that may be all that tells the week: "... got 5. best week since august"."""
    yield text
    yield from (
        part.strip() for part in _SENTENCE.split(text) if any(map(str.isdecimal, part)) and part.strip() != text
    )


def _is_wished(context: Context, text: str, told: str) -> bool:
    """True if numbers are to be noted as those of a week, whichever it is: "put them weekly numbers in: 14 calls, 5 jobs"."""
    rest = text.replace(told, " ") if told != text else ""
    acts = read_acts(rest, STATE, language=context.words.language) if any(map(str.isalpha, rest)) else ()
    wishes = any((act.kind, act.name) == NOTED and act.chance >= CHOOSING for act in acts)
    return wishes or _begins_with_weeks(context, text)


def _begins_with_weeks(context: Context, text: str) -> bool:
    """True for a heading: "weekly: 9 asked, I talked with 6, 2 paid"."""
    first = next(iter(tokens_in(text, context.words.language)), None)
    return isinstance(first, TimeSpan) and first.unit == WEEK and first.count == 1 and first.rate


def _day_of_verdict(chat: Chat) -> date | None:
    """Return the day of the newest verdict; None before one."""
    session = chat.session(chat.business.checkup or 0)
    ended = session.ended_at if session is not None else None
    return None if ended is None else local(ended, clock_of(chat)).date()


def _tells_a_week(text: str, words: Words) -> bool:
    """True if a message names those who got in touch, and some who were talked with or stayed, each with a number."""
    if asks(text, words):
        return False
    told = week_told(without_slips(text, words.language), asked=(), language=words.language)
    return told is not None and told.of(DOOR) is not None and any(told.of(name) is not None for name in STAYED)


def _weeks_named(context: Context, text: str) -> set[bool]:
    """Return which weeks a message names: True for the one that runs, False for the last."""
    tokens = tokens_in(text, context.words.language)
    return {token.running for token in tokens if isinstance(token, TimeSpan) and _is_one_week(token)}


def _week_meant(context: Context, chat: Chat, *, running: bool) -> Week | None:
    """Return the week that is meant; None for the one that runs, with too little of it over. On a Monday it is the one before."""
    is_monday = local(context.event.at, clock_of(chat)).weekday() == MONDAY
    return last_over(context, chat) if is_monday or not running else ending(context, chat)


def _is_one_week(span: TimeSpan) -> bool:
    return span.unit == WEEK and span.count == 1 and not span.rate and span.since is None
