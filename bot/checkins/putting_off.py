"""Puts a check-in off: by a button, or in words, and then as often as is polite."""

import re
from datetime import datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from bot.checkins.listing import listed
from bot.checkins.reminding import rescheduled
from bot.checkins.session import (
    asked_numbers,
    has_numbers,
    leave,
    pick_up,
    put_down,
    reminder_rows,
    weeks_about,
)
from bot.checkins.setup import day_told, pause_rows
from bot.checkins.which_week import newest_of
from bot.core.due import Snooze
from bot.core.ledger import Plan
from bot.core.records import Chat, Session
from bot.core.replies import Button, Say
from bot.core.schedule import in_quiet_hours, local, snooze
from bot.core.week import Week
from bot.dialogue.commands import command_button
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.vocabulary import plain, vocabulary, without

How = Literal["hour", "later", "tomorrow"]
LATER = timedelta(hours=3)
A_WEEK = timedelta(days=7)
JUST_ASKED = timedelta(hours=2)
LONG_ENOUGH = timedelta(days=2)  # after the question: an owner who puts it off later is asked next week


def how_told(text: str, language: str) -> How | None:
    """Return until when words put a check-in off: "not now", "busy, in an hour", "tomorrow please"."""
    later = vocabulary(language)["later"]
    said = re.sub(r"[^\w\s]+", " ", plain(text))
    rest = without(later["beside"], said)
    when = without(later["later"], rest)
    if " ".join(said.split()) in later["tomorrow"] or when in later["tomorrow"]:
        return "tomorrow"
    if when in later["hour"]:
        return "hour"
    return "later" if rest and not when else None


def put_off_in_words(context: Context, chat: Chat, session: Session, how: How) -> Turned | None:
    """Put off the check-in that is open; None where nobody is asked every week."""
    week, plan = weeks_about(session)[0], chat.book.plan
    if asked_numbers(session):
        return _kept_so_far(context, chat, week)
    if plan is None:
        return None
    chosen = _polite(context, chat, plan, week) if how == "later" else how
    if chosen is not None:
        return until(context, chat, week, chosen)
    chat = leave(context, chat, week)
    upcoming = local(chat.book.next_question(context.event.at), plan.schedule.zone)
    said = context.words.say("checkins/schedule", "left", week=week, next=upcoming)
    return pick_up(context, chat, (Say(said, reminder_rows(week, chat.business.number, context.words)[1:]),))


def asked_later(context: Context, chat: Chat, week: Week, text: str) -> Say:
    """Answer who wants to be asked later: about this week, or not before a far day, which is a pause.

    Who is not asked every week reads that nothing comes by itself.
    """
    words, plan, number = context.words, chat.book.plan, chat.business.number
    if plan is None:
        return Say(words.say("topics/doubt", "unasked"), ((command_button("weekly", words),),))
    until_day = day_told(text, plan.schedule, words, context.event.at)
    if until_day is None or until_day - local(context.event.at, plan.schedule.zone).date() <= A_WEEK:
        return Say(words.say("topics/doubt", "later"), reminder_rows(week, number, words))
    stop = Button(words.label("checkins/schedule", "stop_button"), f"/weekly stop #{number}")
    return Say(words.say("topics/doubt", "pausing"), (*pause_rows(number, words), (stop,)))


def _kept_so_far(context: Context, chat: Chat, week: Week) -> Turned:
    """Keep the numbers that were told, and leave the others for when there is time."""
    chat = rescheduled(put_down(chat, context.event.at), context.event.at)
    given = chat.book.numbers_of(week)
    numbers = listed(given, context.words, chat.business.trade) if given else {}
    go_on = Button(
        context.words.label("checkins/week", "button", week=week), f"/checkin {week} #{chat.business.number}"
    )
    said = context.words.say("checkins/week", "kept_so_far", week=week, numbers=numbers)
    return pick_up(context, chat, (Say(said, ((go_on,),)),))


def until(context: Context, chat: Chat, week: Week, how: How) -> Turned:
    """Remind of a week once more, in an hour, later that day or tomorrow; the weekly time stays as it is."""
    now, plan = context.event.at, chat.book.plan
    if plan is None:
        return chat, ()
    week = min(week, newest_of(context, chat))
    if chat.book.numbers_of(week) is not None:
        return has_numbers(context, chat, week)
    at = now + LATER if how == "later" else snooze(now, how, plan.schedule)
    chat = leave(context, chat, week)
    chat = rescheduled(chat.with_book(replace(chat.book, plan=replace(plan, snoozed=Snooze(week, at)))), now)
    said = context.words.say("checkins/schedule", "snoozed", next=local(at, plan.schedule.zone))
    rows = reminder_rows(week, chat.business.number, context.words)
    return pick_up(context, chat, (Say(said, rows if how == "later" else ()),))


def _polite(context: Context, chat: Chat, plan: Plan, week: Week) -> How | None:
    """Return when to ask again after "not now": later that day, then on the next day, then no more."""
    now, kept = context.event.at, chat.book.find(week)
    if plan.schedule.is_paused_on(local(now, plan.schedule.zone).date()):
        return None
    asked: datetime = (kept.sent_at if kept else None) or now
    if now - asked <= JUST_ASKED and not _is_another_day(now, now + LATER, plan):
        return "later"
    return "tomorrow" if now - asked < LONG_ENOUGH else None


def _is_another_day(now: datetime, at: datetime, plan: Plan) -> bool:
    zone = plan.schedule.zone
    return local(now, zone).date() != local(at, zone).date() or in_quiet_hours(at, plan.schedule)
