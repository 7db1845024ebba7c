"""What a due check-in does: the ledger is written, at most one message goes out, and the next look is set."""

from dataclasses import replace
from datetime import datetime

from bot.checkins.calendar import local
from bot.checkins.due import Again, Send
from bot.checkins.session import begin_week, is_checkin, reminder_rows
from bot.checkins.weeks import Week
from bot.desk import Desk
from bot.dialogue.talk import Turned
from bot.records import Chat
from bot.say import Button, Rows, Say

KIND = "checkin"


def wake_kind(chat: Chat) -> str:
    """Name the wake of the business in hand."""
    return f"{KIND}:{chat.business.number}"


def rewoken(chat: Chat, now: datetime) -> Chat:
    """Set the wake anew, after the plan or the weeks changed."""
    return chat.waking(wake_kind(chat), None if chat.owner.blocked_at else chat.book.wake(now))


def due(desk: Desk, chat: Chat) -> Turned:
    """Do what is due for the business in hand."""
    now = desk.event.at
    decision = chat.book.decide(now)
    if decision is None:
        return chat.waking(wake_kind(chat), None), ()
    chat = chat.keeping(chat.book.written(decision, now)).waking(wake_kind(chat), decision.wake)
    for step in decision.steps:
        match step:
            case Send(due=run, resumed=resumed, catch_up=()):
                return _ask(desk, chat, run.week, "resumed" if resumed else "plain")
            case Send(due=run, catch_up=missed):
                return _catch_up(desk, chat, run.week, missed)
            case Again(week=week):
                return _ask(desk, chat, week, "again")
            case _:
                pass
    return chat, ()


def came_back(desk: Desk, chat: Chat) -> Turned:
    """Begin again after the owner had blocked the bot: from now on, nothing that was due meanwhile."""
    plan = chat.book.plan
    if plan is None:
        return chat, ()
    now = desk.event.at
    back = replace(plan, schedule=replace(plan.schedule, since=now), snoozed=None)
    chat = rewoken(chat.keeping(replace(chat.book, plan=back)), now)
    upcoming = local(chat.book.next_question(now), plan.schedule.zone)
    rows = ((_change(desk),),)
    return chat, (Say(desk.words.say("checkins/reminder", "came_back", next=upcoming), rows),)


def _ask(desk: Desk, chat: Chat, week: Week, block: str) -> Turned:
    """Ask for a week; where other questions are open these stay so, and a button leads to the week."""
    open_now = chat.open
    if open_now is not None and not is_checkin(open_now):
        begin = Button(desk.words.label("checkins/reminder", "begin"), f"/checkin {week}")
        rows: Rows = ((begin,), *reminder_rows(week, desk.words))
        return chat, (Say(desk.words.say("checkins/reminder", block, week=week), rows),)
    return begin_week(desk, chat, week, desk.words.say("checkins/reminder", f"{block}_asking"), hint=True)


def _catch_up(desk: Desk, chat: Chat, week: Week, missed: tuple[Week, ...]) -> Turned:
    words = desk.words
    values = {"week": week, "missed": missed}
    picks = (("only_last", f"/checkin {week}"), ("all", f"/checkin {missed[0]}/{week}"), ("fresh", f"/fresh {week}"))
    rows = tuple((Button(words.label("checkins/reminder", block, **values), data),) for block, data in picks)
    return chat, (Say(words.say("checkins/reminder", "catch_up", **values), (*rows, (_change(desk),))),)


def _change(desk: Desk) -> Button:
    return Button(desk.words.label("checkins/reminder", "change"), "/weekly")
