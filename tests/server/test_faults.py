"""Everything that a bad day is made of does what its name says."""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import aiohttp
import psycopg
import pytest

from storage.database import out_of_room
from storage.health import write_something
from storage.migrate import migrate
from storage.open import open_database
from tests.conftest import MONDAY
from tests.server.bot_api import BotApi
from tests.server.bot_process import BotProcess, environment
from tests.server.faults import BEFORE, EVERYDAY, KINDS, Faults
from tests.server.owners import FIRST_CHAT
from tests.server.troubled import COMMAND, DATABASE_FAULTS, PostgresTrouble, Trouble, now, troubled_sqlite

SILENCE = 0.2


@pytest.fixture
async def api():
    async with BotApi.serve() as api:
        yield api


@pytest.fixture
async def call(api):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SILENCE)) as http:

        async def call(method, **parameters):
            async with http.post(f"{api.url}/bot1:x/{method}", json=parameters) as response:
                return await response.json(content_type=None)

        yield call


ANSWERS = {
    "silent": TimeoutError,
    "truncated": aiohttp.ClientPayloadError,
    "half": ValueError,
    "html": ValueError,
    "reset before": aiohttp.ClientError,
    "reset after": aiohttp.ClientError,
    "502": ValueError,
}


@pytest.mark.parametrize("method", ["sendMessage", "sendPhoto", "editMessageText", "getUpdates", "getMe"])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_fault_of_one_method_happens_every_time_and_in_no_other(api, call, kind, method):
    api.faults = Faults.always(method, kind, slow_seconds=0.05)
    api.crowd.walk([["/start"]])
    for _ in range(2):
        began = time.monotonic()
        if (error := ANSWERS.get(kind)) is not None:
            with pytest.raises(error):
                await call(method, chat_id=FIRST_CHAT, text="Hello")
        else:
            answer = await call(method, chat_id=FIRST_CHAT, text="Hello")
            assert answer.get("error_code") == {"429": 429, "500": 500}.get(kind)
            assert kind != "slow" or time.monotonic() - began >= 0.05  # how quick the rest is, the machine decides
    assert api.faults.counts == {kind: 2}
    assert (await call("sendDocument" if method != "sendDocument" else "sendMessage", chat_id=FIRST_CHAT))["ok"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_call_is_carried_out_or_not_as_the_fault_says(api, call, kind):
    api.faults = Faults.always("sendMessage", kind, slow_seconds=0.01)
    api.crowd.walk([["/start"]])
    with suppress(TimeoutError, ValueError, aiohttp.ClientError):
        await call("sendMessage", chat_id=FIRST_CHAT, text="Hello")
    assert len(api.crowd.owners[FIRST_CHAT].messages) == (kind not in BEFORE)


async def test_a_429_says_how_long_to_wait(api, call):
    api.faults = Faults.always("sendMessage", "429", retry_after=37)
    answer = await call("sendMessage", chat_id=FIRST_CHAT, text="Hello")
    assert answer["parameters"] == {"retry_after": 37}


async def test_only_the_chat_that_gets_too_many_messages_has_to_wait(api, call):
    api.faults = Faults(chat_seconds=60)
    flooded = [await call("sendMessage", chat_id=5, text=str(number)) for number in range(3)]
    assert [answer["ok"] for answer in flooded] == [True, False, False]
    assert (await call("sendMessage", chat_id=6, text="Hello"))["ok"]
    assert api.faults.counts == {"too quick": 2}


async def test_everyday_faults_are_what_is_drawn_unless_others_are_named():
    assert set(Faults.evenly(0.1).rates) == set(EVERYDAY)
    assert set(Faults.evenly(0.1, kinds=KINDS).rates) == set(KINDS)
    for wrong in ({"rates": {"flood": 1.0}}, {"methods": {"getMe": {"flood": 1.0}}}):
        with pytest.raises(ValueError, match="unknown faults"):
            Faults(**wrong)


@pytest.fixture
async def spoilt(engine, database_url, tmp_path, request):
    """Return a database of the bot's and the trouble that it can be brought into."""
    if engine == "postgres":
        trouble = PostgresTrouble(request.getfixturevalue("postgres"), database_url)
        database = await open_database(database_url)
        await migrate(database, MONDAY)
        yield database, trouble
        await database.close()
        return
    trouble = Trouble(tmp_path)
    with troubled_sqlite(trouble):
        database = await open_database(database_url)
    await migrate(database, MONDAY)
    yield database, trouble
    await database.close()


async def write(database) -> None:
    """Write more than fits into the pages that are there already."""
    first = time.time_ns()
    rows = [{"id": first + number, "at": "2026-11-23T10:00:00.000Z"} for number in range(2_000)]
    async with database.transaction() as tx:
        await tx.run_many("insert into seen (update_id, seen_at) values (:id, :at)", rows)


@pytest.mark.both_engines
@pytest.mark.parametrize("fault", DATABASE_FAULTS)
async def test_a_database_in_trouble_takes_nothing_and_once_healed_everything(spoilt, fault):
    database, trouble = spoilt
    await write(database)
    trouble.spoil_database(fault)
    if fault == "slow":
        writing = asyncio.ensure_future(write(database))
        done, _ = await asyncio.wait([writing], timeout=0.15)
        assert not done
        trouble.heal_database()
        await asyncio.wait([writing])
    else:
        with pytest.raises(Exception) as caught:  # each engine has kinds of its own
            await write(database)
        assert out_of_room(caught.value) == (fault == "full")
        trouble.heal_database()
    for _ in range(2):  # a connection that was ended is noticed by the first
        try:
            await write_something(database)
        except Exception:  # noqa: BLE001
            continue
    await write(database)


async def test_trouble_comes_though_a_turn_and_it_wait_for_one_another(postgres):
    url = postgres.new_database()
    database = await open_database(url)
    await migrate(database, MONDAY)
    trouble = PostgresTrouble(postgres, url)
    with psycopg.connect(url) as turn:
        turn.execute("set deadlock_timeout = '1min'")  # it is the trouble that the server ends
        turn.execute("lock table seen in row exclusive mode")
        troubling = asyncio.create_task(asyncio.to_thread(trouble.spoil_database, "full"))
        for _ in range(1_000):
            if turn.execute("select from pg_locks where not granted").fetchall():
                break
            await asyncio.sleep(0.01)
        first = turn.execute("select min(tablename) from pg_tables where schemaname = 'public'").fetchone()[0]
        await asyncio.to_thread(turn.execute, f"lock table {first} in row exclusive mode")
    await troubling
    with pytest.raises(Exception) as caught:
        await write(database)
    await database.close()
    assert out_of_room(caught.value)


def test_a_clock_can_be_set_forward_and_back(tmp_path):
    trouble = Trouble(tmp_path)
    assert abs(now(trouble) - datetime.now(UTC)) < timedelta(seconds=5)
    for seconds in (86_400.0, -3_600.0):
        trouble.step_clock(seconds)
        assert abs(now(trouble) - datetime.now(UTC) - timedelta(seconds=seconds)) < timedelta(seconds=5)


async def test_a_bot_on_a_troubled_machine_keeps_the_time_of_its_clock(tmp_path):
    trouble = Trouble(tmp_path)
    trouble.step_clock(-86_400.0)
    before = datetime.now(UTC)
    async with BotApi.serve() as api:
        env = environment(api.url, tmp_path / "bot.sqlite", **trouble.environment)
        with BotProcess(COMMAND, env, tmp_path / "bot.log") as bot:
            api.crowd.walk([["/start"]])
            for _ in range(2_000):
                if not api.crowd.unfinished:
                    break
                await asyncio.sleep(0.01)
            assert await bot.stopped() == 0
            assert not api.crowd.unfinished, bot.tail()
    database = await open_database(f"sqlite:////{str(tmp_path / 'bot.sqlite').lstrip('/')}")
    async with database.reading() as tx:
        ((created,),) = await tx.fetch("select created_at from owner")
    await database.close()
    assert datetime.fromisoformat(created) < before - timedelta(hours=23)
