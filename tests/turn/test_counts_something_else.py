"""Numbers beside a verdict that are no answer: what an owner has, days, numbers taken up as they are."""

import pytest

from tests.checkup.follow_ups import OWNERS, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain

CLINIC = {"trade": "dentist", "people": "12", "talked": "11", "customers": "3", "room": "6", "wanted": "9", "fit": "8"}


@pytest.fixture(autouse=True)
def _owners():
    OWNERS["clinic_of_nine"] = {**TALKING, **REACTING["cleaner"], **CLINIC, "busy": "about right"}


def unchanged(text):
    """Return the reply to a message by which no answer changes and nothing is supposed."""
    owner, _ = answer_to("clinic_of_nine", text)
    session = owner.chat.session(owner.chat.business.checkup)
    told = {name: answer.amount.value for name, answer in session.answers.items() if answer.amount is not None}
    kept = {name: float(number) for name, number in CLINIC.items() if number.isdecimal()}
    assert {name: told[name] for name in kept} == kept
    reply = plain(owner)
    assert "Nothing is changed." not in reply
    assert "By your own numbers" not in reply
    return reply


@pytest.mark.parametrize(
    "text",
    [
        "9 a week with two studios, where would they go",
        "9 a week on four courts, that can't work",
        "9 a week in three rooms? we'd burst",
    ],
)
def test_what_an_owner_has_is_no_new_wish_beside_the_old_one(text):
    unchanged(text)


def test_a_new_wish_beside_the_old_one_is_taken():
    owner, _ = answer_to("clinic_of_nine", "9 a week was silly, 4 would do")
    session = owner.chat.session(owner.chat.business.checkup)
    assert session.answers["wanted"].amount.value == 4


@pytest.mark.parametrize(
    "text",
    [
        "just 3 joined out of 11? that's not right",
        "only 3 signed up of the 11? doesn't feel right",
        "3 members from 11 talked with, and nothing is wrong?",
    ],
)
def test_two_answers_taken_up_as_they_are_correct_neither(text):
    unchanged(text)


@pytest.mark.parametrize(
    "text",
    [
        "there are only 20 Saturdays in the season, isn't it more about filling those?",
        "we have 15 Sundays until spring, so isn't it about the right ones?",
        "I only work 8 Fridays this quarter, isn't that the point?",
    ],
)
def test_days_are_no_people(text):
    unchanged(text)


@pytest.mark.parametrize(
    "text",
    [
        "my helper is hurt so it's me and one trainer for a month. keep chasing new people?",
        "from next week it's me and one coach for a month, do I slow down?",
        "one trainer for a month is all I have, should I still take bookings?",
    ],
)
def test_one_of_the_staff_is_no_room_for_one(text):
    assert "room for 1" not in unchanged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Those 12 are mostly people a friend of mine sent over",
        "most of the 12 come off one listing site where folk tick ten gyms at once",
        "those 12 all had our name from the physio next door",
    ],
)
def test_where_people_come_from_is_answered_not_agreed_with(text):
    assert "That's what I have too" not in unchanged(text)


@pytest.mark.parametrize(
    "text",
    [
        "99 people?? there aren't 99 people with teeth in this valley",
        "60 people a month, are you serious, the whole village has 80 houses",
        "45 people? We'd never get 45 people in here, no chance",
    ],
)
def test_a_number_that_is_out_of_reach_is_not_supposed(text):
    assert "It isn't a target" in unchanged(text)
