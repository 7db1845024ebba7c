# ruff: noqa: DTZ001 -- what a clock on the wall shows has no zone
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.schedule import (
    Schedule,
    due_of,
    in_quiet_hours,
    moment_of,
    newest_week,
    next_due,
    occurrences,
    quiet_until,
    snooze,
    usual_about,
    week_of,
    window_end,
)
from bot.core.week import Week

BERLIN = "Europe/Berlin"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# A zone, and the first of three years in which it is interesting.
ZONES = [
    ("Europe/Berlin", 2025),
    ("America/New_York", 2025),
    ("America/St_Johns", 2025),  # half an hour off
    ("Australia/Lord_Howe", 2025),  # clocks change by half an hour
    ("America/Sao_Paulo", 2017),  # gave up changing clocks in 2019; changed them at midnight
    ("Africa/Casablanca", 2025),  # goes back for Ramadan
    ("Asia/Kathmandu", 2025),  # 5:45
    ("Pacific/Apia", 2010),  # skipped 30 December 2011
    ("Asia/Tehran", 2021),  # gave up in 2022; changed at midnight
    ("Africa/Cairo", 2022),  # began again in 2023, at midnight
    ("Pacific/Chatham", 2025),  # 12:45, and 2:45 is the hour that changes
    ("Asia/Almaty", 2023),  # moved its standard time in 2024
    ("America/Mexico_City", 2021),  # gave up in 2022
    ("Antarctica/Troll", 2025),  # two hours at once
    ("Etc/GMT-2", 2025),
]
TIMES = [time(9), time(0, 30), time(2, 30), time(18)]


def shown(moment, zone):
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize(("zone", "year"), ZONES)
@pytest.mark.parametrize("at", TIMES, ids=str)
def test_every_run_of_three_years_comes_at_the_chosen_wall_time(zone, year, at):
    for weekday in range(7):
        schedule = Schedule(weekday, at.hour, at.minute, zone)
        start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 3, 1, 1, tzinfo=UTC)
        runs = list(occurrences(schedule, start, end))
        assert len(runs) in {156, 157}
        for before, run in pairwise(runs):
            assert run.week == before.week.later()
            assert run.at > before.at
        for run in runs:
            sunday_evening = weekday == 6 and at >= time(12)
            day = run.week.sunday if sunday_evening else run.week.monday + (7 + weekday) * DAY
            chosen = datetime.combine(day, at)
            assert week_of(run.at, zone) == run.week
            if shown(run.at, zone) != chosen:  # only a gap in which the chosen time lies moves a run
                assert shown(run.at - MINUTE, zone) < chosen < shown(run.at, zone)
            for earlier in (30 * MINUTE, HOUR, 2 * HOUR):
                assert shown(run.at - earlier, zone) < chosen


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        (BERLIN, date(2026, 3, 29), time(2), "2026-03-29T03:00"),
        (BERLIN, date(2026, 3, 29), time(2, 30), "2026-03-29T03:00"),
        (BERLIN, date(2026, 3, 29), time(3), "2026-03-29T03:00"),
        (BERLIN, date(2026, 3, 29), time(1, 59), "2026-03-29T01:59"),
        ("America/New_York", date(2026, 3, 8), time(2, 1), "2026-03-08T03:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04T02:30"),
        ("Pacific/Apia", date(2011, 12, 30), time(9), "2011-12-31T00:00"),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30), "2026-04-24T01:00"),
        ("Pacific/Chatham", date(2026, 9, 27), time(3), "2026-09-27T03:45"),
        ("Antarctica/Troll", date(2026, 3, 29), time(1, 30), "2026-03-29T03:00"),
    ],
)
def test_a_skipped_time_runs_at_the_first_minute_after_the_gap(zone, day, at, expected):
    assert shown(moment_of(day, at, zone), zone) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        (BERLIN, date(2026, 10, 25), time(2, 30), "2026-10-25T00:30+00:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30+00:00"),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45+00:00"),
        ("Pacific/Chatham", date(2026, 4, 5), time(3, 0), "2026-04-04T13:15+00:00"),
    ],
)
def test_a_repeated_time_runs_once_and_the_first_time(zone, day, at, expected):
    moment = datetime.fromisoformat(expected)
    assert moment_of(day, at, zone) == moment
    runs = [
        run.at for run in occurrences(Schedule(day.weekday(), at.hour, at.minute, zone), moment - DAY, moment + DAY)
    ]
    assert runs == [moment]


@given(
    st.sampled_from([zone for zone, _ in ZONES]),
    st.datetimes(datetime(2009, 1, 1), datetime(2029, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
)
def test_a_moment_is_the_earliest_at_which_the_clock_has_reached_the_time(zone, wall):
    moment = moment_of(wall.date(), wall.time(), zone)
    assert shown(moment, zone) >= wall
    assert shown(moment - MINUTE, zone) < wall
    if shown(moment, zone) != wall:
        assert shown(moment, zone) - shown(moment - MINUTE, zone) > MINUTE


@pytest.mark.parametrize(("zone", "year"), ZONES[:5])
@pytest.mark.parametrize("weekday", range(7))
def test_a_question_about_the_running_week_comes_in_that_week_every_week(zone, year, weekday):
    schedule = Schedule(weekday, 17, 0, zone, about="running")
    runs = list(occurrences(schedule, datetime(year, 1, 1, tzinfo=UTC), datetime(year + 2, 1, 1, tzinfo=UTC)))
    assert len(runs) in {104, 105}
    for before, run in pairwise(runs):
        assert run.week == before.week.later()
    for run in runs:
        day = shown(run.at, zone)
        assert (Week.of(day.date()), day.weekday(), day.time()) == (run.week, weekday, time(17))
        assert next_due(schedule, run.at, settled=run.week) == due_of(schedule, run.week.later())


@pytest.mark.parametrize(
    ("weekday", "hour", "about"),
    [(0, 9, "last"), (2, 18, "last"), (3, 18, "last"), (4, 9, "last"), (4, 12, "running"), (4, 17, "running"),
     (5, 10, "running"), (6, 9, "running"), (6, 20, "running")],
)  # fmt: skip
def test_who_picks_the_end_of_the_week_is_asked_about_the_week_that_ends(weekday, hour, about):
    assert usual_about(weekday, time(hour)) == about


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        ("2026-11-27T16:59", "2026-W47"),
        ("2026-11-27T17:00", "2026-W48"),  # it was just asked about
        ("2026-11-29T23:00", "2026-W48"),
        ("2026-11-30T09:00", "2026-W48"),
    ],
)
def test_the_newest_week_is_the_last_or_the_one_that_was_asked_about(now, newest):
    friday = Schedule(4, 17, 0, BERLIN, about="running")
    assert str(newest_week(datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(BERLIN)), friday)) == newest


@pytest.mark.parametrize(
    ("due", "week"),
    [
        ("2026-11-23T09:00", "2026-W47"),  # Monday
        ("2026-11-27T17:00", "2026-W47"),  # Friday
        ("2026-11-28T23:59", "2026-W47"),  # Saturday
        ("2026-11-29T09:00", "2026-W47"),  # a Sunday morning: the day is not over
        ("2026-11-29T12:00", "2026-W48"),  # from noon on it is
        ("2026-11-29T20:00", "2026-W48"),
        ("2026-11-30T00:00", "2026-W48"),
        ("2027-01-04T09:00", "2026-W53"),
        ("2027-01-03T20:00", "2026-W53"),
        ("2027-01-11T09:00", "2027-W01"),
        ("2026-01-05T09:00", "2026-W01"),
        ("2021-01-04T09:00", "2020-W53"),
    ],
)
def test_a_check_in_asks_about_the_last_week_that_was_over(due, week):
    moment = datetime.fromisoformat(due).replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)
    assert str(week_of(moment, BERLIN)) == week


def test_the_week_is_that_of_the_owners_calendar_and_not_of_greenwich():
    late_on_sunday_in_greenwich = datetime(2026, 11, 29, 22, tzinfo=UTC)
    assert week_of(late_on_sunday_in_greenwich, "Asia/Tokyo") == Week(2026, 48)  # Monday there, week 48 just ended
    assert week_of(datetime(2026, 11, 30, 3, tzinfo=UTC), "America/Los_Angeles") == Week(2026, 48)  # Sunday evening
    assert week_of(datetime(2026, 11, 29, 17, tzinfo=UTC), "America/Los_Angeles") == Week(2026, 47)  # Sunday 9:00


def test_a_run_on_a_day_that_the_date_line_took_still_asks_about_its_week():
    friday = Schedule(4, 9, 0, "Pacific/Apia")
    assert week_of(due_of(friday, Week(2011, 51)), friday.zone) == Week(2011, 51)


schedules = st.builds(
    Schedule, st.integers(0, 6), st.integers(0, 23), st.integers(0, 59), st.sampled_from([zone for zone, _ in ZONES])
)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(schedules, moments)
def test_the_next_run_is_the_first_occurrence_and_within_eight_days(schedule, now):
    due = next_due(schedule, now)
    assert now < due <= now + 8 * DAY + HOUR
    assert [run.at for run in occurrences(schedule, now, due)] == [due]


@given(schedules, moments, st.integers(0, 60))
def test_a_pause_moves_the_next_run_to_its_last_day_or_later(schedule, now, days):
    until = shown(now, schedule.zone).date() + days * DAY
    paused = Schedule(schedule.weekday, schedule.hour, schedule.minute, schedule.zone, until)
    due = next_due(paused, now)
    assert shown(due, schedule.zone).date() >= until
    assert due in {run.at for run in occurrences(schedule, now, due)}
    assert due - moment_of(until, time(0), schedule.zone) < 8 * DAY + HOUR


def test_a_changed_weekday_does_not_ask_about_the_same_week_again():
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday; week 47 was asked about on Monday
    friday = Schedule(4, 9, 0, BERLIN)
    assert shown(next_due(friday, now), BERLIN) == datetime(2026, 11, 27, 9)
    assert shown(next_due(friday, now, settled=Week(2026, 47)), BERLIN) == datetime(2026, 12, 4, 9)


def test_nothing_falls_due_before_the_schedule_was_chosen():
    chosen = datetime(2026, 11, 23, 8, tzinfo=UTC)  # Monday 9:00 in Berlin, the very minute
    schedule = Schedule(0, 9, 0, BERLIN, since=chosen)
    assert next_due(schedule, chosen - 30 * DAY) == datetime(2026, 11, 30, 8, tzinfo=UTC)


@given(schedules, moments)
def test_a_reminder_may_go_out_late_until_the_evening_of_the_second_day_after(schedule, now):
    due = next_due(schedule, now)
    end = window_end(schedule, due)
    wall = shown(end, schedule.zone)
    assert wall.time() == time(21)
    assert wall.date() - shown(due, schedule.zone).date() == 2 * DAY
    assert due + DAY < end < next_due(schedule, due) - 3 * DAY


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "now", "quiet"),
    [
        (9, "2026-11-23T20:59", False),
        (9, "2026-11-23T21:00", True),
        (9, "2026-11-24T00:00", True),
        (9, "2026-11-24T07:59", True),
        (9, "2026-11-24T08:00", False),
        (22, "2026-11-23T21:59", True),
        (22, "2026-11-23T22:00", False),
        (22, "2026-11-23T22:59", False),
        (22, "2026-11-23T23:00", True),
        (23, "2026-11-24T00:10", True),
        (6, "2026-11-24T06:30", False),
        (6, "2026-11-24T07:00", True),
    ],
)
def test_the_quiet_hours_spare_only_an_hour_the_owner_picked(hour, now, quiet):
    assert in_quiet_hours(at(now), Schedule(0, hour, 0, BERLIN)) is quiet


def test_a_picked_hour_that_crosses_midnight_counts_to_its_end():
    schedule = Schedule(0, 23, 30, BERLIN)
    assert not in_quiet_hours(at("2026-11-24T00:29"), schedule)
    assert in_quiet_hours(at("2026-11-24T00:30"), schedule)


def test_the_hour_after_a_moment_the_owner_asked_for_is_theirs():
    schedule = Schedule(0, 9, 0, BERLIN)
    asked = at("2026-11-23T22:30")
    assert not in_quiet_hours(at("2026-11-23T23:10"), schedule, asked=asked)
    assert in_quiet_hours(at("2026-11-23T23:30"), schedule, asked=asked)


@given(schedules, moments)
def test_the_quiet_hours_end_at_eight_within_half_a_day(schedule, now):
    end = quiet_until(now, schedule)
    assert now <= end <= now + 12 * HOUR
    assert time(8) <= shown(end, schedule.zone).time() < time(21)


@pytest.mark.parametrize(
    ("hour", "now", "how", "expected"),
    [
        (9, "2026-11-23T09:05", "hour", "2026-11-23T10:05"),
        (9, "2026-11-23T20:30", "hour", "2026-11-24T08:00"),
        (20, "2026-11-23T20:05", "hour", "2026-11-24T08:00"),
        (22, "2026-11-23T22:05", "hour", "2026-11-23T23:05"),
        (9, "2026-11-23T19:00", "tomorrow", "2026-11-24T09:00"),
        (22, "2026-11-23T22:05", "tomorrow", "2026-11-24T22:00"),
        (9, "2026-03-28T12:00", "tomorrow", "2026-03-29T09:00"),
    ],
)
def test_a_snooze_is_an_hour_or_the_usual_time_tomorrow(hour, now, how, expected):
    assert snooze(at(now), how, Schedule(0, hour, 0, BERLIN)) == at(expected)


@given(schedules, moments, st.sampled_from(["hour", "tomorrow"]))
def test_a_snooze_never_lands_in_the_quiet_hours_of_an_owner_who_picked_the_day(schedule, now, how):
    moment = snooze(now, how, schedule)
    assert now < moment < now + 2 * DAY
    if not schedule.is_quiet:
        assert time(8) <= shown(moment, schedule.zone).time() < time(21)


@pytest.mark.parametrize(
    "fields",
    [(7, 9, 0, BERLIN), (-1, 9, 0, BERLIN), (0, 24, 0, BERLIN), (0, 9, 60, BERLIN), (0, 9, 0, "Europe/Atlantis"),
     (0, 9, 0, ""), (0, 9, 0, "../etc/passwd"), (0, 9, 0, "Europe")],
)  # fmt: skip
def test_an_impossible_schedule_is_a_bug(fields):
    with pytest.raises(ValueError, match=r"."):
        Schedule(*fields)
