"""How many have had the time to decide."""

from datetime import date

import pytest

from bot.core.amount import Amount
from bot.diagnosis import Answers, ReportedPeriod
from bot.diagnosis.lag import due, ripe


def weeks(counts, **more):
    periods = tuple(
        ReportedPeriod(None, 1, Amount.exactly(float(n)), Amount.exactly(float(n)), Amount.exactly(0.0)) for n in counts
    )
    return Answers(trade="trades", path="talk", periods=periods, **more)


@pytest.mark.parametrize(
    ("lag", "age", "least", "most"),
    [
        ("same_day", 4, 0.9, 1.0),
        ("days", 4, 0.7, 0.9),
        ("weeks", 4, 0.35, 0.6),
        ("months", 4, 0.1, 0.3),
        ("longer", 4, 0.02, 0.12),
        ("months", 104, 0.8, 1.0),
    ],
)
def test_a_new_firm_has_fewer_people_ready_the_longer_they_take(trades, lag, age, least, most):
    answers = weeks([10, 10, 10, 10], lag=lag, age=float(age))
    assert least <= due(answers, trades["trades"]).share <= most


@pytest.mark.parametrize("lag", ["same_day", "days", "weeks", "months", "longer"])
def test_a_steady_firm_of_long_standing_has_as_many_ready_as_came(trades, lag):
    assert due(weeks([10] * 6, lag=lag), trades["trades"]).share == pytest.approx(1, abs=0.01)


def test_after_a_jump_fewer_are_ready_and_after_a_slump_more(trades):
    jump = due(weeks([10, 10, 10, 40], lag="weeks"), trades["trades"]).share
    slump = due(weeks([40, 10, 10, 10], lag="weeks"), trades["trades"]).share
    assert jump < 0.95 < slump


def test_it_does_not_matter_whether_weeks_come_singly_or_together(trades):
    together = Answers(
        trade="trades", lag="weeks", age=6.0, periods=(ReportedPeriod(None, 4, None, Amount.exactly(40.0)),)
    )
    assert due(together, trades["trades"]).share == pytest.approx(
        due(weeks([10] * 4, lag="weeks", age=6.0), trades["trades"]).share
    )


def test_the_trades_usual_wait_stands_in_for_an_unknown_one(trades):
    unknown, known = weeks([10] * 4, age=4.0), weeks([10] * 4, age=4.0, lag="weeks")
    assert trades["trades"].lag == "weeks"
    assert due(unknown, trades["trades"]) == due(known, trades["trades"])


def test_a_start_after_the_last_person_came_is_no_trouble(trades):
    assert due(weeks([10, 0, 0], lag="weeks", age=1.0), trades["trades"]).share == 1


def test_weeks_that_lie_years_apart_are_no_trouble(trades):
    periods = tuple(
        ReportedPeriod(date(year, 1, 5), 1, Amount.exactly(10.0), Amount.exactly(10.0), Amount.exactly(3.0))
        for year in (2015, 2026)
    )
    assert due(Answers(periods=periods, lag="weeks"), trades["trades"]).share == pytest.approx(1, abs=0.05)


def test_selling_cannot_be_judged_on_unknown_counts(trades):
    assert ripe(Answers(periods=(ReportedPeriod(None, 4, Amount.exactly(40.0)),)), trades["trades"]) == 0
