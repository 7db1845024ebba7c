"""Numbers, stretches of time and weekdays as owners type them in Brazil, with accents and without."""

from datetime import time

import pytest

from bot.language.numbers import Understood, Unknown, read
from tests.language.as_read import days_and_times, stretch_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("uns 30", 30),
        ("trinta e poucos", 30),
        ("mais ou menos 80", 80),
        ("meia dúzia", 6),
        ("vinte e tres", 23),
        ("1,5 mil", 1500),
        ("1.200", 1200),
        ("nao sei, uns 25", 25),
        ("12, digo 15", 15),
        ("não eram 12, eram 15", 15),
        ("dos 45", 45),  # two and 45 in Spanish
        ("das 45", 45),
        ("ninguem", 0),
    ],
)
def test_a_number_is_read(text: str, value: float) -> None:
    reading = read(text, "count", language="pt-BR")
    assert isinstance(reading, Understood)
    assert reading.amount.value == value


@pytest.mark.parametrize(
    ("text", "value"), [("a metade", 0.5), ("quase todos", 0.95), ("7 em cada 10", 0.7), ("7 dos 10", 0.7)]
)
def test_a_share_is_read(text: str, value: float) -> None:
    reading = read(text, "share", language="pt-BR")
    assert isinstance(reading, Understood)
    assert (reading.share or reading.amount.value) == pytest.approx(value, abs=0.001)


@pytest.mark.parametrize("text", ["não sei", "nao sei", "sei lá", "nem ideia", "perdi a conta", "vai saber"])
def test_not_knowing_is_read(text: str) -> None:
    assert isinstance(read(text, "count", language="pt-BR"), Unknown)


@pytest.mark.parametrize(("text", "value"), [("50 conto", 50), ("R$ 1.500,00", 1500), ("89 reais", 89)])
def test_money_is_read(text: str, value: float) -> None:
    reading = read(text, "money", language="pt-BR")
    assert isinstance(reading, Understood)
    assert reading.amount.value == value


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("no mês passado", "month 1"),
        ("semana passada", "week 1"),
        ("nas últimas duas semanas", "week 2"),
        ("por mes", "month 1 each"),
        ("na semana", "week 1 each"),
    ],
)
def test_a_stretch_of_time_is_read(text: str, span: str) -> None:
    assert stretch_in(f"40 {text}", "pt-BR") == span


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("toda sexta às 5 da tarde", 4, time(17)),
        ("quarta 7 da noite", 2, time(19)),
        ("segunda-feira 9h", 0, time(9)),
        ("sabado ao meio-dia", 5, time(12)),
        ("terça às 18h30", 1, time(18, 30)),
    ],
)
def test_a_weekday_and_an_hour_are_read(text: str, day: int, at: time) -> None:
    assert days_and_times(text, "pt-BR") == ((day,), (at,))
