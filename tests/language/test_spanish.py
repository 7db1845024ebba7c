"""Numbers, stretches of time and weekdays as owners type them in Spanish, with accents and without."""

from datetime import time

import pytest

from bot.language.numbers import Understood, Unknown, read
from tests.language.as_read import days_and_times, stretch_in

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

NUMBERS = """
    unos 30: 30
    treinta y pico: 30
    más o menos 80: 80
    mas o menos 80: 80
    una docena: 12
    media docena: 6
    dos mil quinientos: 2500
    2 mil: 2000
    1.200: 1200
    veintitrés: 23
    veintitres: 23
    no sé, como 25: 25
    solo 3: 3
    12, digo 15: 15
    12, no 15: 12
    no eran 12, eran 15: 15
    ninguno: 0
    nadie: 0
"""
SHARES = """
    la mitad: 0.5
    casi todos: 0.95
    la tercera parte: 0.333
    7 de cada 10: 0.7
    7 de 10: 0.7
    un 30 por ciento: 0.3
"""
SPANS = """
    el mes pasado: month 1
    la semana pasada: week 1
    en las últimas dos semanas: week 2
    al mes: month 1 each
    por semana: week 1 each
    cada dos semanas: week 2 each
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """Return the rows of a table."""
    return [
        (left.strip(), right.strip()) for left, _, right in (line.partition(":") for line in table.split("\n")) if right
    ]


@pytest.mark.parametrize(("text", "value"), pairs(NUMBERS))
def test_a_number_is_read(text: str, value: str) -> None:
    reading = read(text, "count", language="es")
    assert isinstance(reading, Understood)
    assert reading.amount.value == float(value)


@pytest.mark.parametrize(("text", "value"), pairs(SHARES))
def test_a_share_is_read(text: str, value: str) -> None:
    reading = read(text, "share", language="es")
    assert isinstance(reading, Understood)
    assert (reading.share or reading.amount.value) == pytest.approx(float(value), abs=0.001)


@pytest.mark.parametrize("text", ["no sé", "no se", "ni idea", "no llevo la cuenta", "a saber", "quién sabe"])
def test_not_knowing_is_read(text: str) -> None:
    assert isinstance(read(text, "count", language="es"), Unknown)


@pytest.mark.parametrize(("text", "span"), pairs(SPANS))
def test_a_stretch_of_time_is_read(text: str, span: str) -> None:
    assert stretch_in(f"40 {text}", "es") == span


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("los viernes a las 5 de la tarde", 4, time(17)),
        ("miercoles a las siete de la noche", 2, time(19)),
        ("lunes a las nueve menos cuarto", 0, time(8, 45)),
        ("sábado al mediodía", 5, time(12)),
    ],
)
def test_a_weekday_and_an_hour_are_read(text: str, day: int, at: time) -> None:
    assert days_and_times(text, "es") == ((day,), (at,))
