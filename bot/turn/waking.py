"""What the bot says by itself about open questions: one nudge for an idle draft, and a question asked again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.checkins.midweek import midweek_due
from bot.checkins.reminding import CHECKIN_WAKE, MIDWEEK_WAKE, checkin_due
from bot.checkins.session import has_all_numbers
from bot.core.records import CHECKIN, Chat
from bot.core.replies import Say
from bot.core.schedule import UTC_ZONE, Schedule, in_quiet_hours, local, quiet_until
from bot.dialogue.answers import finish
from bot.dialogue.commands import command_button, command_rows
from bot.dialogue.context import Context
from bot.dialogue.prompting import with_button
from bot.dialogue.scene import Turned
from bot.language.templates import Words
from bot.language.zones import guess_zone

NUDGE = "nudge"
AGAIN = "again"
MISSED = "missed"
RETENTION = "retention"
WHOLE_WEEK = "whole_week"
PATIENCE = timedelta(hours=4)  # after this, an open question beyond the numbers no longer delays what they tell
IDLE = timedelta(hours=24)
UNNUDGED = ("weekly", CHECKIN)  # there is no nudge about a reminder
AWAKE = timedelta(hours=2)  # after their last message; the time is kept to the hour
VERDICT_OFFERED = timedelta(days=1)

Waker = Callable[[Context, Chat], Turned]
"""What a wake does: the context and the chat in, the chat with the wake rescheduled or gone and the replies out."""


def zone_of(chat: Chat) -> str:
    """Return the owner's time zone: the one they told, or a guess by their language."""
    if chat.business.time_zone:
        return chat.business.time_zone
    guess = guess_zone(chat.owner.language)
    return guess.name if guess else UTC_ZONE


def nudge(context: Context, chat: Chat) -> Turned:
    """Remind of an idle draft, once, outside the quiet hours; it stays open."""
    session = context.open(chat)
    if session is None:
        return chat.waking(NUDGE, None), ()
    if session.flow in UNNUDGED:
        return chat.waking(NUDGE, context.event.at + IDLE), ()  # what lies under it can wait
    idle_at = session.touched_at + IDLE
    if context.event.at < idle_at:
        return chat.waking(NUDGE, idle_at), ()
    if (later := _quiet_until(chat, context.event.at)) is not None:
        return chat.waking(NUDGE, later), ()
    return context.ask(chat.waking(NUDGE, None), session, context.words.say("dialogue/waking", "nudge"))


def again(context: Context, chat: Chat) -> Turned:
    """Ask an open question again, because a tap or the question itself may have been lost."""
    asked_again = chat.waking(AGAIN, None)
    session = context.open(chat)
    if session is None or any(_is_missed(kind) and at <= context.event.at for kind, at in chat.wakes.items()):
        return asked_again, ()  # what says that something is missing asks it too
    if (later := _quiet_until(chat, context.event.at)) is not None:
        return chat.waking(AGAIN, later), ()
    return context.ask(asked_again, session, context.words.say("dialogue/waking", "again"))


def whole_week(context: Context, chat: Chat) -> Turned:
    """Say what the numbers of a week tell, if the questions after them were not answered."""
    scene, now = context.scene(chat.waking(WHOLE_WEEK, None)), context.event.at
    if scene is None or scene.session.flow != CHECKIN or not has_all_numbers(scene.session) or _is_paused(chat, now):
        return chat.waking(WHOLE_WEEK, None), ()
    if now < (patient_until := scene.session.touched_at + PATIENCE):
        return chat.waking(WHOLE_WEEK, patient_until), ()
    if (later := _quiet_until(chat, now)) is not None:
        return chat.waking(WHOLE_WEEK, later), ()
    return finish(scene)


def _is_paused(chat: Chat, now: datetime) -> bool:
    plan = chat.book.plan
    return plan is not None and plan.schedule.is_paused_on(local(now, plan.schedule.zone).date())


def missed(context: Context, chat: Chat) -> Turned:
    """Say that something may not have arrived, offer it again, and ask what is open."""
    now = context.event.at
    kinds = [kind for kind in chat.wakes if _is_missed(kind)]
    if now - chat.owner.seen_at > AWAKE and (later := _quiet_until(chat, now)) is not None:
        for kind in kinds:
            chat = chat.waking(kind, later)
        return chat, ()
    for kind in (*kinds, AGAIN):
        chat = chat.waking(kind, None)
    offered = [kind.partition(":")[2] for kind in kinds if ":" in kind]
    newest = max(chat.verdicts, key=lambda given: given.given_at, default=None)
    if newest is not None and now - newest.given_at <= VERDICT_OFFERED:
        offered.insert(0, f"verdict {newest.session}")
    rows = tuple((command_button(*_named(context, command)),) for command in offered)
    line = context.words.say("dialogue/waking", "missed", offered=bool(rows))
    if (session := context.open(chat)) is None:
        return chat, (Say(line, rows or command_rows(context.opening, context.words)),)
    chat, replies = context.ask(chat, session, line)
    for (button,) in rows:
        replies = with_button(replies, button)
    return chat, replies


def _named(context: Context, command: str) -> tuple[str, Words, str]:
    name, _, argument = command.partition(" ")
    return name, context.words, argument


def _is_missed(kind: str) -> bool:
    return kind.partition(":")[0] == MISSED


def retention(context: Context, chat: Chat) -> Turned:
    """Warn an owner who has been idle for long that their data will be deleted; by then they may have come back."""
    operator = context.catalogue.operator
    warned = chat.waking(RETENTION, None)
    idle = timedelta(days=operator.retention_days - operator.notice_days)
    if not operator.retention_days or context.event.at - chat.owner.seen_at < idle:
        return warned, ()
    if (later := _quiet_until(chat, context.event.at)) is not None:
        return chat.waking(RETENTION, later), ()
    text = context.words.say("data/retention", on=context.event.at + timedelta(days=operator.notice_days))
    return warned, (Say(text, command_rows(("export",), context.words)),)


def watch_over(chat: Chat, now: datetime, *, spoke: bool) -> Chat:
    """Keep open questions from being forgotten: one nudge for each draft, once it has been idle.

    Args:
        chat: after the event.
        now: the moment of the event.
        spoke: whether the owner did something, and so needs no question again.
    """
    if spoke and AGAIN in chat.wakes:
        chat = chat.waking(AGAIN, None)
    session = chat.open
    whole = session is not None and session.flow == CHECKIN and has_all_numbers(session)
    if whole and session is not None and spoke:
        chat = chat.waking(WHOLE_WEEK, now + PATIENCE)
    elif not whole and WHOLE_WEEK in chat.wakes:
        chat = chat.waking(WHOLE_WEEK, None)
    if session is None:
        return chat.waking(NUDGE, None) if NUDGE in chat.wakes else chat
    if session.started_at == now and NUDGE not in chat.wakes and session.flow not in UNNUDGED:
        return chat.waking(NUDGE, now + IDLE)
    return chat


def _quiet_until(chat: Chat, now: datetime) -> datetime | None:
    schedule = Schedule(0, 9, 0, zone_of(chat))
    return quiet_until(now, schedule) if in_quiet_hours(now, schedule) else None


WAKERS: Mapping[str, Waker] = {
    NUDGE: nudge,
    AGAIN: again,
    MISSED: missed,
    WHOLE_WEEK: whole_week,
    RETENTION: retention,
    CHECKIN_WAKE: checkin_due,
    MIDWEEK_WAKE: midweek_due,
}
