"""Who wishes for so many more, or has room for them, is asked about no total: it is what there is now and so many more."""

import pytest

from bot.core.events import Tap
from tests.listening.played import Owner, played

NOW = {"q:wanted": 9 / 4, "q:room": 50 / 4}  # a week


def stored(text: str, state: str, language: str = "en") -> float:
    (told,) = [float(act.value) for act in played(text, state, language).acts if act.name == state[2:]]
    return told


@pytest.mark.parametrize(
    ("text", "state", "more"),
    [
        ("another 5 or so on top of what we have would fill the midweek", "q:wanted", 5),
        ("6 more a week", "q:wanted", 6),
        ("about 20 new ones a week more would be grand till Easter", "q:wanted", 20),
        ("at least 4 additional clients per week", "q:wanted", 4.75),
        ("5 more than now", "q:wanted", 5),
        ("just one more a week would pay the rent", "q:wanted", 1),
        ("could take another 4 a week easy, I've got a young bloke helping", "q:room", 4),
        ("room for 5 more", "q:room", 5),
    ],
)
def test_so_many_more_are_added_to_what_there_is_now(text, state, more):
    assert stored(text, state) == pytest.approx(NOW[state] + more, abs=0.51)
    assert "That is about" in played(text, state).text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "5 más por semana"),
        ("pt-BR", "mais 5 por semana"),
        ("ru", "на 5 больше чем сейчас"),
        ("id", "5 lagi seminggu"),
    ],
)
def test_more_is_heard_in_other_languages(language, text):
    assert stored(text, "q:wanted", language) == 7


def test_so_many_more_a_day_are_told_for_the_days_on_which_those_of_now_are_counted():
    owner = Owner()
    owner.says("/start", "/checkup", "cafe", "They order without talking", "15 a day")
    (button,) = (one for row in owner.replies[0].rows for one in row if one.label.startswith("7 days"))
    owner.does(Tap(button.data, "tap"))
    owner.says("2000", "I'd be happy with another 10 a day, mostly after 2pm when its empty")
    wanted = owner.chat.sessions[-1].answers["wanted"]
    assert wanted.amount.value == 25 * 7


def test_where_it_is_not_known_on_how_many_days_it_is_a_range():
    done = played("I'd be happy with another 10 a day", "q:wanted")
    assert "52 to 72 a week" in done.text
    assert "That is about 2 a week now, plus 10 a day." in done.text


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("another 2 a week on top would do me nicely so call it 5", 5),
        ("another 3, so 5 all in", 5),
        ("We need 40 more monthly givers by the end of March, so what's that, 3 a week", 3),
        ("5 on top of the 4 we get", 9),
    ],
)
def test_a_total_that_is_told_beside_it_stands(text, total):
    assert stored(text, "q:wanted") == total


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10 or more", 12.5),
        ("no more than 10 a week", 10),
        ("10 more or less", 10),
        ("4 a week, any more and I need another van", 4),
        ("4 a week would pay for another van", 4),
        ("5 a week and 2 more in summer", 7),
        ("3 a week, plus my regulars", 3),
        ("12 a month, maybe more", 12),
    ],
)
def test_what_only_sounds_like_more_is_taken_as_before(text, number):
    assert stored(text, "q:wanted") == number
