"""Options told by their place or by a length of time, and names that are announced."""

from datetime import date

import pytest

from bot.language.choices import length_told, name_told, option_of_length, place_told


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
    length = length_told(text, "en")
    assert (length and length.days) == (None if days is None else pytest.approx(days, rel=0.01))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("since March", 266),
        ("since 2019", 2882),
        ("since last March", 266),
        ("we opened in June", None),
        ("a month", 30),
    ],
)
def test_what_began_on_a_day_has_lasted_since(text: str, days: float | None) -> None:
    length = length_told(text, "en", today=date(2026, 11, 22))
    assert (length and length.days) == (None if days is None else pytest.approx(days, rel=0.02))


@pytest.mark.parametrize(
    ("text", "up_to", "place"),
    [
        ("9 days", (0.9, 6.9, 30, 95), 1),
        ("six weeks", (0.9, 6.9, 30, 95), 2),
        ("4 to 6 weeks", (0.9, 6.9, 30, 95), 2),
        ("9 weeks", (0.9, 6.9, 30, 95), 3),
        ("45 days", (0.9, 6.9, 30, 95), 3),
        ("4 months", (0.9, 6.9, 30, 95), 4),
        ("2 months", (45, 300, 550), 1),
        ("7 weeks", (45, 300, 550), 0),
        ("14 months", (45, 300, 550), 2),
        ("2 hours", (0.004, 0.05, 0.6, 1.5), 2),
    ],
)
def test_a_length_is_an_option_and_a_few_more_of_its_own_unit(text: str, up_to: tuple[float, ...], place: int) -> None:
    length = length_told(text, "en")
    assert length is not None
    assert option_of_length(length, up_to) == place


@pytest.mark.parametrize(
    ("text", "name"),
    [("our name is Bright Spark Electrical", "Bright Spark Electrical"), ("call us Harrow & Sons", "Harrow & Sons"),
     ("we\u2019re called Harbour Lights Physio.", "Harbour Lights Physio"), ("the shop's name is Ink & Oak", "Ink & Oak"),
     ("My business is called Moss & Thistle, florist in Hobart", "Moss & Thistle, florist in Hobart"),
     ("the name should be Tide Mill", "Tide Mill"), ("our name is now Tide Mill", "Tide Mill"),
     ("my shop's name is Blue Door and we sell candles", "Blue Door"), ("call us Crumbs. We bake bread", "Crumbs"),
     ("we're called Salt and Pine", "Salt and Pine"), ("call us St. Mary's Bakery, I'm the baker", "St. Mary's Bakery"),
     ("business name is wrong, it's Kowhai Joinery not Kowai", "Kowhai Joinery"), ("firm is called Tide Mill, not Mills", "Tide Mill"),
     ("my name is wrong in there", None), ("I have a shop", None), ("call us", None)],
)  # fmt: skip
def test_a_name_stands_behind_what_announces_it(text: str, name: str | None) -> None:
    assert name_told(text, "en") == name


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [("Hola, mi nombre es Pedro y tengo una ferretería en Lima", "es", "Pedro"), ("se llama Luna y Sol", "es", "Luna y Sol"),
     ("mi tienda se llama Rizos, vendo pelucas", "es", "Rizos"), ("meu nome é Carla e vendo seguro", "pt-BR", "Carla"),
     ("el nombre está mal, es Viveros Luna", "es", "Viveros Luna"), ("название неверное, мы Тёплый дом", "ru", "Тёплый дом"),
     ("namanya salah, Kedai Senja", "id", "Kedai Senja"), ("नाम बदलो, अब शर्मा एंड संस", "hi", "शर्मा एंड संस"),
     ("minha loja se chama Sal e Mar", "pt-BR", "Sal e Mar"), ("se chama Doce Lar. Faço bolos", "pt-BR", "Doce Lar")],
)  # fmt: skip
def test_a_name_ends_where_its_owner_says_what_they_do(text: str, language: str, name: str) -> None:
    assert name_told(text, language) == name
