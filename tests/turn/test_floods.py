"""One sender holds nobody up: a turn takes a few updates of a chat, a few replies to a chat wait, and reminders go on."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.botapi import ticker
from bot.core.events import Document, Due, Event, Text
from bot.turn.crowding import SHARE, thinned
from bot.turn.line import A_CHAT, Line
from storage.updates import Outgoing
from tests.check_ups import SHORTEST
from tests.conftest import MONDAY

pytestmark = pytest.mark.both_engines

ASKED = "One at a time, please"


def said(update_id: int, chat_id: int) -> Event:
    return Event(update_id, chat_id, "private", chat_id, "en", MONDAY, Text(f"message {update_id}", update_id))


def reply(number: int, *, chat_id: int = 1, update_id: int | None = None, passing: bool = True) -> Outgoing:
    return Outgoing(
        number, chat_id, "sendMessage", "{}", urgent=True, update_id=update_id or number, created_at="", passing=passing
    )


@pytest.mark.sqlite
async def test_a_turn_takes_a_few_updates_of_each_chat_and_keeps_the_rest_in_order():
    line = Line()
    flood = line.join([said(number, 1) for number in range(1, 301)])
    others = [line.join([said(300 + chat, chat)]) for chat in range(2, 7)]
    taken = line.take()
    assert [event.update_id for event in taken.events if event.chat_id == 1] == list(range(1, A_CHAT + 1))
    assert [event.update_id for event in taken.to_keep] == list(range(A_CHAT + 1, 301))
    assert max(Counter(event.chat_id for event in taken.events).values()) == A_CHAT
    line.tell(taken.batches, None)
    assert flood.done()
    assert all(other.done() for other in others)
    assert line.take().batches == []


@pytest.mark.sqlite
async def test_what_cannot_be_kept_waits_for_the_next_turn():
    line = Line()
    stored = [replace(said(number, 1), stored=True) for number in range(1, A_CHAT + 1)]
    due = [Event(0, 1, "private", 1, "en", MONDAY, Due("nudge"))] * 3
    batch = line.join([*stored, *due])
    taken = line.take()
    assert (taken.events, taken.to_keep) == (stored, [])
    line.tell(taken.batches, None)
    assert not batch.done()
    taken = line.take()
    assert taken.events == due
    line.tell(taken.batches, None)
    assert batch.done()


@pytest.mark.sqlite
async def test_what_comes_after_something_that_is_kept_is_kept_too():
    table = Event(2, 1, "private", 1, "en", MONDAY, Document("f", "door.csv", 10))
    line = Line()
    line.join([said(1, 1), table, said(3, 1), said(4, 2), said(5, 3)])
    taken = line.take(lambda event: event.chat_id == 3)
    assert [event.update_id for event in taken.events] == [1, 4]
    assert [event.update_id for event in taken.to_keep] == [2, 3, 5]


@pytest.mark.sqlite
async def test_a_turn_that_fails_gives_back_the_whole_batch_that_it_took_from():
    line = Line()
    flood = line.join([said(number, 1) for number in range(1, 101)])
    taken = line.take()
    line.tell(taken.batches, RuntimeError("the disk is full"))
    with pytest.raises(RuntimeError, match="full"):
        await flood
    assert line.take().batches == []


@pytest.mark.parametrize(
    ("waiting", "kept"),
    [
        ([reply(n) for n in range(SHARE)], list(range(SHARE))),
        ([reply(n) for n in range(1, 40)], [1, 39]),
        ([*(reply(n) for n in range(1, 20)), reply(20, passing=False), reply(21, update_id=30), reply(22, update_id=30)], [1, 20, 21, 22]),
        ([*(reply(n) for n in range(1, 20)), reply(20, passing=False)], [1, 19, 20]),
        ([*(reply(n) for n in range(1, 8)), *(reply(n, chat_id=2) for n in range(8, 15))], list(range(1, 15))),
        ([reply(n, passing=False) for n in range(1, 40)], list(range(1, 40))),
    ],
    ids=["a share", "many questions", "a verdict, and one reply in two parts", "a reminder comes last", "two chats", "all that matters"],
)  # fmt: skip
def test_what_a_later_reply_takes_the_place_of_is_left_unsaid(waiting, kept):
    assert [one.id for one in thinned(waiting)] == kept


async def test_a_flood_is_answered_once_and_every_answer_in_it_is_taken(house, alice):
    for text in ("/checkup", *(f"no such trade {number}" for number in range(60)), "shop", "we talk first", "50"):
        alice.person.types(text)
    await house.settle()
    texts = [message.text for message in alice.sent]
    assert sum(ASKED in text for text in texts) == 1
    assert len(texts) < 15
    assert "4 of 8" in texts[-1]
    assert [row[0] for row in await house.rows("select question from answer order by question")] == [
        "path",
        "people",
        "trade",
    ]
    assert await house.rows("select count(*) from outbox") == [(0,)]


async def test_what_a_flood_ends_is_said(house, alice):
    lines = ("/checkup", "shop", *SHORTEST[2:], "/export")
    for text in (*lines, *(f"and {number}" for number in range(30))):
        alice.person.types(text)
    await house.settle()
    methods = Counter(call.method for call in house.emulator.calls)
    assert methods["sendPhoto"] == 1
    assert methods["sendDocument"] == 2


async def test_a_chat_that_telegram_holds_back_gets_its_share_and_its_last_question(house, alice):
    held = asyncio.Event()
    slept = house.clock.sleep

    async def sleep(seconds):
        await (held.wait() if seconds > 60 else slept(seconds))

    house.app.outbox._sending.sleep = sleep
    house.emulator.fail_next("sendMessage", 429, chat_id=1, retry_after=3_600)
    for text in ("/checkup", *(f"no such trade {number}" for number in range(90)), "shop"):
        alice.person.types(text)
        await house.emulator.until_confirmed()
    assert house.app.outbox.waiting_for(1) <= SHARE + 2
    held.set()
    await house.settle()
    assert "2 of 8" in alice.text
    assert sum(ASKED in message.text for message in alice.sent) == 1


async def test_a_flood_stops_nobodys_reminder(house, alice):
    bob = house.person(2, "Bob")
    await bob.says("/weekly", "monday", "9am", "London")
    house.clock.pass_time(days=7)
    never = asyncio.Event()
    house.app.outbox._sending.sleep = lambda seconds: never.wait() if seconds > 60 else house.clock.sleep(seconds)
    house.emulator.fail_next("sendMessage", 429, chat_id=1, retry_after=3_600)
    alice.person.types("/start")
    await house.emulator.until_confirmed()
    before = len(bob.sent)
    replies = [reply(number, passing=False) for number in range(1, 261)]
    house.app.outbox.send(replies, ())
    assert house.app.outbox.waiting > ticker.AT_ONCE
    assert house.app.outbox.busy_chats == 0
    await ticker.look(house.app.database, house.app.turns, house.app.outbox, house.clock.now)
    for _ in range(100):
        await asyncio.sleep(0.01)
        if len(bob.sent) > before:
            break
    assert len(bob.sent) == before + 1
    house.app.outbox._queues.forget()
    never.set()


def test_the_request_to_send_one_at_a_time_comes_once_in_a_while(monkeypatch):
    from bot.turn.crowding import SAID_AGAIN_AFTER, Crowds

    crowds = Crowds()
    event = said(1, 1)
    assert not crowds.is_to_be_asked(event, SHARE - 1)
    assert crowds.is_to_be_asked(event, SHARE)
    assert not crowds.is_to_be_asked(event, SHARE + 50)
    later = Event(2, 1, "private", 1, "en", MONDAY + SAID_AGAIN_AFTER + timedelta(seconds=1), Text("more", 2))
    assert crowds.is_to_be_asked(later, SHARE)
