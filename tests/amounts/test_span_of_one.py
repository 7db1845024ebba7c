"""A number is for the stretch of time that is named beside it, whatever others are named elsewhere."""

import pytest

from bot.language.listening.answer import read_count
from bot.language.listening.counted import CountQuestion


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("New clients a week? That is a shop question. Two new clients a quarter would be plenty.", 2, "quarter"),
        ("not a week, I said 2 a quarter", 2, "quarter"),
        ("2 a quarter, not a week", 2, "quarter"),
        ("weeks? nobody counts those: three new ones per year", 3, "year"),
        ("per week? more like 4 per year", 4, "year"),
    ],
)
def test_the_stretch_beside_the_number_is_its_own(text, value, unit):
    told = read_count(text, CountQuestion("wanted", "q:wanted", "en"))
    assert (round(told.amount.value), told.span.unit) == (value, unit)
