"""PostgreSQL, which several processes may share. Imported only when the database's address asks for it."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from psycopg import AsyncConnection, Error, OperationalError, ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import InsufficientPrivilege, InvalidSchemaName
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import StrDumper

from storage.database import AwayError, Query, Row, Statement, StorageError, to_the_end

MIGRATING = 0x64_6F_6F_72_62_6F_74  # a key that is no chat's id
DEFAULTS = {
    "application_name": "doorbot",
    "client_encoding": "utf8",
    "connect_timeout": 10,
    # A connection whose other end vanished is given up after 25 seconds.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
SESSION = {
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "30s",
    # So that the locks of a vanished machine are soon free again.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
POOLED = "pooled"  # among the options: whether the address says that there is a pooler
OF_A_POOLER = frozenset({"pgbouncer", "connection_limit", "pool_timeout"})  # parameters for other programs
REFUSED = (  # errors that waiting does not help, in the words of servers and poolers
    "authentication failed",
    "no password supplied",
    "no pg_hba.conf entry",
    "does not exist",
    "no such user",
    "no such database",
    "not permitted to log in",
    "permission denied for database",
    "certificate verify failed",
)
WRITE = "begin isolation level read committed"  # each statement sees what was committed before it, as after a lock
READ = "begin isolation level repeatable read read only"
LIMITS = "; set local statement_timeout = '30s'; set local idle_in_transaction_session_timeout = '30s'"
_LITERAL_LIST_OR_NAME = re.compile(r"'(?:[^']|'')*'|\bin :([a-z_]\w*)|(?<![:\w]):([a-z_]\w*)|%")


class PostgresTransaction:
    """A transaction on one of the two connections."""

    shared = True

    def __init__(self, connection: "AsyncConnection[Row]") -> None:
        self._connection = connection
        self.last: list[Statement] = []

    async def fetch(self, sql: str, **values: Any) -> list[Row]:
        """Run a query, and return all of its rows."""
        cursor = await self._connection.execute(_translated(sql), _with_lists(values))
        return list(await cursor.fetchall())

    async def fetch_each(self, *queries: Query) -> list[list[Row]]:
        """Run queries, all on their way at once, and return all of the rows of each."""
        async with self._connection.pipeline():
            cursors = [await self._connection.execute(_translated(sql), _with_lists(values)) for sql, values in queries]
        return [list(await cursor.fetchall()) for cursor in cursors]

    async def records(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """Run a query, and return all of its rows with the names of their columns."""
        cursor = await self._connection.execute(_translated(sql), _with_lists(values))
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in await cursor.fetchall()]

    async def run(self, sql: str, **values: Any) -> int:
        """Run a statement and return the number of rows that it changed."""
        cursor = await self._connection.execute(_translated(sql), _with_lists(values))
        return cursor.rowcount

    async def run_many(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each row of values, all on their way at once; with no rows, nothing."""
        await self.run_each((sql, rows))

    async def run_each(self, *statements: Statement) -> None:
        """Run statements in their order, all on their way at once."""
        wanted = [(_translated(sql), rows) for sql, rows in statements if rows]
        if not wanted:
            return  # an empty pipeline still costs a round trip
        async with self._connection.pipeline(), self._connection.cursor() as cursor:
            for sql, rows in wanted:
                await cursor.executemany(sql, rows)

    def run_last(self, *statements: Statement) -> None:
        """Have statements run at the end of the transaction, in their order."""
        self.last += statements

    async def lock(self, keys: Iterable[int]) -> None:
        """Wait until no other process holds any of these keys, and hold them until the end of the transaction."""
        if wanted := sorted(set(keys)):
            await self._connection.execute(
                "select pg_advisory_xact_lock(key) from unnest(%(keys)s) as key", {"keys": wanted}
            )


class PostgresDatabase:
    """An open PostgreSQL database; a connection that was lost is opened again by the next transaction."""

    shared = True

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._writer = _Line(options)
        self._reader = _Line(options)
        self._pulse = _Line(options)

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        """Open the database at an address.

        Raises:
            AwayError: it cannot be reached, which may pass.
            StorageError: it cannot be opened; the message holds no password.
        """
        database = cls({**DEFAULTS, **_read_address(url)})
        try:
            await database._writer.connected()
            await database._reader.connected()
        except AwayError as error:
            await database.close()
            if any(words in str(error) for words in REFUSED):
                raise StorageError(str(error)) from None
            raise
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Close all connections; what was not committed is undone."""
        for line in (self._pulse, self._reader, self._writer):
            await line.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgresTransaction]:
        """Commit what is done inside, durably, or undo all of it when an exception or a cancellation leaves it.

        Raises:
            StorageError: the server cannot be reached.
            OperationalError: the connection was lost. If that was during the commit, nobody knows whether it was done.
        """
        async with _committed(self._writer) as tx:
            yield tx

    @asynccontextmanager
    async def beating(self) -> AsyncIterator[PostgresTransaction]:
        """Commit what is done inside on a connection that nothing else uses: for signs of life alone."""
        async with _committed(self._pulse) as tx:
            yield tx

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[PostgresTransaction]:
        """Change the schema in a transaction that no other migration runs beside, however long it takes.

        Raises:
            AwayError: the server was lost meanwhile, or takes no writes.
            StorageError: it refuses a change.
        """
        try:
            async with self.transaction() as tx:
                await tx.run("set local statement_timeout = 0")
                await refuse_read_only(tx)
                await tx.lock([MIGRATING])
                yield tx
        except OperationalError as error:
            raise AwayError(f"the PostgreSQL database was lost: {_one_line(error, {})}") from error
        except Error as error:
            raise StorageError(refusal(error)) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresTransaction]:
        """See one state of the database throughout, beside whatever is being written."""
        async with self._reader.busy:
            try:
                yield PostgresTransaction(await self._reader.begun(READ))
            finally:
                await to_the_end(self._reader.undo())

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[PostgresTransaction]:
        """See one state of the database throughout, on a connection of its own: for what may take long."""
        line = _Line(self._options)
        try:
            yield PostgresTransaction(await line.begun(READ))
        finally:
            await to_the_end(line.close())

    async def sweep(self) -> None:
        """Do nothing: the server's own vacuum sees to its files."""

    def lost(self) -> str | None:
        """Return None: its files are the server's own."""
        return None

    async def rescue(self, mark: str) -> str:
        """Rescue nothing: no file of this process's own can be lost."""
        raise StorageError(f"nothing to rescue at {mark}: the files are the PostgreSQL server's")


async def refuse_read_only(tx: PostgresTransaction) -> None:
    """Refuse a server that takes no writes.

    Raises:
        AwayError: it takes none now.
    """
    ((setting,),) = await tx.fetch("select current_setting('transaction_read_only')")
    if setting == "on":
        raise AwayError("the PostgreSQL database takes no writes: it is a standby, or was set to be read-only")


def refusal(error: Error) -> str:
    """Say in a line why the server refuses a change, and what an administrator can do about it."""
    said = f"the PostgreSQL database refuses a change: {_one_line(error, {})}"
    if isinstance(error, InsufficientPrivilege | InvalidSchemaName):
        return f"{said}; its administrator has to run: grant usage, create on schema public to the bot's user"
    return said


class _Line:
    """A connection that is opened again when it was lost, for one task at a time."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._connection: AsyncConnection[Row] | None = None
        self.busy = asyncio.Lock()

    async def connected(self) -> "AsyncConnection[Row]":
        if self._connection is None or self._connection.closed:
            self._connection = await _connect(self._options)
        return self._connection

    async def begun(self, begin: str) -> "AsyncConnection[Row]":
        """Begin a transaction; if the line turns out to be dead, on a new one, since nothing was done yet."""
        connection = await self.connected()
        if connection.info.transaction_status is not TransactionStatus.IDLE:  # a cancellation left it half-way
            await self.close()
            connection = await self.connected()
        try:
            await connection.execute(_limited(begin, connection))
        except OperationalError:
            await self.close()
            connection = await self.connected()
            await connection.execute(_limited(begin, connection))
        return connection

    async def commit(self) -> None:
        if self._connection is not None:
            await self._connection.execute("commit")

    async def undo(self) -> None:
        connection = self._connection
        if connection is None or connection.closed:
            return
        try:
            await connection.execute("rollback")
        except Error:
            await self.close()

    async def close(self) -> None:
        if self._connection is not None:
            with suppress(Error):
                await self._connection.close()
            self._connection = None


def _limited(begin: str, connection: "AsyncConnection[Row]") -> str:
    """Add to the begin what a session behind a pooler does not keep."""
    return begin if connection.prepare_threshold is not None else begin + LIMITS


@asynccontextmanager
async def _committed(line: _Line) -> AsyncIterator[PostgresTransaction]:
    """Commit on a line what is done inside, or undo all of it."""
    async with line.busy:
        try:
            tx = PostgresTransaction(await line.begun(WRITE))
            yield tx
            await tx.run_each(*tx.last)
        except BaseException:
            await to_the_end(line.undo())
            raise
        await to_the_end(line.commit())


class _Text(StrDumper):
    """Leaves out the one character that PostgreSQL's texts cannot hold."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "") if "\0" in obj else obj)


class _AnyText(_Text):
    """The same, of a type that the statement decides."""

    oid = 0


def _read_address(url: str) -> dict[str, Any]:
    """Read an address; what psycopg would say of a wrong one may quote a part of the password."""
    with suppress(ProgrammingError, ValueError):
        whole = urlsplit(url)
        words = [word for word in whole.query.split("&") if word.partition("=")[0] not in OF_A_POOLER]
        parts = conninfo_to_dict(urlunsplit(whole._replace(query="&".join(words))))
        ports = str(parts.get("port", "")).split(",")
        if whole.netloc.count("@") <= 1 and all(port.isdecimal() or not port for port in ports):
            return {**parts, POOLED: True} if "pgbouncer=true" in whole.query else parts
    raise StorageError(
        "DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/NAME, with @ : / ? # in the password as %40 %3A %2F %3F %23"
    )


async def _connect(options: Mapping[str, Any]) -> "AsyncConnection[Row]":
    """Connect, and see whether there is a pooler between.

    A pooler may give each transaction another session: what one sets or prepares does not exist in the next. Then
    nothing is prepared (``prepare_threshold`` is None), and each transaction sets its own limits.
    """
    try:
        connection = await AsyncConnection.connect(
            **{name: value for name, value in options.items() if name != POOLED}, autocommit=True
        )
    except Error as error:
        raise AwayError(f"cannot reach the PostgreSQL database: {_one_line(error, options)}") from None
    connection.adapters.register_dumper(int, Int8Dumper)  # one type: few different statements to prepare
    connection.adapters.register_dumper(str, _AnyText)
    if options.get(POOLED) or await _is_pooled(connection):
        connection.prepare_threshold = None
        return connection
    await connection.execute(
        "select set_config(name, value, false) from unnest(%s::text[], %s::text[]) as setting (name, value)",
        [list(SESSION), list(SESSION.values())],
    )
    return connection


async def _is_pooled(connection: "AsyncConnection[Row]") -> bool:
    """True if a pooler answered the greeting: it names itself with a process number that is not the server's."""
    try:
        cursor = await connection.execute("select pg_backend_pid()")
        row = await cursor.fetchone()
    except Error:  # a pooler that is out of sessions may do this; the first transaction tells
        return True
    return row is not None and row[0] != connection.info.backend_pid


def _one_line(error: Error, options: Mapping[str, Any]) -> str:
    said = error.diag.message_primary or str(error)  # where there is a statement, without it
    lines = [line.strip().removeprefix("- ") for line in said.splitlines()]
    text = "; ".join(dict.fromkeys(line for line in lines if line)) or type(error).__name__
    password = str(options.get("password") or "")
    return text.replace(password, "…") if password else text


@lru_cache(maxsize=512)
def _translated(sql: str) -> bytes:
    """Spell ``:name`` and ``in :list`` as psycopg does."""

    def spelt(match: re.Match[str]) -> str:
        if match[1]:
            return f"= any(%({match[1]})s)"
        return f"%({match[2]})s" if match[2] else match[0].replace("%", "%%")

    return _LITERAL_LIST_OR_NAME.sub(spelt, sql).encode()


def _with_lists(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Turn the values for ``in :names`` into lists."""
    lists = {name: list(items) for name, items in values.items() if isinstance(items, Iterable) and not _is_text(items)}
    for name, items in lists.items():
        if not items:
            raise ValueError(f"the list {name!r} is empty")
    return {**values, **lists} if lists else values


def _is_text(value: object) -> bool:
    return isinstance(value, str | bytes)
