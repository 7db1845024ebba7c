"""Updates that are acknowledged before they are handled: none is lost, none handled twice, and their order stays."""

import asyncio
from datetime import datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

import storage.inbox
from bot.botapi.updates import read_update
from bot.core.events import (
    Blocked,
    Command,
    Content,
    Document,
    Edited,
    Event,
    Inline,
    Joined,
    Left,
    Place,
    Tap,
    Text,
    TooMany,
    Unblocked,
)
from bot.turn.inbox import can_be_kept
from bot.turn.line import A_CHAT
from storage.inbox import keep, kept_of
from tests.conftest import MONDAY
from tests.turn.test_apart import POISON, refuse_the_row

pytestmark = pytest.mark.both_engines

ANSWERS = ("shop", "we talk first", "50", "45", "5")
STORED = [("customers", "5"), ("path", "we talk first"), ("people", "50"), ("talked", "45"), ("trade", "shop")]
LEFT_OUT = "left out the rest"


def text_of(number: int, chat: int, text: str, at: datetime = MONDAY) -> Event:
    where, who = {"id": chat, "type": "private"}, {"id": abs(chat), "is_bot": False, "first_name": "Alice"}
    message = {"message_id": number, "date": 0, "chat": where, "from": who, "text": text}
    event = read_update({"update_id": number, "message": message}, at)
    assert event is not None
    return event


def flood(first: int = 1_000, *, words: int = 3 * A_CHAT) -> list[Event]:
    """A question that is opened, many words that answer nothing, and then the answers."""
    texts = ("/checkup", *(f"no such trade {number}" for number in range(words)), *ANSWERS)
    return [text_of(first + number, 1, text) for number, text in enumerate(texts)]


async def answers(house) -> list[tuple]:
    return await house.rows("select question, typed from answer where chat_id = 1 order by question")


async def kept(house) -> list[int]:
    return [row[0] for row in await house.rows("select update_id from inbox order by update_id")]


@pytest.fixture
def held(house):
    """Hold back what is kept, until it is let go."""
    go = asyncio.Event()
    handle = house.app.turns._inbox._handle

    async def later(events):
        await go.wait()
        await handle(events)

    house.app.turns._inbox._handle = later
    return go


async def test_what_is_beyond_a_turn_is_kept_and_everybody_else_goes_on(house, alice, held):
    bob = house.person(2, "Bob")
    await alice.says("/start")
    await house.app.turns.handle(flood())
    assert len(await kept(house)) == len(flood()) - A_CHAT
    bob.person.types("/help")
    await house.emulator.until_confirmed()
    await house.app.outbox.idle()
    assert "I ask about the people" in bob.text
    held.set()
    await house.settle()
    assert await answers(house) == STORED
    assert await kept(house) == []


async def test_what_the_same_chat_says_meanwhile_comes_after_it(house, alice, held):
    await alice.says("/start")
    await house.app.turns.handle(flood()[:-2])
    for event in flood()[-2:]:
        await house.app.turns.handle([event])
    assert (await kept(house))[-2:] == [event.update_id for event in flood()[-2:]]
    held.set()
    await house.settle()
    assert await answers(house) == STORED


async def test_a_process_that_ends_leaves_it_to_the_next(house, alice, held):
    await alice.says("/start")
    await house.app.turns.handle(flood())
    left = await kept(house)
    await house.restart()
    await house.settle()
    assert left
    assert await kept(house) == []
    assert await answers(house) == STORED


async def test_what_comes_twice_is_handled_once(house, alice, held):
    await alice.says("/start")
    for _ in range(2):
        await house.app.turns.handle(flood())
    assert len(await kept(house)) == len(flood()) - A_CHAT
    held.set()
    await house.settle()
    await house.app.turns.handle(flood())
    await house.settle()
    assert await kept(house) == []
    assert await answers(house) == STORED
    assert await house.rows("select count(*) from session where chat_id = 1") == [(1,)]


async def test_one_that_the_database_refuses_is_put_aside_and_what_comes_after_it_is_handled(
    house, alice, held, engine
):
    await alice.says("/start")
    await house.app.turns.handle([*flood()[:-3], text_of(1_800, 1, POISON), text_of(1_801, 1, "50")])
    await refuse_the_row(house, engine)
    held.set()
    await house.settle()
    assert await house.rows("select update_id from put_aside") == [(1_800,)]
    assert await kept(house) == []
    assert ("people", "50") in await answers(house)


async def test_one_that_cannot_be_read_is_answered_and_what_comes_after_it_is_handled(house, alice, held):
    await alice.says("/start")
    await house.app.turns.handle(flood())
    async with house.app.database.transaction() as tx:
        await tx.run("update inbox set event = 'no JSON' where update_id = :id", id=1_000 + A_CHAT)
    held.set()
    await house.settle()
    assert await kept(house) == []
    assert await answers(house) == STORED


async def test_beyond_what_anybody_has_to_say_it_is_left_out_and_said_once(house, alice, held, monkeypatch, caplog):
    monkeypatch.setattr(storage.inbox, "MOST", 2 * A_CHAT)
    await alice.says("/start")
    await house.app.turns.handle(flood(words=10 * A_CHAT))
    await house.app.turns.handle(flood(5_000, words=A_CHAT))
    assert len(await kept(house)) == 2 * A_CHAT + 1
    held.set()
    await house.settle()
    assert sum(LEFT_OUT in message.text for message in alice.sent) == 1
    assert LEFT_OUT in alice.text
    assert "1 of 8" in alice.text, "the open question is asked again"
    assert sum("more than is kept" in line for line in caplog.messages) == 1
    await house.app.turns.handle(flood(words=10 * A_CHAT))  # what was left out does not come back later, out of order
    await house.settle()
    assert await answers(house) == []
    assert await alice.says("shop")
    assert await answers(house) == [("trade", "shop")]


async def test_deleting_everything_deletes_what_is_not_handled_yet(house, alice, held):
    await alice.says("/checkup", "shop")
    await house.app.turns.handle(flood())
    assert await kept(house)
    async with house.app.database.transaction() as tx:
        await storage.owner_data.erase(tx, [1])
    held.set()
    await house.settle()
    assert await kept(house) == []


async def test_a_group_that_moves_takes_it_along(house, held):
    old, new = -5, -1005
    async with house.app.database.transaction() as tx:
        event = replace(text_of(1_000, old, "/help"), chat_kind="group", user_id=old)
        await keep(tx, [event], "", house.clock.now())
    async with house.app.database.transaction() as tx:
        await storage.groups.move_group(tx, old, new, house.clock.now())
    async with house.app.database.reading() as tx:
        (found,) = await kept_of(tx, new, 10, house.clock.now())
    assert (found.chat_id, found.user_id) == (new, new)
    async with house.app.database.transaction() as tx:
        await storage.owner_data.erase(tx, [new])


KINDS = (
    Command("start", "checkup", 1),
    Text("fünf oder sechs \U0001f600", 2),
    Edited("six", 3, MONDAY),
    Tap("1/trade/=shop", "77"),
    Place(52.5, 13.4),
    Content("sticker"),
    Document("f", "door.csv", 10),
    Blocked(),
    Left(),
    Joined(),
    Unblocked(),
    Inline("8", "flyers"),
    TooMany(),
)


async def test_every_kind_of_update_is_read_as_it_was_kept_but_for_the_name(house):
    at = MONDAY + timedelta(milliseconds=1)
    events = [
        Event(1_000 + number, 1, "private", 1, "pt-BR", at, what, name="Alice", thread=number or None)
        for number, what in enumerate(KINDS)
    ]
    assert all(can_be_kept(event) for event in events)
    async with house.app.database.transaction() as tx:
        await keep(tx, events, "", at)
    async with house.app.database.reading() as tx:
        assert await kept_of(tx, 1, 100, at) == [replace(event, name="", stored=True) for event in events]
    assert not any("Alice" in row[0] for row in await house.rows("select event from inbox"))
    async with house.app.database.transaction() as tx:
        await storage.owner_data.erase(tx, [1])


def test_what_a_later_release_adds_to_an_event_has_a_default():
    """An update that a process before it kept is read by the next release."""
    required = [field.name for field in msgspec.structs.fields(Event) if field.required]
    assert required == ["update_id", "chat_id", "chat_kind", "user_id", "language", "at", "what"]
