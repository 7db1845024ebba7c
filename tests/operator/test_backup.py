"""`python -m bot backup` and `restore`, and `migrate` for a release phase."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import back_up, restore
from storage.database import StorageError
from storage.migrate import migrations
from tests.conftest import House
from tests.test_command_line import run

pytestmark = pytest.mark.sqlite


def address(path: Path) -> str:
    return f"sqlite:////{str(path).lstrip('/')}"


def chats(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("select chat_id from owner order by chat_id")]


@pytest.fixture
async def copy(house, tmp_path) -> Path:
    """A backup made while the bot runs, with Alice and Bob half-way through."""
    for number, name in ((1, "Alice"), (2, "Bob")):
        await house.person(number, name).says("/checkup", "shop")
    file = tmp_path / "copy.sqlite3"
    assert back_up(address(house.path), file) == 2
    return file


async def test_a_copy_of_a_running_bot_is_whole_and_one_file(copy, house):
    assert chats(copy) == [1, 2]
    assert sorted(path.name for path in copy.parent.glob("copy*")) == ["copy.sqlite3"]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert await house.person(1, "Alice").says("we talk first")


async def test_a_copy_is_taken_between_two_turns_never_inside_one(house, copy):
    async with house.app.database.transaction() as tx:
        await tx.run("update owner set language = 'xx'")
        back_up(address(house.path), copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("select distinct language from owner").fetchall() == [("en",)]


async def test_owners_go_on_from_a_restored_copy(copy, house, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    other = House(folder)
    assert restore(copy, address(other.path)) == 2
    assert chats(other.path) == [1, 2]
    await other.start()
    try:
        async with other.app.database.reading() as tx:
            assert (await tx.fetch("pragma journal_mode"))[0][0] == "wal"
        assert await other.rows("select question from answer where chat_id = 1") == [("trade",)]
    finally:
        await other.stop()


async def test_a_database_that_holds_answers_is_not_written_over_without_force(copy, house):
    await house.person(3, "Carol").says("/start")
    await house.stop()
    with pytest.raises(StorageError, match="--force"):
        restore(copy, address(house.path))
    assert chats(house.path) == [1, 2, 3]
    assert restore(copy, address(house.path), force=True) == 2
    assert chats(house.path) == [1, 2]
    await house.start()


async def test_a_database_that_a_bot_has_open_is_not_written_over_without_force(copy, tmp_path):
    folder = tmp_path / "fresh"
    folder.mkdir()
    fresh = House(folder)
    await fresh.start()
    try:
        with pytest.raises(StorageError, match="open in another process"):
            restore(copy, address(fresh.path))
        assert chats(fresh.path) == []
    finally:
        await fresh.stop()
    assert restore(copy, address(fresh.path)) == 2


async def test_what_is_no_sound_backup_is_refused(copy, tmp_path):
    target = address(tmp_path / "target.sqlite3")
    strange = tmp_path / "strange"
    for content in (b"", b"not a database at all" * 100, copy.read_bytes()[:5000]):
        strange.write_bytes(content)
        with pytest.raises(StorageError):
            restore(strange, target)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("insert into migration (number, done_at) values (99, 'x')")
        connection.commit()
    for force in (False, True):
        with pytest.raises(StorageError, match="schema 99"):
            restore(copy, target, force=force)
    with pytest.raises(StorageError, match="there is no file"):
        restore(tmp_path / "nothing", target)


async def test_a_backup_never_hurts_what_is_there(copy, house, tmp_path):
    with pytest.raises(StorageError, match="the database itself"):
        back_up(address(house.path), house.path)
    with pytest.raises(StorageError, match="no database"):
        back_up(address(tmp_path / "nothing"), copy)
    assert not (tmp_path / "nothing").exists()
    assert chats(copy) == [1, 2]
    with pytest.raises(StorageError, match="pg_dump"):
        back_up("postgresql://x/y", copy)
    with pytest.raises(StorageError, match="cannot back up"):
        back_up(address(house.path), tmp_path / "no" / "such" / "folder")


def test_on_the_command_line(tmp_path):
    assert run(tmp_path, "migrate").stdout == f"The database has schema {max(migrations())}.\n"
    run(tmp_path, lines="/checkup\nshop\n")
    assert run(tmp_path, "backup", "copy").stdout == "owners in copy: 1\n"
    refused = run(tmp_path, "restore", "copy", TELEGRAM_TOKEN="nonsense does not matter here")
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert run(tmp_path, "restore", "copy", "--force").stdout == "owners restored: 1\n"
    assert run(tmp_path, "restore", "copy", DATABASE_URL="sqlite:///new.sqlite3").returncode == 0
    assert chats(tmp_path / "new.sqlite3") == chats(tmp_path / "copy")
