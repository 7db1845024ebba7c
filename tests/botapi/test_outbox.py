"""Replies are stored with the answers and sent after them: nothing is lost, nothing repeated without need."""

import pytest

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize("trouble", [500, 502, "refused", "reset"])
async def test_a_failed_send_is_tried_again(house, alice, trouble):
    house.emulator.fail_next("sendMessage", trouble, times=3)
    assert "marketing or sales" in await alice.says("/start")
    assert len(alice.sent) == 1


async def test_a_reply_is_in_the_database_until_it_is_sent(house, alice):
    house.emulator.fail_next("sendMessage", 500, times=2)
    seen = []
    slept = house.clock.sleep

    async def looking(seconds):
        seen.append(await house.rows("select count(*) from outbox"))
        await slept(seconds)

    house.app.outbox._sending.sleep = looking
    await alice.says("/start")
    assert seen == [[(1,)], [(1,)]]
    assert await house.rows("select count(*) from outbox") == [(0,)]


async def test_what_a_former_process_left_over_is_sent_at_start(house, alice):
    await alice.says("/start")
    before = len(alice.sent)
    async with house.app.database.transaction() as tx:
        await tx.run(
            "insert into outbox values (1, 1, 'sendMessage', '{\"text\": \"left over\"}', 1, null, '2026-11-23T10:00:00.000Z', '', null)"
        )
    await house.restart()
    await house.settle()
    assert len(alice.sent) == before + 1
    assert alice.text == "left over"
    assert await house.rows("select count(*) from outbox") == [(0,)]


async def test_retry_after_is_honoured_for_its_chat_alone(house, alice):
    bob = house.person(2, "Bob")
    house.emulator.fail_next("sendMessage", 429, chat_id=1, retry_after=17)
    began = house.clock.at
    waits = []
    slept = house.clock.sleep

    async def noting(seconds):
        waits.append(seconds)
        await slept(seconds)

    house.app.outbox._sending.sleep = noting
    alice.person.types("/start")
    bob.person.types("/start")
    await house.settle()
    assert "marketing or sales" in bob.text
    assert "marketing or sales" in alice.text
    assert len(waits) == 1
    assert 16 < waits[0] <= 17
    assert (house.clock.at - began).total_seconds() >= 16


async def test_a_send_that_timed_out_is_not_repeated(house, alice):
    house.emulator.fail_next("sendMessage", "timeout", carried_out=True)
    await alice.says("/start")
    assert len(alice.sent) == 1
    assert await house.rows("select count(*) from outbox") == [(0,)]


async def test_an_owner_who_blocked_the_bot_is_marked_and_gets_nothing_more(house, alice):
    await alice.says("/start")
    house.emulator.fail_next("sendMessage", 403)
    alice.person.types("/help")
    await house.settle()
    rows = await house.rows("select blocked_at from owner")
    assert rows[0][0] is not None
    assert await house.rows("select count(*) from outbox") == [(0,)]
    await alice.says("/start")
    assert await house.rows("select blocked_at from owner") == [(None,)]


async def test_replies_of_one_chat_keep_their_order_when_one_fails(house, alice):
    house.emulator.fail_next("sendMessage", 500)
    alice.person.types("/start")
    alice.person.types("/help")
    await house.settle()
    assert "Hello. I find out" in alice.sent[0].text
    assert "I ask about the people" in alice.sent[1].text


async def test_a_reply_that_telegram_will_never_take_is_dropped_and_the_next_goes_out(house, alice):
    await alice.says("/start")
    async with house.app.database.transaction() as tx:
        await tx.run(
            "insert into outbox values (1, 1, 'sendMessage', '{\"text\": \"\"}', 1, null, '2026-11-23T10:00:00.000Z', '', null)"
        )
    await house.restart()
    assert "I ask about" in await alice.says("/help")
    assert await house.rows("select count(*) from outbox") == [(0,)]
    assert len(house.emulator.faults) == 1
    house.emulator.faults.clear()  # asked for here


async def test_an_old_tap_that_cannot_be_answered_is_handled_all_the_same(house, alice):
    await alice.says("/start")
    house.emulator.fail_next("answerCallbackQuery", 500)
    assert "1 of 8" in await alice.taps("Ask me one by one")
