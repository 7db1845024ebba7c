"""The database of every release opens in this one, with nothing lost, and goes on."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.emulator import Emulator
from storage.database import StorageError
from storage.migrate import migrate, migrations
from storage.open import open_database
from tests.conftest import MONDAY, House
from tests.storage.release import RELEASES

DUMPS = sorted(RELEASES.glob("*.sql"))
SAME = (
    "the first migration was changed: before the first release, run python -m tests.storage.release; after it, add one"
)


def rows_of(path: Path) -> dict[str, list[tuple]]:
    """Return the rows of every table, each as the set of its values: columns may be added, not lost."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {name: connection.execute(f'select * from "{name}"').fetchall() for name in names}


def schema_of(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("select sql from sqlite_master where sql is not null").fetchall()
    return {re.sub(r"\s+", " ", sql).lower() for (sql,) in found}


@pytest.fixture(params=DUMPS, ids=lambda path: path.stem)
def old(request, tmp_path: Path) -> Path:
    path = tmp_path / "doorbot.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return path


async def opened(path: Path) -> None:
    database = await open_database(f"sqlite:////{str(path).lstrip('/')}")
    try:
        await migrate(database, MONDAY)
    finally:
        await database.close()


def test_there_is_a_dump_of_every_released_schema():
    assert [int(path.stem) for path in DUMPS] == list(migrations())


async def test_an_old_database_gets_the_schema_of_a_new_one(old, tmp_path):
    await opened(old)
    await opened(tmp_path / "new.sqlite3")
    assert schema_of(old) == schema_of(tmp_path / "new.sqlite3"), SAME


async def test_no_row_and_no_value_of_an_old_database_is_lost(old):
    before = rows_of(old)
    await opened(old)
    after = rows_of(old)
    for table, rows in before.items():
        assert len(after[table]) >= len(rows), table
        kept = [set(row) for row in after[table]]
        for row in rows:
            assert any(set(row) <= values for values in kept), (table, row)
    assert len(before["answer"]) > 10


async def test_owners_go_on_where_they_were(old, tmp_path):
    house = House(tmp_path)
    assert house.path == old
    house.clock.pass_time(minutes=30)
    house.emulator = Emulator(now=house.clock.timestamp, first_id=10_000)  # beyond those of the play
    await house.start()
    try:
        bob = house.person(2, "Bob")
        bob.person.types("all of them")
        await house.settle()
        assert (await house.rows("select state, value from answer where chat_id = 2 and question = 'talked'"))[0][
            1
        ] == 40
        assert (await house.rows("select word from verdict where chat_id = 1")) != []
    finally:
        await house.stop()


async def test_a_newer_database_is_refused_with_one_clear_line(old):
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("insert into migration (number, done_at) values (99, 'x')")
        connection.commit()
    with pytest.raises(StorageError, match=r"schema 99.*newer version"):
        await opened(old)
