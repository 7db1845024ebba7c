"""SQLite: a file of this process's own."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosqlite

from storage.database import Row, StorageError, to_the_end

BUSY_MS = 10_000
_LIST = re.compile(r"\bin :(\w+)")


def sqlite_path(url: str) -> Path:
    """Give the file of ``sqlite:///FILE`` (relative) or ``sqlite:////FILE`` (absolute).

    Raises:
        StorageError: the address is of another kind, or names no file.
    """
    parts = urlsplit(url)
    name = unquote(parts.path[1:])
    if parts.scheme != "sqlite" or parts.netloc or not name:
        raise StorageError("DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    return Path(name)


class SqliteTransaction:
    """A transaction on one of the two connections."""

    shared = False

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, **values: Any) -> list[Row]:
        """Run a query and give all of its rows."""
        sql, values = _with_lists(sql, values)
        return list(await self._connection.execute_fetchall(sql, values))

    async def records(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """Run a query and give all of its rows with the names of their columns."""
        sql, values = _with_lists(sql, values)
        async with self._connection.execute(sql, values) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in await cursor.fetchall()]

    async def run(self, sql: str, **values: Any) -> int:
        """Run a statement and give the number of rows that it changed."""
        sql, values = _with_lists(sql, values)
        async with self._connection.execute(sql, values) as cursor:
            return cursor.rowcount

    async def run_many(self, sql: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement once for each row of values; with no rows, nothing."""
        rows = list(rows)
        if rows:
            await self._connection.executemany(sql, rows)

    async def lock(self, keys: Iterable[int]) -> None:
        """Do nothing: whoever writes to a SQLite file has all of it."""


class SqliteDatabase:
    """An open SQLite file."""

    shared = False

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, path: Path) -> None:
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()
        self.path = path

    @classmethod
    async def open(cls, url: str) -> "SqliteDatabase":
        """Open the database at an address, making the file if there is none.

        Raises:
            StorageError: it cannot be opened.
        """
        path = sqlite_path(url)
        try:
            sqlite3.connect(path).close()  # fails here and now, before there is a thread to stop
            writer = await _connect(path)
            reader = await _connect(path)
        except sqlite3.Error as error:
            raise StorageError(f"cannot open the database {path}: {error}") from error
        return cls(writer, reader, path)

    async def close(self) -> None:
        """Close both connections; what was not committed is undone."""
        await self._reader.close()
        await self._writer.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteTransaction]:
        """Commit what is done inside, durably, or undo all of it when an exception or a cancellation leaves it."""
        async with self._writing:
            try:
                # Inside: a cancellation that comes while this is on its way leaves a transaction to undo.
                await self._writer.execute("begin immediate")
                yield SqliteTransaction(self._writer)
            except BaseException:
                await to_the_end(_undo(self._writer))
                raise
            await to_the_end(self._commit())  # or the next transaction would find this one open

    def migrating(self) -> AbstractAsyncContextManager[SqliteTransaction]:
        """Change the schema in a transaction that no other migration runs beside."""
        return self.transaction()

    async def _commit(self) -> None:
        try:
            await self._writer.execute("commit")
        except sqlite3.Error:
            await _undo(self._writer)
            raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteTransaction]:
        """See one state of the database throughout, beside whatever is being written."""
        async with self._reading:
            try:
                await self._reader.execute("begin")
                yield SqliteTransaction(self._reader)
            finally:
                await to_the_end(_undo(self._reader))

    async def sweep(self) -> None:
        """Leave no trace of deleted rows in the files: the write-ahead log, which holds former pages, is emptied."""
        async with self._writing, self._reading:
            with suppress(sqlite3.OperationalError):  # another process is in the way; the next sweep takes it along
                await self._writer.execute_fetchall("pragma wal_checkpoint(truncate)")


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    for pragma in ("journal_mode=wal", "synchronous=full", f"busy_timeout={BUSY_MS}", "foreign_keys=on"):
        await connection.execute(f"pragma {pragma}")
    await connection.execute_fetchall("pragma secure_delete=on")  # what an owner deletes is overwritten
    return connection


async def _undo(connection: aiosqlite.Connection) -> None:
    with suppress(sqlite3.OperationalError):  # it had not begun
        await connection.execute("rollback")


def _with_lists(sql: str, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Spell a list out as single parameters, padded to a power of two so that few different statements arise."""
    for name in _LIST.findall(sql):
        items = list(values.pop(name))
        if not items:
            raise ValueError(f"the list {name!r} is empty")
        items += [items[-1]] * ((1 << (len(items) - 1).bit_length()) - len(items))
        values |= {f"{name}_{n}": item for n, item in enumerate(items)}
        spelt = ", ".join(f":{name}_{n}" for n in range(len(items)))
        sql = sql.replace(f"in :{name}", f"in ({spelt})")
    return sql, values
