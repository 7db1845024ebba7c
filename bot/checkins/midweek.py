"""One question between two weekly ones, for who said yes to it: how the step goes. It comes without a sound."""

from datetime import datetime

from msgspec.structs import replace

from bot.checkins.commands import of_business
from bot.checkins.reminding import midweek_choice, midweek_kind, named, rescheduled
from bot.checkins.session import pick_up, step_given
from bot.checkins.steps import StepBook
from bot.core.digits import short_number
from bot.core.events import Due
from bot.core.ledger import Nudge, Plan
from bot.core.records import CHECKIN, Chat
from bot.core.replies import Button, Reply, Rows, Say, Spoken
from bot.core.schedule import in_quiet_hours, last_midweek, local, next_midweek, quiet_until
from bot.diagnosis import Advice
from bot.diagnosis.step_words import said
from bot.dialogue.context import CommandSpec, Context
from bot.dialogue.scene import Turned
from bot.language.templates import Words

MIDWEEK = "checkins/midweek"
NOT_YET = "notyet"


def midweek_due(context: Context, chat: Chat) -> Turned:
    """Ask about the step of one business, if there is one to do; the current business stays current."""
    current = chat.business.number
    kind = context.event.what.kind if isinstance(context.event.what, Due) else ""
    number = short_number(kind.partition(":")[2])
    if number is None or all(business.number != number for business in chat.businesses):
        return chat.waking(kind, None), ()
    chat, replies = _due(context, chat.switch_to(number))
    return chat.switch_to(current), replies


def _due(context: Context, chat: Chat) -> Turned:
    now, plan, kind = context.event.at, chat.book.plan, midweek_kind(chat)
    if plan is None or plan.nudge != "yes":
        return chat.waking(kind, None), ()
    after = chat.waking(kind, next_midweek(plan.schedule, now))
    if (at := _when(plan, now)) is None:
        return after, ()
    step = _step_to_do(context, chat)
    if step is None or not _was_answered(chat):
        return after, ()
    if at > now:
        return chat.waking(kind, at), ()
    trade = _steps(context).trade(chat)
    asked = context.words.say(MIDWEEK, "asked", step=said(step.id, "do", trade, context.words))
    return after, (Say("\n\n".join([*named(context, chat), asked]), _rows(context, chat, step)),)


def _when(plan: Plan, now: datetime) -> datetime | None:
    """Return when to ask: now, or once the quiet hours are over; None where that would be another day, or in a pause."""
    schedule = plan.schedule
    due = last_midweek(schedule, now)
    quiet = in_quiet_hours(now, schedule, asked=due if schedule.is_quiet else None)
    at = quiet_until(now, schedule) if quiet else now
    day = local(due, schedule.zone).date()
    return at if local(at, schedule.zone).date() == day and not schedule.is_paused_on(day) else None


def _step_to_do(context: Context, chat: Chat) -> Advice | None:
    """Return the step that was given last, if nothing was said of it since."""
    given = step_given(chat)
    if given is None or given[1] in chat.book.done | chat.book.passed:
        return None
    return _steps(context).trades.action(given[1])


def _was_answered(chat: Chat) -> bool:
    """True unless the last weekly question is still open: nobody is asked twice for nothing."""
    last = chat.book.last
    return last is None or chat.book.weeks[last].outcome != "sent"


def offered(chat: Chat, replies: tuple[Reply, ...], words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
    """Offer it once, below what is said after the numbers of a week, where there is a step to do."""
    plan, given = chat.book.plan, step_given(chat)
    *others, last = replies
    to_do = given is not None and given[1] not in chat.book.done | chat.book.passed
    if plan is None or plan.nudge is not None or not to_do or not isinstance(last, Spoken) or _was_offered(chat, plan):
        return chat, replies
    on = local(next_midweek(plan.schedule, now), plan.schedule.zone)
    chat = chat.with_book(replace(chat.book, plan=replace(plan, nudge="offered")))
    text = f"{last.text}\n\n{words.say(MIDWEEK, 'offer', on=on)}"
    buttons = (midweek_choice("yes", chat, words), midweek_choice("no", chat, words))
    return chat, (*others, replace(last, text=text, rows=(*last.rows, buttons)))


def _was_offered(chat: Chat, plan: Plan) -> bool:
    """True if it was offered while an earlier plan ran, before the weekly question was stopped and begun again."""
    return any(kept.due_at and kept.due_at <= plan.started and kept.action for kept in chat.book.weeks.values())


def midweek(context: Context, chat: Chat, argument: str) -> Turned:
    """Switch it on or off, or say that there is still time: ``/midweek yes``, ``/midweek no``, ``/midweek notyet``."""
    plan, now, words = chat.book.plan, context.event.at, context.words
    if plan is None:
        return context.catalogue.commands["weekly"].handler(context, chat, "")
    if argument == NOT_YET:
        upcoming = local(chat.book.next_question(now), plan.schedule.zone)
        return pick_up(context, chat, (Say(words.say(MIDWEEK, "not_yet", next=upcoming)),))
    wanted: Nudge = "no" if argument == "no" else "yes"
    chat = rescheduled(chat.with_book(replace(chat.book, plan=replace(plan, nudge=wanted))), now)
    on = local(next_midweek(plan.schedule, now), plan.schedule.zone)
    other = midweek_choice("no" if wanted == "yes" else "yes", chat, words)
    return pick_up(context, chat, (Say(words.say(MIDWEEK, f"chosen_{wanted}", on=on), ((other,),)),))


def _rows(context: Context, chat: Chat, step: Advice) -> Rows:
    number, label = chat.business.number, context.words.label
    answers = (
        Button(label("topics/step", "button_done"), f"/step done {step.id} #{number}"),
        Button(label(MIDWEEK, "button_not_yet"), f"/midweek {NOT_YET} #{number}"),
        Button(label("topics/step", "button_cant"), f"/step cant {step.id} #{number}"),
    )
    return answers, (
        Button(label("topics/step", "button_how"), f"/step how {step.id} #{number}"),
        midweek_choice("no", chat, context.words),
    )


def _steps(context: Context) -> StepBook:
    book = context.form_of(CHECKIN).steps
    if not isinstance(book, StepBook):
        raise TypeError("the check-ins know no steps")
    return book


def _takes(argument: str) -> bool:
    """True if the argument switches it on or off; the command alone does so too."""
    return argument.partition("#")[0].strip() != NOT_YET


COMMANDS = (CommandSpec("midweek", of_business(midweek), _takes, typed=True),)
