from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.week import Week, weeks_between

days = st.dates(date(1995, 1, 1), date(2095, 1, 1))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), "2026-W48"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2022, 1, 1), "2021-W52"),
        (date(2021, 1, 3), "2020-W53"),
    ],
)
def test_the_turn_of_the_year_falls_where_iso_8601_puts_it(day, week):
    assert str(Week.of(day)) == week
    assert Week.parse(week) == Week.of(day)


@given(days)
def test_a_week_is_monday_to_sunday_around_its_day(day):
    week = Week.of(day)
    assert week.monday <= day <= week.sunday
    assert week.monday.weekday() == 0
    assert week.sunday - week.monday == timedelta(days=6)


@given(days, st.integers(-300, 300))
def test_weeks_add_up_and_sort_in_time_across_years(day, steps):
    week = Week.of(day)
    other = week.later(steps)
    assert other.since(week) == steps
    assert other.later(-steps) == week
    assert (other > week) == (steps > 0)
    assert (str(other) > str(week)) == (steps > 0)


def test_the_weeks_between_two_include_both_and_a_53rd():
    assert [str(week) for week in weeks_between(Week(2026, 52), Week(2027, 1))] == ["2026-W52", "2026-W53", "2027-W01"]
    assert not list(weeks_between(Week(2026, 2), Week(2026, 1)))


@pytest.mark.parametrize("text", ["2026-W54", "2027-W53", "2026-W00", "2026W48", "2026-48", "", "2026-W4", "٢٠٢٦-W48"])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match=r"week|Invalid"):
        Week.parse(text)
