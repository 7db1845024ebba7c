"""Whether another share of the people talked with become customers."""

import pytest

from bot.checkins.conversions import Conversion, conversion_news, decisions, read_conversion
from bot.core.week import Week
from tests.bench.checkins_false_alarms import spoken_of_shares

FIRST = Week(2026, 20)
SAME_DAY, MONTHS = 0.5, 45


def weekly(numbers):
    return {FIRST.later(step): number for step, number in enumerate(numbers) if number is not None}


def test_as_many_decide_each_week_as_come_where_things_run_steadily():
    for median in (SAME_DAY, 3, 12, MONTHS):
        assert list(decisions(weekly([10] * 30), median).values()) == pytest.approx([10] * 30)


def test_of_many_who_came_lately_few_have_decided_where_that_takes_months():
    came = weekly([10] * 20 + [40] * 4)
    assert sum(list(decisions(came, SAME_DAY).values())[-4:]) > 140
    assert sum(list(decisions(came, MONTHS).values())[-4:]) < 80


def test_in_a_new_business_nobody_decides_who_came_before_it_began():
    deciding = list(decisions(weekly([10] * 12), MONTHS, began=FIRST).values())
    assert deciding[0] < 2
    assert deciding == sorted(deciding)
    assert list(decisions(weekly([10] * 12), MONTHS, began=FIRST.later(-400)).values()) == pytest.approx([10] * 12)


def test_nothing_is_said_before_eight_weeks_however_wild():
    assert read_conversion(weekly([20] * 7), weekly([19, 18, 19, 0, 0, 0, 0]), SAME_DAY) is None


def test_a_share_that_fell_is_told_once_with_its_counts():
    talked, won = [10] * 17, [4] * 8 + [0] * 9
    told = [
        found
        for weeks in range(8, 18)
        if (found := conversion_news(weekly(talked[:weeks]), weekly(won[:weeks]), SAME_DAY)) is not None
    ]
    (fell,) = told
    assert isinstance(fell, Conversion)
    assert (fell.direction, fell.won, fell.won_before) == ("fewer", 4, 28)
    assert (fell.due, fell.due_before) == (pytest.approx(40), pytest.approx(70))


def test_many_new_people_who_still_think_it_over_are_no_worse_selling():
    talked, won = weekly([10] * 16 + [40] * 4), weekly([3] * 20)
    assert read_conversion(talked, won, MONTHS) is None
    assert read_conversion(talked, won, SAME_DAY).direction == "fewer"


def test_weeks_without_numbers_are_left_out():
    talked = weekly([10, None, 10, 10, None, 10, 10, 10, 10, 10, 10, 10, None, 10, 10])
    won = weekly([4, None, 4, 4, None, 4, 4, 4, 4, 0, 0, 0, None, 0, 0])
    assert read_conversion(talked, won, SAME_DAY).direction == "fewer"
    assert read_conversion({}, {}, SAME_DAY) is None


def test_false_alarms_on_an_unchanging_share_are_rare():
    assert sum(spoken_of_shares(150, 8, 0.3, 3)) <= 16  # 4 in 100 by the benchmark: more than 16 once in a thousand
