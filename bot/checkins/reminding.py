"""What a due check-in does: the ledger is written, at most one message goes out, and the next look is set."""

from datetime import datetime

from msgspec.structs import replace

from bot.checkins.session import begin_week, is_checkin, put_down, reminder_rows
from bot.checkins.which_week import last_day
from bot.core.digits import short_number
from bot.core.due import Again, Send
from bot.core.events import Due
from bot.core.ledger import Nudge
from bot.core.records import Chat
from bot.core.replies import Button, Rows, Say
from bot.core.schedule import local, next_midweek
from bot.core.week import Week
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.templates import Words

CHECKIN_WAKE = "checkin"
MIDWEEK_WAKE = "midweek"


def wake_kind(chat: Chat) -> str:
    """Name the wake of the current business."""
    return f"{CHECKIN_WAKE}:{chat.business.number}"


def midweek_kind(chat: Chat) -> str:
    """Name the wake that is about the step of the current business."""
    return f"{MIDWEEK_WAKE}:{chat.business.number}"


def midweek_choice(how: Nudge, chat: Chat, words: Words) -> Button:
    """Return the button by which the question about the step begins, or ends."""
    return Button(words.label("checkins/midweek", f"button_{how}"), f"/midweek {how} #{chat.business.number}")


def rescheduled(chat: Chat, now: datetime) -> Chat:
    """Set the wakes again, after the plan or the weeks changed."""
    plan, blocked = chat.book.plan, chat.owner.blocked_at is not None
    nudged = plan is not None and plan.nudge == "yes" and not blocked
    chat = chat.waking(midweek_kind(chat), next_midweek(plan.schedule, now) if plan is not None and nudged else None)
    return chat.waking(wake_kind(chat), None if blocked else chat.book.wake(now))


def checkin_due(context: Context, chat: Chat) -> Turned:
    """Do what is due for one business; the current business stays current."""
    current = chat.business.number
    kind = context.event.what.kind if isinstance(context.event.what, Due) else ""
    number = business_of(kind)
    if number is None or all(business.number != number for business in chat.businesses):
        return chat.waking(kind, None), ()
    chat, replies = _due(context, chat.switch_to(number), here=number == current)
    return chat.switch_to(current), replies


def came_back(context: Context, chat: Chat) -> Turned:
    """Begin again after the owner had blocked the bot; what was due meanwhile is skipped."""
    now, current = context.event.at, chat.business.number
    upcoming = []
    for business in chat.businesses:
        chat = chat.switch_to(business.number)
        if (plan := chat.book.plan) is not None:
            back = replace(plan, schedule=replace(plan.schedule, since=now), snoozed=None)
            chat = rescheduled(chat.with_book(replace(chat.book, plan=back)), now)
            upcoming.append(local(chat.book.next_question(now), plan.schedule.zone))
    chat = chat.switch_to(current)
    if not upcoming:
        return chat, ()
    return chat, (
        Say(context.words.say("checkins/reminder", "came_back", next=min(upcoming)), ((_change(context, chat),),)),
    )


def moved(chat: Chat, zone: str, now: datetime) -> Chat:
    """Keep the weekly time on another clock."""
    plan = chat.book.plan
    if plan is None or plan.schedule.zone == zone:
        return chat
    there = replace(plan, schedule=replace(plan.schedule, zone=zone, since=now))
    return rescheduled(chat.with_book(replace(chat.book, plan=there)), now)


def _due(context: Context, chat: Chat, *, here: bool) -> Turned:
    now = context.event.at
    decision = chat.book.decide(now)
    if decision is None:
        return chat.waking(wake_kind(chat), None), ()
    chat = chat.with_book(chat.book.written(decision, now)).waking(wake_kind(chat), decision.wake)
    for step in decision.steps:
        match step:
            case Send(due=run, resumed=resumed, catch_up=()):
                return _ask(context, chat, run.week, "resumed" if resumed else "plain", here=here)
            case Send(due=run, catch_up=missed):
                return _catch_up(context, chat, run.week, missed)
            case Again(week=week):
                return _ask(context, chat, week, "again", here=here)
            case _:
                pass
    return chat, ()


def _ask(context: Context, chat: Chat, week: Week, block: str, *, here: bool) -> Turned:
    """Ask for a week; other questions that are open stay open, and a button leads to the week."""
    words, open_now = context.words, chat.open
    busy = open_now is not None and not is_checkin(open_now)
    about = {"week": week, "until": last_day(chat, week, context.event.at)}
    if busy or not here:
        number = chat.business.number
        begin = Button(words.label("checkins/reminder", "begin"), f"/checkin {week} #{number}")
        rows: Rows = ((begin,), *reminder_rows(week, number, words))
        said = words.say("checkins/reminder", block, busy=busy, **about)
        return chat, (Say("\n\n".join([*named(context, chat), said]), rows),)
    return begin_week(
        context,
        chat,
        week,
        words.say("checkins/reminder", f"{block}_asking", **about),
        hint=True,
    )


def named(context: Context, chat: Chat) -> list[str]:
    """Name the business that a reminder is about, where the owner has several."""
    business = chat.business
    if not chat.others:
        return []
    return [context.words.say("checkins/reminder", "of_business", name=business.name, number=business.number)]


def business_of(kind: str) -> int | None:
    """Return the number of the business that a wake is about; None if it is no check-in's."""
    name, _, number = kind.partition(":")
    return short_number(number) if name == CHECKIN_WAKE else None


def _catch_up(context: Context, chat: Chat, week: Week, missed: tuple[Week, ...]) -> Turned:
    words = context.words
    values = {"week": week, "until": last_day(chat, week, context.event.at), "missed": missed}
    number = chat.business.number
    spans = (("only_last", f"/checkin {week}"), ("all", f"/checkin {missed[0]}/{week}"), ("fresh", f"/fresh {week}"))
    rows = tuple(
        (Button(words.label("checkins/reminder", block, **values), f"{data} #{number}"),) for block, data in spans
    )
    said = words.say("checkins/reminder", "catch_up", **values)
    chat = put_down(chat, context.event.at)  # a line of numbers would be taken for an older week
    return chat, (Say("\n\n".join([*named(context, chat), said]), (*rows, (_change(context, chat),))),)


def _change(context: Context, chat: Chat) -> Button:
    return Button(context.words.label("checkins/reminder", "change"), f"/weekly #{chat.business.number}")
