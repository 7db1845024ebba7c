"""Numbers, stretches of time and weekdays as owners type them in Hindi, in either script."""

from datetime import date, time

import pytest

from bot.core.amount import Amount
from bot.language import templates
from bot.language.dates import days_within, read_day
from bot.language.listening.spans import find_spans
from bot.language.numbers import Understood, Unknown, read
from tests.language.as_read import days_and_times, stretch_in
from tests.language.test_spanish import pairs

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

NUMBERS = """
    २०: 20
    ४० लोग: 40
    बीस: 20
    bees: 20
    do sau log: 200
    bas do: 2
    डेढ़ सौ: 150
    dhai sau: 250
    सवा सौ: 125
    sadhe teen sau: 350
    पौने दो सौ: 175
    एक भी नहीं: 0
    ek bhi nahi: 0
    40 nahi 45: 45
"""
MONEY = """
    5 हज़ार: 5000
    1.5 lakh: 150000
    ₹2,50,000: 250000
    dedh lakh: 150000
    दो करोड़: 20000000
"""
SHARES = """
    10 में से 8: 0.8
    10 mein se 8: 0.8
    aadhe: 0.5
    सब: 1
    80 percent: 0.8
    ek tihai: 0.333
"""
SPANS = """
    पिछले महीने: month 1
    is hafte: week 1
    pichle do hafton mein: week 2
    महीने में: month 1 each
    roz: day 1 each
    हर आम हफ़्ते: week 1 each
"""


@pytest.fixture(autouse=True, scope="module")
def _offered() -> None:
    """Read Hindi by its own tables, whether or not it is whole."""
    templates.offer("hi")


@pytest.mark.parametrize(("text", "value"), pairs(NUMBERS))
def test_a_number_is_read(text: str, value: str) -> None:
    reading = read(text, "count", language="hi")
    assert isinstance(reading, Understood)
    assert reading.amount.value == float(value)


@pytest.mark.parametrize(("text", "value"), pairs(MONEY))
def test_money_is_read(text: str, value: str) -> None:
    reading = read(text, "money", language="hi")
    assert isinstance(reading, Understood)
    assert reading.amount.value == float(value)


@pytest.mark.parametrize(("text", "value"), pairs(SHARES))
def test_a_share_is_read(text: str, value: str) -> None:
    reading = read(text, "share", language="hi")
    assert isinstance(reading, Understood)
    assert (reading.share or reading.amount.value) == pytest.approx(float(value), abs=0.001)


@pytest.mark.parametrize(
    ("text", "ends"), [("दस बारह", "10-12"), ("pachees tees log", "25-30"), ("20 से 30 के बीच", "20-30")]
)
def test_two_numbers_side_by_side_are_a_range(text: str, ends: str) -> None:
    reading, plain = read(text, "count", language="hi"), read(ends, "count", language="hi")
    assert isinstance(reading, Understood)
    assert isinstance(plain, Understood)
    assert reading.amount.value == plain.amount.value


def test_all_but_some_are_read() -> None:
    reading = read("5 को छोड़कर सबसे", "count", language="hi", of=Amount.exactly(40))
    assert isinstance(reading, Understood)
    assert reading.amount.value == 35


@pytest.mark.parametrize("text", ["पता नहीं", "pata nhi", "yaad nahi", "hisaab nahi rakha"])
def test_not_knowing_is_read(text: str) -> None:
    assert isinstance(read(text, "count", language="hi"), Unknown)


@pytest.mark.parametrize(("text", "span"), pairs(SPANS))
def test_a_stretch_of_time_is_read(text: str, span: str) -> None:
    assert stretch_in(f"40 {text}", "hi") == span


@pytest.mark.parametrize("text", ["मार्च से 60", "march se ab tak 60"])
def test_since_stands_behind_its_month(text: str) -> None:
    (found,) = find_spans(text, "hi")
    assert found.since == 3


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("सोमवार सुबह 9 बजे", 0, time(9)),
        ("itvar raat saadhe 8 baje", 6, time(20, 30)),
        ("guruvar sham 6 baje", 3, time(18)),
    ],
)
def test_a_weekday_and_an_hour_are_read(text: str, day: int, at: time) -> None:
    assert days_and_times(text, "hi") == ((day,), (at,))


@pytest.mark.parametrize("text", ["bata do", "छोड़ दो", "so do we", "das"])
def test_no_number_is_heard_where_none_is_said(text: str) -> None:
    language = "hi" if text in {"bata do", "छोड़ दो"} else "en"
    assert not isinstance(read(text, "count", language=language), Understood)


@pytest.mark.parametrize("text", ["3 हफ़्ते बाद", "teen hafte ke liye", "16 दिसंबर तक", "16 dec ko"])
def test_a_day_may_be_ended_by_a_small_word(text: str) -> None:
    assert read_day(text, date(2026, 11, 25), language="hi") == (date(2026, 12, 16),)


def test_a_month_is_its_first_day_before_until() -> None:
    assert days_within("जनवरी तक मत पूछना", date(2026, 11, 25), language="hi") == (date(2027, 1, 1),)
