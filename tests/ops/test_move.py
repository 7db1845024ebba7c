"""Moving between SQLite and PostgreSQL: after a move and back everything is as it was, and a cut-off move goes on."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import bot.__main__ as command_line
from storage.database import StorageError
from storage.migrate import migrate_at, migrations
from storage.move import KEYS, STAYS, move
from storage.open import open_database
from storage.owner_data import rows_of
from tests.storage.release import RELEASES

OWNERS = 120


@pytest.fixture
def engine():
    return "postgres"


@pytest.fixture
async def lived_in(tmp_path) -> Path:
    """A database as owners left it, and many more of them."""
    path = tmp_path / "first"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((RELEASES / f"{max(migrations()):04}.sql").read_text())
        for number in range(100, 100 + OWNERS):
            connection.execute(
                "insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at, awaits)"
                " values (?, ?, 'private', 'en', 1, 0, 'then', 'now', ?)",
                (number * 10**12, -number, 'Zoë\'s\n"café" 🚪 \\ %'),
            )
            connection.execute(
                "insert into business (chat_id, number, name, created_at) values (?, 1, ?, 'then')",
                (number * 10**12, None if number % 2 else "Ünal"),
            )
        for number in range(50):
            values = (f"name {number}", f"{number}")
            connection.execute("insert into life (name, at) values (?, ?)", values)
        connection.commit()
    return path


def url_of(path: Path) -> str:
    return f"sqlite:////{str(path).lstrip('/')}"


def content(path: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"select * from {table} order by 1, 2").fetchall() for table in KEYS}


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}


async def kept(url: str) -> str:
    """Return everything that is kept about each owner, as an export has it."""
    database = await open_database(url)
    async with database.reading() as tx:
        chats = [row[0] for row in await tx.fetch("select chat_id from owner order by chat_id")]
        all_rows = [await rows_of(tx, chat) for chat in chats]
    await database.close()
    return repr(all_rows)


async def test_no_table_is_left_behind(lived_in):
    assert tables(lived_in) == {*KEYS, *STAYS}
    with closing(sqlite3.connect(lived_in)) as connection:
        for table, keys in KEYS.items():
            found = sorted((row[5], row[1]) for row in connection.execute(f"pragma table_info({table})") if row[5])
            assert tuple(name for _, name in found) == keys


async def test_there_and_back_everything_is_as_it_was(lived_in, database_url, tmp_path):
    before = content(lived_in)
    counts = await move(url_of(lived_in), database_url, portion=70)
    assert counts == {table: len(rows) for table, rows in before.items()}
    assert content(lived_in) == before
    back = tmp_path / "back"
    assert await move(database_url, url_of(back), portion=1_000) == counts
    assert content(back) == before
    assert tables(back) == tables(lived_in)
    assert await kept(url_of(back)) == await kept(database_url) == await kept(url_of(lived_in))


class Killed(BaseException):
    """The end of the process, between two portions."""


def killed_after(portions: int):
    seen: list[str] = []

    def told(table: str, _rows: int) -> None:
        seen.append(table)
        if len(seen) == portions:
            raise Killed

    return told


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_move_that_is_killed_again_and_again_goes_on(lived_in, database_url, tmp_path, kind):
    target = database_url if kind == "postgresql" else url_of(tmp_path / "other")
    for portions in (1, 2, 4, 3):
        with pytest.raises(Killed):
            await move(url_of(lived_in), target, portion=30, told=killed_after(portions))
        with pytest.raises(StorageError, match="a move into this database is not finished"):
            await migrate_at(target)  # and so no bot starts there
        with pytest.raises(StorageError, match="a move into FROM is not finished"):
            await move(target, url_of(tmp_path / "third"))
        (tmp_path / "third").unlink()
    counts = await move(url_of(lived_in), target, portion=30)
    assert counts == {table: len(rows) for table, rows in content(lived_in).items()}
    await migrate_at(target)


async def test_a_target_that_holds_something_is_refused_and_left_alone(lived_in, database_url, tmp_path):
    await move(url_of(lived_in), database_url)
    with pytest.raises(StorageError, match="TO holds something already"):
        await move(url_of(lived_in), database_url)
    other = tmp_path / "other"
    await migrate_at(url_of(other))
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("insert into seen (update_id, seen_at) values (1, 'now')")
        connection.commit()
    with pytest.raises(StorageError, match="seen"):
        await move(database_url, url_of(other))
    assert content(other)["owner"] == []


async def test_a_row_that_changed_meanwhile_is_noticed(lived_in, tmp_path):
    def told(table: str, _rows: int) -> None:
        if table == "inbox":
            with closing(sqlite3.connect(lived_in)) as connection:
                connection.execute("update owner set seen_at = 'later' where chat_id = ?", (100 * 10**12,))
                connection.commit()

    with pytest.raises(StorageError, match="the table owner is not the same in both"):
        await move(url_of(lived_in), url_of(tmp_path / "other"), told=told)


async def test_another_source_does_not_go_on_with_a_move(lived_in, tmp_path):
    target = url_of(tmp_path / "other")
    with pytest.raises(Killed):
        await move(url_of(lived_in), target, told=killed_after(1))
    stranger = tmp_path / "stranger"
    await migrate_at(url_of(stranger))
    with pytest.raises(StorageError, match="a move from another database"):
        await move(url_of(stranger), target)


async def test_while_a_bot_runs_on_one_of_them_nothing_is_moved(lived_in, database_url):
    await migrate_at(database_url)
    database = await open_database(database_url)
    async with database.transaction() as tx:
        await tx.run("insert into process (name, number, alive_until) values ('a', 1, 9e12)")
    with pytest.raises(StorageError, match="a bot runs on TO"):
        await move(url_of(lived_in), database_url)
    with pytest.raises(StorageError, match="a bot runs on FROM"):
        await move(database_url, url_of(lived_in.with_name("other")))
    await database.close()
    alone = await open_database(url_of(lived_in), alone=True)
    with pytest.raises(StorageError, match="another process runs the bot"):
        await move(url_of(lived_in), database_url)
    await alone.close()


@pytest.mark.usefixtures("lived_in")
async def test_addresses_that_are_none_make_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    target = url_of(tmp_path / "other")
    for pair, said in (
        ((url_of(tmp_path / "none"), target), "there is no database"),
        ((target, target), "the same database"),
        (("nonsense", target), "an address must be"),
    ):
        with pytest.raises(StorageError, match=said.replace("an address", "DATABASE_URL")):
            await move(*pair)
    assert [path.name for path in tmp_path.iterdir()] == ["first"]


@pytest.fixture
def mask():
    """The command's umask is undone."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("mask")
def test_the_command_says_what_was_moved(tmp_path, capsys):
    source = tmp_path / "first"
    with closing(sqlite3.connect(source)) as connection:
        connection.executescript((RELEASES / f"{max(migrations()):04}.sql").read_text())
        ((owners,),) = connection.execute("select count(*) from owner").fetchall()
    assert command_line.main(("move", url_of(source), url_of(tmp_path / "other"))) == 0
    assert capsys.readouterr().out.startswith(f"moved and compared: {owners} owners, ")
    assert command_line.main(("move", "nonsense", url_of(source))) == 1
    assert capsys.readouterr().err.startswith("an address must be sqlite:///FILE or")
