"""Polling: explicit kinds of updates, patience with the network, one line about another process."""

import pytest

from bot.botapi.updates import ALLOWED_UPDATES, read_update


async def test_the_kinds_of_updates_are_named(house, alice):
    await alice.says("/start")
    assert set(house.emulator.telegram.inbox.allowed or ()) == set(ALLOWED_UPDATES)


@pytest.mark.parametrize("trouble", [500, 502, "refused", "reset", "timeout"])
async def test_network_errors_are_waited_out(house, alice, trouble):
    house.emulator.fail_next("getUpdates", trouble, times=4)
    assert "marketing or sales" in await alice.says("/start")


async def test_another_poller_is_waited_for_with_one_line_in_the_log(house, alice, caplog):
    house.emulator.fail_next("getUpdates", 409, times=5)
    assert "marketing or sales" in await alice.says("/start")
    assert caplog.text.count("another process polls with this token") == 1


def message(**more) -> dict:
    base = {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": False}}
    return {"update_id": 1, "message": base | more}


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/start", "start", ""),
        ("/START", "start", ""),
        ("/start checkup", "start", "checkup"),
        ("/start@door_bot", "start", ""),
        ("/start@DOOR_BOT x", "start", "x"),
        ("/start " + "x" * 300, "start", "x" * 256),
    ],
)
def test_commands_are_read(text, name, argument, house_time):
    event = read_update(message(text=text), house_time, "door_bot")
    assert (event.what.name, event.what.argument) == (name, argument)


@pytest.mark.parametrize("text", ["/", "/ start", "start"])
def test_what_is_no_command_of_this_bot_is_text(text, house_time):
    assert type(read_update(message(text=text), house_time, "door_bot").what).__name__ == "Text"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "channel_post": {}},
        message(new_chat_title="x"),
        {
            "update_id": 1,
            "message": {"message_id": 1, "chat": {"id": 7, "type": "channel"}, "from": {"id": 1}, "text": "x"},
        },
        {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}, "text": "x"}},
    ],
)
def test_what_is_of_no_concern_is_passed_over(update, house_time):
    assert read_update(update, house_time) is None


@pytest.fixture
def house_time():
    from datetime import UTC, datetime

    return datetime(2026, 11, 23, 10, tzinfo=UTC)


async def test_an_update_that_cannot_be_read_holds_up_no_other(house, alice):
    house.emulator.telegram.inbox.put("message", {"message_id": "odd"})
    house.emulator.telegram.inbox.put("callback_query", {"from": 3})
    assert "marketing or sales" in await alice.says("/start")
