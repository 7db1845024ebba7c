"""Which week is meant: the last full one in the owner's time zone, or the one that is ending."""

from datetime import date, datetime

from bot.core.records import Chat, Session
from bot.core.schedule import UTC_ZONE, is_ending, local, newest_week, week_of
from bot.core.week import Week
from bot.dialogue.context import Context
from bot.language.zones import guess_zone


def clock_of(chat: Chat) -> str:
    """Return the time zone of the weeks of the current business."""
    plan = chat.book.plan
    guess = guess_zone(chat.owner.language)
    return plan.schedule.zone if plan else chat.business.time_zone or (guess.name if guess else UTC_ZONE)


def last_over(context: Context, chat: Chat) -> Week:
    """Return the week that is asked about now: the last full one, or the one that the weekly question was about."""
    plan, now = chat.book.plan, context.event.at
    return newest_week(now, plan.schedule) if plan else week_of(now, clock_of(chat))


def ending(context: Context, chat: Chat) -> Week | None:
    """Return the week that is ending in the owner's time zone; None while there is little to tell about it."""
    now, zone = context.event.at, clock_of(chat)
    return Week.of(local(now, zone).date()) if is_ending(now, zone) else None


def newest_of(context: Context, chat: Chat) -> Week:
    """Return the newest week that an owner can tell of."""
    over, this = last_over(context, chat), ending(context, chat)
    return over if this is None else max(over, this)


def last_day(chat: Chat, week: Week, asked_at: datetime) -> date:
    """Return up to which day a week is asked about: its Sunday, or the day of asking while it runs."""
    return max(week.monday, min(week.sunday, local(asked_at, clock_of(chat)).date()))


def until(chat: Chat, session: Session, week: Week) -> date:
    """Return up to which day the questions of a check-in are about its week."""
    return last_day(chat, week, session.started_at)
