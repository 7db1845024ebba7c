"""SQLite: a file of this process's own."""

import asyncio
import os
import re
import sqlite3
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosqlite

from storage.alone import Alone
from storage.database import PassingError, Query, Row, Statement, StorageError, to_the_end
from storage.paths import is_file, is_there

BUSY_MS = 10_000
PASSING = frozenset(  # errors that pass by themselves: another process is in the way, or there is no room
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
)
BESIDE = ("", "-wal", "-shm")  # what SQLite makes of the name of a database
OTHERS = 0o077  # the rights of all but the owner
PRIMARY = 0xFF  # mask of the kind in an error's code
ROWS_AT_ONCE = 64  # rows that aiosqlite's own cursor fetches; here all rows are fetched at once
_LIST = re.compile(r"\bin :(\w+)")


def sqlite_path(url: str) -> Path:
    """Return the file of ``sqlite:///FILE`` (relative) or ``sqlite:////FILE`` (absolute).

    Raises:
        StorageError: the address is of another kind, or names no file.
    """
    parts = urlsplit(url)
    name = unquote(parts.path[1:])
    if parts.scheme != "sqlite" or parts.netloc or not name:
        raise StorageError("DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    return Path(name)


class Connection(aiosqlite.Connection):
    """A connection that runs several statements in one hop to its thread; the hop costs more than most statements."""

    async def together(self, *work: Callable[[sqlite3.Connection], Any]) -> list[Any]:
        """Do some work in this order, up to the first that fails, and return the result of each."""
        done: list[Any] = await self._execute(lambda: [do(self._conn) for do in work])  # type: ignore[no-untyped-call]
        return done


class SqliteTransaction:
    """A transaction on one of the two connections, begun with its first statement."""

    shared = False

    def __init__(self, connection: Connection, begin: str) -> None:
        self._connection = connection
        self._begin = begin
        self._begun = False
        self._last: list[Statement] = []

    async def fetch(self, sql: str, **values: Any) -> list[Row]:
        """Run a query, and return all of its rows."""
        (rows,) = await self.fetch_each((sql, values))
        return rows

    async def fetch_each(self, *queries: Query) -> list[list[Row]]:
        """Run queries in one hop to the thread, and return all of the rows of each."""
        return await self._do(*(partial(_fetched, *_with_lists(sql, values)) for sql, values in queries))

    async def records(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """Run a query, and return all of its rows with the names of their columns."""
        named: list[dict[str, Any]]
        (named,) = await self._do(partial(_records, *_with_lists(sql, values)))
        return named

    async def run(self, sql: str, **values: Any) -> int:
        """Run a statement and return the number of rows that it changed."""
        count: int
        (count,) = await self._do(partial(_changed, *_with_lists(sql, values)))
        return count

    async def run_many(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each row of values; with no rows, nothing."""
        await self.run_each((sql, rows))

    async def run_each(self, *statements: Statement) -> None:
        """Run statements in their order, in one hop to the thread."""
        if wanted := _each(statements):
            await self._do(*wanted)

    def run_last(self, *statements: Statement) -> None:
        """Have statements run at the end of the transaction, in their order, in the hop of the commit."""
        self._last += statements

    async def commit(self) -> None:
        """Run the last statements, and commit; a transaction that was not begun needs no end."""
        last = _each(self._last)
        if last or self._begun:
            await self._do(*last, partial(_changed, "commit", {}))

    async def _do(self, *work: Callable[[sqlite3.Connection], Any]) -> list[Any]:
        if self._begun:
            return await self._connection.together(*work)
        self._begun = True
        return (await self._connection.together(partial(_changed, self._begin, {}), *work))[1:]

    async def lock(self, keys: Iterable[int]) -> None:
        """Do nothing: a transaction that writes to a SQLite file has all of it."""


class SqliteDatabase:
    """An open SQLite file."""

    shared = False

    def __init__(self, writer: Connection, reader: Connection, path: Path, right: Alone) -> None:
        self._writer = writer
        self._reader = reader
        self._right = right
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._file = _file_at(path)
        self.path = path

    @classmethod
    async def open(cls, url: str, *, alone: bool = False) -> "SqliteDatabase":
        """Open the database at an address, making the file if there is none; nobody else on the machine may read it.

        Raises:
            PassingError: another process is in the way, or the disk is full.
            StorageError: it cannot be opened.
        """
        path = sqlite_path(url)
        right = Alone.take(path) if alone else Alone(None)
        try:
            sqlite3.connect(path).close()  # fails here and now, before there is a thread to stop
            keep_to_oneself(path)
            writer, reader = await _two(_connect, path)
        except BaseException as error:
            right.let_go()
            if isinstance(error, sqlite3.Error):
                raise trouble(f"cannot open the database {path}", error) from error
            raise
        return cls(writer, reader, path, right)

    @classmethod
    async def open_to_read(cls, url: str) -> "SqliteDatabase":
        """Open the database at an address as it is, changing nothing in its folder; a bot may be using it.

        Raises:
            StorageError: it is not there, or cannot be opened.
        """
        path = sqlite_path(url)
        if not is_file(path):
            raise StorageError(f"there is no database {path}")
        try:
            writer, reader = await _two(_connect_to_read, path)
        except sqlite3.Error as error:
            raise trouble(f"cannot open the database {path}", error) from error
        return cls(writer, reader, path, Alone(None))

    async def close(self) -> None:
        """Close both connections; what was not committed is undone."""
        try:
            try:
                await self._reader.close()
            finally:
                await self._writer.close()
        finally:
            self._right.let_go()

    def lost(self) -> str | None:
        """Say what became of the open file; None while it is in its place."""
        now = _file_at(self.path)
        if now == self._file:
            return None
        return f"{self.path} was {'deleted' if now is None else 'replaced'} while the bot has it open"

    async def rescue(self, mark: str) -> str:
        """Write everything into a new file beside the lost one, which is still open, and return its name.

        Raises:
            StorageError: it cannot be written.
        """
        file = self.path.with_name(f"{self.path.name}.rescued-{mark}")
        try:
            async with self._reading:
                await self._reader.together(partial(_copy, file))
        except (sqlite3.Error, OSError) as error:
            raise StorageError(f"cannot write {file}: {error}") from error
        return str(file)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteTransaction]:
        """Commit what is done inside, durably, or undo all of it when an exception or a cancellation leaves it.

        Raises:
            StorageError: the file was deleted or replaced, and everything written would be lost with the process.
        """
        async with self._writing:
            if lost := self.lost():
                raise StorageError(lost)
            tx = SqliteTransaction(self._writer, "begin immediate")
            try:
                yield tx
            except BaseException:
                await to_the_end(_undo(self._writer))
                raise
            await to_the_end(self._commit(tx))  # or the next transaction would find this one open

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[SqliteTransaction]:
        """Change the schema in a transaction that no other migration runs beside.

        Raises:
            StorageError: it cannot be changed.
        """
        try:
            async with self.transaction() as tx:
                yield tx
        except sqlite3.Error as error:
            raise trouble(f"cannot change the database {self.path}", error) from error

    async def _commit(self, tx: SqliteTransaction) -> None:
        try:
            await tx.commit()
        except Exception:
            await _undo(self._writer)
            raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteTransaction]:
        """See one state of the database throughout, beside whatever is being written."""
        async with self._reading:
            try:
                yield SqliteTransaction(self._reader, "begin")
            finally:
                await to_the_end(_undo(self._reader))

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[SqliteTransaction]:
        """See one state of the database throughout, on a connection of its own: for what may take long."""
        connection = await _connect_to_read(self.path)
        try:
            yield SqliteTransaction(connection, "begin")
        finally:
            await to_the_end(connection.close())

    def beating(self) -> AbstractAsyncContextManager[SqliteTransaction]:
        """Commit what is done inside: nobody waits for signs of life where there is one process."""
        return self.transaction()

    async def sweep(self) -> None:
        """Leave no trace of deleted rows in the files: empty the write-ahead log, which holds older pages."""
        async with self._writing, self._reading:
            with suppress(sqlite3.OperationalError):  # another process is in the way; the next sweep takes it along
                await self._writer.execute_fetchall("pragma wal_checkpoint(truncate)")


def trouble(what: str, error: sqlite3.Error) -> StorageError:
    """Return an error of SQLite as the bot's own: one that may pass, or one that needs a person."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = PassingError if code is not None and code & PRIMARY in PASSING else StorageError
    return kind(f"{what}: {error}")


async def _two(connect: Callable[[Path], Awaitable[Connection]], path: Path) -> tuple[Connection, Connection]:
    """Connect for writing and for reading."""
    writer = await connect(path)
    try:
        return writer, await connect(path)
    except BaseException:
        await writer.close()  # its thread would keep the process from ending
        raise


async def _connect(path: Path) -> Connection:
    connect = partial(sqlite3.connect, path, isolation_level=None, cached_statements=512)
    connection = Connection(connect, ROWS_AT_ONCE)
    await connection
    try:
        for pragma in ("journal_mode=wal", "synchronous=full", f"busy_timeout={BUSY_MS}", "foreign_keys=on"):
            await connection.execute(f"pragma {pragma}")
        await connection.execute_fetchall("pragma secure_delete=on")  # what an owner deletes is overwritten
    except BaseException:
        await connection.close()  # its thread would keep the process from ending
        raise
    return connection


async def _connect_to_read(path: Path) -> Connection:
    connect = partial(sqlite3.connect, _address_to_read(path), uri=True, isolation_level=None)
    connection = Connection(connect, ROWS_AT_ONCE)
    await connection
    try:
        await connection.execute_fetchall(f"pragma busy_timeout={BUSY_MS}")
        await connection.execute_fetchall("select count(*) from sqlite_master")  # fails here and now if it is none
    except BaseException:
        await connection.close()
        raise
    return connection


def _address_to_read(path: Path) -> str:
    in_use = is_there(path.with_name(f"{path.name}-wal"))
    return f"{path.absolute().as_uri()}?{'mode=ro' if in_use else 'immutable=1'}"  # the second makes no files beside it


def keep_to_oneself(path: Path) -> None:
    """Let only the owner of a database's files read them; where that fails, leave them as they are."""
    for suffix in BESIDE:
        with suppress(OSError):
            file = path.with_name(path.name + suffix)
            if others := (mode := stat.S_IMODE(file.stat().st_mode)) & OTHERS:
                file.chmod(mode & ~others)


def _file_at(path: Path) -> tuple[int, int] | None:
    """Return which file is at a path; None if none is."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- at each transaction, and pathlib takes twice as long
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _copy(into: Path, connection: sqlite3.Connection) -> None:
    unfinished = into.with_name(f"{into.name}.unfinished")
    unfinished.touch(mode=0o600)
    try:
        copy = sqlite3.connect(unfinished)
        try:
            connection.backup(copy)
            copy.execute("pragma journal_mode=delete")  # one file, with nothing beside it
        finally:
            copy.close()
        unfinished.replace(into)
    finally:
        unfinished.unlink(missing_ok=True)


async def _undo(connection: Connection) -> None:
    with suppress(sqlite3.OperationalError):  # nothing had begun
        await connection.together(partial(_changed, "rollback", {}))


def _fetched(sql: str, values: Mapping[str, Any], connection: sqlite3.Connection) -> list[Row]:
    return connection.execute(sql, values).fetchall()


def _records(sql: str, values: Mapping[str, Any], connection: sqlite3.Connection) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _changed(sql: str, values: Mapping[str, Any], connection: sqlite3.Connection) -> int:
    return connection.execute(sql, values).rowcount


def _each(statements: Iterable[Statement]) -> list[Callable[[sqlite3.Connection], None]]:
    return [partial(_run_many, sql, rows) for sql, rows in statements if rows]


def _run_many(sql: str, rows: Sequence[Mapping[str, Any]], connection: sqlite3.Connection) -> None:
    connection.executemany(sql, rows)


def _with_lists(sql: str, values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Spell lists out as single parameters, padded to a power of two so that few different statements arise."""
    names = _lists_in(sql)
    if not names:
        return sql, values
    spelt = dict(values)
    sizes = []
    for name in names:
        items = list(spelt.pop(name))
        if not items:
            raise ValueError(f"the list {name!r} is empty")
        items += [items[-1]] * ((1 << (len(items) - 1).bit_length()) - len(items))
        spelt |= zip(_parameters(name, len(items)), items, strict=True)
        sizes.append(len(items))
    return _spelt(sql, tuple(sizes)), spelt


@lru_cache(maxsize=512)
def _lists_in(sql: str) -> list[str]:
    return list(dict.fromkeys(_LIST.findall(sql)))


@lru_cache(maxsize=512)
def _parameters(name: str, size: int) -> list[str]:
    return [f"{name}_{n}" for n in range(size)]


@lru_cache(maxsize=512)
def _spelt(sql: str, sizes: tuple[int, ...]) -> str:
    for name, size in zip(_lists_in(sql), sizes, strict=True):
        sql = re.sub(rf"\bin :{name}\b", f"in ({', '.join(f':{one}' for one in _parameters(name, size))})", sql)
    return sql
