"""Setting the weekly question up: the form of day, hour and clock, and a pause until a day of the owner's own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from msgspec.structs import replace

from bot.checkins.reminding import rescheduled
from bot.core.ledger import Plan
from bot.core.records import Chat, Session
from bot.core.replies import Button, Reply, Rows, Say
from bot.core.schedule import UTC_ZONE, Schedule, local, usual_about
from bot.dialogue.commands import command_button
from bot.dialogue.flow import Flow, Question
from bot.dialogue.form import Form, OwnKind
from bot.dialogue.hear import Many
from bot.language.dates import days_within, read_day
from bot.language.listening.reader import read_acts
from bot.language.templates import FALLBACK, Words
from bot.language.when import When, read_when
from bot.language.zones import SeveralZones, Zone, read_zone, without_offset, zone_at

WEEKLY = "weekly"
PAUSE_BUTTONS = (("pause_two_weeks", "pause 2weeks"), ("pause_a_month", "pause month"), ("pause_until", "pause"))
PAUSE = "pause"  # ``about`` of a session for a pause; for other changes it names the part, for a whole plan nothing
UNDER_A_QUESTION = "here"  # prefix of a button under an open question that must stay
OFFERED_TIMES = ("08:00", "09:00", "12:00", "16:00", "18:00", "20:00")
ASKED = "zone"  # what an owner has before them, as the reader knows it
COUNTED = ("people", "talked", "customers", "orders")
SURELY = 0.95  # how likely a number must count one of these to be no hour


def weekly_form(flow: Flow) -> Form:
    """Put the setting up together from its flow."""
    own = {
        "weekday": OwnKind(
            _read_weekday, weekday_name, lambda _s, _w: [str(day) for day in range(7)], ("weekly/weekday", "unread")
        ),
        "time": OwnKind(_read_time, lambda value, _w: value, lambda _s, _w: OFFERED_TIMES, ("weekly/time", "unread")),
        "zone": OwnKind(
            _read_zone, zone_label, _guessed, ("checkins/zone", "unclear"), place=_zone_at, choice=_zone_with_time
        ),
        "until": OwnKind(_read_until, _day_name, lambda _s, _w: (), ("weekly/until", "unread")),
    }

    return Form(
        flow=flow,
        weeks=1,
        values=values,
        finish=finish,
        own=own,
        extra=extra,
        line=day_and_time_in,
        beside=_way_back,
        alone=lambda session: session.about is not None,
    )


def day_and_time_in(question: Question | None, session: Session, text: str, words: Words) -> Many | None:
    """Read day, time and place out of one answer to the first question: "fri 9am", "remind me mondays at 9 london time".

    Whatever has two meanings is asked about; the rest is kept meanwhile.
    """
    if question is None or question.id != "weekday" or session.returning_to or session.step != "ask":
        return None
    plan = read_plan(text, words)
    return None if plan is not None and _tells_counts(text, words) else plan


def _tells_counts(text: str, words: Words) -> bool:
    """True if a message surely tells numbers of the business: "a stall at the Saturday market now, 15 orders in November"."""
    acts = read_acts(text, ASKED, language=words.language)
    counts = (act for act in acts if act.kind == "tells" and act.name in COUNTED and act.told is not None)
    return any(act.chance >= SURELY for act in counts)


def read_plan(text: str, words: Words) -> Many | None:
    """Read a plan out of some words; None if they do not hold a day and a time."""
    rest, offset = without_offset(text)
    when = read_when(rest, language=words.language)
    if len(when.days) != 1 or not when.times:
        return None
    times = [f"{at:%H:%M}" for at in when.times]
    told = {"weekday": [str(when.days[0])], "time": times, "zone": _zones(offset, words) or _beside(when, words)}
    several = next((name for name, values in told.items() if len(values) > 1), None)
    sure = {name: values[0] for name, values in told.items() if len(values) == 1}
    return Many({}, text, sure, several=several)


def day_in(text: str, words: Words) -> int | None:
    """Return the one day of the week that some words name, from 0 for Monday; None if they name none, or several."""
    days = read_when(text, language=words.language).days
    return days[0] if len(days) == 1 else None


def plan_in_short(text: str, words: Words) -> str:
    """Write the day, time and place in some words for the data of a button, or the day alone; empty where none is clear."""
    told = read_plan(text, words)
    if told is None or told.several:
        day = day_in(text, words) if told is None else None
        return "" if day is None else str(Locale(FALLBACK).days["stand-alone"]["wide"][day])
    day = Locale(FALLBACK).days["stand-alone"]["wide"][int(told.choices["weekday"])]
    return " ".join([day, told.choices["time"], told.choices.get("zone", "")]).strip()


def extra(session: Session) -> str | None:
    """Ask until when to pause, where the owner wanted that."""
    return "until" if session.about == PAUSE and "until" not in session.answers else None


def day_told(text: str, schedule: Schedule, words: Words, now: datetime) -> date | None:
    """Return the day until which a pause lasts by some words ("pause for 2 weeks"); None where it is not clear."""
    days = days_within(text, local(now, schedule.zone).date(), language=words.language)
    return days[0] if len(days) == 1 else None


def pause_rows(number: int, words: Words) -> Rows:
    """Offer to pause the weekly question of a business for two weeks, a month, or until a day."""
    return tuple(
        (Button(words.label("checkins/schedule", block), f"/weekly {data} #{number}"),) for block, data in PAUSE_BUTTONS
    )


def _way_back(session: Session, words: Words) -> Rows:
    """Add a button that leaves the plan unchanged to a question about one part of it."""
    if session.about is None:
        return ()
    return ((Button(words.label("checkins/schedule", "keep_button"), f"/weekly {UNDER_A_QUESTION} keep"),),)


def values(_chat: Chat, session: Session, words: Words) -> Mapping[str, Any]:
    """Return what the questions say beside the answers: the guessed clock."""
    guess = _value(session, "guess")
    if guess is None:
        return {"guess_place": None, "guess_there": None}
    return {"guess_place": place_of(guess, words), "guess_there": session.touched_at.astimezone(ZoneInfo(guess))}


def finish(chat: Chat, session: Session, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
    """Keep to the new plan from now on, and confirm it by the local time of the next question."""
    if (until := _value(session, "until")) is not None:
        return pause(chat, date.fromisoformat(until), words, now)
    zone = _value(session, "zone") or ""
    at = time.fromisoformat(_value(session, "time") or "")
    weekday, old = int(_value(session, "weekday") or 0), chat.book.plan
    schedule = Schedule(
        weekday,
        at.hour,
        at.minute,
        zone,
        paused_until=old.schedule.paused_until if old else None,
        since=now,
        about=old.schedule.about if old and old.schedule.weekday == weekday else usual_about(weekday, at),
    )
    return keep_to(schedule, chat, words, now)


def keep_to(schedule: Schedule, chat: Chat, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
    """Keep to a weekly time from now on."""
    old, zone = chat.book.plan, schedule.zone
    plan = Plan(schedule, old.started if old else now, nudge=old.nudge if old else None)
    chat = replace(chat, business=replace(chat.business, time_zone=zone))
    chat = rescheduled(chat.with_book(replace(chat.book, plan=plan)), now)
    lines = [words.say("checkins/schedule", "every", **plan_values(chat, words, now))]
    if schedule.is_quiet:
        lines.append(words.say("checkins/schedule", "quiet"))
    found = read_zone(zone)
    if isinstance(found, Zone) and found.fixed:
        lines.append(words.say("checkins/zone", "fixed", place=found.place))
    begin: Rows = ()
    if schedule.may_ask_about_running and (old is None or old.schedule.weekday != schedule.weekday):
        other = "last" if schedule.asks_about == "running" else "running"
        begin = ((Button(words.label("checkins/schedule", f"about_{other}"), f"/weekly about {other}"),),)
    if old is None:
        begin = (
            (command_button("checkin", words), Button(words.label("checkins/schedule", "zone_button"), "/weekly zone")),
            *begin,
        )
    return chat, (Say("\n\n".join(lines), begin),)


def pause(chat: Chat, until: date, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
    """Send nothing before a day, and begin again by itself then."""
    plan = chat.book.plan
    if plan is None:
        return chat, (Say(words.say("checkins/schedule", "off"), ((command_button("weekly", words),),)),)
    paused = replace(plan, schedule=replace(plan.schedule, paused_until=until), snoozed=None)
    chat = rescheduled(chat.with_book(replace(chat.book, plan=paused)), now)
    values = plan_values(chat, words, now)
    return chat, (Say(words.say("checkins/schedule", "paused", until=until, next=values["next"])),)


def plan_values(chat: Chat, words: Words, now: datetime) -> dict[str, Any]:
    """Return the plan as its templates need it; there must be one."""
    plan = chat.book.plan
    if plan is None:
        raise LookupError("there is no plan")
    schedule = plan.schedule
    upcoming = chat.book.next_question(now)
    paused = schedule.paused_until if schedule.is_paused_on(local(now, schedule.zone).date()) else None
    return {
        "weekday": weekday_name(str(schedule.weekday), words),
        "at": schedule.at,
        "place": place_of(schedule.zone, words),
        "there": local(now, schedule.zone),
        "next": local(upcoming, schedule.zone),
        "paused_until": paused,
        "about": schedule.asks_about,
        "late": schedule.may_ask_about_running,
    }


def weekday_name(value: str, words: Words) -> str:
    """Name a weekday, 0 for Monday."""
    return str(words.locale.days["stand-alone"]["wide"][int(value)])


def place_of(zone: str, words: Words) -> str:
    """Name the place of a zone, or its distance from UTC."""
    found = read_zone(zone, language=words.language)
    return found.place if isinstance(found, Zone) else zone


def zone_label(value: str, words: Words) -> str:
    """Name a zone on a button."""
    return words.label("weekly/zone", "place", place=place_of(value, words))


def _zone_with_time(value: str, session: Session, words: Words) -> str:
    there = session.touched_at.astimezone(ZoneInfo(value))
    return words.label("checkins/zone", "choice", place=place_of(value, words), there=there)


def _guessed(session: Session, _words: Words) -> Sequence[str]:
    guess = _value(session, "guess")
    return () if guess is None else (guess,)


def _read_weekday(text: str, _session: Session, words: Words) -> Sequence[str]:
    days = [str(day) for day in read_when(text, language=words.language).days]
    return [] if days and _tells_counts(text, words) else days


def _read_time(text: str, _session: Session, words: Words) -> Sequence[str]:
    return [f"{at:%H:%M}" for at in read_when(text, language=words.language).times]


def _read_zone(text: str, _session: Session, words: Words) -> Sequence[str]:
    return _zones(text, words) or _beside(read_when(text, language=words.language), words)


def _beside(when: When, words: Words) -> Sequence[str]:
    """Read the place that stands beside a day and a time."""
    if not (when.days and when.times):
        return []
    return next((found for text in when.beside if (found := _zones(text, words))), [])


def _zones(text: str, words: Words) -> Sequence[str]:
    found = read_zone(text, language=words.language)
    if isinstance(found, SeveralZones):
        return [zone.name for zone in found.choices]
    return [] if found is None else [found.name]


def _zone_at(latitude: float, longitude: float) -> str | None:
    found = zone_at(latitude, longitude)
    return None if found is None else found.name


def _read_until(text: str, session: Session, words: Words) -> Sequence[str]:
    today = session.touched_at.astimezone(ZoneInfo(_value(session, "zone") or UTC_ZONE)).date()
    days = read_day(text, today, language=words.language) or days_within(text, today, language=words.language)
    return [day.isoformat() for day in days]


def _day_name(value: str, words: Words) -> str:
    return words.day(date.fromisoformat(value))


def _value(session: Session, question: str) -> str | None:
    answer = session.answers.get(question)
    return answer.choice if answer else None
