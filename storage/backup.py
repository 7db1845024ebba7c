"""Backup and restore of an SQLite database, beside a bot that runs, by SQLite's own online backup."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from storage.alone import Alone
from storage.database import InUseError, StorageError
from storage.migrate import migrations
from storage.paths import is_file, is_there
from storage.sqlite import keep_to_oneself, sqlite_path

IN_USE = "{} is open in another process: stop the bot first, or use --force"
PAGES_AT_ONCE = -1  # all pages at once: in WAL mode nobody has to wait for it
LONGEST_WAIT = 10.0  # seconds for another process to let go of the file


def back_up(url: str, file: Path) -> int:
    """Copy the database at an address into a file, which then replaces an earlier one, and return its number of owners.

    Raises:
        StorageError: there is no such database, it is not SQLite, or the copy cannot be written.
    """
    path = _path_of(url)
    if not is_file(path):
        raise StorageError(f"there is no database {path}")
    if is_there(file) and file.samefile(path):
        raise StorageError(f"{file} is the database itself")
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(_open(path, mode="rw")) as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy, pages=PAGES_AT_ONCE, progress=_impatiently(path))
            copy.execute("pragma journal_mode=delete")  # one file, with nothing beside it
            owners = _check(copy, unfinished)
        unfinished.replace(file)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"cannot back up {path} to {file}: {error}") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return owners


def restore(file: Path, url: str, *, force: bool = False) -> int:
    """Replace the database at an address with a backup, and return its number of owners.

    Args:
        file: what :func:`back_up` wrote.
        url: the address of the database.
        force: write over a database that holds something, or that another process has open.

    Raises:
        StorageError: the file is no sound backup or was written by a newer version of the bot; the database holds
            something or is open.
    """
    path = _path_of(url)
    if not is_file(file):
        raise StorageError(f"there is no file {file}")
    right = Alone(None) if force else _keep_bots_away(path)
    try:
        with closing(_open(file, mode="ro")) as source:
            owners = _check(source, file)
            with closing(sqlite3.connect(path, timeout=1)) as target:
                if not force:
                    _refuse_to_lose(target, path)
                source.backup(target, pages=PAGES_AT_ONCE, progress=_impatiently(path))
                target.execute("pragma journal_mode=wal")
        keep_to_oneself(path)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"cannot restore {file} to {path}: {error}") from None
    finally:
        right.let_go()
    return owners


def _path_of(url: str) -> Path:
    if not url.startswith("sqlite:"):
        raise StorageError("this is for SQLite; for PostgreSQL use pg_dump and pg_restore")
    return sqlite_path(url)


def _open(path: Path, *, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)


def _impatiently(path: Path) -> Callable[[int, int, int], None]:
    """Return a progress function that ends a copy without progress, since SQLite would try for ever."""
    end = time.monotonic() + LONGEST_WAIT

    def look(status: int, remaining: int, total: int) -> None:  # noqa: ARG001 -- what SQLite hands over
        if status != sqlite3.SQLITE_DONE and time.monotonic() > end:
            raise StorageError(f"{path} is locked by another process")

    return look


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """Make sure that this is a sound database of the bot's, no newer than this version knows; return its number of owners."""
    ((verdict,),) = connection.execute("pragma quick_check(1)").fetchall()
    if verdict != "ok":
        raise StorageError(f"{path} is damaged: {verdict}")
    if not _has(connection, "migration"):
        raise StorageError(f"{path} is no database of this bot")
    ((number,),) = connection.execute("select max(number) from migration").fetchall()
    known = max(migrations())
    if number is not None and number > known:
        raise StorageError(f"{path} has schema {number}, this version of the bot knows {known}: use a newer version")
    ((owners,),) = connection.execute("select count(*) from owner").fetchall() if number else ((0,),)
    return int(owners)


def _keep_bots_away(path: Path) -> Alone:
    """Keep bots from starting on a database meanwhile."""
    try:
        return Alone.take(path)
    except InUseError:
        raise StorageError(IN_USE.format(path)) from None


def _refuse_to_lose(target: sqlite3.Connection, path: Path) -> None:
    if _has(target, "owner") and target.execute("select 1 from owner limit 1").fetchall():
        raise StorageError(f"{path} holds answers; --force writes over them")
    try:
        # WAL mode can only be left by a process that has the database to itself.
        ((mode,),) = target.execute("pragma journal_mode=delete").fetchall()
    except sqlite3.OperationalError:
        mode = "locked"
    if mode != "delete":
        raise StorageError(IN_USE.format(path))


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return bool(
        connection.execute("select 1 from sqlite_master where type = 'table' and name = ?", (table,)).fetchall()
    )
