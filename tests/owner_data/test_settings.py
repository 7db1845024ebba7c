"""Settings are seen and changed in one place, also in the middle of a check-up; and an owner may have several businesses."""

import pytest

from bot.language.templates import Words
from bot.owner_data.currencies import read_currency
from tests.check_ups import SHORTEST

ODD = 'A<b & "C" [x](y) _z_'


async def of_business(house, column: str) -> list:
    return [row[0] for row in await house.rows(f"select {column} from business order by number")]


# Settings


async def test_all_settings_are_seen_in_one_message(alice):
    text = await alice.says("/settings")
    for name in ("Language", "Time zone", "Currency", "Trade", "Business name", "Reminder"):
        assert name in text
        assert name in alice.buttons


@pytest.mark.parametrize(
    ("typed", "column", "stored"),
    [
        (["/settings zone Berlin"], "time_zone", "Europe/Berlin"),
        (["/settings time zone Berlin"], "time_zone", "Europe/Berlin"),
        (["/settings", "time zone", "new york"], "time_zone", "America/New_York"),
        (["/settings", "Time zone UTC+2"], "time_zone", "Etc/GMT-2"),
        (["/settings currency EUR"], "currency", "EUR"),
        (["/settings", "currency", "euros"], "currency", "EUR"),
        (["/settings", "Currency", "Swiss francs"], "currency", "CHF"),
        (["/settings trade plumber"], "trade", "trades"),
        (["/settings", "trade", "Coaching"], "trade", "coaching"),
        (["/settings name Zebra"], "name", "Zebra"),
        (["/settings", "business name", ODD], "name", ODD),
    ],
)
async def test_each_is_changed_by_typing(house, alice, typed, column, stored):
    assert "noted" in await alice.says(*typed)
    assert await of_business(house, column) == [stored]


@pytest.mark.parametrize(
    ("button", "pick", "column", "stored"),
    [("Currency", "GBP", "currency", "GBP"), ("Trade", "Coaching", "trade", "coaching")],
)
async def test_each_is_changed_by_tapping(house, alice, button, pick, column, stored):
    await alice.says("/settings")
    await alice.taps(button)
    assert "noted" in await alice.taps(pick)
    assert await of_business(house, column) == [stored]


async def test_a_name_of_several_clocks_is_asked_about(house, alice):
    await alice.says("/settings zone usa")
    assert len(alice.buttons) > 3
    await alice.taps(alice.buttons[1])
    zones = await of_business(house, "time_zone")
    assert zones[0].startswith(("America/", "Pacific/"))


async def test_a_shared_location_sets_the_time_zone(house, alice):
    await alice.says("/settings zone")
    await alice.does(alice.person.sends_location(48.85, 2.35))
    assert await of_business(house, "time_zone") == ["Europe/Paris"]


async def test_a_location_nobody_asked_for_sets_nothing(house, alice):
    await alice.says("/settings")
    await alice.does(alice.person.sends_location(48.85, 2.35))
    assert await of_business(house, "time_zone") == [None]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/settings currency shells", "don't know a currency"),
        ("/settings zone Atlantis-on-Sea", "don't know a place"),
        ("/settings trade zxqv", "can't match"),
        ("/settings language klingon", "don't speak"),
        ("/settings name " + "x" * 65, "1 to 64 letters"),
    ],
)
async def test_what_is_not_understood_changes_nothing_and_is_asked_again(house, alice, typed, says):
    await alice.says("/settings")
    before = await house.rows("select * from business")
    assert says in await alice.says(typed)
    assert "Leave it as it is" in alice.buttons
    assert await house.rows("select * from business") == before
    assert "To change one" in await alice.says("leave it as it is")


async def test_the_language_can_be_named(house, alice):
    assert "English" in await alice.says("/settings language english")
    assert await house.rows("select language from owner") == [("en",)]


async def test_settings_are_changed_in_the_middle_of_a_check_up_and_the_question_comes_again_once(house, alice):
    await alice.says("/checkup", "shop with staff")
    await alice.says("/settings")
    shown = [message.text for message in alice.sent[-2:]]
    assert "Settings" in shown[0]
    assert "2 of 8" in shown[1]
    asked = await alice.says("/settings currency")
    assert "2 of 8" not in asked
    before = len(alice.sent)
    changed = await alice.says("euros")
    assert changed.count("2 of 8") == 1
    assert len(alice.sent) == before + 1
    assert "3 of 8" in await alice.says("we talk first")
    assert [row[0] for row in await house.rows("select question from answer order by 1")] == ["path", "trade"]


async def test_a_trade_changed_in_the_middle_of_a_check_up_changes_its_answer(house, alice):
    await alice.says("/checkup", "shop with staff", "/settings trade plumber")
    assert await house.rows("select choice from answer where question = 'trade'") == [("trades",)]
    assert "For a plumber" in await alice.says("we talk first")


async def test_after_a_command_words_are_answers_again(house, alice):
    await alice.says("/checkup", "shop with staff", "we talk first", "/settings name", "/help")
    assert "4 of 8" in await alice.says("50")
    assert await of_business(house, "name") == [None]


async def test_a_setting_that_was_asked_for_is_taken_after_a_restart(house, alice):
    await alice.says("/settings", "currency")
    await house.restart()
    await alice.says("euros")
    assert await of_business(house, "currency") == ["EUR"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("EUR", "EUR"), ("eur.", "EUR"), ("€", "EUR"), ("euros", "EUR"), ("$", "USD"), ("£", "GBP"), ("swiss franc", "CHF"),
        ("Indian rupees", "INR"), ("PLN", "PLN"), ("5", None), ("", None), ("sea shells", None), ("XXX", None),
    ],
)  # fmt: skip
def test_currencies_are_read(typed, code):
    assert read_currency(typed, Words("en")) == code


# Several businesses


async def test_a_business_name_is_echoed_exactly(house, alice):
    for command in (f"/settings name {ODD}", "/settings", "/business", "/business rename", "/delete"):
        await alice.says(command)
        assert ODD in alice.text, command
    await alice.says("/business add Other", f"/business {ODD}")
    assert alice.text.startswith(ODD)
    assert f"Switch to {ODD}" not in alice.buttons


async def test_check_ups_belong_to_the_business_in_hand(house, alice):
    await alice.says("/settings name First", "/checkup", "shop with staff", "we talk first")
    text = await alice.says("/business add Second")
    assert "put aside" in text
    assert "1 of 8" in await alice.says("/checkup")
    await alice.says("coaching")
    text = await alice.says("/business first")
    assert "First is the current one now" in text
    assert "put aside earlier" in text
    assert "3 of 8" in await alice.taps("Go on")
    await alice.says("/business Second")
    assert "2 of 8" in await alice.says("go on")
    assert await house.rows("select business, count(*) from session group by business order by 1") == [(1, 1), (2, 1)]


async def test_starting_over_in_one_business_leaves_the_draft_of_the_other(house, alice):
    await alice.says(
        "/settings name First", "/checkup", "shop with staff", "/business add Second", "/checkup", "/restart"
    )
    assert await house.rows("select state from session where business = 1") == [("kept",)]


async def test_verdicts_of_another_business_are_explained_in_its_own_terms(house, alice):
    await alice.says("/settings name First", *SHORTEST)
    verdict = alice.last
    how = await alice.taps("How did you work that out?", message=verdict)
    await alice.says("/business add Second", "/settings zone Tokyo", "/settings currency JPY")
    assert await alice.taps("How did you work that out?", message=verdict) == how
    assert "no verdict" in await alice.says("/how")
    await alice.taps("Change an answer", message=verdict)
    assert await house.rows("select business from owner") == [(1,)]


async def test_two_businesses_of_one_name_would_be_one_too_many(house, alice):
    await alice.says("/settings name Bakery")
    assert "already have" in await alice.says("/business add BAKERY")
    assert "current one now" in await alice.says("Butchery")
    assert await of_business(house, "name") == ["Bakery", "Butchery"]


async def test_a_business_is_renamed(house, alice):
    await alice.says("/business", "rename it", "Bakery")
    assert await of_business(house, "name") == ["Bakery"]


async def test_a_business_nobody_has_is_not_switched_to(alice):
    assert "no business called" in await alice.says("/business Nowhere")


# What a correction changes


async def test_a_corrected_check_up_says_what_became_of_the_verdict(house, alice):
    before = await alice.says(*SHORTEST)
    await alice.says("/fix")
    await alice.taps("Customers after a talk")
    after = await alice.says("25")
    assert before.startswith("Most likely sales")
    assert "Before I said: sales" in after
    await alice.says("/fix")
    await alice.taps("Customers after a talk")
    assert (await alice.says("25")).startswith("That doesn't change it")


async def test_one_setting_after_the_other_is_named_in_the_middle_of_a_check_up(house, alice):
    await alice.says("/checkup", "shop with staff", "we talk first", "/settings", "currency", "euros")
    assert "Which city's clock" in await alice.says("time zone")
    assert "Berlin" in await alice.says("berlin")
    assert "4 of 8" in await alice.says("50")  # anything else answers the question
    assert await house.rows("select currency, time_zone from business") == [("EUR", "Europe/Berlin")]


async def test_a_number_after_a_setting_was_changed_is_the_answer_to_the_question(house, alice):
    await alice.says("/checkup", "shop with staff", "we talk first", "/settings trade plumber", "trade 50 people")
    assert await house.rows("select trade from business") == [("trades",)]


async def test_the_trade_of_the_check_up_that_is_open_is_shown(alice):
    await alice.says("/checkup", "shop with staff", "/settings")
    assert any("Trade: Shop with staff" in message.text for message in alice.sent)


async def test_the_reminder_is_switched_off_where_it_was_switched_on(house, alice):
    await alice.says("/weekly", "monday", "9am", "Berlin")
    assert "I've stopped asking" in await alice.says("/settings reminder off")
    assert await house.rows("select count(*) from schedule") == [(0,)]
    assert "On which day" in await alice.says("/settings reminder")
