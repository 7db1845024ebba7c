"""PostgreSQL by DATABASE_URL: what is its own, beside what test_database says of both."""

import asyncio
import subprocess
import sys

import psycopg
import pytest

from storage.database import StorageError, fetch_unclaimed
from storage.open import open_database
from tests.server.postgres import Server


@pytest.fixture
def engine():
    return "postgres"


@pytest.fixture
async def database(database_url):
    database = await open_database(database_url)
    async with database.transaction() as tx:
        await tx.run("create table thing (id bigint primary key, name text)")
    yield database
    await database.close()


@pytest.fixture
async def other(database, database_url):
    """The same database, opened by another process."""
    other = await open_database(database_url)
    yield other
    await other.close()


async def put(database, number: int, name: str = "a") -> None:
    async with database.transaction() as tx:
        await tx.run("insert into thing (id, name) values (:id, :name)", id=number, name=name)


async def ids(database) -> list[int]:
    async with database.reading() as tx:
        return [row[0] for row in await tx.fetch("select id from thing order by id")]


def break_connections(postgres: Server, url: str) -> None:
    name = url.rpartition("/")[2]
    postgres.run(f"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'")


async def test_both_spellings_of_the_address_work(database_url):
    for url in (database_url, database_url.replace("postgresql://", "postgres://")):
        database = await open_database(url)
        assert database.shared
        await database.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda url: url.replace("se%40cret", "wrong-word"), "(password|SASL) authentication failed"),
        (lambda url: url.rpartition("/")[0] + "/none", 'database "none" does not exist'),
        (lambda url: "postgresql://bob:pass@word:wrong-word@host/x", "DATABASE_URL must be postgresql://USER:"),
        (lambda url: "postgresql://bob:wrong-word@x@host/x", "DATABASE_URL must be postgresql://USER:"),
        (lambda url: "postgresql://bob:wrong-word/x@host/x", "DATABASE_URL must be postgresql://USER:"),
        (lambda url: "postgresql://bob:wrong-word@127.0.0.1:1/x", "refused"),
        (lambda url: "postgresql://bob:wrong-word@127.0.0.1:1/x?nonsense=1", "DATABASE_URL must be"),
    ],
)
async def test_a_server_that_cannot_be_used_is_said_in_one_line_without_the_password(database_url, change, said):
    with pytest.raises(StorageError, match=said) as caught:
        await open_database(change(database_url))
    text = str(caught.value)
    assert "\n" not in text
    assert "wrong-word" not in text
    assert "se@cret" not in text
    assert caught.value.__cause__ is None


async def test_a_connection_that_was_lost_is_made_anew(database, database_url, postgres):
    await put(database, 1)
    assert await ids(database) == [1]
    break_connections(postgres, database_url)
    await put(database, 2)
    assert await ids(database) == [1, 2]


async def test_a_transaction_whose_connection_breaks_is_undone_and_the_next_one_works(database, database_url, postgres):
    async def work() -> None:
        async with database.transaction() as tx:
            await tx.run("insert into thing (id, name) values (1, 'a')")
            break_connections(postgres, database_url)
            await tx.run("insert into thing (id, name) values (2, 'b')")

    with pytest.raises(psycopg.OperationalError):
        await work()
    await put(database, 3)
    assert await ids(database) == [3]


async def test_a_task_that_is_cancelled_while_a_statement_runs_frees_the_connection(database):
    async def work() -> None:
        async with database.transaction() as tx:
            await tx.run("insert into thing (id, name) values (1, 'a')")
            await tx.fetch("select pg_sleep(60)")

    task = asyncio.ensure_future(work())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await put(database, 2)
    assert await ids(database) == [2]


async def test_nothing_waits_for_ever(database):
    async with database.transaction() as tx:
        for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
            assert (await tx.fetch("select current_setting(:name)", name=setting))[0][0] == "30s"
    async with database.migrating() as tx:
        assert (await tx.fetch("select current_setting('statement_timeout')"))[0][0] == "0"


async def test_a_character_that_postgresql_cannot_hold_is_left_out(database):
    await put(database, 1, "a\0b")
    async with database.reading() as tx:
        assert (await tx.fetch("select name from thing"))[0][0] == "ab"


async def test_what_one_process_locked_another_waits_for(database, other):
    order = []

    async def second() -> None:
        async with other.transaction() as tx:
            await tx.lock([7, 3])
            order.append("second")

    async with database.transaction() as tx:
        await tx.lock([3])
        waiting = asyncio.ensure_future(second())
        await asyncio.sleep(0.1)
        order.append("first")
    await waiting
    assert order == ["first", "second"]


async def test_locks_taken_in_any_order_never_block_each_other_for_good(database, other):
    async def work(mine, keys) -> None:
        for _ in range(20):
            async with mine.transaction() as tx:
                await tx.lock(keys)

    async with asyncio.timeout(20):
        await asyncio.gather(work(database, [1, -2, 3]), work(other, [3, -2, 1]))


async def test_work_that_another_process_has_in_hand_is_left_out(database, other):
    for number in (1, 2, 3):
        await put(database, number)
    query = "select id from thing order by id limit :limit"
    async with database.transaction() as mine, other.transaction() as theirs:
        assert [row[0] for row in await fetch_unclaimed(mine, query, limit=2)] == [1, 2]
        assert [row[0] for row in await fetch_unclaimed(theirs, query, limit=2)] == [3]


def test_psycopg_is_imported_for_postgresql_only(tmp_path):
    """And where it is missing, that is said in a line."""
    code = """
import asyncio, sys
from storage.database import StorageError
from storage.open import open_database
import bot.app
async def work():
    database = await open_database("sqlite:///x.sqlite3")
    await database.close()
    assert not [name for name in sys.modules if name.startswith("psycopg")]
    sys.modules["psycopg"] = None
    try:
        await open_database("postgresql://x@127.0.0.1/x")
    except StorageError as error:
        print(error)
asyncio.run(work())
"""
    from tests.test_architecture import ROOT

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env={"PYTHONPATH": ROOT}
    )
    assert done.stdout.startswith("PostgreSQL needs the extra 'postgres'")


async def test_where_there_is_nothing_to_run_nothing_goes_to_the_server(database, monkeypatch):
    def goes(*_arguments):
        raise AssertionError("a way to the server")

    async with database.transaction() as tx:
        monkeypatch.setattr(psycopg.AsyncConnection, "pipeline", goes)
        await tx.run_many("delete from thing", [])
        await tx.run_each(("delete from thing", []), ("delete from nowhere", []))
