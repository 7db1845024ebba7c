"""One update that cannot be handled stops nobody: it is put aside, its owner is told, and everybody else goes on."""

import asyncio
import re
import sqlite3
from contextlib import asynccontextmanager

import pytest

from bot.botapi.ticker import look
from bot.botapi.updates import read_update
from bot.operator.health import CHECKED_FOR, Health
from bot.operator.pulse import Pulse
from bot.turn import decide as decide_module
from bot.turn.apart import APART_FOR, PAUSES
from bot.turn.turns import PUT_OFF, TROUBLED_FOR
from storage.database import out_of_room
from storage.put_aside import PUT_ASIDE_KEPT
from tests.conftest import Owner

pytestmark = pytest.mark.both_engines
POISON = "about 666"
SQLITE_REFUSES = f"""
    create trigger refuse before insert on answer when new.typed = '{POISON}'
    begin select raise(abort, 'secret words of the owner'); end
"""
POSTGRES_REFUSES = f"""
    create function refuse() returns trigger as $$
    begin if new.typed = '{POISON}' then DO_SOMETHING end if; return new; end $$ language plpgsql
"""
TRIGGER = "create trigger refuse before insert on answer for each row execute function refuse()"


async def run(house, *statements: str) -> None:
    async with house.app.database.transaction() as tx:
        for statement in statements:
            await tx.run(statement)


async def refuse_the_row(house, engine) -> None:
    """Make the database refuse one row for ever."""
    raises = "raise exception 'secret words of the owner';"
    both = (POSTGRES_REFUSES.replace("DO_SOMETHING", raises), TRIGGER)
    await run(house, *((SQLITE_REFUSES,) if engine == "sqlite" else both))


async def at_the_number(house, number: int, name: str) -> Owner:
    owner = house.person(number, name)
    await owner.says("/checkup", "shop", "we talk first")
    return owner


@pytest.fixture
async def bob(house) -> Owner:
    return await at_the_number(house, 2, "Bob")


@pytest.fixture
async def poisoned(house, engine) -> Owner:
    """Alice, who is about to write what the database will not take."""
    alice = await at_the_number(house, 1, "Alice")
    await refuse_the_row(house, engine)
    return alice


async def test_an_update_that_the_database_refuses_is_put_aside_and_the_others_are_answered(
    house, bob, poisoned, caplog
):
    alice, others = poisoned, [await at_the_number(house, n, f"Owner {n}") for n in range(3, 8)]
    before = await house.rows("select * from answer where chat_id = 1")
    number = alice.person.types(POISON)
    for owner in (bob, *others):
        owner.person.types("50")
    await house.settle()
    assert all("4 of 8" in owner.text for owner in (bob, *others))
    assert "Something went wrong" in alice.text
    assert await house.rows("select * from answer where chat_id = 1") == before
    ((chat, update, kind, error, places, at),) = await house.rows("select * from put_aside")
    assert (chat, update, kind) == (1, number, "text")
    assert "Error" in error or "Exception" in error
    assert "storage/" in places
    assert at.startswith("2026-11-23T10:")
    assert "put aside" in caplog.text
    for told in (caplog.text, error, places):
        assert not re.search(r"\b666\b", told)  # the id of an error may have these digits in it
        assert "secret words" not in told


async def test_it_does_not_come_again_and_its_owner_goes_on(house, poisoned):
    assert "Something went wrong" in await poisoned.says(POISON)
    sent = len(poisoned.sent)
    await house.restart()
    await house.settle()
    assert len(poisoned.sent) == sent
    assert "4 of 8" in await poisoned.says("50")
    assert len(await house.rows("select * from put_aside")) == 1


async def test_a_row_that_cannot_be_read_stops_its_owner_alone(house, bob):
    alice = await at_the_number(house, 1, "Alice")
    await run(house, "update session set started_at = 'never' where chat_id = 1")
    for text in ("50", "/start"):
        alice.person.types(text)
    bob.person.types("50")
    await house.settle()
    assert "4 of 8" in bob.text
    assert [message.text[:20] for message in alice.sent[-2:]] == ["Something went wrong"] * 2
    assert [row[0] for row in await house.rows("select kind from put_aside order by update_id")] == ["text", "command"]


async def test_the_order_within_a_chat_stays(house, poisoned):
    for text in ("50", "40", POISON, "5", "15"):
        poisoned.person.types(text)
    await house.settle()
    answers = await house.rows(
        "select question, value from answer where chat_id = 1 and value is not null order by update_id"
    )
    assert answers == [("people", 50), ("talked", 40), ("customers", 5), ("room", 15)]


async def test_it_costs_a_few_turns_and_less_the_second_time(house, bob, poisoned, monkeypatch):
    turns, slept = [], []
    apart = house.app.turns._apart
    turn, sleep = apart._turn, apart._sleep

    async def counted(events):
        turns.append(len(events))
        await turn(events)

    async def noted(seconds):
        slept.append(seconds)
        await sleep(seconds)

    monkeypatch.setattr(apart, "_turn", counted)
    monkeypatch.setattr(apart, "_sleep", noted)
    events = [await at_the_number(house, n, f"Owner {n}") for n in range(10, 41)]
    turns.clear()
    numbers = iter(range(5_000, 6_000))

    async def write(text):
        batch = [_text(next(numbers), owner.person.id, "50", house) for owner in events]
        await house.app.turns.handle([*batch, _text(next(numbers), 1, text, house)])
        await house.settle()

    await write(POISON)
    assert sum(turns) <= 32 * 3 + len(PAUSES)  # each halving hands on half of it
    assert len(turns) <= 2 * 5 + 1 + len(PAUSES)
    assert slept == list(PAUSES)
    turns.clear()
    slept.clear()
    await write(POISON)
    assert turns == [31, 1, 1]
    assert slept == [PAUSES[0]]
    turns.clear()
    house.clock.pass_time(seconds=APART_FOR.total_seconds())
    await write("50")
    assert turns == [32]


def _text(number: int, chat: int, text: str, house):
    where, who = {"id": chat, "type": "private"}, {"id": chat, "is_bot": False}
    message = {"message_id": number, "date": 0, "chat": where, "from": who, "text": text}
    return read_update({"update_id": number, "message": message}, house.clock.now())


async def test_what_fails_for_a_moment_is_handled_and_nothing_is_put_aside(house, bob, monkeypatch):
    apart = house.app.turns._apart
    turn, failures = apart._turn, iter([True] * len(PAUSES))

    async def failing(events):
        if next(failures, False):
            raise OSError("deadlock")
        await turn(events)

    monkeypatch.setattr(apart, "_turn", failing)
    assert "4 of 8" in await bob.says("50")
    assert await house.rows("select * from put_aside") == []


@pytest.fixture
def away(house, monkeypatch):
    """Return what takes the whole database away, and what brings it back."""
    whole = house.app.database.transaction
    tries = []

    @asynccontextmanager
    async def refused():
        tries.append(True)
        raise OSError("the database is away")
        yield

    def take():
        monkeypatch.setattr(house.app.database, "transaction", refused)

    def bring():
        monkeypatch.setattr(house.app.database, "transaction", whole)

    return take, bring, tries


async def test_while_the_whole_database_is_away_nothing_is_put_aside_and_nothing_lost(house, bob, away):
    take, bring, tries = away
    alice = await at_the_number(house, 1, "Alice")
    health = Health(Pulse(lambda: 0.0), house.app.database, lambda: 0.0, trouble=house.app.turns.trouble)
    health.missing = None
    take()
    for owner in (alice, bob):
        owner.person.types("50")
    while len(tries) < 12:  # noqa: ASYNC110 -- polled again and again
        await asyncio.sleep(0)
    assert any(reason.startswith("turns: ") for reason in (await health.report()).reasons)
    bring()
    await house.settle()
    assert "4 of 8" in alice.text
    assert "4 of 8" in bob.text
    assert await house.rows("select * from put_aside") == []
    assert house.app.turns.trouble() is None
    await health.close()


async def test_trouble_that_nobody_saw_for_some_minutes_is_told_of_no_more(house, away):
    take, bring, _ = away
    take()
    with pytest.raises(OSError, match="away"):
        await house.app.turns.handle([_text(5_000, 1, "/start", house)])
    assert house.app.turns.trouble() == "OSError"
    bring()
    house.clock.pass_time(seconds=TROUBLED_FOR.total_seconds() + 1)
    assert house.app.turns.trouble() is None


@pytest.mark.sqlite
async def test_a_full_disk_is_no_fault_of_the_update(house, monkeypatch):
    """A small write still finds room in what the file has, so that a probe alone would not tell."""
    alice = await at_the_number(house, 1, "Alice")
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    turn = house.app.turns._apart._turn

    async def failing(_events):
        raise full

    monkeypatch.setattr(house.app.turns._apart, "_turn", failing)
    with pytest.raises(sqlite3.OperationalError):
        await house.app.turns.handle([_text(5_000, 1, "50", house)])
    monkeypatch.setattr(house.app.turns._apart, "_turn", turn)
    assert await house.rows("select * from put_aside") == []
    assert "4 of 8" in await alice.says("50")


@pytest.mark.sqlite
def test_sqlite_says_that_it_is_full(tmp_path):
    connection = sqlite3.connect(tmp_path / "full.sqlite3")
    connection.execute("create table t (a text)")
    connection.execute("pragma max_page_count = 3")
    with pytest.raises(sqlite3.OperationalError) as full:
        connection.execute("insert into t values (?)", ["x" * 100_000])
    connection.close()
    assert out_of_room(full.value)
    assert not out_of_room(sqlite3.OperationalError("no such table"))


async def test_a_statement_that_takes_too_long_stops_nobody_else(house, bob, engine):
    if engine == "sqlite":
        pytest.skip("SQLite has no time-out for statements")
    alice = await at_the_number(house, 1, "Alice")
    await run(house, POSTGRES_REFUSES.replace("DO_SOMETHING", "perform pg_sleep(20);"), TRIGGER)
    connection = house.app.database._writer._connection
    if connection.prepare_threshold is None:
        pytest.skip("a pooler keeps no limit that a session is given")
    await connection.execute("set statement_timeout = '150ms'")
    alice.person.types(POISON)
    bob.person.types("50")
    await house.settle()
    assert "4 of 8" in bob.text
    assert "Something went wrong" in alice.text
    assert [row[0] for row in await house.rows("select error from put_aside")] == ["psycopg.errors.QueryCanceled"]


# What comes due


async def look_now(house) -> bool:
    looked = await look(house.app.database, house.app.turns, house.app.outbox, house.app.clock)
    await house.settle()
    return looked.more


async def test_a_wake_that_cannot_be_handled_is_put_off_and_holds_up_no_other(house, bob):
    alice = await at_the_number(house, 1, "Alice")
    await run(house, "update session set started_at = 'never' where chat_id = 1")
    house.clock.pass_time(hours=25)
    sent = len(alice.sent)
    await look_now(house)
    assert "3 of 8" in bob.text
    assert len(bob.sent) > sent
    assert len(alice.sent) == sent  # nobody waits for it
    assert await house.rows("select update_id, kind from put_aside") == [(0, "due nudge")]
    house.clock.pass_time(seconds=15)
    await look_now(house)
    assert len(await house.rows("select * from put_aside")) == 1
    house.clock.pass_time(seconds=PUT_OFF.total_seconds())
    await run(house, "update session set started_at = touched_at where chat_id = 1")
    await look_now(house)
    assert len(alice.sent) == sent + 1


async def test_a_wake_that_cannot_be_decided_is_put_off_without_a_word(house, bob, monkeypatch):
    alice = await at_the_number(house, 1, "Alice")
    nudge = decide_module.WAKERS["nudge"]

    def fails_for_alice(context, chat):
        if chat.owner.chat_id == 1:
            raise RuntimeError("a bug")
        return nudge(context, chat)

    monkeypatch.setitem(decide_module.WAKERS, "nudge", fails_for_alice)
    house.clock.pass_time(hours=25)
    for _ in range(3):
        await look_now(house)
        house.clock.pass_time(seconds=15)
    assert "3 of 8" in bob.text
    assert "Something went wrong" not in alice.text
    monkeypatch.setitem(decide_module.WAKERS, "nudge", nudge)
    sent = len(alice.sent)
    house.clock.pass_time(seconds=PUT_OFF.total_seconds())
    await look_now(house)
    assert len(alice.sent) == sent + 1


# What an operator sees, and what becomes of it


async def test_healthz_names_how_many_were_put_aside_and_stays_well(house, poisoned):
    seconds = [0.0]
    health = Health(Pulse(lambda: seconds[0]), house.app.database, lambda: seconds[0], {"disk": "forgets"})
    health.missing = None
    assert (await health.report()).page() == {"status": "ok", "reasons": [], "disk": "forgets"}
    await poisoned.says(POISON)
    seconds[0] += CHECKED_FOR + 1
    report = await health.report()
    assert report.well
    assert report.page()["put_aside"] == "1 in the last 7 days"
    await health.close()


async def test_it_is_forgotten_after_a_week_and_goes_with_the_owner(house, poisoned):
    await poisoned.says(POISON)
    assert len(await house.rows("select * from put_aside")) == 1
    await poisoned.says("/delete", "yes")
    assert await house.rows("select * from put_aside") == []
    await poisoned.says("/checkup", "shop", "we talk first", POISON)
    assert len(await house.rows("select * from put_aside")) == 1
    house.clock.pass_time(seconds=PUT_ASIDE_KEPT.total_seconds() + 1)
    await poisoned.says("/start")
    assert await house.rows("select * from put_aside") == []


async def test_a_stop_in_the_middle_loses_nothing(house, poisoned):
    house.app.turns._apart.stop()
    poisoned.person.types(POISON)
    while house.app.turns.trouble() is None:  # noqa: ASYNC110 -- the poller tries again and again
        await asyncio.sleep(0)
    assert await house.rows("select * from put_aside") == []
    await house.restart()
    await house.settle()
    assert "Something went wrong" in poisoned.text
    assert len(await house.rows("select * from put_aside")) == 1
