"""A number that is put instead of an old one that the message speaks of, and one that is only said to be wrong."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to, stored

A_MONTH, A_YEAR = 4.348, 52.18


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Four a week?? I must have been dreaming after two long days. Put down 2.", {"wanted": 2}),
        ("15 a week, who typed that? there's the two of us. make it 6 please", {"room": 6}),
        ("I put 15 a week for room but if 15 rang in one week I'd cry. More like 7. can you do it again", {"room": 7}),
        ("40 was me guessing over a pint, put 30", {"people": 30}),
        ("I could take on more than 15 love, call it 20", {"room": 20}),
    ],
)
def test_a_number_that_is_put_takes_the_place_of_the_one_spoken_of(text: str, changed: dict[str, float]) -> None:
    assert stored("fitter", text) == changed


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("wait is 4 per week wrong? i meant 4 a month", {"wanted": 4 / A_MONTH}),
        ("4 a week lol no, I meant 4 a year, it's one man and a van", {"wanted": 4 / A_YEAR}),
        ("I want 4 a week? No, I'd say 4 a month is plenty. Please change it", {"wanted": 4 / A_MONTH}),
        ("room for 15 a week was a slip, it's 15 a month", {"room": 15 / A_MONTH}),
    ],
)
def test_the_same_number_for_another_time_is_the_answer_that_it_was(text: str, changed: dict[str, float]) -> None:
    assert stored("fitter", text) == {name: pytest.approx(one, rel=0.02) for name, one in changed.items()}


@pytest.mark.parametrize(
    "text",
    [
        "4 a week would be lovely. we put 3 flyers up in the shop",
        "15 a week is fine. my brother makes 6",
    ],
)
def test_what_an_owner_does_puts_no_number(text: str) -> None:
    assert stored("fitter", text) == {}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("40 is wrong, that was saturday alone. I counted them", "people"),
        ("15 a week can't be right, it's me and a lad", "room"),
        ("You wrote I've room for 15 a week. That can't be, we're one van", "room"),
        ("36 talked with is a mistake, half of those never picked up", "talked"),
    ],
)
def test_a_number_said_to_be_wrong_is_asked_for_again(text: str, question: str) -> None:
    _, names = answer_to("fitter", text)
    assert {"topics/doubt:off", f"checkup/{question}:ask"} <= set(names)


@pytest.mark.parametrize("text", ["did you say 4 a week or 15?", "was it 15 you said or 4? I forget"])
def test_who_asks_which_number_the_bot_has_changes_none(text: str) -> None:
    assert stored("fitter", text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "change it to 1900 people see it a month please",
        "make that 1900 people a month please",
        "youve still got 3200?! its 1900",
        "3200 is wrong. it's 1900",
    ],
)
def test_those_who_see_it_are_put_right_for_the_time_they_were_told_for(text, monkeypatch):
    monkeypatch.setitem(OWNERS, "yarn", {**OWNERS["shop"], "orders": "18", "visitors": "3200 a month"})
    owner, _ = answer_to("yarn", text)
    seen = owner.chat.sessions[-1].answers["visitors"]
    assert (seen.amount.value, round(seen.amount.value / seen.span.weeks)) == (1900, 437)  # for a month
