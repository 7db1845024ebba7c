"""The numbers of a week that an owner tells unasked, after a verdict: "this week 4 new calls, spoke to all 4, won 1".

Those who got in touch, were talked with and stayed are the week's, even where they sound like what came of the step.
"""

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
from bot.language.listening.amounts import tokens_in
from bot.language.listening.relations import without_slips
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.week_told import week_told
from bot.language.templates import Words
from bot.turn.asked_lately import OnWords
from bot.turn.narrowed import asks

WEEK, MONDAY = "week", 0
WEEKS = "checkins/week"
LEAST = 2  # numbers that have a name of the week's
DOOR, STAYED = FIELDS[0], FIELDS[1:]


def week_unasked(context: Context, chat: Chat, scene: Scene | None, text: str, on_words: OnWords) -> Turned | None:
    """Take the numbers of a week that a message names, with how many got in touch; None where it tells something else.

    The week must be over since the verdict, and have no numbers yet. Of one that is not over nothing is kept.
    """
    if scene is not None or (since := _day_of_verdict(chat)) is None or not _tells_a_week(text, context.words):
        return None
    named = _weeks_named(context, text)
    if len(named) != 1:
        return None
    week = _week_meant(context, chat, running=named == {True})
    last = last_over(context, chat)
    if (week or last).sunday < since or (week and chat.book.numbers_of(week)):
        return None
    if week is None:
        before = Button(context.words.label(WEEKS, "button", week=last), f"/checkin {last} #{chat.business.number}")
        return context.aside(chat, context.words.say(WEEKS, "not_over"), rows=((before,),))
    opened, _ = begin_week(context, chat, week)
    asked = context.scene(opened)
    if asked is None or not isinstance(heard := prompting.listen(asked, text), Many) or len(heard.given) < LEAST:
        return None
    return on_words(context, opened, asked, text)


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
