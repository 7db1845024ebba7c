"""Options told by their place or by a length of time, and names that are announced."""

import pytest

from bot.language.choices import days_told, name_told, place_told


@pytest.mark.parametrize(
    ("text", "place"),
    [("2", 1), ("first one", 0), ("the third option", 2), ("2nd", 1), ("last one please", -1), ("option 3", 2),
     ("two of them", None), ("the first two", None), ("we talk first", None), ("", None), ("one", 0)],
)  # fmt: skip
def test_an_option_is_told_by_its_place(text: str, place: int | None) -> None:
    assert place_told(text, "en") == place


@pytest.mark.parametrize(
    ("text", "days"),
    [("48 hrs", 2.0), ("a week", 7), ("about 90 days from demo", 90), ("half a year", 182.5), ("a fortnight", 14),
     ("next day", None), ("brides book 18 months ahead but decide in a fortnight", None), ("quickly", None)],
)  # fmt: skip
def test_a_length_of_time_is_read_where_there_is_one(text: str, days: float | None) -> None:
    assert days_told(text, "en") == (None if days is None else pytest.approx(days, rel=0.01))


@pytest.mark.parametrize(
    ("text", "name"),
    [("our name is Bright Spark Electrical", "Bright Spark Electrical"), ("call us Harrow & Sons", "Harrow & Sons"),
     ("we\u2019re called Harbour Lights Physio.", "Harbour Lights Physio"), ("the shop's name is Ink & Oak", "Ink & Oak"),
     ("I have a shop", None), ("call us", None)],
)  # fmt: skip
def test_a_name_stands_behind_what_announces_it(text: str, name: str | None) -> None:
    assert name_told(text, "en") == name
