"""Odd updates harm nobody: one that a database would not take must not keep the others of its turn from being stored."""

import asyncio
import json
import tracemalloc
from math import isfinite

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.botapi.intake import events_of, receive
from bot.botapi.updates import LANGUAGE_CODE, LARGEST_ID
from bot.core.events import Event
from bot.language.templates import Words, words
from bot.turn import decide as decide_module
from bot.turn import replies as replies_module
from bot.turn import turns as turn_module
from tests.conftest import MONDAY, House

ALICE = {"id": 1, "is_bot": False, "first_name": "Alice"}
PRIVATE = {"id": 1, "type": "private"}


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
        message(text=None, location={"latitude": 10**400, "longitude": 1}),
        message(text=None, location={"latitude": float("nan"), "longitude": 1}),
        message(text=None, location={"latitude": 1, "longitude": float("inf")}),
        message(text=None, location={"latitude": 91, "longitude": 1}),
        message(migrate_to_chat_id=2**70),
        message(migrate_to_chat_id=7),
        message(migrate_to_chat_id=None),
        ["no", "update"],
        None,
        {"update_id": 2**70, "message": message()["message"]},
        {"update_id": 1, "callback_query": []},
        {"update_id": 1, "callback_query": {"from": 3}},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 1}}},
    ],
)
def test_an_update_of_another_shape_is_passed_over_beside_a_good_one(odd, caplog):
    good = {**message(text="hello"), "update_id": 3}
    assert [event.update_id for event in events_of([odd, good], lambda: MONDAY, "door_bot")] == [3]
    assert "hello" not in caplog.text


async def test_an_update_that_cannot_be_read_is_confirmed_all_the_same(house, alice):
    house.emulator.telegram.inbox.put("message", {"chat": {"id": "seven", "type": "private"}, "from": {"id": 7}})
    assert await alice.says("/start")


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("de", "de"),
        ("pt-br", "pt-br"),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("x" * 300, "en"),
        ("../flows", "en"),
        ("e", "en"),
        ("", "en"),
        ("de\n", "en"),
        ("дe", "en"),
        (7, "en"),
        (None, "en"),
        (["de"], "en"),
    ],
)
def test_only_what_can_be_the_code_of_a_language_is_kept_as_one(code, kept):
    (event,) = events_of([message(**{"from": {"id": 7, "language_code": code}})], lambda: MONDAY, "door_bot")
    assert event.language == kept


@given(
    st.text() | st.sampled_from(["EN", "en-US", "flows", ".", "..", "/", "pictures", "en/menu", "x" * 300, "\ud800"])
)
def test_there_are_words_for_whatever_is_asked_for_and_no_more_of_them_than_folders(code):
    assert words(code) is words("en")


def test_languages_that_nobody_knows_cost_nothing():
    words("en")
    tracemalloc.start()
    for number in range(1_000):
        words(f"x{number}")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 100_000


# Any Update at all: what a field may hold, right or wrong.
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, 1, -1, 2**31, LARGEST_ID, LARGEST_ID + 1, -(2**63), 10**400])
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["private", "supergroup", "/start", "12/people/=half", "\ud800", "x" * 300]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def either(right):
    """Mostly what belongs there, and sometimes anything."""
    return st.one_of(right, right, right, right, right, anything)


def record(**fields):
    return either(st.fixed_dictionaries({}, optional={name: either(value) for name, value in fields.items()}))


ids = st.integers(1, 9)
users = record(
    id=ids,
    is_bot=st.just(value=False),
    first_name=st.text(max_size=5),
    language_code=st.sampled_from(["en", "de", "x"]),
)
chats = record(id=ids | st.integers(-9, -1), type=st.sampled_from(["private", "group", "supergroup", "channel"]))
messages = record(
    message_id=ids,
    date=st.integers(0, 2**31),
    edit_date=st.integers(0, 2**31),
    chat=chats,
    text=st.sampled_from(["/start", "/checkup", "shop", "50", "/start@door_bot checkup", "/"]),
    location=record(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180)),
    document=record(file_id=st.text(), file_name=st.sampled_from(["door.csv", "x"]), file_size=ids),
    reply_to_message=record(**{"from": record(username=st.just("door_bot"))}),
    migrate_to_chat_id=st.integers(-9, -1),
    sticker=anything,
    **{"from": users},
)
updates = record(
    update_id=ids,
    message=messages,
    edited_message=messages,
    callback_query=record(id=st.text(), data=st.sampled_from(["/help", "1/trade/=shop"]), message=messages, **{"from": users}),
    inline_query=record(id=st.text(), query=st.text(), **{"from": users}),
    my_chat_member=record(chat=chats, new_chat_member=record(status=st.sampled_from(["kicked", "member"])), **{"from": users}),
)  # fmt: skip


@given(st.lists(updates, max_size=3))
def test_no_update_keeps_the_others_of_its_batch_from_being_read(odd):
    good = {**message(text="hello"), "update_id": 3}
    events = events_of([*odd, good], lambda: MONDAY, "door_bot")
    assert events[-1].update_id == 3
    for event in events:
        numbers = (event.update_id, event.chat_id, event.user_id, getattr(event.what, "message_id", 0))
        assert all(type(number) is int and abs(number) <= LARGEST_ID for number in numbers)
        assert LANGUAGE_CODE.fullmatch(event.language)
        assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event, "it can be kept"
        for value in (event.name, *(getattr(event.what, name) for name in event.what.__struct_fields__)):
            assert not isinstance(value, float) or isfinite(value)
            assert not isinstance(value, str) or "\0" not in value
            assert json.dumps(value, default=str).encode()
            if isinstance(value, str):
                value.encode()


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "odd",
    [
        {"from": {**ALICE, "language_code": "x" * 300}, "text": "/start"},
        {"from": {**ALICE, "language_code": "../../x"}, "text": "/start"},
        {"from": ALICE, "location": {"latitude": 10**400, "longitude": 0}},
        {"from": ALICE, "location": {"latitude": float("nan"), "longitude": 0}},
        {"from": ALICE, "migrate_to_chat_id": -(2**70)},
        {"from": ALICE, "document": {"file_id": "\ud800", "file_name": "a.pdf", "file_size": "x"}},
        {"from": {**ALICE, "first_name": "\ud800"}, "text": "/start"},
        {"from": {**ALICE, "id": 2**70}, "text": "/start"},
    ],
    ids=["language", "path", "latitude", "nan", "group", "file", "name", "id"],
)
async def test_whatever_one_writes_first_others_are_answered_and_so_is_the_next_message(house, alice, odd):
    bob = house.person(2, "Bob")
    await bob.says("/start")
    batch = [
        {"update_id": 500, "message": {"message_id": 1, "date": 0, "chat": PRIVATE, **odd}},
        {"update_id": 501, "message": {**message(text="/checkup")["message"], "chat": {"id": 2, "type": "private"}}},
    ]
    await receive(house.app.bot, house.app.turns, house.clock.now, batch)
    await house.settle()
    assert "1 of 8" in bob.text
    assert "marketing or sales" in await alice.says("/start")


@pytest.mark.both_engines
async def test_where_even_the_apology_fails_a_plain_one_comes_and_the_others_are_answered(house, alice, monkeypatch):
    bob = house.person(2, "Bob")
    await bob.says("/start")

    def fails(*_):
        raise RuntimeError("no words")

    decided = decide_module.decide
    monkeypatch.setattr(turn_module, "decide", lambda *given: fails() if given[2].chat_id == 1 else decided(*given))
    monkeypatch.setattr(replies_module, "apology", fails)
    alice.person.types("/start")
    bob.person.types("/checkup")
    await house.settle()
    assert "1 of 8" in bob.text
    assert "Something went wrong" in alice.text
    assert Words().label("menu/error", error_id="00000000") != alice.text  # with an id of its own
    assert await house.rows("select count(*) from seen") == [(3,)]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(updates, min_size=1, max_size=30), min_size=1, max_size=3))
def test_no_batch_of_odd_updates_stops_a_turn_or_is_put_aside(batches, tmp_path_factory):
    async def play() -> None:
        house = House(tmp_path_factory.mktemp("odd"))
        await house.start()
        alice = house.person(1_001, "Alice")
        await alice.says("/start")
        for number, batch in enumerate(batches, 1_000):
            numbered = [{**odd, "update_id": number * 100 + n} for n, odd in enumerate(batch) if isinstance(odd, dict)]
            fields = {"chat": {"id": 1_001, "type": "private"}, "from": {"id": 1_001, "is_bot": False}, "date": 0}
            good = {"update_id": number * 100 + 99, "message": {**fields, "message_id": number, "text": "/help"}}
            sent = len(alice.sent)
            await receive(house.app.bot, house.app.turns, house.clock.now, [*numbered, good])
            await house.app.settled()
            assert len(alice.sent) == sent + 1
        assert await house.rows("select * from put_aside") == []
        await house.stop()

    asyncio.run(play())


async def test_an_apology_is_in_the_language_that_the_owner_chose(house, monkeypatch):
    dora = house.person(4, "Dora", language_code="de")
    await dora.says("/start")
    await dora.says("/settings language english")
    asked = []
    known = decide_module.words

    def noted(language):
        asked.append(language)
        return known(language)

    def fails(*_):
        raise RuntimeError("no words")

    monkeypatch.setattr(turn_module, "decide", fails)
    monkeypatch.setattr(decide_module, "words", noted)
    assert "Something went wrong" in await dora.says("/checkup")
    assert asked == ["en"]
    assert len(house.emulator.faults) == 0
