"""Numbers are read as people mean them."""

import pytest

from bot.language.numbers import Ambiguous, Invalid, Understood, Unknown, read
from tests.every import every
from tests.language.numbers.table import TABLE, expected, options_of


def test_the_table_is_long_and_has_no_text_twice():
    keys = [(text, kind, options) for text, kind, _, _, _, options in TABLE]
    assert len(TABLE) >= 300
    assert [key for key in keys if keys.count(key) > 1] == []


@pytest.mark.parametrize("kind", sorted({row[1] for row in TABLE}))
def test_a_number_is_read_as_people_mean_it(kind):
    every((row for row in TABLE if row[1] == kind), is_read)


def is_read(text, kind, status, value, spread, options):
    given, found = options_of(options)
    reading = read(text, kind, **given)
    match status:
        case "unknown":
            assert reading == Unknown()
        case "invalid":
            assert reading == Invalid(value)
        case "ambiguous":
            assert isinstance(reading, Ambiguous)
            values = [float(each) for each in value.split("|")]
            assert [amount.value for amount in reading.readings] == pytest.approx(values)
        case _:
            assert isinstance(reading, Understood), reading
            amount = reading.amount
            *numbers, law = expected(value, spread)
            assert (amount.value, amount.low, amount.high) == pytest.approx(tuple(numbers))
            assert amount.law == law
            assert reading.loose == (status == "loose")
            for name, figure in found.items():
                assert getattr(reading, name) == figure


def test_an_ambiguous_number_keeps_its_currency_and_time():
    reading = read("€1.250 a month", "money")
    assert isinstance(reading, Ambiguous)
    assert (reading.currency, reading.per) == ("EUR", "month")
