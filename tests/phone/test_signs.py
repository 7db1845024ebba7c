"""Signs of life: what is on its way is shown, what nobody waits for comes without a sound, and red means stop."""

from bot.botapi.ticker import look
from tests.check_ups import SHORTEST
from tests.owner_data.owners import rows_with


def calls(house, method):
    return [call.parameters for call in house.emulator.calls if call.method == method]


async def test_a_picture_on_its_way_is_shown(house, alice):
    await alice.says(*SHORTEST)
    assert calls(house, "sendChatAction") == [{"chat_id": 1, "action": "upload_photo"}]


async def test_nothing_is_shown_where_the_operator_wants_no_pictures(house, alice):
    house.pictures = False
    await house.restart()
    await alice.says(*SHORTEST)
    assert calls(house, "sendChatAction") == []


async def test_a_server_that_cannot_show_it_is_asked_once(house, alice):
    house.emulator.fail_next("sendChatAction", (404, b'{"ok":false,"error_code":404,"description":"Not Found"}'))
    for person in (alice, house.person(2, "Bob")):
        await person.says(*SHORTEST[:3], str(49 + person.person.id), *SHORTEST[4:])
    assert len(calls(house, "sendChatAction")) == 1


async def test_a_nudge_comes_without_a_sound_and_an_answer_with_one(house, alice):
    await alice.says("/checkup", "plumber", "we talk first")
    house.clock.pass_time(hours=25)
    await look(house.app.database, house.app.turns, house.app.outbox, house.app.clock)
    await house.settle()
    sent = calls(house, "sendMessage")
    assert sent[-1]["disable_notification"] is True
    assert not any("disable_notification" in one for one in sent[:-1])


def styled(house):
    return [
        (button["text"], button["style"])
        for call in calls(house, "sendMessage")
        for row in call.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if "style" in button
    ]


async def test_red_marks_what_destroys_and_nothing_else(house, alice):
    await alice.says("/checkup", "plumber", "/delete")
    assert styled(house) == [("Yes, delete everything", "danger")]


async def test_green_goes_on_and_red_deletes(house, alice):
    await alice.says("/checkup", "plumber", "/cancel")
    assert styled(house) == [("Go on", "success"), ("Delete it", "danger")]


async def test_a_server_that_refuses_colours_gets_plain_buttons_from_then_on(house, alice, caplog):
    refusal = (400, b'{"ok":false,"error_code":400,"description":"Bad Request: can\'t parse inline keyboard button"}')
    await alice.says("/checkup", "plumber")
    house.emulator.fail_next("sendMessage", refusal)
    await alice.says("/cancel")
    assert "Go on" in alice.buttons
    await alice.says("/delete")
    assert styled(house) == [("Go on", "success"), ("Delete it", "danger")]  # those that were refused
    assert [record.message for record in caplog.records if "coloured" in record.message] == [
        "the Bot API server takes no coloured buttons; they stay plain"
    ]


async def test_colours_stay_where_a_message_was_refused_for_another_reason(house, alice):
    refusal = (400, b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}')
    await alice.says("/checkup", "plumber")
    for _ in range(2):
        house.emulator.fail_next("sendMessage", refusal)
    await alice.does(alice.person.types("/cancel"))
    house.emulator.faults.clear()  # asked for here
    await alice.says("/delete")
    assert ("Yes, delete everything", "danger") in styled(house)


def markups(house):
    return [call["reply_markup"] for call in calls(house, "sendMessage") if "reply_markup" in call]


LOCATION = {"keyboard": [[{"text": "Send my location once", "request_location": True}]]}


async def test_where_a_place_is_asked_for_a_button_sends_the_location(house, alice):
    await alice.says("/weekly", "monday", "9")
    assert "Share my location" in alice.buttons
    await alice.taps("Share my location")
    assert markups(house)[-1].items() >= LOCATION.items()
    await alice.does(alice.person.sends_location(35.68, 139.69))
    assert {"remove_keyboard": True} in markups(house)
    assert "Of the place I keep" not in alice.text
    assert "Tokyo time" in alice.text
    assert await house.rows("select time_zone from business") == [("Asia/Tokyo",)]


async def test_nothing_of_a_location_is_kept_but_its_time_zone(house, alice):
    await alice.says("/weekly", "monday", "9", "Share my location")
    await alice.does(alice.person.sends_location(35.6812, 139.6934))
    assert await rows_with(house, "35.68") == await rows_with(house, "139.69") == []


async def test_the_button_for_a_location_goes_where_a_city_is_typed_instead(house, alice):
    await alice.says("/weekly", "monday", "9", "Share my location")
    await alice.says("berlin")
    assert [one for one in markups(house) if "remove_keyboard" in one] == [{"remove_keyboard": True}]
    assert "Berlin time" in alice.text
    await alice.says("thanks")
    assert len([one for one in markups(house) if "remove_keyboard" in one]) == 1


async def test_the_settings_take_a_location_by_the_button_too(house, alice):
    await alice.says("/start", "/settings zone", "Share my location")
    await alice.does(alice.person.sends_location(48.85, 2.35))
    assert "Time zone:" in alice.text
    assert await house.rows("select time_zone from business") == [("Europe/Paris",)]


async def test_a_location_is_for_the_time_zone_where_nothing_asks_for_a_place(house, alice):
    await alice.says("/start", "Share my location")
    await alice.does(alice.person.sends_location(48.85, 2.35))
    assert await house.rows("select time_zone from business") == [("Europe/Paris",)]


async def test_an_app_that_sends_the_words_of_the_button_is_asked_for_a_city(house, alice):
    await alice.says("/weekly", "monday", "9", "Share my location")
    await alice.says("Send my location once")
    assert "Type a city instead." in alice.text
    await alice.says("berlin")
    assert "Berlin time" in alice.text
