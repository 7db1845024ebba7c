"""Whether a database can be used, found out without changing anything."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn

from storage.database import StorageError, Transaction
from storage.migrate import has_table, migrations
from storage.open import open_database
from storage.paths import is_file, is_folder, is_there
from storage.sqlite import sqlite_path


def database_faults(url: str) -> list[str]:
    """Say what keeps the bot from using the database at an address, a readable line each."""
    try:
        if url.startswith("sqlite:"):
            _look_at(sqlite_path(url))
        else:
            asyncio.run(_try_out(url))
    except StorageError as error:
        return [f"DATABASE_URL: {str(error).removeprefix('DATABASE_URL ')}"]
    return []


class _Undone(Exception):  # noqa: N818 -- it names what is to happen
    """Leaves a transaction without a trace."""


async def _try_out(url: str) -> None:
    """Try on a PostgreSQL server everything that the bot does there, and undo it.

    Raises:
        StorageError: what does not work.
    """
    database = await open_database(url)
    try:
        async with database.migrating() as tx:
            await _write(tx)
    except _Undone:
        pass
    finally:
        await database.close()


async def _write(tx: Transaction) -> NoReturn:
    known = max(migrations())
    number = 0
    if await has_table(tx, "migration"):
        ((number,),) = await tx.fetch("select coalesce(max(number), 0) from migration")
        await tx.run("update migration set done_at = done_at")
    if number > known:
        raise StorageError(
            f"the database has schema {number}, this version of the bot knows {known}: use a newer version"
        )
    if number < known:
        await tx.run("create table of_the_check (number bigint primary key)")
    if number:
        await tx.run("delete from outbox where id = 0")
        await tx.run("insert into life (name, at) values ('check', '')")
    raise _Undone


def _look_at(path: Path) -> None:
    if not is_there(path):
        if not is_folder(path.parent):
            raise StorageError(f"there is no folder {path.parent}")
        if not os.access(path.parent, os.W_OK):
            raise StorageError(f"nothing can be written in {path.parent.absolute()}")
        return
    if not (is_file(path) and os.access(path, os.R_OK | os.W_OK)):
        raise StorageError(f"{path} cannot be written to")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            tables = connection.execute("select name from sqlite_master where name = 'migration'").fetchall()
            newest = connection.execute("select max(number) from migration").fetchone()[0] if tables else None
    except sqlite3.Error as error:
        raise StorageError(f"cannot open the database {path}: {error}") from None
    if newest and newest > (known := max(migrations())):
        raise StorageError(f"{path} has schema {newest}, this version of the bot knows {known}: use a newer version")
