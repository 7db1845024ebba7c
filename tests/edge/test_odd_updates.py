"""Odd updates harm nobody: one that a database would not take must not keep the others of its turn from being stored."""

import pytest

from bot.edge.polling import events_of
from tests.conftest import MONDAY


def message(**more) -> dict:
    base = {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": False}}
    return {"update_id": 1, "message": {**base, "text": "x", **more}}


@pytest.mark.parametrize(
    ("typed", "read"), [("\ud800", "?"), ("a\x00b", "ab"), ("\udfff 50", "? 50"), ("né 🚪", "né 🚪"), ("50", "50")]
)
def test_text_that_no_database_takes_is_read_as_one_that_it_takes(typed, read):
    (event,) = events_of([message(text=typed)], lambda: MONDAY, "door_bot")
    assert event.what.text == read


@pytest.mark.parametrize(
    "odd",
    [
        message(chat={"id": "seven", "type": "private"}),
        message(chat={"id": None, "type": "private"}),
        message(chat={"id": True, "type": "private"}),
        message(chat={"id": 7, "type": ["private"]}),
        message(chat="me"),
        message(**{"from": {"id": 2**70}}),
        message(message_id="1"),
        message(text=None, location={"latitude": "x", "longitude": 1}),
        {"update_id": 2**70, "message": message()["message"]},
        {"update_id": 1, "callback_query": []},
        {"update_id": 1, "callback_query": {"from": 3}},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 1}}},
    ],
)
def test_an_update_of_another_shape_is_passed_over_beside_a_good_one(odd, caplog):
    good = {**message(text="hello"), "update_id": 3}
    assert [event.update_id for event in events_of([odd, good], lambda: MONDAY, "door_bot")] in ([3], [1, 3])
    assert "hello" not in caplog.text


async def test_an_update_that_cannot_be_read_is_confirmed_all_the_same(house, alice):
    house.emulator.telegram.inbox.put("message", {"chat": {"id": "seven", "type": "private"}, "from": {"id": 7}})
    assert await alice.says("/start")
