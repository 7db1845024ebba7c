"""Stretches of time as they are kept."""

from datetime import date

import pytest

from bot.core.amount import Amount
from bot.core.span import SpanOfTime, scaled

TODAY = date(2026, 11, 23)

KEPT = [
    (SpanOfTime.of("month", each=True), "each month", 4.348, 4.348),
    (SpanOfTime.of("week", each=True), "each week", 1, 4),
    (SpanOfTime.of("fortnight", each=True), "each fortnight", 2, 4),
    (SpanOfTime.of("week", 3, each=True), "each 3 weeks", 3, 6),
    (SpanOfTime.of("day", each=True, working=True), "each working day", 0.2, 4),
    (SpanOfTime.of("year", each=True), "each year", 52.18, 52.18),
    (SpanOfTime.of("month", 12), "last 12 months", 52.18, 52.18),
    (SpanOfTime.of("month"), "last month", 4.348, 4.348),
    (SpanOfTime.of("week"), "last week", 1, 1),
    (SpanOfTime.from_day(date(2026, 3, 1), TODAY), "since 2026-03-01", 38.14, 38.14),
]


@pytest.mark.parametrize(("span", "text", "weeks", "period"), KEPT)
def test_a_stretch_is_kept_as_plain_words(span, text, weeks, period):
    assert str(span) == text
    assert span.weeks == pytest.approx(weeks, abs=0.01)
    assert span.period == pytest.approx(period, abs=0.01)
    assert SpanOfTime.parse(text, span.weeks) == span


@pytest.mark.parametrize(
    "text", ["", "month", "each", "each moon", "last 3 Xs", "since May", "every month", "each x y z"]
)
def test_what_is_no_stretch_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        SpanOfTime.parse(text, 4.0)


def test_a_number_for_one_stretch_is_so_many_in_another():
    assert scaled(Amount.exactly(12), SpanOfTime.of("week", each=True), 4) == Amount.exactly(48)
    assert scaled(Amount.exactly(12), None, 4) == Amount.exactly(12)
