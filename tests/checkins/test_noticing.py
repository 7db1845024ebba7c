"""One sentence about the numbers of a week, from the first one on."""

import itertools
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from bot.checkins.noticing import NEWEST, Told, noticed, standing, told_of
from bot.core.amount import Amount
from bot.core.ledger import Book, KeptWeek
from bot.core.week import Week
from bot.core.week_numbers import WeekNumbers
from bot.diagnosis import ReportedPeriod
from bot.language.templates import words
from tests.bench.checkins_noticed import reached, year

ENGLISH = words("en")
BEGAN = date(2026, 10, 26)
COLLAPSE = [(12, 12, 6)] * 4 + [(12, 12, 2), (12, 12, 1), (13, 13, 2)]
SUCCESS = [(12, 4, 2)] * 4 + [(12, 11, 4), (13, 12, 4), (12, 11, 4)]


def told(first, weeks, began=BEGAN):
    """Return a check-up of four weeks and the weeks after it."""
    periods = [ReportedPeriod(began, 4, *map(Amount.exactly, map(float, first)))]
    for place, numbers in enumerate(weeks):
        start = began + timedelta(weeks=4 + place)
        periods.append(ReportedPeriod(start, 1, *map(Amount.exactly, map(float, numbers))))
    return Told(tuple(periods))


def blocks(all_told):
    """Return what is said of each week."""
    return [found.block for found in all_noticed(all_told)]


def all_noticed(all_told):
    return [noticed(all_told.until(end)) for end in range(2, len(all_told.periods) + 1)]


def test_the_first_week_stands_beside_the_check_up_in_counts():
    found = noticed(told((50, 48, 24), [(13, 12, 5)]))
    assert found.block == "week_won"
    assert (found.change.now.count, found.change.now.of) == (5, 12)
    assert (found.change.before.count, found.change.before.of) == (24, 48)
    assert found.change.grade == "none"


def test_a_collapse_is_alarming_by_the_third_bad_week():
    said = blocks(told((50, 48, 24), COLLAPSE))
    assert "alarm_won" in said[4:7]
    assert "alarm_won" not in said[:4]
    assert standing(told((50, 48, 24), COLLAPSE))["won"].grade == "real"


def test_a_success_is_praised_by_the_third_good_week():
    said = blocks(told((50, 18, 7), SUCCESS))
    assert "praise_answered" in said[4:7]
    assert "praise_answered" not in said[:4]


@pytest.mark.parametrize("later", range(4))
@pytest.mark.parametrize("weeks", [COLLAPSE, SUCCESS, [(12, 11, 4)] * 30, [(12, 12, 4), (0, 0, 0), (3, 2, 1)] * 6])
def test_no_two_weeks_running_say_the_same(weeks, later):
    found = all_noticed(told((50, 45, 15), weeks, BEGAN + timedelta(weeks=later)))
    said = [(one.block, one.change and one.change.grade) for one in found]
    assert all(one != other or one[0] == "nobody" for one, other in itertools.pairwise(said))


def test_what_stood_out_and_came_back_is_said_to_have_been_luck():
    said = blocks(told((50, 48, 24), [(12, 12, 6)] * 3 + [(12, 12, 0), (12, 12, 8)]))
    assert said[-2:] == ["alarm_won", "faded_won"]


def without(all_told, *places):
    """Leave some stretches of time out, as of weeks that nobody told."""
    return Told(tuple(period for place, period in enumerate(all_told.periods) if place not in places))


def test_weeks_that_do_not_follow_each_other_are_not_called_the_last_ones():
    collapse = told((50, 48, 24), [*COLLAPSE[:6], (20, 20, 9), *COLLAPSE[6:]])
    found = noticed(without(collapse, 7))
    assert found.block == "alarm_won"
    assert found.change.now.weeks > 1
    assert not found.change.now.running
    assert noticed(told((50, 48, 24), COLLAPSE)).change.now.running
    change = {"now": found.change.now, "before": found.change.before, "waits": False, "grade": "look"}
    assert f"In the last {found.change.now.weeks:.0f} weeks told" in ENGLISH.say(
        "checkins/noticed", found.block, change=change, buyer="customer", buyers="customers"
    )


@pytest.mark.parametrize(("missing", "running"), [((), True), ((7,), False)])
def test_four_weeks_beside_four_are_those_of_the_calendar(missing, running):
    months = without(told((40, 38, 12), [(12, 11, 4)] * (8 + len(missing))), *missing)
    said = {found.block for later in range(8) if (found := noticed(moved(months, later)))}
    assert any(block.startswith("month") for block in said) is running


def moved(all_told, weeks):
    """Let everything be some weeks later: what is said goes in turns."""
    return Told(tuple(replace(one, start=one.start + timedelta(weeks=weeks)) for one in all_told.periods))


def test_that_nobody_was_left_out_is_counted_up_to_a_week_that_is_missing_and_not_said_of_one():
    everybody = without(told((40, 38, 12), [(12, 12, 4)] * 6), 4)
    said = {found.block: found for later in range(8) if (found := noticed(moved(everybody, later)))}
    assert said["all_answered"].values["weeks"] == 2
    same = told((40, 40, 12), [(12, 12, 4)] * 3)
    assert not any(noticed(moved(same, later)).block == "week_answered" for later in range(8))


def test_of_too_few_people_nothing_is_made():
    assert not standing(told((50, 48, 24), [(3, 3, 0)]))


def test_where_people_wait_many_new_ones_are_no_collapse():
    periods = told((40, 40, 12), [(10, 10, 3)] * 6 + [(40, 40, 3)] * 3).periods
    assert standing(Told(periods))["won"].direction == "fewer"
    assert "won" not in standing(told_of(periods, 45))


def test_a_week_without_anybody_is_no_share():
    assert noticed(told((50, 48, 24), [(0, 0, 0)])).block == "nobody"


def test_nothing_is_compared_of_numbers_that_are_not_known():
    periods = told((50, 48, 24), [(12, 12, 6)] * 3).periods
    unknown = [ReportedPeriod(period.start, period.weeks, people=period.people) for period in periods]
    assert noticed(Told(tuple(unknown))).block == "came_people"


def test_a_year_without_a_change_seldom_alarms():
    from numpy.random import default_rng

    generator = default_rng(11)
    heights = [
        max((height for _, height in reached(year([(0.4, 0.9)] * 52, 12, generator)).values()), default=0)
        for _ in range(12)
    ]
    assert sum(height >= 2 for height in heights) <= 6
    assert sum(height >= 3 for height in heights) <= 2


def test_a_step_put_off_week_after_week_makes_room_for_another():
    first = Week(2026, 45)
    book = Book()
    numbers = WeekNumbers(people=Amount.exactly(12))
    for place in range(3):
        kept = KeptWeek(
            first.later(place), "answered", numbers, step="reopen_quotes", done=False, action="reopen_quotes"
        )
        assert "reopen_quotes" not in book.passed
        book = book.with_week(kept)
    assert "reopen_quotes" in book.passed


def test_the_newest_weeks_are_few():
    assert NEWEST <= 4
