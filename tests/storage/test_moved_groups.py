"""A group that becomes a supergroup takes everything along, and nobody else loses anything."""

from datetime import timedelta

import pytest

from bot.core.events import Edited, Event, Migrated
from storage.groups import move_group
from storage.owner_data import EXPORTED
from tests.conftest import MONDAY
from tests.owner_data.owners import ALICE, BOB, BOB_WEEK, with_everything

pytestmark = pytest.mark.both_engines
OLD, NEW = 1, 2
KEPT = [table for table in EXPORTED if table not in ("owner", "wake")]


async def counts(house, *chats: int) -> dict[str, int]:
    return {
        table: (await house.rows(f"select count(*) from {table} where chat_id in :chats", chats=chats))[0][0]
        for table in EXPORTED
    }


async def everything(house) -> dict[str, list[tuple]]:
    return {table: await house.rows(f"select * from {table} order by 1, 2, 3") for table in EXPORTED}


async def moves(house, old: int = OLD, new: int = NEW) -> None:
    async with house.app.database.transaction() as tx:
        await move_group(tx, old, new, house.clock.now())


async def test_a_notice_about_a_group_that_nobody_knows_changes_nothing(house):
    await with_everything(house.person(NEW, "Bob"), BOB, name="Ocelot", other="Lynx", week=BOB_WEEK)
    before = await everything(house)
    await moves(house)
    assert await everything(house) == before
    await house.app.turns.handle([Event(900, OLD, "group", OLD, "en", MONDAY, Migrated(NEW))])
    assert await everything(house) == before


async def test_a_notice_about_two_groups_that_nobody_knows_keeps_neither_id(house):
    await house.app.turns.handle([Event(900, -5, "group", 7, "en", MONDAY, Migrated(-1_005))])
    assert await house.rows("select * from owner") == []


async def test_a_mere_greeting_under_the_new_id_gives_way(house):
    await with_everything(house.person(OLD, "Alice"), ALICE, name="Zebra", other="Quagga")
    await house.person(NEW, "Bob").says("/start")
    before = await counts(house, OLD)
    await moves(house)
    assert await counts(house, NEW) == before
    assert not any((await counts(house, OLD)).values())


async def test_where_both_ids_have_answers_none_is_lost(house):
    bob = house.person(NEW, "Bob")
    await with_everything(house.person(OLD, "Alice"), ALICE, name="Zebra", other="Quagga")
    await with_everything(bob, BOB, name="Ocelot", other="Lynx", week=BOB_WEEK)
    before = await counts(house, OLD, NEW)
    said = "select typed from answer order by typed"
    typed, kinds = await house.rows(said), await house.rows("select kind, given_at from verdict order by 1, 2")
    checkups = await house.rows(_CHECKUPS)
    await moves(house)
    after = await counts(house, NEW)
    assert {table: after[table] for table in KEPT} == {table: before[table] for table in KEPT}
    assert after["owner"] == 1
    assert not any((await counts(house, OLD)).values())
    assert await house.rows(said) == typed
    assert await house.rows("select kind, given_at from verdict order by 1, 2") == kinds
    assert await house.rows(_CHECKUPS) == checkups
    names = await house.rows("select number, name from business order by number")
    assert [name for _, name in names][:2] == ["Zebra", "Quagga"]
    assert {name for _, name in names} == {"Zebra", "Quagga", "Ocelot", "Lynx"}
    ((sessions, newest),) = await house.rows("select o.sessions, max(s.number) from owner o join session s on s.chat_id = o.chat_id group by o.sessions")  # fmt: skip
    assert sessions >= newest
    for wake in await house.rows("select kind from wake where kind like 'checkin:%'"):
        assert int(wake[0].partition(":")[2]) in dict(names)
    await bob.says("/business")
    text = "\n".join(message.text for message in bob.sent[-3:])
    assert all(name in text for name in ("Zebra", "Quagga", "Ocelot", "Lynx"))
    once = await everything(house)
    await moves(house)  # told twice
    assert await everything(house) == once


_CHECKUPS = """
    select b.name, a.question, a.typed from business b
    join answer a on a.chat_id = b.chat_id and a.session = b.checkup where b.checkup is not null order by 1, 2, 3
"""


async def test_the_conversation_under_the_new_id_goes_on_with_its_question_asked_again(house):
    await house.person(OLD, "Alice").says("/checkup", "shop", "we talk first", "50")
    bob = house.person(NEW, "Bob")
    await bob.says("/checkup", "shop")
    await moves(house)
    assert await house.rows("select kind from wake where chat_id = 2 and kind = 'again'") == [("again",)]
    assert "3 of 8" in await bob.says("we talk first")
    typed = await house.rows("select session, typed from answer order by session, answered_at, update_id")
    assert [text for number, text in typed if number == 1][-1] == "50"


# An edit corrects the answer of its message alone


async def test_an_edit_of_a_reused_number_changes_no_old_answer(house, alice):
    """A supergroup counts its messages from 1, and what has the number of an old answer's message is another one."""
    await alice.says("/checkup", "shop", "we talk first", "50")
    ((number,),) = await house.rows("select message_id from answer where question = 'people'")
    house.clock.pass_time(hours=1)

    async def edits(update: int, sent_at) -> list[tuple]:
        event = Event(update, 1, "private", 1, "en", house.clock.now(), Edited("60", number, sent_at))
        await house.app.turns.handle([event])
        return await house.rows("select value from answer where question = 'people'")

    assert await edits(900, house.clock.now() - timedelta(minutes=1)) == [(50.0,)]
    assert await edits(901, MONDAY) == [(60.0,)]


async def test_an_edit_of_a_message_of_days_ago_changes_nothing(house, alice):
    await alice.says("/checkup", "shop", "we talk first", "50")
    house.clock.pass_time(days=4)
    assert "nothing that I have noted" in await alice.does(alice.person.edits(alice.person.typed[3], "60"))
    assert await house.rows("select value from answer where question = 'people'") == [(50.0,)]


async def test_after_the_move_no_answer_knows_its_message(house):
    await house.person(OLD, "Alice").says("/checkup", "shop")
    assert await house.rows("select count(*) from answer where message_id is not null") == [(1,)]
    await moves(house)
    assert await house.rows("select count(*) from answer where message_id is not null") == [(0,)]


async def test_an_edit_of_an_answer_to_a_question_of_an_older_release_is_no_fault(house, alice):
    await alice.says("/checkup", "shop", "we talk first", "50")
    async with house.app.database.transaction() as tx:
        await tx.run("update answer set question = 'shoe_size' where question = 'people'")
    text = await alice.does(alice.person.edits(alice.person.typed[3], "60"))
    assert "Something went wrong" not in text
