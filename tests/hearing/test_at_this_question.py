"""What is an answer to the open question by what it asks."""

import pytest

from tests.listening.played import Owner, at_in


@pytest.mark.parametrize(
    ("question", "text", "amount"),
    [
        ("room", "six consultations a week", 6),
        ("room", "Six discovery calls a week, if that is what handling means", 6),
        ("wanted", "four signings a week", 4),
    ],
)
def test_the_one_rate_answers_a_question_that_asks_one(question, text, amount):
    owner = Owner(at_in(f"q:{question}", "en"))
    talked = owner.chat.open.answers["talked"]
    owner.says(text)
    assert owner.chat.sessions[-1].answers[question].amount.value == amount
    assert owner.chat.sessions[-1].answers["talked"] == talked


def test_a_correction_in_the_same_breath_is_no_wish_to_go_back():
    owner = Owner(at_in("q:wanted", "en"))
    owner.says("One a week. Correction: one a fortnight")
    wanted = owner.chat.sessions[-1].answers["wanted"]
    assert (wanted.amount.value, wanted.span.weeks) == (1, 2)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Not swamped, not dead", "right"),
        ("Not swamped, not dead. Gaps on tuesdays mostly, mondays manic", "right"),
        ("not dead but not mad either", "right"),
    ],
)
def test_weeks_of_which_both_ends_are_denied_are_about_right(text, option):
    owner = Owner(at_in("q:busy", "en"))
    owner.says(text)
    assert owner.chat.open.answers["busy"].choice == option
