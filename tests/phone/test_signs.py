"""Signs of life: what is on its way is shown, what nobody waits for comes without a sound, and red means stop."""

from bot.botapi.ticker import look
from tests.check_ups import SHORTEST


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


async def test_red_marks_what_destroys_and_nothing_else(house, alice):
    await alice.says("/checkup", "plumber", "/delete")
    styled = [
        (button["text"], button["style"])
        for call in calls(house, "sendMessage")
        for row in call.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if "style" in button
    ]
    assert styled == [("Yes, delete everything", "danger")]
