"""When reminders come and when they do not, played on the emulator."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.botapi.ticker import look
from storage.database import to_text
from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE, Weekly


async def test_the_reminder_asks_the_first_question_with_the_dates_of_the_week(weekly):
    await weekly.set_up()
    assert await weekly.at(MONDAY_NINE - timedelta(minutes=1)) == []
    (asked,) = await weekly.at(MONDAY_NINE)
    assert "Mon 23 Nov to Sun 29 Nov: how many new people" in asked
    assert await weekly.ledger() == {"2026-W48": "sent"}
    assert await weekly.wake() == MONDAY_NINE + timedelta(days=7)


async def test_an_hour_later_it_comes_once_more_and_next_week_is_unchanged(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "Next week stays as it is" in await weekly.owner.taps("In an hour")
    assert await weekly.after(minutes=59) == []
    (again,) = await weekly.after(minutes=1)
    assert "Here I am again" in again
    assert "Mon 23 Nov to Sun 29 Nov" in again
    assert await weekly.after(days=3) == []
    assert len(await weekly.at(MONDAY_NINE + timedelta(days=7))) == 1


async def test_tomorrow_is_one_off_too(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "Tue 1 Dec at 09:00" in await weekly.owner.taps("Tomorrow")
    assert await weekly.after(hours=23) == []
    assert len(await weekly.after(hours=1)) == 1
    assert await weekly.wake() == MONDAY_NINE + timedelta(days=7)


async def test_a_week_put_off_and_then_answered_is_not_asked_about_again(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.taps("In an hour")
    await weekly.owner.says("/checkin", "12 10 3 0")
    assert await weekly.after(hours=2) == []


async def test_a_week_left_out_is_neither_zero_nor_missing(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "neither as zero nor as missing" in await weekly.owner.taps("Skip this week")
    assert await weekly.ledger() == {"2026-W48": "skipped"}
    assert await weekly.numbers("2026-W48") == (None, None, None, None)
    (asked,) = await weekly.at(MONDAY_NINE + timedelta(days=7))
    assert "weeks before it" not in asked


async def test_after_two_missed_weeks_one_message_offers_three_ways(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.at(MONDAY_NINE + timedelta(days=7))
    messages = await weekly.at(MONDAY_NINE + timedelta(days=14))
    assert len(messages) == 1
    assert "2 weeks before it" in messages[0]
    assert weekly.owner.buttons == ["Just last week", "All 3 weeks", "Start fresh", "Change or stop"]


async def missed_three(weekly):
    await weekly.set_up()
    for week in range(3):
        await weekly.at(MONDAY_NINE + timedelta(weeks=week))


async def test_just_last_week(weekly):
    await missed_three(weekly)
    assert "Mon 7 Dec to Sun 13 Dec" in await weekly.owner.taps("Just last week")
    await weekly.owner.says("12 10 3 1")
    assert await weekly.ledger() == {"2026-W48": "sent", "2026-W49": "sent", "2026-W50": "answered"}


async def test_all_weeks_one_after_the_other(weekly):
    await missed_three(weekly)
    assert "Mon 23 Nov to Sun 29 Nov" in await weekly.owner.taps("All 3 weeks")
    assert "Mon 30 Nov to Sun 6 Dec" in await weekly.owner.says("11 9 2 1")
    assert "Mon 7 Dec to Sun 13 Dec" in await weekly.owner.says("12 9 3 1")
    assert "Thank you" in await weekly.owner.says("13 9 4 1")
    assert await weekly.ledger() == dict.fromkeys(["2026-W48", "2026-W49", "2026-W50"], "answered")
    assert (await weekly.numbers("2026-W49"))[0] == 12


async def test_start_fresh(weekly):
    await missed_three(weekly)
    assert "fresh start" in await weekly.owner.taps("Start fresh")
    assert set((await weekly.ledger()).values()) == {"skipped"}
    assert "weeks before it" not in (await weekly.at(MONDAY_NINE + timedelta(weeks=3)))[0]


async def test_after_a_downtime_at_most_one_reminder_comes_and_every_week_is_in_the_ledger(house, weekly):
    await weekly.set_up()
    house.clock.at = MONDAY_NINE + timedelta(weeks=2, days=1, hours=3)
    await house.restart()
    assert len(await weekly.after()) == 1
    assert await weekly.ledger() == {"2026-W48": "expired", "2026-W49": "expired", "2026-W50": "sent"}
    assert await weekly.after() == []


async def test_after_its_window_a_reminder_does_not_come_at_all(house, weekly):
    await weekly.set_up()
    assert await weekly.at(MONDAY_NINE + timedelta(days=4)) == []
    assert await weekly.ledger() == {"2026-W48": "expired"}


async def test_and_c11_what_is_late_waits_for_the_end_of_the_quiet_hours(weekly):
    await weekly.set_up()
    night = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)  # midnight in Berlin
    assert await weekly.at(night) == []
    assert await weekly.ledger() == {}
    assert await weekly.wake() == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert len(await weekly.at(datetime(2026, 12, 1, 7, 0, tzinfo=UTC))) == 1


async def test_a_restart_in_the_middle_gives_one_message(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await house.restart()
    assert await weekly.after(minutes=5) == []


async def test_two_looks_at_once_give_one_message(house, weekly):
    await weekly.set_up()
    house.clock.at = MONDAY_NINE
    before = len(weekly.owner.sent)
    app = house.app
    await asyncio.gather(*(look(app.database, app.turns, app.outbox, app.clock) for _ in range(5)))
    await house.settle()
    assert len(weekly.owner.sent) == before + 1


async def test_an_hour_that_was_picked_is_kept_to(weekly):
    await weekly.owner.says("/weekly", "sunday", "22:00", "Berlin")
    assert len(await weekly.at(datetime(2026, 11, 29, 21, 0, tzinfo=UTC))) == 1
    assert await weekly.ledger() == {"2026-W48": "sent"}


async def test_a_due_week_does_not_steal_the_open_question(weekly):
    await weekly.set_up()
    weekly.house.clock.at = MONDAY_NINE - timedelta(minutes=10)
    await weekly.owner.says(*SHORTEST[:4])
    (reminder,) = await weekly.at(MONDAY_NINE)
    assert "weekly question is due: how was Mon 23 Nov to Sun 29 Nov?" in reminder
    assert "Begin the weekly check-in" in weekly.owner.buttons
    assert "5 of" in await weekly.owner.says("45")  # the check-up goes on
    assert "Mon 23 Nov to Sun 29 Nov: how many" in await weekly.owner.says("begin the weekly check-in")
    assert "5 of" in await weekly.owner.says("12 10 3")  # and is picked up again afterwards
    assert "Thank you" in weekly.owner.sent[-2].text


async def test_a_reminder_is_not_reminded_of(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert await weekly.after(days=2) == []


async def test_blocking_stops_the_schedule_and_coming_back_starts_it_with_one_welcome(house, weekly):
    await weekly.set_up()
    weekly.owner.person.blocks()
    await house.settle()
    assert await house.rows("select kind from wake") == []
    assert await weekly.at(MONDAY_NINE + timedelta(weeks=2)) == []
    before = len(weekly.owner.sent)
    weekly.owner.person.unblocks()
    await house.settle()
    (welcome,) = [message.text for message in weekly.owner.sent[before:]]
    assert "Good to have you back" in welcome
    assert "Mon 21 Dec at 09:00" in welcome
    assert "Good to have you back" not in await weekly.owner.says("/start")
    assert len(await weekly.at(MONDAY_NINE + timedelta(weeks=3))) == 1


async def test_a_reminder_refused_with_403_stops_the_schedule(house, weekly):
    await weekly.set_up()
    weekly.owner.person.chat.standing = "kicked"  # the update about it is lost
    assert await weekly.at(MONDAY_NINE) == []
    assert await house.rows("select kind from wake") == []
    assert await house.rows("select count(*) from owner where blocked_at is not null") == [(1,)]
    weekly.owner.person.chat.standing = "member"
    house.clock.pass_time(days=1)
    before = len(weekly.owner.sent)
    await weekly.owner.says("/help")
    assert "Good to have you back" in weekly.owner.sent[before].text
    assert await weekly.wake() == MONDAY_NINE + timedelta(days=7)


async def test_owners_are_reminded_each_in_their_own_time(house, weekly):
    await weekly.set_up()
    bob = Weekly(house, house.person(2, "Bob"))
    await bob.owner.says("/weekly", "monday", "9am", "New York")
    before = len(bob.owner.sent)
    assert len(await weekly.at(MONDAY_NINE)) == 1
    assert len(bob.owner.sent) == before
    assert len(await bob.at(datetime(2026, 11, 30, 14, 0, tzinfo=UTC))) == 1


async def left_over(weekly, moment, due="checkin:1"):
    """Make the newest message unsent, as after a crash between the commit and the sending."""
    async with weekly.house.app.database.transaction() as tx:
        await tx.run(
            "insert into outbox (id, chat_id, method, parameters, urgent, created_at, due)"
            " values (1, 1, 'sendMessage', '{\"text\": \"left over\"}', 0, :at, :due)",
            at=to_text(moment),
            due=due,
        )


async def test_a_reminder_that_a_crash_kept_back_does_not_come_in_the_night(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await left_over(weekly, MONDAY_NINE)
    house.clock.at = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)  # midnight in Berlin
    await house.restart()
    assert await weekly.after() == []
    assert len(await weekly.at(datetime(2026, 12, 1, 7, 0, tzinfo=UTC))) == 1
    assert weekly.owner.text != "left over"
    assert await weekly.ledger() == {"2026-W48": "sent"}


async def test_a_reminder_that_a_crash_kept_back_for_too_long_does_not_come_at_all(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await left_over(weekly, MONDAY_NINE)
    house.clock.at = MONDAY_NINE + timedelta(days=5)
    await house.restart()
    assert await weekly.after() == []
    assert await weekly.ledger() == {"2026-W48": "expired"}


async def test_a_reminder_put_off_that_a_crash_kept_back_is_still_owed(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    await weekly.owner.taps("In an hour")
    await weekly.after(hours=1)
    await left_over(weekly, house.clock.at)
    await house.restart()
    (again,) = await weekly.after(minutes=1)
    assert "Here I am again" in again
    assert await weekly.ledger() == {"2026-W48": "sent"}


async def test_a_reminder_that_nobody_touched_is_not_asked_again_after_a_downtime(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    house.clock.pass_time(minutes=30)
    await house.restart()
    assert await weekly.after(minutes=1) == []


async def test_a_check_in_half_answered_is_asked_again_after_a_downtime(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    house.clock.pass_time(minutes=1)
    await weekly.owner.says("12")
    house.clock.pass_time(minutes=30)
    await house.restart()
    (again,) = await weekly.after(minutes=1)
    assert "may have got lost" in again
