"""Numbers that mend the answer before, and numbers that another one would remove: none is lost without a question."""

import pytest

from tests.check_ups import SHORTEST
from tests.dialogue.test_checkup_dialogue import answers, at_question

TALKED = 4
SURELY = [
    "oops 21", "Oops, 21", "oops - sorry, 21", "whoops 21", "I meant 21", "i mean 21", "sorry, I meant 21", "no wait, 21",
    "wait no 21", "correction: 21", "scrap that, 21", "make that 21", "that should be 21", "should be 21", "typo! 21",
    "My mistake: 21", "OOPS 21", "oops... about 21", "make it 21",
]  # fmt: skip
PERHAPS = ["sorry, 21", "actually 21", "Actually, about 21", "wait, 21", "hang on 21"]
NO_CORRECTION = ["21", "about 21", "we called 21", "21 I think"]


@pytest.mark.parametrize("typed", SURELY)
async def test_a_correction_mends_the_answer_before_and_the_question_is_asked_again(house, alice, typed):
    await at_question(alice, TALKED)
    text = await alice.says(typed)
    assert "Put right." in text
    assert "Of those" in text
    given = await answers(house)
    assert given["people"][1] == pytest.approx(21)
    assert "talked" not in given


@pytest.mark.parametrize("typed", PERHAPS)
@pytest.mark.parametrize(("picked", "people", "talked"), [(0, 21, None), (1, 50, 21)])
async def test_what_may_be_a_correction_is_asked_about_with_two_buttons(house, alice, typed, picked, people, talked):
    await at_question(alice, TALKED)
    assert "which of the two" in await alice.says(typed)
    assert (await answers(house))["people"][1] == 50
    assert "talked" not in await answers(house)
    assert all("21" in label for label in alice.buttons[:2])
    await alice.taps(alice.buttons[picked])
    given = await answers(house)
    assert given["people"][1] == pytest.approx(people)
    assert (given["talked"][1] if "talked" in given else None) == (talked and pytest.approx(talked))


@pytest.mark.parametrize("typed", NO_CORRECTION)
async def test_any_other_number_answers_the_question(house, alice, typed):
    await at_question(alice, TALKED)
    await alice.says(typed)
    given = await answers(house)
    assert given["people"][1] == 50
    assert given["talked"][1] == pytest.approx(21)


@pytest.mark.parametrize("then", ["30", "don't know", "most"])
async def test_another_answer_instead_of_a_button_leaves_the_doubt_behind(house, alice, then):
    await at_question(alice, TALKED)
    await alice.says("actually 21", then)
    given = await answers(house)
    assert given["people"][1] == 50
    assert "talked" in given
    assert "which of the two" not in alice.text


async def test_a_doubt_outlasts_a_restart_and_is_left_with_back(house, alice):
    await at_question(alice, TALKED)
    await alice.says("actually 21")
    await house.restart()
    assert "4 of 8" in await alice.taps("Back")
    assert (await answers(house))["people"][1] == 50


async def test_an_answer_before_a_question_without_number_is_mended_too(house, alice):
    await alice.says("/settings zone Berlin", "/checkin", "12")
    await alice.says("oops 14")
    assert (await answers(house))["people"][1] == 14
    assert "Of those 14" in alice.text


async def test_there_is_nothing_to_mend_before_the_first_number(house, alice):
    await at_question(alice, 3)
    await alice.says("oops 21")
    assert (await answers(house))["people"][1] == 21


async def test_what_contradicts_the_rest_is_asked_about_when_mended(house, alice):
    await alice.says("/checkin", "12 people, 3 bought", "10", "oops 2")
    assert "3 customers" in alice.text
    assert "talked with 2" in alice.text


async def test_a_number_given_already_is_not_made_to_nothing_by_a_nought(house, alice):
    await alice.says("/checkin", "12 people, 3 bought", "0")
    assert "3 customers, but you talked with nobody" in alice.text
    assert alice.buttons[:2] == ["Fewer became customers", "I talked with some"]


@pytest.mark.parametrize(
    ("button", "then", "numbers"),
    [("Fewer became customers", [], (12, 0, 0)), ("I talked with some", ["5"], (12, 5, 3))],
)
async def test_which_is_right_is_what_is_kept(house, alice, button, then, numbers):
    await alice.says("/checkin", "12 people, 3 bought", "0", button, *then)
    await alice.says("0")  # orders
    rows = await house.rows("select people, talked, customers from week")
    assert rows == [numbers]


async def test_who_leaves_with_the_question_open_loses_no_number(house, alice):
    await alice.says("/checkin", "12 people, 3 bought", "0", "/checkin")
    ((people, talked, customers),) = await house.rows("select people, talked, customers from week")
    assert (people, talked) == (12, 0)
    assert customers is None  # not made to 0: it waits for the owner's word


async def test_a_nought_in_a_check_up_asks_about_the_customers_there_are(house, alice):
    await alice.says(*SHORTEST)
    await alice.taps("Change an answer")
    await alice.taps("People you talked with")
    assert "5 customers, but you talked with nobody" in await alice.says("0")
    await alice.taps("Fewer became customers")
    given = await answers(house)
    assert given["talked"][1] == 0
    assert "customers" not in given


async def test_another_way_of_buying_still_drops_what_is_asked_no_more(house, alice):
    await at_question(alice, 6)
    for _ in range(4):
        await alice.taps("Back")
    await alice.taps("They order without talking")
    assert set(await answers(house)) == {"trade", "path", "orders"}  # who bought is who ordered then


@pytest.mark.parametrize("typed", ["/fix"])
async def test_who_wants_to_change_an_answer_half_way_picks_it_from_those_given(house, alice, typed):
    await at_question(alice, TALKED)
    text = await alice.says(typed)
    assert "Which one" in text
    assert "no verdict" not in text
    await alice.taps("People who got in touch")
    assert "Of those 60" in await alice.says("60")
