"""Giving the numbers of a week and what is said after them, played on the emulator."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE


async def weeks_of(weekly, lines, *, start=MONDAY_NINE):
    """Answer one reminder after the other with a line, and return what was said after each."""
    said = []
    for number, line in enumerate(lines):
        await weekly.at(start + timedelta(weeks=number))
        before = len(weekly.owner.sent)
        await weekly.owner.says(*line.split("|"))
        said.append("\n".join(message.text for message in weekly.owner.sent[before:]))
    return said


async def test_one_message_fills_the_week(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    said = await weekly.owner.says("12 10 3 1")
    assert "Mon 23 Nov to Sun 29 Nov: 12 in touch, 10 talked with, 3 became customers, 1 ordered without a talk" in said
    assert await weekly.numbers("2026-W48") == (12, 10, 3, 1)
    assert await weekly.ledger() == {"2026-W48": "answered"}


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("12 people, 9 talked, 3 bought, 0 orders", (12, 9, 3, 0)),
        ("12, ?, 3, 1", (12, None, 3, 1)),
        ("about 30 20 a couple none", (30, 20, 2, 0)),
        ("0 0 0 0", (0, 0, 0, 0)),
    ],
)
async def test_the_line_is_read_loosely(weekly, line, numbers):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "Thank you" in await weekly.owner.says(line)
    assert await weekly.numbers("2026-W48") == numbers


async def test_what_the_line_leaves_out_is_asked(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "how many did you talk with" in await weekly.owner.says("12 people, 3 bought")
    assert "without talking" in await weekly.owner.says("9")
    assert "Thank you" in await weekly.owner.says("0")
    assert await weekly.numbers("2026-W48") == (12, 9, 3, 0)


async def test_one_question_at_a_time_is_three_answers_for_who_talks_first(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12", "10")
    assert "Did you get to it?" in await weekly.owner.says("3")


async def test_a_contradiction_in_the_line_is_asked_about(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "10 talked with, but only 5 got in touch" in await weekly.owner.says("5 10 3 1")
    await weekly.owner.taps("More than 5 got in touch")
    assert "Thank you" in await weekly.owner.says("11")
    assert await weekly.numbers("2026-W48") == (11, 10, 3, 1)


async def test_same_as_usual_is_no_number(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "I'd still need the numbers" in await weekly.owner.says("same as usual")
    assert await weekly.numbers("2026-W48") == (None, None, None, None)


async def test_the_week_before_is_shown_after_the_answer_and_not_before(weekly):
    await weekly.set_up()
    _, second = await weeks_of(weekly, ["11 9 2 1", "13 12 4 2"])
    assert "The week before: 11 in touch, 9 talked with, 2 became customers, 1 ordered without a talk." in second
    asked = (await weekly.at(MONDAY_NINE + timedelta(weeks=2)))[0]
    assert "13 in touch" not in asked


async def test_numbers_given_on_wednesday_belong_to_last_week(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.at(MONDAY_NINE + timedelta(days=2))
    await weekly.owner.says("12 10 3 1")
    assert await weekly.ledger() == {"2026-W48": "answered"}


async def test_the_command_on_a_wednesday_states_last_weeks_dates(house, weekly):
    house.clock.at = datetime(2026, 12, 2, 12, tzinfo=UTC)
    assert "Mon 23 Nov to Sun 29 Nov" in await weekly.owner.says("/checkin")


async def test_any_of_the_last_eight_weeks_can_be_changed(weekly):
    await weekly.set_up()
    await weeks_of(weekly, ["11 9 2 1", "13 12 4 2", "12 11 3 1"])
    said = await weekly.owner.says("/weeks")
    assert "Mon 30 Nov to Sun 6 Dec: 13 in touch, 12 talked with, 4 became customers" in said
    assert "3 weeks in a row" in said
    await weekly.owner.taps("Change or fill in a week")
    said = await weekly.owner.taps("Week of Mon 30 Nov")
    assert "So far I have for that week: 13 in touch" in said
    await weekly.owner.says("23 12 4 2")
    assert await weekly.numbers("2026-W49") == (23, 12, 4, 2)
    assert "23 in touch" in await weekly.owner.says("/weeks")


async def test_the_diagnosis_follows_a_changed_week(house, weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    await weeks_of(weekly, ["12 11 1|no", "12 11 2|no", "11 11 1|no"])
    (before,) = await house.rows("select kind from week where week = '2026-W50'")
    await weekly.owner.says("/checkin 2026-W49", "12 11 11")
    await weekly.owner.says("/checkin 2026-W48", "12 11 11")
    await weekly.owner.says("/checkin 2026-W50", "12 11 11")
    (after,) = await house.rows("select kind from week where week = '2026-W50'")
    assert before == ("sales_skill",)
    assert after != before


async def test_there_are_no_trend_words_before_eight_weeks(weekly):
    await weekly.set_up()
    said = await weeks_of(weekly, ["20 19 5 1", *["60 55 20 3"] * 6])
    for text in said:
        assert "by chance" not in text
        assert "Chance alone" not in text
        assert "unusual week" not in text
    assert "After 7 more weeks" in said[0]
    assert "After 4 more weeks" in said[3]
    assert "After" not in said[4]


async def test_then_what_chance_would_seldom_do_is_said_once(weekly):
    await weekly.set_up()
    said = await weeks_of(weekly, ["21 19 5 1"] * 9 + ["61 19 5 1"] * 2)
    assert "I'd see a halving or a doubling within some weeks" in said[7]
    assert "An unusual week: 61 people got in touch" in said[9]


async def test_small_numbers_are_told_what_can_be_seen(weekly):
    await weekly.set_up()
    said = await weeks_of(weekly, ["3 3 1 0"] * 8)
    assert "With about 3 a week even a halving would take me months to see" in said[7]


async def test_in_a_quiet_season_nothing_is_said_of_trends(house, weekly):
    await weekly.owner.says(*SHORTEST)
    async with house.app.database.transaction() as tx:
        await tx.run(
            """insert into answer (chat_id, session, question, standing, state, choice, typed, update_id, answered_at)
            select chat_id, session, 'season', 'settled', 'known', 'quieter', 'quieter', 0, answered_at from answer
            where question = 'fit'"""
        )
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    said = await weeks_of(weekly, ["21 19 5|no"] * 9 + ["61 19 5|no"])
    assert "unusual week" not in said[9]


async def test_the_weeks_in_words(weekly):
    await weekly.set_up()
    await weeks_of(weekly, ["11 9 2 1"])
    await weekly.at(MONDAY_NINE + timedelta(weeks=1))
    await weekly.owner.taps("Skip this week")
    await weekly.at(MONDAY_NINE + timedelta(weeks=2))
    lines = (await weekly.owner.says("/weeks")).splitlines()
    assert [line.partition(": ")[2] for line in lines if ": " in line] == [
        "no numbers yet",
        "left out",
        "11 in touch, 9 talked with, 2 became customers, 1 ordered without a talk",
    ]


async def test_a_skipped_week_does_not_break_the_streak(weekly):
    await weekly.set_up()
    await weeks_of(weekly, ["11 9 2 1", "11 9 2 1"])
    await weekly.at(MONDAY_NINE + timedelta(weeks=2))
    await weekly.owner.taps("Skip this week")
    (said,) = await weeks_of(weekly, ["11 9 2 1"], start=MONDAY_NINE + timedelta(weeks=3))
    assert "3 weeks in a row" in said


async def test_nothing_is_said_of_a_streak_that_ended(weekly):
    await weekly.set_up()
    await weeks_of(weekly, ["11 9 2 1", "11 9 2 1"])
    await weekly.at(MONDAY_NINE + timedelta(weeks=2))
    (said,) = await weeks_of(weekly, ["11 9 2 1"], start=MONDAY_NINE + timedelta(weeks=3))
    assert "in a row" not in said


async def test_a_change_of_what_is_short_is_announced_once_with_the_reason(weekly):
    await weekly.owner.says(*SHORTEST)
    assert "sales" in weekly.owner.text
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    said = await weeks_of(weekly, ["2 2 2|yes"] * 14)
    announced = [text for text in said if "Something has changed" in text]
    assert len(announced) == 1
    assert "Until now I said sales" in announced[0]
    assert "At your check-up, 4 weeks: 50 got in touch, 45 talked with, 5 became customers." in announced[0]
    assert "Since then, " in announced[0]
    assert "Marketing" in announced[0] or "marketing" in announced[0]


async def test_the_next_check_in_asks_whether_the_step_was_done_and_then_gives_the_next(house, weekly):
    await weekly.owner.says(*SHORTEST)
    (first,) = await house.rows("select action from verdict")
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    await weekly.at(MONDAY_NINE)
    asked = await weekly.owner.says("12 11 1")
    assert "Did you get to it?" in asked
    assert "Good that you did it" in await weekly.owner.says("yes")
    rows = await house.rows("select step, done, action from week")
    assert rows[0][:2] == (first[0], 1)
    assert rows[0][2] != first[0]


async def test_a_step_not_done_stays(house, weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.owner.says("/weekly", "monday", "9am", "Berlin")
    await weekly.at(MONDAY_NINE)
    assert "Your step stays" in await weekly.owner.says("12 11 1", "no")
    rows = await house.rows("select step, done, action from week")
    assert rows[0][0] == rows[0][2]


async def test_four_weeks_are_summed_up_at_the_first_check_in_of_a_month(weekly):
    await weekly.set_up()
    said = await weeks_of(weekly, ["11 9 2 1"] * 6)
    assert ["Your last four weeks" in text for text in said] == [False, False, False, False, False, True]
    assert "people who got in touch: 44" in said[5]


async def test_an_owner_without_a_plan_is_offered_one_after_the_numbers(weekly):
    await weekly.owner.says("/checkin", "12 10 3 1")
    assert "Ask me every week" in weekly.owner.buttons
    assert "Find what's short" in weekly.owner.buttons


async def test_a_check_in_in_the_middle_survives_a_restart_and_a_question_about_an_activity(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("12")
    await house.restart()
    assert "talk with" in await weekly.owner.says("is a flyer marketing or sales?")
    await weekly.owner.says("11", "3")
    assert "Thank you" in await weekly.owner.says("0")


async def test_numbers_given_in_part_are_kept_when_the_next_week_comes(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.says("13")
    await weekly.at(MONDAY_NINE + timedelta(weeks=1))
    assert await weekly.numbers("2026-W48") == (13, None, None, None)


async def test_a_change_that_was_left_half_way_leaves_the_other_numbers_as_they_were(weekly):
    await weekly.owner.says("/checkin 2026-W46", "12 10 3 1", "/checkin 2026-W46", "13", "/cancel")
    assert await weekly.numbers("2026-W46") == (13, 10, 3, 1)
    await weekly.owner.says("/checkin 2026-W46", "5", "/cancel")
    assert await weekly.numbers("2026-W46") == (5, None, 3, 1)  # 10 of 5 cannot be


async def test_orders_stay_though_they_are_asked_about_no_more(weekly):
    await weekly.owner.says("/checkin 2026-W46", "12 10 3 1", *SHORTEST, "/checkin 2026-W46", "13 11 4")
    assert await weekly.numbers("2026-W46") == (13, 11, 4, 1)


async def test_cancel_leaves_a_check_in_for_later(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "/checkin takes it up" in await weekly.owner.says("/cancel")
    assert "Mon 23 Nov to Sun 29 Nov" in await weekly.owner.says("/checkin")


async def test_a_share_that_fell_is_told_once_for_each_grade_and_in_counts(weekly):
    await weekly.owner.says(*SHORTEST)
    await weekly.set_up()
    told = await weeks_of(weekly, ["12 10 4|no"] * 8 + ["12 10 0|no"] * 5)
    said = [(week, text) for week, text in enumerate(told) if "fewer stay." in text]
    assert said[0][0] <= 10
    grades = {text.partition(": fewer stay.")[0].rpartition("\n")[2] for _, text in said}
    assert len(grades) == len(said) <= 3
    assert "0 of about" in said[0][1]
