"""The door to the database: durable, undone whole, and never shared inside a transaction."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from storage.database import StorageError, fetch_unclaimed, from_text, to_text
from storage.migrate import MIGRATIONS, migrate, migrations
from storage.open import open_database
from storage.sqlite import sqlite_path
from tests.conftest import MONDAY, sqlite_url

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def database(database_url):
    database = await open_database(database_url)
    async with database.transaction() as tx:
        await tx.run("create table thing (id bigint primary key, name text)")
    yield database
    await database.close()


async def names(database) -> list[str]:
    async with database.reading() as tx:
        return [row[0] for row in await tx.fetch("select name from thing order by id")]


INSERT = "insert into thing (id, name) values (:id, :name)"


async def put(tx, number: int, name: str) -> None:
    await tx.run(INSERT, id=number, name=name)


async def put_and_wait(database, put_in: asyncio.Event) -> None:
    async with database.transaction() as tx:
        await put(tx, 1, "a")
        put_in.set()
        await asyncio.Event().wait()


async def is_undone_by_its_cancellation(database, task: asyncio.Future) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction() as tx:
        await put(tx, 2, "b")
    assert await names(database) == ["b"]


async def test_the_file_is_safe_against_a_power_cut(tmp_path):
    database = await open_database(sqlite_url(tmp_path))
    async with database.transaction() as tx:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert (await tx.fetch(f"pragma {pragma}"))[0][0] == value
    await database.close()


async def test_an_exception_undoes_the_whole_transaction(database):
    async def work() -> None:
        async with database.transaction() as tx:
            await put(tx, 1, "a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await work()
    assert await names(database) == []


async def test_a_cancelled_task_undoes_its_transaction_and_the_next_one_works(database):
    begun = asyncio.Event()
    task = asyncio.ensure_future(put_and_wait(database, begun))
    await begun.wait()
    await is_undone_by_its_cancellation(database, task)


@pytest.mark.parametrize("steps", range(12))
async def test_a_cancellation_at_any_step_leaves_all_or_nothing(database, steps):
    async def work():
        async with database.transaction() as tx:
            await put(tx, 1, "a")
            await put(tx, 2, "b")

    task = asyncio.ensure_future(work())
    for _ in range(steps):
        await asyncio.sleep(0)
    if task.cancel():  # on a quick disk it may be done by then
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await names(database) in ([], ["a", "b"])
    async with database.transaction() as tx:
        await put(tx, 3, "c")


async def test_transactions_of_two_tasks_wait_for_each_other(database):
    async def add(number: int) -> None:
        async with database.transaction() as tx:
            count = (await tx.fetch("select count(*) from thing"))[0][0]
            await asyncio.sleep(0)
            await put(tx, number, f"after {count}")

    await asyncio.gather(*(add(n) for n in range(10)))
    assert await names(database) == [f"after {n}" for n in range(10)]


async def test_reading_sees_one_state_beside_a_writer(database):
    async with database.reading() as reading:
        before = await reading.fetch("select count(*) from thing")
        async with database.transaction() as tx:
            await put(tx, 1, "a")
        assert await reading.fetch("select count(*) from thing") == before
    assert await names(database) == ["a"]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 200, 1_000])
async def test_a_list_goes_in_as_single_parameters(database, count):
    async with database.transaction() as tx:
        await tx.run_many("insert into thing (id, name) values (:id, 'x')", [{"id": n} for n in range(count)])
        assert len(await tx.fetch("select id from thing where id in :ids", ids=range(count))) == count


async def test_an_empty_list_is_a_mistake(database):
    async with database.transaction() as tx:
        with pytest.raises(ValueError, match="empty"):
            await tx.fetch("select id from thing where id in :ids", ids=[])


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "mysql://x", "sqlite://host/x", "x"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(StorageError, match="DATABASE_URL must be"):
        sqlite_path(url)


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///a.db", "a.db"), ("sqlite:////tmp/a.db", "/tmp/a.db"), ("sqlite:///a%20b.db", "a b.db")],
)
def test_an_address_names_a_file(url, path):
    assert str(sqlite_path(url)) == path


async def test_a_file_that_cannot_be_opened_is_said_in_one_line(tmp_path):
    with pytest.raises(StorageError, match="cannot open the database"):
        await open_database(f"sqlite:////{str(tmp_path).lstrip('/')}/none/x.sqlite3")


def test_moments_sort_as_they_are_written():
    moments = [MONDAY.replace(microsecond=us) for us in (0, 1_000, 999_000)]
    assert sorted(map(to_text, moments)) == [to_text(m) for m in moments]
    assert [from_text(to_text(m)) for m in moments] == moments


def test_an_hour_that_the_clock_shows_twice_is_written_as_two():
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert to_text(first) == "2026-10-25T00:30:00.000Z"
    assert to_text(first.replace(fold=1)) == "2026-10-25T01:30:00.000Z"


async def test_migrations_run_once_and_in_order(database_url):
    for _ in range(2):
        database = await open_database(database_url)
        assert await migrate(database, MONDAY) == max(migrations())
        async with database.reading() as tx:
            assert len(await tx.fetch("select number from migration")) == len(migrations())
        await database.close()


async def test_a_newer_database_is_refused_with_a_clear_line(database_url):
    database = await open_database(database_url)
    await migrate(database, MONDAY)
    async with database.transaction() as tx:
        await tx.run("insert into migration (number, done_at) values (999, 'then')")
    with pytest.raises(StorageError, match="schema 999, this version of the bot knows"):
        await migrate(database, MONDAY)
    await database.close()


async def test_a_migration_that_fails_leaves_the_former_schema(tmp_path, database_url):
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_a.sql").write_text("create table a (id bigint primary key);\n")
    (folder / "0002_b.sql").write_text("create table b (id bigint primary key);\ncreate nonsense;\n")
    database = await open_database(database_url)
    with pytest.raises(Exception, match="nonsense"):
        await migrate(database, MONDAY, folder)
    async with database.reading() as tx:
        assert [row[0] for row in await tx.fetch("select number from migration")] == [1]
        assert await tx.fetch("select id from a") == []
        with pytest.raises(Exception, match=r"\bb\b"):
            await tx.fetch("select id from b")
    await database.close()


def test_migrations_are_numbered_without_a_gap(tmp_path):
    assert list(migrations(MIGRATIONS)) == list(range(1, len(migrations()) + 1))
    (tmp_path / "0002_x.sql").write_text("")
    with pytest.raises(ValueError, match="not numbered"):
        migrations(tmp_path)


async def test_what_two_processes_migrate_at_once_is_migrated_once(database_url):
    databases = [await open_database(database_url) for _ in range(3)]
    assert await asyncio.gather(*(migrate(database, MONDAY) for database in databases)) == [max(migrations())] * 3
    for database in databases:
        await database.close()


async def test_values_come_back_as_they_went_in(database):
    """Texts with every trap of a statement, numbers of every size, and nothing."""
    texts = ["'; drop table thing; --", "100 % :id %(id)s %s ::text", "ひと 🙂\n\t", "", "null", None]
    numbers = [0, -1_000_000_000_000, 2**62, 40, 1, 2]
    async with database.transaction() as tx:
        await tx.run("create table trap (id bigint primary key, name text, value double precision)")
        rows = [{"id": n, "name": t, "value": n / 3} for n, t in zip(numbers, texts, strict=True)]
        await tx.run_many("insert into trap (id, name, value) values (:id, :name, :value)", rows)
        for row in rows:
            assert await tx.run("update trap set value = :value where id = :id", **row) == 1
        found = await tx.fetch("select id, name, value from trap where name in :names or name is null", names=texts[:5])
        literal = await tx.fetch("select ':id %(x)s 100 %' where 1 = :one", one=1)
    assert sorted(map(tuple, found)) == sorted((r["id"], r["name"], r["value"]) for r in rows)
    assert literal[0][0] == ":id %(x)s 100 %"


async def test_work_to_do_is_fetched_for_this_transaction(database):
    async with database.transaction() as tx:
        await put(tx, 1, "a")
    async with database.transaction() as tx:
        assert [row[0] for row in await fetch_unclaimed(tx, "select id from thing where id < :most", most=9)] == [1]


async def test_queries_that_go_together_each_give_their_own_rows(database):
    async with database.transaction() as tx:
        await put(tx, 1, "a")
        await put(tx, 2, "b")
        found = await tx.fetch_each(
            ("select name from thing where id in :ids order by id", {"ids": [2, 1, 2]}),
            ("select id from thing where id = :id", {"id": 3}),
            ("select count(*) from thing", {}),
        )
    assert [[tuple(row) for row in rows] for rows in found] == [[("a",), ("b",)], [], [(2,)]]


async def test_statements_that_go_together_run_in_order_and_those_without_rows_not_at_all(database):
    async with database.transaction() as tx:
        await tx.run_each(
            (INSERT, [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]),
            ("delete from nowhere", []),
            ("update thing set name = :name where id = :id", [{"id": 1, "name": "c"}]),
        )
        await tx.run_each()
    assert await names(database) == ["c", "b"]


async def test_a_statement_that_fails_undoes_those_that_went_with_it(database):
    async def work():
        async with database.transaction() as tx:
            await tx.run_each((INSERT, [{"id": 1, "name": "a"}]), (INSERT, [{"id": 1, "name": "again"}]))

    with pytest.raises(Exception, match=r"(?i)unique"):
        await work()
    assert await names(database) == []


async def test_a_transaction_in_which_nothing_is_done_leaves_nothing_open(database):
    async with database.transaction():
        pass
    with pytest.raises(RuntimeError):
        async with database.transaction():
            raise RuntimeError
    async with database.transaction() as tx:
        await put(tx, 1, "a")
    assert await names(database) == ["a"]


@pytest.mark.parametrize("steps", range(6))
async def test_a_transaction_cancelled_on_the_way_to_its_first_statement_leaves_nothing_open(database, steps):
    task = asyncio.ensure_future(put_and_wait(database, asyncio.Event()))
    for _ in range(steps):
        await asyncio.sleep(0)
    await is_undone_by_its_cancellation(database, task)


async def test_what_is_to_run_last_runs_after_everything_else_and_is_committed_with_it(database):
    async with database.transaction() as tx:
        tx.run_last(("update thing set name = :name", [{"name": "last"}]))
        await put(tx, 1, "a")
    async with database.transaction() as tx:
        tx.run_last((INSERT, [{"id": 2, "name": "alone"}]))
    assert await names(database) == ["last", "alone"]


async def test_what_is_to_run_last_undoes_everything_when_it_fails(database):
    async def work():
        async with database.transaction() as tx:
            await put(tx, 1, "a")
            tx.run_last((INSERT, [{"id": 1, "name": "again"}]))

    with pytest.raises(Exception, match=r"(?i)unique"):
        await work()
    async with database.transaction() as tx:
        await put(tx, 1, "b")
    assert await names(database) == ["b"]


async def test_what_is_to_run_last_is_forgotten_with_a_transaction_that_is_undone(database):
    async def work():
        async with database.transaction() as tx:
            tx.run_last((INSERT, [{"id": 1, "name": "a"}]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await work()
    async with database.transaction() as tx:
        await put(tx, 2, "b")
    assert await names(database) == ["b"]
