from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.due import Again, Decision, DropSnooze, Expire, Send, Skip, Snooze, decide_due
from bot.core.schedule import DueWeek, Schedule
from bot.core.week import Week

BERLIN = ZoneInfo("Europe/Berlin")
BOB = Schedule(0, 9, 0, "Europe/Berlin")  # Mondays at nine
STARTED = datetime(2026, 10, 1, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
W46, W47, W48, W49 = (Week(2026, number) for number in (46, 47, 48, 49))


def berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


MONDAY = berlin("2026-11-23T09:00")  # asks about week 47


def decide(now, *, schedule=BOB, last=W46, **more):
    return decide_due(schedule, now, last=last, started=STARTED, **more)


def test_nothing_is_due_before_its_time_and_the_wake_time_is_that_time():
    assert decide(MONDAY - timedelta(seconds=1)) == Decision((), MONDAY)


def test_at_its_time_the_week_is_sent_and_the_next_wake_is_a_week_later():
    assert decide(MONDAY) == Decision((Send(DueWeek(W47, MONDAY)),), MONDAY + WEEK)


def test_what_was_written_leaves_nothing_to_do_for_a_second_process():
    assert decide(MONDAY, last=W47) == Decision((), MONDAY + WEEK)


def test_an_owner_never_asked_owes_nothing_from_before_they_started():
    late = decide_due(BOB, MONDAY + HOUR, last=None, started=MONDAY - DAY)
    assert late.steps == (Send(DueWeek(W47, MONDAY)),)
    assert decide_due(BOB, MONDAY + HOUR, last=None, started=MONDAY + HOUR / 2) == Decision((), MONDAY + WEEK)


@pytest.mark.parametrize(
    ("now", "expected", "wake"),
    [
        ("2026-11-23T20:59", "send", "2026-11-30T09:00"),
        ("2026-11-23T21:00", "wait", "2026-11-24T08:00"),
        ("2026-11-24T03:00", "wait", "2026-11-24T08:00"),
        ("2026-11-24T08:00", "send", "2026-11-30T09:00"),
        ("2026-11-25T20:59", "send", "2026-11-30T09:00"),
        ("2026-11-25T21:00", "expire", "2026-11-30T09:00"),
        ("2026-11-29T12:00", "expire", "2026-11-30T09:00"),
    ],
)
def test_after_downtime_a_reminder_goes_out_inside_its_window_and_outside_quiet_hours(now, expected, wake):
    run = DueWeek(W47, MONDAY)
    steps = {"send": (Send(run),), "wait": (), "expire": (Expire(run),)}[expected]
    assert decide(berlin(now)) == Decision(steps, berlin(wake))


def test_an_owner_who_picked_ten_at_night_is_asked_then_and_not_an_hour_later():
    late = Schedule(0, 22, 0, "Europe/Berlin")
    assert decide(berlin("2026-11-23T22:40"), schedule=late).steps == (Send(DueWeek(W47, berlin("2026-11-23T22:00"))),)
    assert decide(berlin("2026-11-23T23:00"), schedule=late) == Decision((), berlin("2026-11-24T08:00"))


def test_a_night_time_that_the_clocks_skip_is_still_the_owners_own_hour():
    night = Schedule(6, 2, 30, "Europe/Berlin")
    due = berlin("2026-03-29T03:00")
    assert decide_due(night, due, last=Week(2026, 11), started=STARTED - 300 * DAY).steps == (
        Send(DueWeek(Week(2026, 12), due)),
    )


def test_after_weeks_of_downtime_one_message_goes_out_and_the_rest_expires():
    decision = decide(MONDAY + 2 * WEEK + HOUR)
    assert decision.steps == (
        Expire(DueWeek(W47, MONDAY)),
        Expire(DueWeek(W48, MONDAY + WEEK)),
        Send(DueWeek(W49, MONDAY + 2 * WEEK), catch_up=(W47, W48)),
    )


@pytest.mark.parametrize(
    ("missed", "offered"),
    [((), ()), ((W46,), ()), ((W46.later(-1), W46), (W46.later(-1), W46))],
)
def test_two_missed_weeks_are_offered_with_the_next_one_and_a_single_one_is_let_go(missed, offered):
    assert decide(MONDAY, missed=missed).steps == (Send(DueWeek(W47, MONDAY), catch_up=offered),)


def test_nobody_is_asked_how_a_week_went_that_lies_two_months_back():
    (step,) = decide(MONDAY, missed=[W46.later(-back) for back in range(20)]).steps
    assert isinstance(step, Send)
    assert step.catch_up == tuple(W47.later(-back) for back in range(7, 0, -1))


def test_weeks_in_a_pause_are_skipped_and_the_first_after_it_says_so():
    paused = Schedule(0, 9, 0, "Europe/Berlin", date(2026, 12, 7))
    assert decide(MONDAY, schedule=paused) == Decision((Skip(W47, "paused"),), MONDAY + WEEK)
    back = decide(MONDAY + 2 * WEEK, schedule=paused)
    assert back.steps == (Skip(W47, "paused"), Skip(W48, "paused"), Send(DueWeek(W49, MONDAY + 2 * WEEK), resumed=True))
    assert not paused.resumed().is_paused_on(date(2026, 12, 1))


def test_a_week_already_answered_is_not_asked_about_and_ends_the_missed_ones():
    assert decide(MONDAY, answered={W47}).steps == (Skip(W47, "answered"),)
    late = decide(MONDAY + 2 * WEEK, answered={W48}, missed=[W46.later(-1), W46])
    assert late.steps == (
        Expire(DueWeek(W47, MONDAY)),
        Skip(W48, "answered"),
        Send(DueWeek(W49, MONDAY + 2 * WEEK)),
    )


def test_a_week_that_lost_its_day_when_the_weekday_changed_is_skipped_and_not_lost():
    changed = Schedule(2, 9, 0, "Europe/Berlin", since=berlin("2026-11-19T12:00"))  # Wednesdays, chosen on a Thursday
    wednesday = berlin("2026-11-25T09:00")
    decision = decide(wednesday, schedule=changed, last=Week(2026, 45))
    assert decision.steps == (Skip(W46, "unscheduled"), Send(DueWeek(W47, wednesday)))


def test_a_changed_weekday_never_asks_about_a_settled_week():
    friday = Schedule(4, 9, 0, "Europe/Berlin", since=MONDAY + DAY)
    assert decide(MONDAY + 5 * DAY, schedule=friday, last=W47) == Decision((), berlin("2026-12-04T09:00"))


def test_a_snooze_comes_once_more_at_its_time():
    snoozed = Snooze(W47, MONDAY + HOUR)
    assert decide(MONDAY + HOUR / 2, last=W47, snoozed=snoozed) == Decision((), MONDAY + HOUR)
    assert decide(MONDAY + HOUR, last=W47, snoozed=snoozed) == Decision((Again(W47),), MONDAY + WEEK)


@pytest.mark.parametrize(
    ("now", "more", "outcome"),
    [
        ("2026-11-23T22:00", {}, None),  # the night comes first
        ("2026-11-24T08:00", {}, Again(W47)),
        ("2026-11-25T21:00", {}, DropSnooze(W47)),
        ("2026-11-23T10:00", {"answered": {W47}}, DropSnooze(W47)),
        ("2026-11-23T09:30", {"answered": {W47}}, DropSnooze(W47)),
        ("2026-11-23T10:00", {"schedule": Schedule(0, 9, 0, "Europe/Berlin", date(2026, 12, 1))}, DropSnooze(W47)),
    ],
)
def test_a_snooze_gives_way_to_night_numbers_pauses_and_time(now, more, outcome):
    decision = decide(berlin(now), last=W47, snoozed=Snooze(W47, MONDAY + HOUR), **more)
    assert decision.steps == (() if outcome is None else (outcome,))
    if outcome is None:
        assert decision.wake == berlin("2026-11-24T08:00")


def test_a_snooze_overtaken_by_the_next_week_is_dropped_for_it():
    decision = decide(MONDAY + WEEK, last=W47, snoozed=Snooze(W47, MONDAY + WEEK))
    assert decision.steps == (Send(DueWeek(W48, MONDAY + WEEK)), DropSnooze(W47))


def test_a_snooze_into_the_night_that_the_owner_chose_is_kept():
    late = Schedule(0, 22, 0, "Europe/Berlin")
    snoozed = Snooze(W47, berlin("2026-11-23T23:10"))
    assert decide(berlin("2026-11-23T23:10"), schedule=late, last=W47, snoozed=snoozed).steps == (Again(W47),)


def test_a_clock_that_was_set_back_sends_nothing_twice():
    assert decide(MONDAY - 3 * WEEK, last=W47).steps == ()
    assert decide(MONDAY - 3 * WEEK, last=W47).wake == MONDAY + WEEK
