"""What it costs to find who is due, beside a thousand owners and beside a million.

    python -m tests.bench.bench_due [OWNERS]

The schema is the bot's own, the clock is passed in. Looks at both databases take turns, so that what else the machine does
meanwhile slows both. Printed: the milliseconds of a look (median of many) and their ratio, when nobody is due, and into a
Monday morning, from which a look takes the first hundred.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.database import Database, Transaction, to_text
from storage.migrate import migrate
from storage.open import open_database
from storage.wakes import due_wakes

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
FEW = 1_000
WAVE = 10_000
LOOKS = 2_000
AT_ONCE = 100


async def filled(owners: int, folder: Path) -> Database:
    """Return a database with so many owners, whose weekly questions are due within the next three days."""
    database = await open_database(f"sqlite:////{str(folder / f'{owners}.sqlite3').lstrip('/')}")
    await migrate(database, NOW)
    async with database.transaction() as tx:
        for start in range(0, owners, 50_000):
            rows = [
                {"id": number, "at": to_text(NOW), "due": to_text(NOW + timedelta(minutes=1 + number % 4_320))}
                for number in range(start + 1, min(start + 50_000, owners) + 1)
            ]
            await tx.run_many(
                "insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at)"
                " values (:id, :id, 'private', 'en', 1, 0, :at, :at)",
                rows,
            )
            await tx.run_many("insert into wake (chat_id, kind, due_at) values (:id, 'checkin:1', :due)", rows)
    return database


async def looks(databases: list[Database]) -> list[float]:
    """Return the milliseconds that a look takes in each database."""
    times: list[list[float]] = [[] for _ in databases]
    for _ in range(LOOKS):
        for database, taken in zip(databases, times, strict=True):
            async with database.reading() as tx:
                taken.append(await _timed(tx))
    return [1e3 * statistics.median(taken) for taken in times]


async def _timed(tx: Transaction) -> float:
    began = time.perf_counter()
    await due_wakes(tx, NOW, AT_ONCE)
    return time.perf_counter() - began


async def measured(most: int, folder: Path) -> None:
    """Print what looks cost beside few owners and beside many."""
    databases = [await filled(owners, folder) for owners in (FEW, most)]
    print(f"{'':>24}{FEW:>12,} owners{most:>12,} owners   ratio")
    try:
        _tell("nobody due", await looks(databases))
        for database, owners in zip(databases, (FEW, most), strict=True):
            async with database.transaction() as tx:
                step = max(owners // WAVE, 1)
                await tx.run("update wake set due_at = :at where chat_id % :step = 0", at=to_text(NOW), step=step)
        _tell("a hundred of a wave", await looks(databases))
    finally:
        for database in databases:
            await database.close()


def _tell(what: str, milliseconds: list[float]) -> None:
    few, many = milliseconds
    print(f"{what:>24}{few:>16.3f} ms{many:>16.3f} ms{many / few:>8.2f}")


def main() -> None:
    """Measure and print."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measured(most, Path(folder)))


if __name__ == "__main__":
    main()
