"""The commands of the check-ins: set them up or change them, give the numbers of a week, see the weeks, put one off."""

from collections.abc import Mapping
from datetime import time, timedelta

from msgspec.structs import replace

from bot.checkins.listing import listed
from bot.checkins.overview import weeks
from bot.checkins.putting_off import until
from bot.checkins.reminding import midweek_choice, rescheduled
from bot.checkins.session import begin_week, has_numbers, is_checkin, leave, pick_up, weeks_about
from bot.checkins.setup import (
    PAUSE,
    PAUSE_BUTTONS,
    UNDER_A_QUESTION,
    WEEKLY,
    day_in,
    day_told,
    keep_to,
    pause,
    plan_values,
    read_plan,
    weekday_name,
)
from bot.checkins.which_week import ending, last_over, newest_of
from bot.core.ledger import KeptWeek, Plan
from bot.core.records import CHECKIN, Chat
from bot.core.replies import Button, Means, Say, in_rows
from bot.core.schedule import AsksAbout, Schedule, local, usual_about
from bot.core.week import Week, weeks_between
from bot.dialogue.answers import take_many
from bot.dialogue.commands import command_button
from bot.dialogue.context import CommandSpec, Context, Handler, takes_always, takes_nothing
from bot.dialogue.prompting import ask, with_button
from bot.dialogue.scene import Turned
from bot.language.zones import guess_zone

MONTH = timedelta(days=30)
PAUSES = {"2weeks": timedelta(days=14), "month": MONTH}
MEANS: Mapping[str, Means] = {"resume": "go", "stop": "stop"}
CHANGED_BY = {"day": "weekday", "time": "time", "zone": "zone"}


def weekly(context: Context, chat: Chat, argument: str) -> Turned:
    """Set the weekly question up, or show it and change it: ``/weekly monday 9``, ``/weekly pause 2weeks``, ``/weekly stop``."""
    verb, _, rest = argument.removeprefix(UNDER_A_QUESTION).strip().partition(" ")
    chat = _without_setup(context, chat)
    if chat.book.plan is None:
        match verb:
            case "start":
                return _start(context, chat, rest)
            case "stop":
                return _off(context, chat)
            case _:
                return _set_up(context, chat, told=argument)
    match verb:
        case "day" | "time" | "zone":
            return _set_up(context, chat, CHANGED_BY[verb])
        case "pause" if rest in PAUSES:
            today = local(context.event.at, chat.book.plan.schedule.zone).date()
            return pick_up(context, *pause(chat, today + PAUSES[rest], context.words, context.event.at))
        case "pause":
            until = day_told(rest, chat.book.plan.schedule, context.words, context.event.at)
            if until is not None:
                return pick_up(context, *pause(chat, until, context.words, context.event.at))
            return _set_up(context, chat, about=PAUSE)
        case "about" if rest in ("last", "running"):
            return _about(context, chat, chat.book.plan, "running" if rest == "running" else "last")
        case "resume":
            return _resume(context, chat)
        case "stop":
            return _stop(context, chat, chat.book.plan.schedule)
        case "keep":
            values = plan_values(chat, context.words, context.event.at)
            return pick_up(context, chat, (Say(context.words.say("checkins/schedule", "kept", **values)),))
        case _ if read_plan(argument, context.words):
            return _set_up(context, chat, told=argument)
        case _:
            return _view(context, chat)


def checkin(context: Context, chat: Chat, argument: str) -> Turned:
    """Ask for the numbers of a week: the last one, or the one named, such as ``2026-W48`` or ``2026-W45/2026-W48``."""
    chat = context.without_asides(_without_setup(context, chat))
    named = _weeks_named(argument)
    first, last = named or (_untold(context, chat), None)
    newest = newest_of(context, chat)
    if first > newest or (last is not None and last > newest):
        first, last = newest, None
    lines = []
    if last is None and (numbers := chat.book.numbers_of(first)):
        told = listed(numbers, context.words, chat.business.trade)
        lines.append(context.words.say("checkins/week", "so_far", week=first, numbers=told))
    if last is not None:
        open_weeks = [week for week in weeks_between(first, last) if chat.book.numbers_of(week) is None]
        first = open_weeks[0] if open_weeks else first
    this = ending(context, chat)
    chat, replies = begin_week(context, chat, first, *lines, last=last)
    if named is not None or this is None or this <= first:
        return chat, replies
    return chat, with_button(replies, Button(context.words.label("checkins/week", "so_far_button"), f"/checkin {this}"))


def put_off(context: Context, chat: Chat, argument: str) -> Turned:
    """Remind of a week once more, in an hour or tomorrow; the weekly time stays as it is."""
    how, _, named = argument.strip().partition(" ")
    about = _weeks_named(named)
    if chat.book.plan is None or about is None or how not in ("hour", "tomorrow"):
        return weekly(context, chat, "")
    return until(context, chat, about[0], "hour" if how == "hour" else "tomorrow")


def skip_week(context: Context, chat: Chat, argument: str) -> Turned:
    """Leave a week out: neither zero nor missing."""
    about = _weeks_named(argument)
    newest = newest_of(context, chat)
    week = min(about[0], newest) if about else last_over(context, chat)  # a future week has no numbers yet
    if chat.book.numbers_of(week) is not None:
        return has_numbers(context, chat, week)
    chat = _skipped(leave(context, chat, week), context, week)
    return pick_up(context, chat, (Say(context.words.say("checkins/schedule", "skipped", week=week)),))


def fresh(context: Context, chat: Chat, argument: str) -> Turned:
    """Leave out every week up to one that has no numbers since the last that has."""
    about = _weeks_named(argument)
    for week in chat.book.missed:
        if about is None or week <= about[0]:
            chat = _skipped(leave(context, chat, week), context, week)
    return pick_up(context, chat, (Say(context.words.say("checkins/reminder", "fresh_done")),))


def _set_up(
    context: Context, chat: Chat, changing: str | None = None, *, about: str | None = None, told: str = ""
) -> Turned:
    """Ask for the day, the time and the clock, except what is known; with a plan, only for what is to be changed."""
    plan = chat.book.plan
    known: dict[str, str] = {}
    zone = plan.schedule.zone if plan else chat.business.time_zone
    if zone:
        known["zone"] = zone
    elif guess := guess_zone(chat.owner.language):
        known["guess"] = guess.name
    if plan is not None:
        known |= {"weekday": str(plan.schedule.weekday), "time": f"{plan.schedule.at:%H:%M}"}
    if plan is None and (day := day_in(told, context.words)) is not None:
        known["weekday"] = str(day)
    scene = context.opened(chat, WEEKLY, about=about or changing, known=known)
    if told and (plan_told := read_plan(told, context.words)) is not None:
        return take_many(scene, plan_told)
    return ask(scene.changed(returning_to=changing))


def _about(context: Context, chat: Chat, plan: Plan, about: AsksAbout) -> Turned:
    """Ask about the last full week from now on, or about the one that is ending."""
    now = context.event.at
    changed = replace(plan, schedule=replace(plan.schedule, about=about, since=now))
    chat = rescheduled(chat.with_book(replace(chat.book, plan=changed)), now)
    this = ending(context, chat)
    told = this is None or this in chat.book.numbers or about == "last"
    begin = Button(context.words.label("checkins/week", "so_far_button"), f"/checkin {this} #{chat.business.number}")
    said = context.words.say("checkins/schedule", "changed_about", **plan_values(chat, context.words, now))
    return pick_up(context, chat, (Say(said, () if told else ((begin,),)),))


def _untold(context: Context, chat: Chat) -> Week:
    """Return the week to ask about: the last, or the one that is ending where the last is known."""
    over, this = last_over(context, chat), ending(context, chat)
    return this if this is not None and over in chat.book.numbers and this not in chat.book.numbers else over


def _view(context: Context, chat: Chat) -> Turned:
    values = plan_values(chat, context.words, context.event.at)
    pick = [("day_button", "day"), ("time_button", "time"), ("zone_button", "zone")]
    other = "last" if values["about"] == "running" else "running"
    about = [(f"about_{other}", f"about {other}")] if values["late"] else []
    pauses = [*([("resume_button", "resume")] if values["paused_until"] else []), *PAUSE_BUTTONS]
    rows = tuple(
        row
        for some in (pick, about, pauses, [("stop_button", "stop")], [("keep_button", "keep")])
        for row in in_rows(
            [
                Button(context.words.label("checkins/schedule", block), f"/weekly {verb}", means=MEANS.get(verb, ""))
                for block, verb in some
            ],
            3,
        )
    )
    nudged = chat.book.plan is not None and chat.book.plan.nudge == "yes"
    rows = (*rows[:-2], (midweek_choice("no" if nudged else "yes", chat, context.words),), *rows[-2:])
    return pick_up(context, chat, (Say(context.words.say("checkins/schedule", "view", **values), rows),))


def _resume(context: Context, chat: Chat) -> Turned:
    plan = chat.book.plan
    if plan is None:
        return _set_up(context, chat)
    now = context.event.at
    going = replace(plan, schedule=replace(plan.schedule, paused_until=None, since=now))
    chat = rescheduled(chat.with_book(replace(chat.book, plan=going)), now)
    values = plan_values(chat, context.words, now)
    return pick_up(context, chat, (Say(context.words.say("checkins/schedule", "goes_on", next=values["next"])),))


def _stop(context: Context, chat: Chat, had: Schedule) -> Turned:
    """Stop at once: what led here has said what stopping means, and a button undoes it."""
    for session in chat.sessions:
        if is_checkin(session) and session.state == "open":
            chat = leave(context, chat, weeks_about(session)[0])
    chat = rescheduled(chat.with_book(replace(chat.book, plan=None)), context.event.at)
    label = context.words.label(
        "checkins/schedule", "start", weekday=weekday_name(str(had.weekday), context.words), at=had.at
    )
    back = Button(label, f"/weekly start {had.weekday} {had.at:%H:%M} #{chat.business.number}")
    return pick_up(context, chat, (Say(context.words.say("checkins/schedule", "stopped"), ((back,),)),))


def _off(context: Context, chat: Chat) -> Turned:
    rows = ((command_button("weekly", context.words),),)
    return pick_up(context, chat, (Say(context.words.say("checkins/schedule", "off"), rows),))


def _start(context: Context, chat: Chat, argument: str) -> Turned:
    """Begin again at the time that there was before, such as ``0 09:00``; where there is none, ask for it."""
    weekday, _, at = argument.strip().partition(" ")
    try:
        clock = time.fromisoformat(at)
        zone, about = chat.business.time_zone or "", usual_about(int(weekday), clock)
        schedule = Schedule(int(weekday), clock.hour, clock.minute, zone, since=context.event.at, about=about)
    except ValueError:
        return _set_up(context, chat)
    return pick_up(context, *keep_to(schedule, chat, context.words, context.event.at))


def _skipped(chat: Chat, context: Context, week: Week) -> Chat:
    kept = chat.book.find(week) or KeptWeek(week, "skipped")
    book = chat.book.with_week(replace(kept, outcome="skipped", due_at=kept.due_at or context.event.at))
    if book.plan and book.plan.snoozed and book.plan.snoozed.week == week:
        book = replace(book, plan=replace(book.plan, snoozed=None))
    return rescheduled(chat.with_book(book), context.event.at)


def _without_setup(context: Context, chat: Chat) -> Chat:
    return context.drop(chat, WEEKLY)


def _weeks_named(argument: str) -> tuple[Week, Week | None] | None:
    first, _, last = argument.strip().partition("/")
    try:
        return Week.parse(first), Week.parse(last) if last else None
    except ValueError:
        return None


def of_business(handler: Handler) -> Handler:
    """Switch to the business whose number ends the argument of a button, as in ``2026-W48 #2``."""

    def handle(context: Context, chat: Chat, argument: str) -> Turned:
        rest, mark, number = argument.rpartition("#")
        if not mark:
            return handler(context, chat, argument)
        wanted = number.strip()
        if wanted != str(chat.business.number) and wanted in {str(business.number) for business in chat.others}:
            chat = chat.switch_to(int(wanted))
        return handler(context, chat, rest.strip())

    return handle


def _weekly_takes(argument: str) -> bool:
    """True if the weekly question is begun, changed, stopped or put off by it, and not only shown or asked about."""
    verb, _, rest = argument.removeprefix(UNDER_A_QUESTION).partition("#")[0].strip().partition(" ")
    return verb in ("start", "stop", "resume") or bool(rest)


COMMANDS = (
    CommandSpec(
        "checkin",
        of_business(checkin),
        takes_nothing,
        in_menu=True,
        typed=True,
        named=True,
        opening=True,
        by_link=True,
    ),
    CommandSpec(
        "weekly",
        of_business(weekly),
        _weekly_takes,
        in_menu=True,
        typed=True,
        named=True,
        by_link=True,
        unfolds=lambda argument: bool(argument.partition("#")[0].strip()) and not argument.startswith(UNDER_A_QUESTION),
    ),
    CommandSpec("weeks", weeks, takes_nothing, in_menu=True, typed=True, named=True, private=True),
    CommandSpec("snooze", of_business(put_off), takes_always),
    CommandSpec("skipweek", of_business(skip_week), takes_always),
    CommandSpec("fresh", of_business(fresh), takes_always),
)
CHECKIN_FLOWS = (WEEKLY, CHECKIN)
