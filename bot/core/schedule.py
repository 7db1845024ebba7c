"""When an owner is asked, in their own wall time.

Owners choose a weekday and a time on their own clock; storage keeps moments in UTC. Only this module converts between
the two. No function reads the clock: ``now`` is passed in.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from bot.core.week import Week

UTC_ZONE: Final = "Etc/UTC"
QUIET_FROM = time(21)
QUIET_UNTIL = time(8)
OWN_HOUR = timedelta(hours=1)  # an owner who picked 22:00 has asked for 22:00 to 22:59

AsksAbout = Literal["last", "running"]
"""Which week a question is about: the last one that is over, or the one that it comes in."""

WORK_ENDS = (4, time(12))
"""From Friday noon on, the week is over for many, and they are asked about it."""

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_SUNDAY = 6
_SUNDAY_IS_OVER = time(12)
_LATE_DAYS = 2
_HALF_A_WEEK = timedelta(days=3)
_LATE_IN_THE_WEEK = 3  # from Thursday on


class Schedule(Struct, frozen=True):
    """A weekly time on an owner's own clock.

    Attributes:
        weekday: 0 for Monday to 6 for Sunday.
        hour: on the owner's clock, 0 to 23.
        minute: 0 to 59.
        zone: an IANA name, such as ``Europe/Berlin``.
        paused_until: the first local day on which reminders come again; none while not paused.
        since: when the owner chose or last changed this; nothing falls due at or before it.
        about: which week is asked about; where that was never chosen, the last one, but on a Sunday from noon on.

    Raises:
        ValueError: a field is out of range or the zone does not exist.
    """

    weekday: int
    hour: int
    minute: int
    zone: str
    paused_until: date | None = None
    since: datetime | None = None
    about: AsksAbout | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday {self.weekday} is not in 0..6")
        time(self.hour, self.minute)
        try:
            ZoneInfo(self.zone)
        except (LookupError, OSError) as error:
            raise ValueError(f"no time zone {self.zone!r}") from error
        if self.since is not None and self.since.tzinfo is None:
            raise ValueError("since has no time zone")

    @property
    def at(self) -> time:
        """Return the chosen time of day."""
        return time(self.hour, self.minute)

    @property
    def asks_about(self) -> AsksAbout:
        """Return which week is asked about."""
        if self.about is not None:
            return self.about
        return "running" if self.weekday == _SUNDAY and self.at >= _SUNDAY_IS_OVER else "last"

    @property
    def may_ask_about_running(self) -> bool:
        """True if it comes so late in a week that it may as well be about that one."""
        return self.weekday >= _LATE_IN_THE_WEEK

    @property
    def is_quiet(self) -> bool:
        """True if the owner picked a time in the quiet hours."""
        return _is_quiet(self.at)

    def is_paused_on(self, day: date) -> bool:
        """True if nothing is to be sent on a local day."""
        return self.paused_until is not None and day < self.paused_until

    def resumed(self) -> "Schedule":
        """Return the schedule with no pause, as it is after the first reminder that follows one."""
        return self if self.paused_until is None else replace(self, paused_until=None)


class DueWeek(Struct, frozen=True):
    """One run of a schedule: the week it asks about, and when it falls due (UTC)."""

    week: Week
    at: datetime


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment as an owner's clock shows it."""
    return moment.astimezone(ZoneInfo(zone))


def moment_of(day: date, at: time, zone: str) -> datetime:
    """Return the moment (UTC) at which a clock shows a time on a day.

    A time that clocks skip, on a spring night or on a day lost at the date line, gives the first minute after the gap;
    a time they show twice gives the first.
    """
    wall = datetime.combine(day, at)
    rules = ZoneInfo(zone)
    moment = wall.replace(tzinfo=rules).astimezone(UTC)
    if _wall(moment, rules) == wall:
        return moment
    # Inside a gap the two folds lie on its two sides; between them, look for the minute at which the clock jumped.
    early = wall.replace(tzinfo=rules, fold=1).astimezone(UTC)
    while moment - early > _MINUTE:
        middle = early + (moment - early) // _MINUTE // 2 * _MINUTE
        if _wall(middle, rules) < wall:
            early = middle
        else:
            moment = middle
    return moment


def week_of(due: datetime, zone: str) -> Week:
    """Return the week that a reminder due at a moment asks about: the last full one.

    On a Sunday from noon on that is the week ending that day: who chooses Sunday evening wants to sum up the week they
    have just had, not the one before.
    """
    shown = local(due, zone)
    return _week_asked(shown.date(), shown.time())


def usual_about(weekday: int, at: time) -> AsksAbout:
    """Return which week an owner means by a day and a time: from Friday noon on, the one that is ending."""
    return "running" if (weekday, at) >= WORK_ENDS else "last"


def newest_week(now: datetime, schedule: Schedule) -> Week:
    """Return the newest week that an owner can tell about: the last full one, or one that was asked about already."""
    over = week_of(now, schedule.zone)
    asked = Week.of(local(now, schedule.zone).date())
    return max(over, asked) if due_of(schedule, asked) <= now else over


def is_ending(now: datetime, zone: str) -> bool:
    """True if enough of a week is over, in the owner's time zone, to tell about it."""
    shown = local(now, zone)
    return shown.weekday() >= WORK_ENDS[0]


def due_of(schedule: Schedule, week: Week) -> datetime:
    """Return the moment (UTC) at which a schedule asks about a week."""
    later = 0 if schedule.asks_about == "running" else 7
    day = week.monday + timedelta(days=later + schedule.weekday)
    return moment_of(day, schedule.at, schedule.zone)


def occurrences(schedule: Schedule, since: datetime, until: datetime) -> Iterator[DueWeek]:
    """Return each run after ``since`` and up to ``until``, oldest first, in a pause or not: one for every week."""
    week = _first_after(schedule, since)
    while (at := due_of(schedule, week)) <= until:
        if at > since:
            yield DueWeek(week, at)
        week = week.later()


def next_due(schedule: Schedule, after: datetime, *, settled: Week | None = None) -> datetime:
    """Return the moment (UTC) of the next reminder after a moment, past a pause.

    Args:
        schedule: the owner's choice.
        after: an aware time.
        settled: the newest week that needs no more asking, so that a changed weekday does not ask about it twice.
    """
    if schedule.since is not None:
        after = max(after, schedule.since)
    if schedule.paused_until is not None:
        after = max(after, moment_of(schedule.paused_until, time(0), schedule.zone) - _MINUTE)
    week = _first_after(schedule, after)
    if settled is not None:
        week = max(week, settled.later())
    while (due := due_of(schedule, week)) <= after:
        week = week.later()
    return due


def next_midweek(schedule: Schedule, after: datetime) -> datetime:
    """Return the first moment (UTC) after another that is three days after a weekly time, past a pause."""
    if schedule.paused_until is not None:
        after = max(after, moment_of(schedule.paused_until, time(0), schedule.zone) - _MINUTE)
    week = _first_after(schedule, after).later(-1)
    while (at := _midweek(schedule, week)) <= after:
        week = week.later()
    return at


def last_midweek(schedule: Schedule, now: datetime) -> datetime:
    """Return the last such moment up to now, in a pause or not."""
    week = _first_after(schedule, now).later(-1)
    while _midweek(schedule, week.later()) <= now:
        week = week.later()
    return _midweek(schedule, week)


def _midweek(schedule: Schedule, week: Week) -> datetime:
    day = local(due_of(schedule, week), schedule.zone).date() + _HALF_A_WEEK
    return moment_of(day, schedule.at, schedule.zone)


def window_end(schedule: Schedule, due: datetime) -> datetime:
    """Return the moment (UTC) from which a reminder that could not go out in time is too late.

    That is 21:00 on the second day after, on the owner's clock: a weekend's outage still leaves them the Monday
    reminder, and the next one is never nearer than four days.
    """
    return moment_of(local(due, schedule.zone).date() + _LATE_DAYS * _DAY, QUIET_FROM, schedule.zone)


def in_quiet_hours(now: datetime, schedule: Schedule, *, asked: datetime | None = None) -> bool:
    """True if it is between 21:00 and 08:00 for the owner and not an hour they picked themselves.

    Args:
        now: an aware time.
        schedule: the owner's choice; the hour from its time on is theirs, on every day.
        asked: another moment that the owner asked for, such as a snooze; the hour from there on is theirs too.
    """
    shown = local(now, schedule.zone)
    if not _is_quiet(shown.time()):
        return False
    own = [] if asked is None else [asked]
    if schedule.is_quiet:
        own += [moment_of(day, schedule.at, schedule.zone) for day in (shown.date(), shown.date() - _DAY)]
    return not any(start <= now < start + OWN_HOUR for start in own)


def quiet_until(now: datetime, schedule: Schedule) -> datetime:
    """Return the next moment (UTC) at which the quiet hours end, which is ``now`` outside them."""
    shown = local(now, schedule.zone)
    if not _is_quiet(shown.time()):
        return now
    day = shown.date() + (_DAY if shown.time() >= QUIET_FROM else timedelta())
    return moment_of(day, QUIET_UNTIL, schedule.zone)


def snooze(now: datetime, how: Literal["hour", "tomorrow"], schedule: Schedule) -> datetime:
    """Return the moment (UTC) at which to remind once more; the weekly time stays as it is.

    Tomorrow means the owner's usual time of day. What would fall into the quiet hours waits for their end, unless the
    owner's own time lies in them.
    """
    if how == "hour":
        moment = now + timedelta(hours=1)
    else:
        moment = moment_of(local(now, schedule.zone).date() + _DAY, schedule.at, schedule.zone)
    return moment if schedule.is_quiet else quiet_until(moment, schedule)


def _first_after(schedule: Schedule, moment: datetime) -> Week:
    """Return a week whose earlier ones all fell due at or before a moment."""
    return Week.of(local(moment, schedule.zone).date()).later(-1)


def _week_asked(day: date, at: time) -> Week:
    this = Week.of(day)
    return this if day.weekday() == _SUNDAY and at >= _SUNDAY_IS_OVER else this.later(-1)


def _is_quiet(at: time) -> bool:
    return at >= QUIET_FROM or at < QUIET_UNTIL


def _wall(moment: datetime, rules: ZoneInfo) -> datetime:
    return moment.astimezone(rules).replace(tzinfo=None)
