"""A calendar year is no count, and the number of another year is not the one that was asked for."""

import pytest

from bot.language.listening.answer import read_count
from bot.language.listening.counted import CountQuestion, CountRead, Doubt


def read(text, language="en"):
    return read_count(text, CountQuestion("customers", "q:customers", language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Last year about 60 customers. Before it was better, 2024 I had 90."),
        ("en", "60 this year. In 2023 it was 80"),
        ("en", "60, in 2024 90"),
        ("en", "about 60 (2024: 90)"),
        ("en", "in 2024 we had 90, last 12 months 60"),
        ("es", "Este año unos 60. En 2024 tuve 90"),
        ("pt-BR", "Uns 60 no último ano, em 2024 foram 90"),
        ("ru", "за год 60, в 2024 было 90"),
    ],
)
def test_the_number_of_another_year_is_left_out(language, text):
    told = read(text, language)
    assert isinstance(told, CountRead)
    assert told.amount.value == 60


@pytest.mark.parametrize("text", ["about 60. 2024 was better, 90", "in 2025 I had 60", "in 2019, 90. In 2020, 60"])
def test_where_it_is_not_sure_the_counts_are_asked_about_and_never_the_year(text):
    told = read(text)
    assert isinstance(told, Doubt)
    assert all(one.amount.value <= 90 for one in told.readings)


@pytest.mark.parametrize(("text", "count"), [("2024 customers", 2024), ("2024", 2024), ("2,030", 2030)])
def test_as_many_customers_are_a_count(text, count):
    assert read(text).amount.value == count
