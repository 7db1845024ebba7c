"""Numbers, stretches of time and weekdays as owners type them in Indonesian."""

from datetime import time

import pytest

from bot.language.listening.spans import find_spans
from bot.language.numbers import Understood, Unknown, read
from bot.language.numbers.vocabulary import vocabulary
from bot.language.templates import languages, words
from tests.language.as_read import days_and_times, stretch_in
from tests.language.test_spanish import pairs

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

NUMBERS = """
    dua puluhan: 20
    belasan: 15
    10-an: 10
    12an orang: 12
    seratusan: 100
    setengah lusin: 6
    1.500: 1500
    dua ratus lima puluh: 250
    duapuluh lima: 25
    lima belas: 15
    kira2 40: 40
    12, eh 15: 15
    bukan 12 tapi 15: 15
    cuma 3: 3
    belum ada: 0
"""
MONEY = """
    2,5 juta: 2500000
    satu setengah juta: 1500000
    setengah juta: 500000
    2.5 juta: 2500000
    2jt: 2000000
    dua juta lima ratus ribu: 2500000
    Rp150rb: 150000
    sejuta dua ratus ribu: 1200000
    1,2 M: 1200000000
"""
SHARES = """
    setengahnya: 0.5
    separuh: 0.5
    sepertiga: 0.333
    dua pertiga: 0.667
    hampir semua: 0.95
    8 dari 10: 0.8
    30 persen: 0.3
"""
SPANS = """
    bulan lalu: month 1
    minggu ini: week 1
    sebulan terakhir: month 1
    3 minggu terakhir: week 3
    sebulan: month 1 each
    seminggu: week 1 each
    per hari: day 1 each
    setiap 2 minggu: week 2 each
    di bulan September: month 1
"""


@pytest.mark.parametrize(("text", "value"), pairs(NUMBERS))
def test_a_number_is_read(text: str, value: str) -> None:
    reading = read(text, "count", language="id")
    assert isinstance(reading, Understood)
    assert reading.amount.value == float(value)


@pytest.mark.parametrize(("text", "value"), pairs(MONEY))
def test_money_is_read(text: str, value: str) -> None:
    reading = read(text, "money", language="id")
    assert isinstance(reading, Understood)
    assert reading.amount.value == float(value)


@pytest.mark.parametrize(("text", "value"), pairs(SHARES))
def test_a_share_is_read(text: str, value: str) -> None:
    reading = read(text, "share", language="id")
    assert isinstance(reading, Understood)
    assert (reading.share or reading.amount.value) == pytest.approx(float(value), abs=0.001)


@pytest.mark.parametrize("text", ["gak tau", "gatau", "entahlah", "kurang tahu", "gak pernah dihitung"])
def test_not_knowing_is_read(text: str) -> None:
    assert isinstance(read(text, "count", language="id"), Unknown)


@pytest.mark.parametrize(("text", "span"), pairs(SPANS))
def test_a_stretch_of_time_is_read(text: str, span: str) -> None:
    assert stretch_in(f"40 {text}", "id") == span


def test_five_this_week_are_not_five_weeks() -> None:
    (found,) = find_spans("5 minggu ini", "id")
    assert found.count == 1


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("jumat jam 5 sore", 4, time(17)),
        ("tiap senin pagi jam 9", 0, time(9)),
        ("minggu jam setengah 8 malam", 6, time(19, 30)),
        ("sabtu jam 1 siang", 5, time(13)),
    ],
)
def test_a_weekday_and_an_hour_are_read(text: str, day: int, at: time) -> None:
    assert days_and_times(text, "id") == ((day,), (at,))


@pytest.mark.parametrize("language", languages())
def test_a_loose_number_has_a_word_to_be_written_with(language: str) -> None:
    for name in vocabulary(language).few.values():
        assert words(language).label("numbers/amount", name)
