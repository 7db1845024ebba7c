"""What an earlier process left unsent is read in slices; in a chat the order holds, and owners who chat now go first."""

import asyncio

import pytest

from bot.botapi import backlog as backlog_module
from bot.botapi.backlog import Backlog

pytestmark = pytest.mark.sqlite
CHATS = 50
SLICE = 10


@pytest.fixture
def slices(monkeypatch) -> None:
    monkeypatch.setattr(backlog_module, "SLICE", SLICE)
    monkeypatch.setattr(backlog_module, "PAUSE", 0.001)


async def leave(house, *, each: int = 2) -> None:
    """Leave some replies to each of some chats unsent, the second of a chat after the first of all."""
    for number in range(1, CHATS + 1):
        house.emulator.person(number, met=True)
    rows = [
        {"id": part * 1_000 + chat, "chat": chat, "text": f'{{"text": "{part}"}}'}
        for part in range(1, each + 1)
        for chat in range(1, CHATS + 1)
    ]
    async with house.app.database.transaction() as tx:
        await tx.run_many(
            "insert into outbox (id, chat_id, method, parameters, urgent, update_id, created_at, process)"
            " values (:id, :chat, 'sendMessage', :text, 1, null, '2026-11-23T10:00:00.000Z', '')",
            rows,
        )


async def test_all_that_was_left_is_sent_in_order_and_a_slice_at_a_time(house, slices, monkeypatch):
    await leave(house)
    most = 0
    whole = Backlog._next

    async def watched(self):
        nonlocal most
        found = await whole(self)
        most = max(most, len(found))
        return found

    monkeypatch.setattr(Backlog, "_next", watched)
    await house.restart()
    await house.settle()
    assert 0 < most <= SLICE
    for number in range(1, CHATS + 1):
        assert [message.text for message in house.emulator.person(number).messages] == ["1", "2"]
    assert await house.rows("select count(*) from outbox") == [(0,)]


async def test_who_chats_now_is_answered_before_what_was_left_to_others_and_after_what_was_left_to_them(house, slices):
    await leave(house)
    sent = asyncio.Event()
    last = house.person(CHATS, "Zoe")
    house.emulator.fail_next("sendMessage", 429, chat_id=1, retry_after=1)
    told: list[int] = []
    stop = house.emulator.watch(lambda shown: told.append(shown.chat.id) or sent.set())
    last.person.types("/start")
    await house.restart()
    await house.settle()
    stop()
    assert [message.text for message in last.sent][:2] == ["1", "2"]
    assert "marketing or sales" in last.text
    assert len(told) == 2 * CHATS + 1


async def test_a_stop_in_the_middle_leaves_the_rest_for_the_next_start(house, slices):
    await leave(house)
    never = asyncio.Event()
    house.app.outbox._sending.sleep = never.wait
    backlog = Backlog(house.app.database)
    await backlog.begin()
    assert backlog.count == 2 * CHATS
    taken = await backlog._next()
    assert [reply.id for reply in taken] == list(range(1_001, 1_001 + SLICE))
    assert not any(reply.urgent for reply in taken)
    assert [reply.id for reply in await backlog.of_chat(1)] == [2_001]  # its first is being sent
    assert [reply.id for reply in await backlog.of_chat(CHATS)] == [1_000 + CHATS, 2_000 + CHATS]
    rest = [reply.id for _ in range(CHATS) for reply in await backlog._next()]
    assert len(rest) == 2 * CHATS - SLICE - 3
    assert len(set(rest)) == len(rest)
