"""Setting the weekly question up and changing it, played on the emulator."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.check_ups import SHORTEST
from tests.checkins.asked_weekly import MONDAY_NINE


async def schedule(house):
    rows = await house.rows("select weekday, hour, minute, zone, paused_until from schedule")
    return rows[0] if rows else None


async def test_day_hour_and_clock_are_picked_on_first_use_and_the_next_one_is_echoed(house, weekly):
    said = await weekly.set_up()
    assert "Every Monday at 09:00, Berlin time, where it is 11:00 now" in said
    assert "The next one comes on Mon 30 Nov at 09:00" in said
    assert await schedule(house) == (0, 9, 0, "Europe/Berlin", None)
    assert await weekly.wake() == MONDAY_NINE


async def test_the_clock_is_guessed_by_the_language_and_confirmed(house):
    bob = house.person(2, "Bob", language_code="de")
    said = await bob.says("/weekly", "friday", "18:30")
    assert "Do your clocks show 11:00 now (Berlin time)?" in said
    await bob.taps("Berlin time")
    assert await schedule(house) == (4, 18, 30, "Europe/Berlin", None)


@pytest.mark.parametrize(
    ("typed", "zone"), [("Kathmandu", "Asia/Kathmandu"), ("UTC+2", "Etc/GMT-2"), ("im in new york", "America/New_York")]
)
async def test_a_city_and_an_offset_work(house, alice, typed, zone):
    await alice.says("/weekly", "mon", "9", typed)
    assert (await schedule(house))[3] == zone


async def test_a_shared_location_works(house, alice):
    await alice.says("/weekly", "mon", "9")
    said = await alice.does(alice.person.sends_location(35.68, 139.69))
    assert "Tokyo time" in said
    assert (await schedule(house))[3] == "Asia/Tokyo"


async def test_a_country_of_several_clocks_is_asked_about(house, alice):
    said = await alice.says("/weekly", "mon", "9", "usa")
    assert "more than one clock" in said
    await alice.taps(next(label for label in alice.buttons if "Denver" in label))
    assert (await schedule(house))[3] == "America/Denver"


async def test_what_cannot_be_read_is_asked_again(alice):
    assert "Which day of the week is that?" in await alice.says("/weekly", "blue")
    assert "Which day of the week is that?" in await alice.says("1")  # the first day, or the second as the bot counts
    assert "couldn't read that as a time" in await alice.says("monday", "soon")
    assert "don't know a place" in await alice.says("18h", "qwertz")


async def test_an_hour_in_the_quiet_hours_is_kept_to_because_it_was_picked(alice):
    assert "you picked it" in await alice.says("/weekly", "sunday", "22:00", "Berlin")


async def test_the_verdict_offers_the_weekly_question(alice):
    await alice.says(*SHORTEST)
    assert "Ask me every week" in alice.buttons
    assert "On which day?" in await alice.taps("Ask me every week")


async def test_a_link_opens_the_check_in(alice):
    assert "Mon 16 Nov to Sun 22 Nov: how many new people" in await alice.says("/start checkin")


async def test_the_day_can_be_changed_without_being_asked_the_rest(house, weekly):
    await weekly.set_up()
    await weekly.owner.says("/weekly")
    await weekly.owner.taps("Another day")
    said = await weekly.owner.taps("Thursday")
    assert "Every Thursday at 09:00, Berlin time" in said
    assert await schedule(house) == (3, 9, 0, "Europe/Berlin", None)
    assert await weekly.wake() == datetime(2026, 11, 26, 8, tzinfo=UTC)


async def test_a_pause_of_two_weeks_sends_nothing_and_ends_by_itself_with_one_message(weekly):
    await weekly.set_up()
    await weekly.owner.says("/weekly")
    said = await weekly.owner.taps("Pause 2 weeks")
    assert "Nothing from me until Mon 7 Dec. Then I'll ask again: Mon 7 Dec at 09:00" in said
    assert await weekly.at(MONDAY_NINE) == []
    (message,) = await weekly.at(MONDAY_NINE + timedelta(days=7))
    assert "The pause is over" in message
    assert await weekly.at(MONDAY_NINE + timedelta(days=8)) == []
    assert await weekly.ledger() == {"2026-W48": "skipped", "2026-W49": "sent"}


async def test_a_pause_of_a_month_and_until_a_date(house, weekly):
    await weekly.set_up()
    await weekly.owner.says("/weekly")
    assert "until Wed 23 Dec" in await weekly.owner.taps("Pause a month")
    await weekly.owner.says("/weekly")
    await weekly.owner.taps("Pause until…")
    assert "couldn't read that as a day" in await weekly.owner.says("whenever")
    assert "until Mon 11 Jan" in await weekly.owner.says("11 january")
    assert (await schedule(house))[4] == "2027-01-11"
    for week in range(6):
        assert await weekly.at(MONDAY_NINE + timedelta(weeks=week)) == []
    assert len(await weekly.at(MONDAY_NINE + timedelta(weeks=6))) == 1


async def test_a_pause_can_be_ended_early(weekly):
    await weekly.set_up()
    await weekly.owner.says("/weekly")
    await weekly.owner.taps("Pause a month")
    await weekly.owner.says("/weekly")
    assert "Mon 30 Nov at 09:00" in await weekly.owner.taps("End the pause")
    assert len(await weekly.at(MONDAY_NINE)) == 1


async def test_every_reminder_has_change_or_stop_and_stopping_is_one_tap_and_a_confirmation(house, weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert {"In an hour", "Tomorrow", "Skip this week", "Change or stop"} <= set(weekly.owner.buttons)
    confirmation = await weekly.owner.taps("Change or stop")
    assert "“Stop asking” works at once" in confirmation
    assert {"Another time", "Pause 2 weeks", "Stop asking", "Keep it as it is"} <= set(weekly.owner.buttons)
    assert "I've stopped asking" in await weekly.owner.taps("Stop asking")
    assert await schedule(house) is None
    assert await weekly.wake() is None
    assert await weekly.after(days=14) == []


async def test_what_was_stopped_goes_on_with_one_tap_at_the_time_it_had(house, weekly):
    await weekly.set_up()
    before = (await schedule(house))[:4]
    await weekly.owner.says("/weekly stop")
    asked_again = await weekly.owner.taps("Ask me again, Monday 09:00")
    assert "Every Monday at 09:00, Berlin time" in asked_again
    assert (await schedule(house))[:4] == before
    assert len(await weekly.at(MONDAY_NINE)) == 1


async def test_a_second_tap_on_stop_does_not_begin_to_ask_for_a_time(house, weekly):
    await weekly.set_up()
    await weekly.owner.says("/weekly")
    shown = weekly.owner.last
    await weekly.owner.taps("Stop asking")
    assert "is off" in await weekly.owner.taps("Stop asking", message=shown)
    assert await schedule(house) is None


async def test_whoever_looks_and_keeps_it_hears_when_the_next_one_comes(weekly):
    await weekly.set_up()
    await weekly.owner.says("/weekly")
    assert "Mon 30 Nov at 09:00" in await weekly.owner.taps("Keep it as it is")
    assert len(await weekly.at(MONDAY_NINE)) == 1


async def test_a_reminder_is_put_off_by_typing_its_button(weekly):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "ask again on Mon 30 Nov at 10:00" in await weekly.owner.says("in an hour")


@pytest.mark.parametrize("words", ["stop asking me", "no more reminders!", "Unsubscribe"])
async def test_stopping_in_ones_own_words_stops_at_once_wherever_one_is(house, weekly, words):
    await weekly.set_up()
    await weekly.at(MONDAY_NINE)
    assert "I've stopped asking" in await weekly.owner.says(words)
    assert await schedule(house) is None
    assert "is off" in await weekly.owner.says(words)
    await weekly.owner.says("/weekly", "monday", "9am", "/checkup")
    before = len(weekly.owner.sent)
    await weekly.owner.says(words)
    assert "I've stopped asking" in weekly.owner.sent[before].text
    assert await schedule(house) is None


@pytest.mark.parametrize("typed", ["fri 9am", "Friday at 9:00", "Fridays, nine o'clock please"])
async def test_day_and_time_in_one_answer_are_both_taken(house, weekly, typed):
    assert "Which city's clock" in await weekly.owner.says("/weekly", typed)
    assert "Every Friday at 09:00, Berlin time" in await weekly.owner.says("Berlin")
    assert (await schedule(house))[:3] == (4, 9, 0)


@pytest.mark.parametrize(
    "typed",
    [
        "Got a stall at the Saturday market now, so it's mixed: some order on WhatsApp, others buy at the table. 15 WhatsApp orders in Nov.",
        "we had 12 people get in touch since Monday and 9 became customers",
    ],
)  # fmt: skip
async def test_numbers_of_the_business_are_no_hour(house, weekly, typed):
    await weekly.owner.says("/weekly", typed)
    assert not await house.rows("select question from answer where question in ('weekday', 'time')")


async def test_an_hour_that_may_be_in_either_half_of_the_day_is_asked_about_and_the_day_is_kept(house, alice):
    said = await alice.says("/weekly", "tuesday at 3")
    assert "Tuesday" in said
    assert "Which time do you mean?" in said
    assert {"03:00", "15:00"} <= set(alice.buttons)
    await alice.taps("15:00")
    await alice.says("Berlin")
    assert (await schedule(house))[:3] == (1, 15, 0)


async def test_an_hour_alone_that_may_be_in_either_half_of_the_day_is_asked_about(house, alice):
    assert "Which time do you mean?" in await alice.says("/weekly", "tuesday", "half past 5")
    await alice.says("17:30", "Berlin")
    assert (await schedule(house))[:3] == (1, 17, 30)


async def test_two_days_are_asked_about(house, alice):
    assert "Which day of the week do you mean?" in await alice.says("/weekly", "monday or thursday")
    await alice.taps("Thursday")
    await alice.says("7 pm", "Berlin")
    assert (await schedule(house))[:3] == (3, 19, 0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("remind me mondays at 9 london time", (0, 9, 0, "Europe/London")), ("fri 6pm, rotherham", (4, 18, 0, "Europe/London")),
     ("monday 9 utc+2", (0, 9, 0, "Etc/GMT-2")), ("9am every tuesday Rochester MN", (1, 9, 0, "America/Chicago")), ("Berlin time, sundays at 7 in the evening", (6, 19, 0, "Europe/Berlin"))],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["/weekly\n", "/weekly "])
async def test_day_time_and_place_in_one_message_are_all_taken(house, alice, asked, typed, kept):
    said = await alice.says(*f"{asked}{typed}".split("\n"))
    assert "where it is" in said
    assert (await schedule(house))[:4] == kept


async def test_namesakes_beside_a_day_and_a_time_are_asked_about(house, alice):
    said = await alice.says("/weekly", "mondays at 9, rochester")
    assert "more than one clock" in said
    assert {"New York · 05:00 now", "Chicago · 04:00 now", "London · 10:00 now"} <= set(alice.buttons)
    await alice.taps("Chicago · 04:00 now")
    assert (await schedule(house))[:4] == (0, 9, 0, "America/Chicago")


@pytest.mark.parametrize(
    "typed", ["monday 9 before school", "mondays at 9 after the kids are in bed", "9am mon if possible"]
)
async def test_what_stands_beside_a_day_and_a_time_and_is_no_place_is_left(alice, typed):
    assert "Which city's clock" in await alice.says("/weekly", typed)


async def test_what_was_said_of_day_time_and_place_out_of_the_blue_sets_it_up(house, alice):
    await alice.says("/start")
    said = await alice.says("remind me mondays at 9 london time")
    assert "Every Monday at 09:00, London time" in said
    assert (await schedule(house))[:4] == (0, 9, 0, "Europe/London")


async def test_a_new_day_and_time_behind_the_command_change_the_plan(house, alice):
    await alice.says("/weekly monday 9 london")
    said = await alice.says("/weekly fridays at 6pm")
    assert "Every Friday at 18:00, London time" in said
    assert (await schedule(house))[:4] == (4, 18, 0, "Europe/London")
