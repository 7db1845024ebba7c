"""Where a number in between is unknown, a part is compared with the nearest known total, which is named."""

import pytest

from tests.dialogue.test_checkup_dialogue import answers

ASKED = ("/checkup", "plumber", "we talk first")
TOO_MANY = "That would be 13 customers, but only 12 got in touch. Which one is right?"


async def stored(house, flow="checkup"):
    rows = await house.rows(
        """
        select a.question, a.value from answer a join session s on s.chat_id = a.chat_id and s.number = a.session
        where standing = 'settled' and value is not null and s.flow = :flow
        """,
        flow=flow,
    )
    return dict(rows)


async def at_customers(alice, people="12"):
    """Leave open with how many Alice talked."""
    assert "how many of the people you talked with" in await alice.says(*ASKED, people, "don't know", "really no idea")


async def test_more_customers_than_came_are_asked_about_though_the_talks_are_not_known(house, alice):
    await at_customers(alice)
    assert TOO_MANY in await alice.says("13")
    assert alice.buttons == ["Fewer became customers", "More than 12 got in touch", "Back"]
    assert "customers" not in await answers(house)


async def test_as_many_customers_as_came_are_no_contradiction(house, alice):
    await at_customers(alice)
    assert "Which one is right?" not in await alice.says("12")
    assert (await stored(house))["customers"] == 12


async def test_the_whole_that_was_named_is_the_one_that_is_asked_for_again(house, alice):
    await at_customers(alice)
    await alice.says("13")
    assert "how many new people got in touch" in await alice.taps("More than 12 got in touch")
    assert "how many new people could you handle" in await alice.says("14")
    assert await stored(house) == {"people": 14, "customers": 13}


async def test_the_part_may_be_the_wrong_one(house, alice):
    await at_customers(alice)
    await alice.says("13")
    assert "how many of the people you talked with" in await alice.taps("Fewer became customers")
    assert "how many new people could you handle" in await alice.says("3")
    assert await stored(house) == {"people": 12, "customers": 3}


async def test_a_rough_range_that_is_picked_instead_is_the_nearer_whole(house, alice):
    await alice.says(*ASKED, "12", "don't know")
    await alice.taps("Under 5")
    assert "13 customers, but you talked with under 5" in await alice.says("13")


async def test_people_corrected_afterwards_are_named_with_their_new_number(house, alice):
    await at_customers(alice, "20")
    twenty = alice.person.typed[3]
    await alice.says("13")
    await alice.does(alice.person.edits(twenty, "12"))
    assert TOO_MANY in alice.text
    assert await stored(house) == {"people": 12}
    await alice.taps("More than 12 got in touch")
    assert "how many new people could you handle" in await alice.says("21")
    assert await stored(house) == {"people": 21, "customers": 13}


async def test_talks_that_become_known_are_the_nearer_whole(house, alice):
    await at_customers(alice, "20")
    await alice.says("13")
    idea = next(m for m in alice.person.typed if m.content["text"] == "don't know")
    await alice.does(alice.person.edits(idea, "11"))
    assert "13 customers, but you talked with 11" in alice.text
    assert "got in touch in these weeks and talked with you first" in alice.text


async def test_talks_that_contradicted_and_then_are_not_known_leave_the_wider_whole(house, alice):
    await alice.says(*ASKED, "12", "10", "8")
    twelve = alice.person.typed[3]
    await alice.does(alice.person.edits(twelve, "5"))
    assert "10 talked with, but only 5 got in touch" in alice.text
    await alice.taps("I talked with fewer")
    assert "Roughly, which comes nearest?" in await alice.says("don't know")
    assert "8 customers, but only 5 got in touch" in await alice.says("really no idea")
    assert await stored(house) == {"people": 5}


async def test_the_rough_ranges_for_customers_are_no_more_than_came(alice):
    await at_customers(alice, "12")
    assert "Roughly" in await alice.says("don't know")
    assert alice.buttons[-3].endswith(" to 12")


@pytest.mark.parametrize("line", ["12 ? 13 1", "12 people, ? talked, 13 bought, 1 order", "12, don't know, 13, 1"])
async def test_in_one_line_too_the_nearest_known_whole_is_named(house, alice, line):
    text = await alice.says("/checkin", line)
    assert "That would be 13 customers, but only 12 got in touch that week. Which one is right?" in text
    assert alice.buttons[:2] == ["Fewer became customers", "More than 12 got in touch"]
    await alice.taps("More than 12 got in touch")
    assert "14 in touch, not known how many talked with, 13 became customers, 1 ordered" in await alice.says("14")


async def test_in_one_line_the_first_contradiction_is_asked_about_first(house, alice):
    assert "10 talked with, but only 5 got in touch" in await alice.says("/checkin", "5 10 8 1")
    await alice.taps("I talked with fewer")
    assert "8 customers, but only 5 got in touch that week" in await alice.says("?")
    await alice.taps("Fewer became customers")
    assert "5 in touch, not known how many talked with, 2 became customers" in await alice.says("2")


async def test_a_week_that_was_left_in_contradiction_is_exported_so_that_it_can_be_read_back(house, alice):
    await alice.says("/checkin", "5 10 8 1")
    await alice.says("/cancel", "/checkin")
    assert await house.rows("select people, talked, customers, orders from week") == [(5, None, None, 1)]


async def test_what_waited_behind_the_rough_ranges_is_taken_where_a_correction_makes_it_fit(house, alice):
    await alice.says(*ASKED, "12", "10", "8")
    twelve = alice.person.typed[3]
    await alice.does(alice.person.edits(twelve, "5"))
    await alice.taps("I talked with fewer")
    await alice.says("don't know")
    assert "Roughly, which comes nearest?" in await alice.does(alice.person.edits(twelve, "9"))
    assert "how many new people could you handle" in await alice.says("really no idea")
    assert await stored(house) == {"people": 9, "customers": 8}


async def test_back_from_the_rough_ranges_forgets_nothing_that_waits(house, alice):
    await alice.says(*ASKED, "12", "10", "8")
    await alice.does(alice.person.edits(alice.person.typed[3], "5"))
    await alice.taps("I talked with fewer")
    await alice.says("don't know")
    assert "how many did you really talk with" in await alice.taps("Back")
    assert "8 customers, but you talked with 4" in await alice.says("4")
