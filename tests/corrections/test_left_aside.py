"""A plain number is taken whatever stands beside it that changes nothing of it."""

import pytest

from tests.listening.played import Owner, at


@pytest.mark.parametrize(
    ("state", "text", "value"),
    [
        ("people", "bout 25 last month wanting the truck for their thing. not counting the hungry people haha", 25),
        ("people", "40 excluding regulars", 40),
        ("people", "25 wk", 25),
        ("people", "Twelve or so. Maybe fourteen. I'd have to look in the shoebox.", 13),
        ("people", "About eight. Or nine.", 8.5),
        ("room", "what with me doing all the quoting? 5 a week tops. The lad can't quote yet", 5),
        ("room", "could do 10 a week talking, but truck can only do 3 gigs a weekend!", 10),
        ("room", "Oh, one a week at the very most. My hip, you know, and I teach only Tuesdays and Thursdays.", 1),
        ("room", "3 on Mondays and Fridays", 6),
        (
            "room",
            "Mondays and Thursdays we're full, but on the other days we could fit in about 5 more, so say 6 extra a week on top",
            18,
        ),
    ],
)
def test_the_plain_reading_is_taken(state, text, value):
    owner = Owner(at(f"q:{state}"))
    owner.says(text)
    assert owner.chat.open.answers[state].amount.value == pytest.approx(value)


def test_a_number_with_a_time_says_nothing_of_how_people_buy():
    owner = Owner(at("q:path"))
    owner.says("25 wk")
    assert "path" not in owner.chat.open.answers


def test_a_whole_and_its_part_are_not_added_up():
    owner = Owner(at("q:customers"))
    owner.says("44 came for the assessment. 31 of those booked the full course of treatment")
    assert "75" not in [button.label for reply in owner.replies for row in reply.rows for button in row]


def test_a_question_before_a_number_is_answered():
    owner = Owner(at("q:people"))
    owner.says("do regulars count? 40")
    assert "who was a customer before" in owner.replies[0].text
