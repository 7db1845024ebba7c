"""How many of the people talked with decide in each week."""

import pytest

from bot.checkins.conversions import decisions
from bot.core.week import Week

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
