from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.when import read_time, read_weekday, read_weekday_and_time


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9am", "09:00"),
        ("9 AM", "09:00"),
        ("9 a.m.", "09:00"),
        ("9pm", "21:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12:30 a.m.", "00:30"),
        ("9:30", "09:30"),
        ("09:30", "09:30"),
        ("9.30", "09:30"),
        ("９:30", "09:30"),
        ("0930", "09:30"),
        ("1730", "17:30"),
        ("half past 9", "09:30"),
        ("half nine", "09:30"),
        ("quarter to 10", "09:45"),
        ("quarter past 7 pm", "19:15"),
        ("10 to 9", "08:50"),
        ("20 past 8", "08:20"),
        ("18h", "18:00"),
        ("18h30", "18:30"),
        ("18 Uhr", "18:00"),
        ("9 o'clock", "09:00"),
        ("9", "09:00"),
        ("ten", "10:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("24:00", "00:00"),
        ("quarter to 0", "23:45"),
        ("at 8 pm please", "20:00"),
        ("around 9", "09:00"),
        ("7 in the evening", "19:00"),
        ("morning", "09:00"),
        ("in the evening", "18:00"),
        ("21:00", "21:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_is_read_as_it_is_said(typed, at):
    assert read_time(typed) == time.fromisoformat(at)


@pytest.mark.parametrize(
    "typed", ["", " ", "abc", "25", "9:75", "-3", "0am", "24:30", "later", "9:5", "🙂", "?", "9 9", "half"]
)
def test_what_is_no_time_is_none(typed):
    assert read_time(typed) is None


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_time_that_is_shown_can_be_typed(at):
    assert read_time(at.strftime("%H:%M")) == at
    assert read_time(at.strftime("%I:%M %p")) == at
    assert read_time(at.strftime("%I:%M%p").lower()) == at


@pytest.mark.parametrize(
    ("typed", "day"),
    [("fri", 4), ("Friday", 4), ("mondays", 0), ("on monday", 0), ("Every Friday", 4), ("tuseday", 1),
     ("wendesday", 2), ("thurs", 3), ("sat", 5), ("Sunday evening", 6), ("Mon.", 0), ("MONDAY!", 0)],
)  # fmt: skip
def test_a_weekday_is_read_from_its_name_short_or_misspelt(typed, day):
    assert read_weekday(typed) == day


@pytest.mark.parametrize("typed", ["", "abc", "5", "tomorrow", "some day", "sunny", "weekend", "month", "🙂"])
def test_what_is_no_weekday_is_none(typed):
    assert read_weekday(typed) is None


def test_weekdays_are_known_in_the_owners_language_too():
    assert read_weekday("Montag", language="de") == 0
    assert read_weekday("lundi", language="fr") == 0
    assert read_weekday("понедельник", language="ru") == 0
    assert read_weekday("Friday", language="de") == 4


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [("fri 9am", 4, "09:00"), ("Sunday evening", 6, "18:00"), ("monday at half past 8", 0, "08:30"), ("9", None, "09:00"),
     ("friday", 4, None), ("9:30 on tuesdays", 1, "09:30"), ("Mon, 9:00", 0, "09:00"), ("abc", None, None),
     ("every sunday at 6 in the evening", 6, "18:00"), ("", None, None)],
)  # fmt: skip
def test_a_day_and_a_time_are_read_from_one_answer(typed, day, at):
    assert read_weekday_and_time(typed) == (day, at and time.fromisoformat(at))


@given(st.text(max_size=150))
def test_no_text_breaks_the_reading(text):
    day, at = read_weekday_and_time(text)
    assert day is None or 0 <= day <= 6
    assert at is None or at.second == 0
