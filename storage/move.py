"""Moves everything from one database into another, SQLite or PostgreSQL: in portions, so that a cut-off move can go on.

A portion is committed together with a note of how far it goes, so that a killed move goes on with the next row. Until
all is there and compared, the target holds the table ``moving``, and no bot starts on it.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from msgspec import Struct

from storage.database import Database, StorageError, Transaction
from storage.migrate import MOVING, has_table, migrate, require_newest
from storage.open import open_database
from storage.paths import is_file
from storage.sqlite import sqlite_path

KEYS: dict[str, tuple[str, ...]] = {  # every table that is moved, with its key, in the order of their references
    "owner": ("chat_id",),
    "business": ("chat_id", "number"),
    "session": ("chat_id", "number"),
    "answer": ("chat_id", "session", "question", "standing"),
    "verdict": ("chat_id", "session", "number"),
    "objection": ("chat_id", "session"),
    "schedule": ("chat_id", "business"),
    "week": ("chat_id", "business", "week"),
    "step": ("chat_id", "business", "action"),
    "wake": ("chat_id", "kind"),
    "life": ("name",),
    "profile": ("name",),
    "seen": ("update_id",),
    "picture": ("chat_id", "fingerprint"),
    "outbox": ("id",),
    "put_aside": ("chat_id", "update_id", "kind", "at"),
    "inbox": ("update_id",),
}
STAYS = frozenset({"migration", "process"})  # what each database has of its own
PORTION = 1_000
_ALL_BITS = (1 << 64) - 1
_ALIVE = "select 1 from process where alive_until > cast(extract(epoch from clock_timestamp()) as double precision)"

Onlooker = Callable[[str, int], None]
"""Called after every portion: with the table, and how many of its rows are moved."""


def _unheard(_table: str, _rows: int) -> None:
    """Tell nobody."""


class _Sum(Struct, frozen=True):
    """A summary of some rows, whatever their order.

    Attributes:
        rows: how many they are.
        total: the sum of a hash of each.
    """

    rows: int = 0
    total: int = 0

    def plus(self, records: list[dict[str, Any]]) -> "_Sum":
        return _Sum(self.rows + len(records), (self.total + sum(map(_hash, records))) & _ALL_BITS)


class _Way(Struct, frozen=True):
    """From where to where, and how many rows at once."""

    source: Database
    target: Database
    portion: int


async def move(
    source_url: str, target_url: str, *, told: Onlooker = _unheard, portion: int = PORTION
) -> dict[str, int]:
    """Move everything from the database at one address into the empty one at another, and compare both in the end.

    The source stays as it is. A move that was cut off goes on when this is called again with the same addresses.

    Returns:
        How many rows each table has.

    Raises:
        StorageError: one of them cannot be used, a bot runs on one, or the target holds something else.
    """
    if source_url == target_url:
        raise StorageError("FROM and TO are the same database")
    if source_url.startswith("sqlite:") and not is_file(sqlite_path(source_url)):
        raise StorageError(f"there is no database {sqlite_path(source_url)}")
    async with _opened(source_url) as source, _opened(target_url) as target:
        way = _Way(source, target, portion)
        await _prepare(way)
        for table in KEYS:
            await _copy(way, table, told)
        counts = {table: await _compare(way, table) for table in KEYS}
        async with target.transaction() as tx:
            await tx.run(f"drop table {MOVING}")
    return counts


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = await open_database(url, alone=True)
    try:
        yield database
    finally:
        await database.close()


async def _prepare(way: _Way) -> None:
    """Make sure that nobody uses either database, and that the target is empty or part of a move from this source."""
    async with way.source.reading() as tx:
        await require_newest(tx)
        await _refuse_a_bot(tx, "FROM")
        if await has_table(tx, MOVING):
            raise StorageError("a move into FROM is not finished")
        ((begun,),) = await tx.fetch("select min(done_at) from migration")
    async with way.target.reading() as tx:
        goes_on = await has_table(tx, MOVING)
    if not goes_on:
        await migrate(way.target, datetime.now(UTC))
    async with way.target.transaction() as tx:
        await require_newest(tx)
        await _refuse_a_bot(tx, "TO")
        if goes_on:
            ((of,),) = await tx.fetch(f"select last from {MOVING} where name = ''")
            if of != begun:
                raise StorageError("a move from another database into TO is not finished: empty TO, or finish that one")
            return
        for table in KEYS:
            if await tx.fetch(f"select 1 from {table} limit 1"):
                raise StorageError(f"TO holds something already (in the table {table}): it must be empty")
        await tx.run(f"create table {MOVING} (name text primary key, last text not null, count bigint not null)")
        await tx.run(f"insert into {MOVING} (name, last, count) values ('', :of, 0)", of=begun)


async def _refuse_a_bot(tx: Transaction, name: str) -> None:
    if tx.shared and await tx.fetch(_ALIVE):
        raise StorageError(f"a bot runs on {name}: stop it, and wait ten seconds")


async def _copy(way: _Way, table: str, told: Onlooker) -> None:
    """Copy what is missing of a table."""
    async with way.target.reading() as tx:
        noted = await tx.fetch(f"select last, count from {MOVING} where name = :name", name=table)
    last, count = (json.loads(noted[0][0]), noted[0][1]) if noted else (None, 0)
    while records := await _portion(way.source, table, last, way.portion):
        last, count = [records[-1][name] for name in KEYS[table]], count + len(records)
        columns = list(records[0])
        insert = f"insert into {table} ({', '.join(columns)}) values ({', '.join(f':{name}' for name in columns)})"
        async with way.target.transaction() as tx:
            await tx.run_many(insert, records)
            await tx.run(
                f"""
                insert into {MOVING} (name, last, count) values (:name, :last, :count)
                on conflict (name) do update set last = excluded.last, count = excluded.count
                """,
                name=table,
                last=json.dumps(last),
                count=count,
            )
        told(table, count)


async def _compare(way: _Way, table: str) -> int:
    """Read a table from both, and return how many rows it has.

    Raises:
        StorageError: they are not the same.
    """
    here, there = await _sum(way.source, table, way.portion), await _sum(way.target, table, way.portion)
    if here != there:
        raise StorageError(
            f"the table {table} is not the same in both: {here.rows} rows, and {there.rows}. Was FROM changed meanwhile? "
            "Empty TO, and move again"
        )
    return here.rows


async def _sum(database: Database, table: str, portion: int) -> _Sum:
    found, last = _Sum(), None
    while records := await _portion(database, table, last, portion):
        found, last = found.plus(records), [records[-1][name] for name in KEYS[table]]
    return found


async def _portion(database: Database, table: str, last: list[Any] | None, portion: int) -> list[dict[str, Any]]:
    """Return the next rows of a table after a key, or the first ones."""
    keys = KEYS[table]
    after = f"where ({', '.join(keys)}) > ({', '.join(f':{name}' for name in keys)})" if last else ""
    values = dict(zip(keys, last or (), strict=False))
    query = f"select * from {table} {after} order by {', '.join(keys)} limit {portion}"
    async with database.reading() as tx:
        return [_freed(record) for record in await tx.records(query, **values)]


def _freed(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out the process of a row, which is gone by now, and the one character that PostgreSQL cannot hold."""
    plain = {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in record.items()}
    return {**plain, "process": ""} if "process" in plain else plain


def _hash(record: Mapping[str, Any]) -> int:
    line = repr(sorted(record.items())).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(line, digest_size=8).digest())
