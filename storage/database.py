"""The door to the database: transactions with visible SQL and named parameters, on SQLite or on PostgreSQL.

The SQL that goes through it keeps to what both understand. Values go in as ``:name``, a list as ``in :names``.
"""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol

Row = Sequence[Any]
Query = tuple[str, Mapping[str, Any]]
"""A query, and the values that go in."""
Statement = tuple[str, Sequence[Mapping[str, Any]]]
"""A statement, and the rows of values: it is run once for each row."""


class StorageError(Exception):
    """The database cannot be used; the message says why in one line."""


class PassingError(StorageError):
    """The database cannot be used now, and may be in a while, without anybody changing a setting: a full disk."""


class AwayError(PassingError):
    """It is worth waiting for: the server does not answer, or another process has the file."""


class InUseError(AwayError):
    """Another process runs the bot on the file."""


class Transaction(Protocol):
    """Statements that are committed together or not at all."""

    @property
    def shared(self) -> bool:
        """True if other processes may be writing to the same database at the same time."""

    async def fetch(self, sql: str, **values: Any) -> list[Row]:
        """Run a query, and return all of its rows."""

    async def fetch_each(self, *queries: Query) -> list[list[Row]]:
        """Run queries in one round trip, and return all of the rows of each."""

    async def records(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """Run a query, and return all of its rows with the names of their columns."""

    async def run(self, sql: str, **values: Any) -> int:
        """Run a statement and return the number of rows that it changed."""

    async def run_many(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each row of values; with no rows, nothing."""

    async def run_each(self, *statements: Statement) -> None:
        """Run statements in their order, in one round trip."""

    def run_last(self, *statements: Statement) -> None:
        """Have statements run at the end of the transaction, in their order, in the round trip of the commit."""

    async def lock(self, keys: Iterable[int]) -> None:
        """Wait until no other process holds any of these keys, and hold them until the end of the transaction.

        A chat is locked by its id. Take all locks in one call, before the first row is written: keys are taken in
        order, so that two transactions never wait for each other. Where the database is not shared it does nothing.
        """


class Database(Protocol):
    """An open database: one connection writes, one reads, and neither is shared inside a transaction.

    Anything long gets a third one, for as long as it takes.
    """

    @property
    def shared(self) -> bool:
        """True if other processes may use the same database at the same time."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Commit what is done inside, durably, or undo all of it when an exception or a cancellation leaves it."""

    def migrating(self) -> AbstractAsyncContextManager[Transaction]:
        """Change the schema in a transaction that no other migration runs beside, however long it takes."""

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """See one state of the database throughout, beside whatever is being written."""

    def beside(self) -> AbstractAsyncContextManager[Transaction]:
        """See one state of the database throughout, on a connection of its own: for what may take long."""

    def beating(self) -> AbstractAsyncContextManager[Transaction]:
        """Commit what is done inside on a connection that nothing else uses: for signs of life alone."""

    async def sweep(self) -> None:
        """Leave no trace of deleted rows in files of this process's own."""

    def lost(self) -> str | None:
        """Say what became of the open file; None while it is in its place, or where there is none."""

    async def rescue(self, mark: str) -> str:
        """Write everything into a new file beside a lost one, and return its name, which ends with the mark.

        Raises:
            StorageError: it cannot be written, or there is nothing to rescue.
        """

    async def close(self) -> None:
        """Close the connections; what was not committed is undone."""


async def fetch_unclaimed(tx: Transaction, sql: str, **values: Any) -> list[Row]:
    """Run a query for work to do, and leave out the rows that another process is working on.

    The rows stay locked for the transaction; the query may have neither ``distinct`` nor ``group by``. Where the
    database is not shared it is the plain query.
    """
    return await tx.fetch(f"{sql} for update skip locked" if tx.shared else sql, **values)


def out_of_room(error: BaseException) -> bool:
    """True if a database said that it is full: a small write may still fit, but the large one is not to blame."""
    state = getattr(error, "sqlstate", None) or ""  # of PostgreSQL; class 53 is "insufficient resources"
    return getattr(error, "sqlite_errorname", "") == "SQLITE_FULL" or state.startswith("53")


async def to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Await something that must not be left half-way: a cancellation meanwhile is raised once it is done."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def to_text(moment: datetime) -> str:
    """Write an aware moment so that texts sort as moments do: UTC, to the millisecond."""
    return _utc_text(moment.astimezone(UTC))


@lru_cache(maxsize=1_024)  # a turn writes the same few moments many times
def _utc_text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")[:23] + "Z"  # the offset is +00:00


def from_text(text: str) -> datetime:
    """Read what :func:`to_text` wrote."""
    return datetime.fromisoformat(text)
