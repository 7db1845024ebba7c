"""PostgreSQL as it is hosted: behind a pooler, with a role that may not do everything, on a server that takes no writes."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.check import database_faults
from storage.database import AwayError, StorageError
from storage.migrate import migrate_at
from storage.open import open_database
from tests.server.pooler import pooled


@pytest.fixture
def engine():
    return "postgres"


@pytest.fixture
def direct(database_url, postgres) -> str:
    """The address of the database at the server itself, also where all tests go by way of a pooler."""
    return postgres.url(database_url.rpartition("/")[2])


@pytest.fixture
def behind(direct, pooler, postgres) -> str:
    """The address of the same database by way of the pooler."""
    return direct.replace(f":{postgres.port}/", f":{pooler}/")


@pytest.fixture
def guest(database_url, postgres) -> Iterator[str]:
    """The address for a role that is given nothing but the right to connect."""
    postgres.run("create role guest login password 'se@cret'")
    postgres.run("revoke all on schema public from public; grant usage on schema public to guest", database_url)
    yield database_url.replace("owner%20of%20the%20bot", "guest")
    postgres.run("reassign owned by guest to current_user; drop owned by guest", database_url)
    postgres.run("drop role guest")


async def sessions(database) -> set[int]:
    """Return the server's processes that a few transactions of a database meet."""
    met = set()
    for _ in range(8):
        async with database.transaction() as tx, database.reading() as other:
            met |= {(await one.fetch("select pg_backend_pid()"))[0][0] for one in (tx, other)}
    return met


async def test_behind_a_pooler_every_transaction_may_meet_another_session_and_all_works(behind):
    database, other = await open_database(behind), await open_database(behind)
    async with database.transaction() as tx:
        await tx.run("create table thing (id bigint primary key, name text)")
    for number in range(60):  # more than enough for psycopg to prepare each statement
        async with (database if number % 2 else other).transaction() as tx:
            await tx.lock([number, 7])
            await tx.run_each(("insert into thing (id, name) values (:id, :name)", [{"id": number, "name": "a"}]))
            assert await tx.fetch("select name from thing where id = :id and id in :ids", id=number, ids=[number, 1])
        async with (other if number % 3 else database).reading() as tx:
            assert await tx.fetch_each(("select count(*) from thing", {}), ("select 1 where :a = 1", {"a": 1}))
    assert len(await sessions(database)) > 1
    await database.close()
    await other.close()


async def test_behind_a_pooler_no_session_keeps_a_setting_and_no_transaction_is_without_its_limits(behind, postgres):
    database = await open_database(behind)
    async with database.transaction() as tx:
        limits = ("statement_timeout", "idle_in_transaction_session_timeout")
        assert [(await tx.fetch("select current_setting(:name)", name=name))[0][0] for name in limits] == ["30s"] * 2
    await database.close()
    with psycopg.connect(behind, autocommit=True) as somebody_else:
        for _ in range(8):
            assert somebody_else.execute("select current_setting('statement_timeout')").fetchone() == ("0",)


async def test_a_pooler_is_noticed_and_the_server_itself_too(behind, direct):
    for url, prepares in ((behind, False), (direct, True), (f"{direct}?pgbouncer=true", False)):
        database = await open_database(url)
        connection = await database._writer.connected()
        assert (connection.prepare_threshold is not None) is prepares, url
        await database.close()


async def test_what_an_address_says_to_other_programs_is_passed_over(behind):
    database = await open_database(f"{behind}?pgbouncer=true&connection_limit=1&connect_timeout=5&pool_timeout=0")
    await database.close()


async def test_locks_of_two_processes_behind_a_pooler_are_waited_for_and_end_with_their_transaction(behind):
    database, other = await open_database(behind), await open_database(behind)
    order = []

    async def second() -> None:
        async with other.transaction() as tx:
            await tx.lock([3])
            order.append("second")

    async with database.transaction() as tx:
        await tx.lock([3])
        waiting = asyncio.ensure_future(second())
        await asyncio.sleep(0.1)
        order.append("first")
    await waiting
    assert order == ["first", "second"]
    async with database.transaction() as tx:
        assert (await tx.fetch("select count(*) from pg_locks where locktype = 'advisory'"))[0][0] == 0
    await database.close()
    await other.close()


@pytest.fixture(scope="module")
def certified(postgres, tmp_path_factory) -> Iterator[tuple[int, Path, Path]]:
    """The port of a server that takes encrypted connections alone, its certificate, and one of somebody else."""
    folder = tmp_path_factory.mktemp("certificates")
    if shutil.which("openssl") is None:
        pytest.skip("no certificate to test with: install openssl")
    for name in ("own", "other"):
        subprocess.run(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem",
            ],
            check=True, capture_output=True,
        )  # fmt: skip
    key, certificate = (folder / "own.key").read_bytes(), (folder / "own.pem").read_bytes()
    with pooled(postgres, key=key, certificate=certificate) as port:
        yield port, folder / "own.pem", folder / "other.pem"


def test_an_address_names_the_certificate_that_the_server_must_show(direct, postgres, certified):
    port, own, other = certified
    url = direct.replace(f":{postgres.port}/", f":{port}/")
    for way in ("sslmode=require", f"sslmode=verify-full&sslrootcert={own}"):
        assert database_faults(f"{url}?{way}") == []
    (fault,) = database_faults(f"{url}?sslmode=verify-full&sslrootcert={other}")
    assert "certificate verify failed" in fault
    (fault,) = database_faults(f"{url}?sslmode=disable")
    assert "SSL" in fault


# What is wrong is said by the check, which leaves nothing behind, and by the start.


def test_a_database_that_is_well_is_said_to_be_and_nothing_is_made_in_it(database_url, behind, postgres):
    for url in (database_url, behind):
        assert database_faults(url) == []
    assert postgres.run("select count(*) from pg_tables where schemaname = 'public'", database_url) == [(0,)]
    asyncio.run(migrate_at(behind))
    for url in (database_url, behind):
        assert database_faults(url) == []
    assert postgres.run("select count(*) from life", database_url) == [(0,)]


def test_a_role_that_may_create_nothing_is_told_what_it_lacks(guest):
    (fault,) = database_faults(guest)
    assert "permission denied for schema public" in fault
    assert "grant usage, create on schema public" in fault
    with pytest.raises(StorageError, match="grant usage, create on schema public"):
        asyncio.run(migrate_at(guest))


def test_a_role_that_may_create_nothing_runs_on_tables_that_are_there(guest, database_url, postgres):
    newest = asyncio.run(migrate_at(database_url))
    postgres.run("grant select, insert, update, delete on all tables in schema public to guest", database_url)
    assert database_faults(guest) == []
    assert asyncio.run(migrate_at(guest)) == newest
    postgres.run("revoke insert on life from guest", database_url)
    (fault,) = database_faults(guest)
    assert "permission denied for table life" in fault


def test_a_server_that_takes_no_writes_is_waited_for_and_named(database_url, postgres):
    name = database_url.rpartition("/")[2]
    postgres.run(f"alter database {name} set default_transaction_read_only = on")
    try:
        assert database_faults(database_url) == [
            "DATABASE_URL: the PostgreSQL database takes no writes: it is a standby, or was set to be read-only"
        ]
        with pytest.raises(AwayError, match="takes no writes"):
            asyncio.run(migrate_at(database_url))
    finally:
        postgres.run(f"alter database {name} reset default_transaction_read_only")


def test_a_newer_database_is_named(database_url, postgres):
    asyncio.run(migrate_at(database_url))
    postgres.run("insert into migration (number, done_at) values (999, '')", database_url)
    (fault,) = database_faults(database_url)
    assert "has schema 999" in fault


@pytest.mark.parametrize(
    ("change", "said", "passes"),
    [
        (lambda url: url.replace("se%40cret", "wrong-word"), "authentication failed", False),
        (lambda url: url.rpartition("/")[0] + "/none", "does not exist", False),
        (lambda url: url.replace("owner%20of", "nobody%20of"), "authentication failed", False),
        (lambda url: "postgresql://bob:word@127.0.0.1:1/x", "refused", True),
    ],
)
async def test_what_waiting_does_not_help_against_is_not_waited_for(database_url, change, said, passes):
    with pytest.raises(StorageError, match=said) as caught:
        await open_database(change(database_url))
    assert isinstance(caught.value, AwayError) is passes


def test_a_role_that_may_not_even_look_is_told_what_it_lacks(guest, database_url, postgres):
    postgres.run("revoke usage on schema public from guest", database_url)
    (fault,) = database_faults(guest)
    assert "grant usage, create on schema public" in fault


async def test_a_pooler_for_single_statements_is_refused_with_a_line(postgres, direct):
    with pooled(postgres, "statement") as port:
        url = direct.replace(f":{postgres.port}/", f":{port}/")
        (fault,) = await asyncio.to_thread(database_faults, url)
    assert "transaction blocks not allowed" in fault
    assert "\n" not in fault
