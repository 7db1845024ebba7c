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
