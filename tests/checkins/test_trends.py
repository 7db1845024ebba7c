import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checkins.trends import (
    Drift,
    LongRun,
    Shift,
    TooEarly,
    Unusual,
    news,
    noticeable,
    read_trend,
    streak,
)
from bot.core.week import Week

FIRST = Week(2026, 30)


def weekly(numbers, *, first=FIRST):
    """Return each number by its week; None leaves a week out."""
    return {first.later(step): number for step, number in enumerate(numbers) if number is not None}


STEADY = [12, 9, 11, 14, 10, 12, 8, 13, 11, 12, 10, 13]


@pytest.mark.parametrize("count", range(8))
def test_nothing_is_said_before_eight_weeks_have_numbers(count):
    wild = [1, 90, 0, 55, 2, 80, 0][:count]
    assert read_trend(weekly(wild)) == TooEarly(8 - count)
    assert news(weekly(wild)) == TooEarly(8 - count)


def test_the_usual_ups_and_downs_say_nothing():
    for weeks in range(8, 13):
        assert read_trend(weekly(STEADY[:weeks])) == ()


@pytest.mark.parametrize("numbers", [[0] * 26, [5] * 26, [0.0] * 8, [1, 0] * 13])
def test_the_same_number_every_week_says_nothing(numbers):
    assert read_trend(weekly(numbers)) == ()


def test_a_week_far_from_the_others_is_unusual():
    assert read_trend(weekly([*STEADY, 40])) == (Unusual("more", 40, pytest.approx(11.25)),)
    assert read_trend(weekly([*STEADY, 0])) == (Unusual("fewer", 0, pytest.approx(11.25)),)


def test_three_weeks_in_a_row_up_or_a_fifth_less_than_last_week_are_nothing():
    assert read_trend(weekly([*STEADY, 9, 12, 15])) == ()
    assert read_trend(weekly([*STEADY, 15, 11])) == ()


def test_four_weeks_on_another_level_are_a_shift():
    (shift,) = (signal for signal in read_trend(weekly([*STEADY, 24, 27, 22, 26])) if isinstance(signal, Shift))
    assert (shift.direction, shift.recent, shift.recent_weeks, shift.before_weeks) == ("more", 24.75, 4, 8)
    assert 10 < shift.before < 13
    assert any(
        isinstance(signal, Shift) and signal.direction == "fewer"
        for signal in read_trend(weekly([*STEADY, 3, 4, 2, 3]))
    )


def test_many_weeks_on_one_side_are_a_long_run():
    signals = read_trend(weekly([10, 11, 9, 14, 10, 8, 15, 9, 11, 10, 11, 9, 8, 13, 14, 13, 15, 13, 14, 13, 16, 13]))
    assert LongRun("more", 9) in signals


def test_a_slow_climb_is_a_drift():
    signals = read_trend(weekly([8, 9, 8, 10, 9, 10, 10, 11, 10, 12, 11, 13, 12, 14, 13, 14]))
    assert Drift("more") in signals


def test_three_people_a_week_get_no_run_chart():
    assert read_trend(weekly([2, 1, 2, 2, 1, 2, 2, 1, 3, 3, 2, 3, 3, 3, 3, 3])) == ()


def test_skipped_weeks_are_neither_zero_nor_missing():
    gaps = [12, None, 9, 11, None, 14, 10, 12, 8, 13, None, 11, 12, 10, 13]
    assert read_trend(weekly(gaps)) == ()
    assert any(isinstance(signal, Unusual) for signal in read_trend(weekly([*gaps, 40])))


def test_weeks_of_half_a_year_ago_no_longer_count():
    long_ago = weekly([50] * 12)
    since = weekly(STEADY[:7], first=FIRST.later(40))
    assert read_trend(long_ago | since) == TooEarly(1)


def test_recent_weeks_that_lie_far_apart_are_no_lasting_shift():
    scattered = [*STEADY, None, 24, None, None, 27, None, None, 22, None, 26]
    assert not any(isinstance(signal, Shift) for signal in read_trend(weekly(scattered)))


def test_a_lasting_change_is_told_once():
    numbers = [*STEADY, 24, 27, 22, 26, 25, 24]
    told = [
        type(signal)
        for weeks in range(8, len(numbers) + 1)
        for signal in news(weekly(numbers[:weeks]))
        if isinstance(signal, Shift)
    ]
    assert told == [Shift]


def test_the_order_in_which_weeks_were_stored_does_not_matter():
    counts = weekly([*STEADY, 40])
    shuffled = list(counts.items())
    random.Random(1).shuffle(shuffled)
    assert read_trend(dict(shuffled)) == read_trend(counts)


@given(st.dictionaries(st.integers(0, 60).map(FIRST.later), st.floats(0, 1e6), max_size=40))
def test_no_numbers_break_the_rules(counts):
    if counts:
        assert isinstance(news(counts), TooEarly | tuple)


def test_false_alarms_are_rare_on_unchanging_numbers():
    generator = random.Random(11)
    spoke = 0
    for _ in range(60):
        mean = generator.choice([3, 8, 20, 60])
        rates = [generator.gammavariate(16, mean / 16) for _ in range(26)]
        numbers = [sum(generator.random() < rate / 400 for _ in range(400)) for rate in rates]
        spoke += any(told for weeks in range(8, 27) if not isinstance(told := news(weekly(numbers[:weeks])), TooEarly))
    assert spoke <= 15  # 12 in 100 by the benchmark: 60 half-years give more than 15 once in a thousand


def test_a_big_change_of_a_big_number_is_seen_within_six_weeks():
    generator = random.Random(12)
    for _ in range(10):
        numbers = [generator.gauss(60, 9) for _ in range(12)] + [generator.gauss(140, 15) for _ in range(6)]
        assert any(news(weekly(numbers[:weeks])) for weeks in range(13, 19))


@pytest.mark.parametrize(
    ("mean", "sight"),
    [
        (0, "months"),
        (3, "months"),
        (5.9, "months"),
        (8, "large"),
        (20, "weeks"),
        (39, "weeks"),
        (60, "soon"),
        (4000, "soon"),
    ],
)
def test_what_can_be_seen_at_all_depends_on_the_size_of_the_number(mean, sight):
    assert noticeable(mean) == sight


@pytest.mark.parametrize(
    ("outcomes", "weeks"),
    [
        ([], 0),
        (["answered"] * 3, 3),
        (["answered", "skipped", "answered", "expired", "answered"], 3),
        (["answered", "sent", "answered", "answered"], 2),
        (["answered", "answered", "sent"], 2),  # this week can still be answered
        (["answered", "sent", "sent"], 0),
        (["skipped", "skipped"], 0),
    ],
)
def test_only_a_question_left_open_breaks_a_streak(outcomes, weeks):
    assert streak({FIRST.later(step): outcome for step, outcome in enumerate(outcomes)}) == weeks
