"""So many a day are counted on the days that the owner works, and are never as many a day as they are in four weeks."""

import pytest

from bot.language.listening.days_open import days_open
from tests.check_ups import SHORTEST

PLUMBER = ("plumber, 40 called last month and 10 became customers", "we talk first", "38")
DAILY = ("phone shop, 20 people a day ask and 6 of them buy", "both", "all 20")
ROOM = 6


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "6 days a week i said", 6),
        ("en", "6 days. sunday close", 6),
        ("en", "open six days, shut on mondays", 6),
        ("en", "closed sundays and mondays", 5),
        ("en", "a stall, saturdays and sundays. some 35 people a day stop", 2),
        ("en", "20 a day, closed on sundays", 6),
        ("en", "12 on mondays", None),
        ("en", "20 came on saturdays and sundays", None),
        ("en", "they pay in 5 days", None),
        ("en", "6 hours a week", None),
        ("es", "seis días, los domingos cerrado", 6),
        ("ru", "6 дней в неделю", 6),
        ("id", "6 hari, minggu tutup", 6),
        ("hi", "hafte mein 6 din", 6),
        ("pt-BR", "6 dias por semana", 6),
    ],
)
def test_the_days_that_are_worked_are_heard(language, text, days):
    assert days_open(text, language) == days


@pytest.mark.parametrize("told", ["4-5 daily", "4 to 5 a day on whatsapp", "each day 4 or 5"])
async def test_so_many_a_day_answer_what_is_asked_for_a_day(alice, told):
    await alice.says(*DAILY)
    assert "4 to 5 a day, noted" in await alice.says(told)


@pytest.mark.parametrize(
    "days", ["6 days. sunday close", "6 days a week i said", "we work 6 days", "6, closed sundays"]
)
async def test_the_days_are_told_in_any_words_and_not_asked_again(alice, days):
    await alice.says(*PLUMBER)
    assert "how many days a week" in await alice.says("5 a day")
    assert "30, noted" in await alice.says(days)
    assert "18, noted" in await alice.says("about right", "3 a day")


async def test_fewer_days_than_the_buttons_name_are_taken(alice):
    await alice.says(*SHORTEST[:ROOM], "5 a day")
    assert "15, noted" in await alice.says("3 days")


@pytest.mark.parametrize(
    "told", ["5 a day. we work 6 days a week", "5 a day, closed sundays", "6 days a week, 5 a day"]
)
async def test_days_told_with_the_number_are_not_asked(alice, told):
    await alice.says(*SHORTEST[:ROOM])
    assert (await alice.says(told)).startswith(("30, noted", "30 a week, noted"))


async def test_days_told_with_the_first_numbers_count(house, alice):
    await alice.says("taco van, saturdays and sundays. 35 people a day stop and 17 of them buy", "we talk first")
    weeks = await house.rows("select weeks from answer where standing = 'settled' and question = 'people'")
    assert weeks == [(0.5,)]


async def test_days_told_earlier_are_among_those_to_pick(alice):
    await alice.says("taco van, saturdays and sundays. 35 people a day stop and 17 of them buy", "we talk first", "all")
    await alice.says("40 a day")
    assert "2 days a week: 80" in alice.buttons


@pytest.mark.parametrize("other", ["3 buy", "12 bought", "9 became customers"])
async def test_a_number_of_something_else_leaves_the_choice_of_days_open(alice, other):
    await alice.says(*SHORTEST[:3], "40 a day")
    assert "“40 a day”: how many days a week" in await alice.says(other)
    assert "960, noted" in await alice.says("6 days")
