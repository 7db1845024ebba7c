"""A number told after a verdict is stored only where its words, or the number that it mends, say which answer it is."""

import pytest

from tests.checkup.follow_ups import after_the_verdict, answer_to, stored
from tests.checkup.test_what_if import labels, said


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("gym", "it was 10 members, not 6", {"customers": 10}),
        ("gym", "sorry, 22 talked with", {"talked": 22}),
        ("fitter", "we have room for 20", {"room": 20}),
        ("fitter", "I'd want 6 a week", {"wanted": 6}),
        ("fitter", "it should say 8 instead of 5", {"customers": 8}),
        ("fitter", "36 talked was wrong, 30", {"talked": 30}),
        ("venue", "sorry that was last year, it's 70 in and 9 booked", {"people": 70, "customers": 9}),
    ],
)
def test_what_is_named_or_mends_a_number_is_stored(name, text, changed):
    assert stored(name, text) == changed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gym", "forgot the phone calls, 12"),
        ("fitter", "no it's 12 i think"),
        ("venue", "our village has only 4000 people in it"),
        ("photographer", "one of them wants two albums"),
    ],
)
def test_a_number_that_may_be_another_answer_is_not_stored(name, text):
    assert stored(name, text) == {}


def test_what_is_not_plain_is_weighed_and_kept_with_a_tap():
    owner, _ = answer_to("fitter", "make that 12")
    assert owner.chat.session(1).answers == after_the_verdict("fitter").session(1).answers
    owner.says("What if: 12 customers")
    assert "Nothing is changed." in said(owner)
    assert "Keep it" in labels(owner)


def test_a_number_beside_a_question_is_a_detail_of_it():
    assert stored("gym", "how exactly? do i put 10 photos on it or what") == {}


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("coach", "5 a week was silly. 2.", {"wanted": 2}),
        ("shop", "20 a week is way too much for me to pack, 10 would be fine", {"wanted": 10}),
        ("fitter", "4 a week is too many, 2 is plenty for me and the lad", {"wanted": 2}),
        ("gym", "what if 2 a week is enough, not 4", {}),
        ("gym", "can i live with 2 a week?", {}),
    ],
)
def test_a_lowered_wish_is_taken(name, text, changed):
    assert stored(name, text) == changed


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("fitter", "an average job is 900", {"value": 900}),
        ("fitter", "one big job last month was 9k", {}),
        ("shop", "we have two products, one at 12 and one at 80", {}),
    ],
)
def test_only_what_names_a_usual_sale_is_its_value(name, text, changed):
    assert stored(name, text) == changed


def test_a_number_of_what_the_step_speaks_of_counts_no_people():
    assert stored("tutor", "I don't want ten photos of me up there") == {}
    assert stored("tutor", "so ten photos, and I want 6 of them from the garden") == {}


def test_words_beside_a_number_go_before_an_answer_that_it_is_too():
    assert stored("photographer", "clients won was 3, i typed 4") == {"customers": 3}
