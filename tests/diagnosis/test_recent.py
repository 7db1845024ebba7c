"""Which of the weeks told still count: those since the last clear and lasting change."""

from statistics import mean, median

import pytest

from bot.core.amount import Amount
from bot.diagnosis import Answers, ReportedPeriod
from bot.diagnosis.recent import lasting, since_change
from tests.bench.checkins_moved import MOVES, RULES, THE_RULE, UNCHANGED, delays, false_changes

pytestmark = pytest.mark.unmeasured  # it reaches what others reach


def periods(*weeks):
    """Return a check-up of four weeks at twelve people a week, and the weeks after it."""
    first = ReportedPeriod(None, 4, *map(Amount.exactly, (48.0, 44.0, 20.0)))
    return (first, *(ReportedPeriod(None, 1, *map(Amount.exactly, map(float, week))) for week in weeks))


USUAL = (12, 11, 5)


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        ([(12, 11, 0)] * 3, "customers"),
        ([(12, 3, 1)] * 2, "talked"),
        ([(40, 37, 17)] * 4, "people"),
        ([(2, 2, 1)] * 6, "people"),
        ([(12, 11, 0)], None),  # one week may be anything
        ([(12, 11, 3)] * 3, None),
        ([(16, 15, 7)] * 3, None),
        ([], None),
    ],
)
def test_a_lasting_change_of_any_of_the_three_numbers_is_found(after, moved):
    told = periods(*[USUAL] * 4, *after)
    found = lasting(told)
    assert (found and found.moved) == moved
    if found:
        assert abs(found.place - 5) <= 1


def test_what_was_before_is_summed_up_from_the_change_before_it_on():
    told = periods(*[USUAL] * 4, *[(12, 11, 0)] * 5, *[(12, 11, 8)] * 5)
    answers, before = since_change(Answers(periods=told))
    assert answers.periods == told[10:]
    assert (before.moved, before.weeks, before.customers) == ("customers", 5, 0)
    assert since_change(answers) == (answers, None)


@pytest.mark.parametrize("move", MOVES)
def test_a_bottleneck_that_moved_is_announced_within_eight_weeks(move):
    then, now = MOVES[move]
    found = delays(then, now, 40, 5, RULES[THE_RULE])
    assert found
    assert median(found) <= 8


@pytest.mark.parametrize("move", MOVES)
def test_at_four_people_a_week_it_is_announced_within_twelve(move):
    then, now = MOVES[move]
    found = delays(then, now, 4, 12, RULES[THE_RULE])
    assert found
    assert median(found) <= 12


def test_no_other_side_is_announced_where_nothing_changes():
    assert mean(false_changes(UNCHANGED["few stay"], 12, 2, RULES[THE_RULE])) <= 0.3
