"""A number of an earlier time takes the place of none of now, and a part told with its whole puts the whole right."""

import pytest

from tests.listening.played import Owner, at


@pytest.mark.parametrize(
    "text",
    [
        "They come in, I look, I say price, then they say yes or go. Before corona it was hundred person",
        "they call, we talk it through. before the pandemic we had about 80 people",
        "always by phone first. used to be 90 enquiries a month before the bypass",
    ],
)
def test_how_many_there_were_once_is_no_answer_of_now(text):
    owner = Owner()
    owner.says("/start", "I'm a tailor, 40 people asked last month")
    owner.says(text)
    answers = owner.chat.open.answers
    assert (answers["path"].choice, answers["people"].amount.value) == ("talk", 40)


@pytest.mark.parametrize(
    "text", ["before the pandemic we had about 80", "used to be 60 a month", "previously I had 50 every month"]
)
def test_it_is_asked_whether_an_earlier_number_is_meant(text):
    owner = Owner(at("q:people"))
    owner.says(text)
    assert "people" not in owner.chat.open.answers


@pytest.mark.parametrize(
    "text",
    ["25 talked to, out of 32 enquiries", "talked with 25, out of 32 enquiries", "we answered 25, out of 32 leads"],
)
def test_a_part_puts_its_whole_right(text):
    owner = Owner(at("q:talked"))
    owner.says(text)
    answers = owner.chat.open.answers
    assert [answers[name].amount.value for name in ("people", "talked")] == [32, 25]


@pytest.mark.parametrize(
    "text",
    [
        "wedding photographer. I get about 15 enquiries a month in season, now (winter) maybe 6",
        "barber, normally 60 people in december, now about 6 a month",
        "garden designer, 40 calls a month in high season, 6 now",
    ],
)
def test_of_a_season_and_now_it_is_now(text):
    owner = Owner()
    owner.says("/start", text)
    answers = owner.chat.open.answers
    assert answers["people"].amount.value == 6
    assert "customers" not in answers


@pytest.mark.parametrize("text", ["Mondays full, rest patchy", "full on fridays and that's it"])
def test_one_full_day_is_no_full_week(text):
    owner = Owner(at("q:busy"))
    owner.says(text)
    assert "busy" not in owner.chat.open.answers


def test_what_one_can_do_is_not_too_much():
    owner = Owner(at("q:room"))
    owner.says("4 a week is what we can do, Mondays too")
    assert "busy" not in owner.chat.open.answers
