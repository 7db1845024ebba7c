"""Numbered migrations: each in a transaction of its own, in order, once."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database, InUseError, StorageError, Transaction, to_text
from storage.open import open_database

MOVING = "moving"  # a table that exists until everything is moved into the database
MIGRATIONS = Path(__file__).parent / "migrations"
_SQLITE_TABLE = "select 1 from sqlite_master where type = 'table' and name = :name"
_STATEMENT = re.compile(r";[ \t]*\n")


def migrations(folder: Path = MIGRATIONS) -> dict[int, Path]:
    """Return the files of the migrations by their number: 1, 2, 3 and so on without a gap."""
    found = {int(path.name.partition("_")[0]): path for path in sorted(folder.glob("[0-9]*.sql"))}
    if list(found) != list(range(1, len(found) + 1)):
        raise ValueError(f"the migrations in {folder} are not numbered 1, 2, 3, …: {sorted(found)}")
    return found


async def migrate(database: Database, now: datetime, folder: Path = MIGRATIONS) -> int:
    """Bring a database to the newest schema and return its number.

    Raises:
        StorageError: the database was written by a newer version of the bot.
    """
    known = migrations(folder)
    while await _one_more(database, known, now):
        pass
    return max(known)


async def _one_more(database: Database, known: dict[int, Path], now: datetime) -> bool:
    """Apply the next migration, unless there is none or another process was quicker; True if there may be another."""
    async with database.migrating() as tx:
        if await has_table(tx, MOVING):
            raise StorageError("a move into this database is not finished: run python -m bot move again")
        if not await has_table(tx, "migration"):  # asked first: a role that may not create is refused even then
            await tx.run("create table migration (number integer primary key, done_at text not null)")
        done = {int(row[0]) for row in await tx.fetch("select number from migration")}
        if newer := done - known.keys():
            raise StorageError(
                f"the database has schema {max(newer)}, this version of the bot knows {max(known)}: "
                "start a newer version"
            )
        if not (missing := sorted(known.keys() - done)):
            return False
        for statement in _statements(known[missing[0]].read_text(encoding="utf-8")):
            await tx.run(statement)
        await tx.run(
            "insert into migration (number, done_at) values (:number, :done_at)",
            number=missing[0],
            done_at=to_text(now),
        )
    return True


async def has_table(tx: Transaction, name: str) -> bool:
    """True if there is a table of that name where unqualified names are looked for."""
    catalogue = "select 1 where to_regclass(:name) is not null" if tx.shared else _SQLITE_TABLE
    return bool(await tx.fetch(catalogue, name=name))


async def require_newest(tx: Transaction) -> None:
    """Look whether a database has the newest schema, and change nothing.

    Raises:
        StorageError: it has another one, or none.
    """
    known = max(migrations())
    number = (await tx.fetch("select max(number) from migration"))[0][0] if await has_table(tx, "migration") else None
    if number != known:
        raise StorageError(
            f"the database has schema {number or 0}, this version of the bot knows {known}: "
            + ("start a newer version" if (number or 0) > known else "start this version, or run python -m bot migrate")
        )


async def migrate_at(url: str) -> int:
    """Bring the database at an address to the newest schema and return its number.

    Raises:
        StorageError: it cannot be opened, a bot runs on it, or it was written by a newer version of the bot.
    """
    database = await open_database(url, alone=True)
    try:
        return await migrate(database, datetime.now(UTC))
    finally:
        await database.close()


async def migrate_if_alone(url: str) -> None:
    """Bring the database at an address to the newest schema, unless a bot runs on it, which has done so.

    Raises:
        StorageError: it cannot be opened, or was written by a newer version of the bot.
    """
    with suppress(InUseError):
        await migrate_at(url)


def _statements(script: str) -> list[str]:
    lines = (line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [part.strip() for part in _STATEMENT.split("\n".join(lines) + "\n") if part.strip()]
