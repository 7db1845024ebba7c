"""What it costs to find who is due, beside a thousand owners and beside a million.

Run with ``python -m tests.bench.bench_due [OWNERS]``. The schema is the bot's own, the clock is passed in. Printed: the
milliseconds of one look (median of many) when nobody is due, and when a Monday morning of 10,000 is.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage.database import open_database, to_text
from storage.migrate import migrate
from storage.wakes import due_wakes

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
WAVE = 10_000
LOOKS = 200
AT_ONCE = 100


async def measured(owners: int, folder: Path) -> tuple[float, float, float]:
    """Give the milliseconds of a look with nobody due, of one into the wave, and the size of the file in MB."""
    database = await open_database(f"sqlite:////{str(folder / f'{owners}.sqlite3').lstrip('/')}")
    try:
        await migrate(database, NOW)
        later = to_text(NOW + timedelta(days=3))
        due = to_text(NOW)
        async with database.transaction() as tx:
            for start in range(0, owners, 50_000):
                numbers = range(start + 1, min(start + 50_000, owners) + 1)
                await tx.run_many(
                    "insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at)"
                    " values (:id, :id, 'private', 'en', 1, 0, :at, :at)",
                    [{"id": number, "at": due} for number in numbers],
                )
                await tx.run_many(
                    "insert into wake (chat_id, kind, due_at) values (:id, 'checkin:1', :at)",
                    [{"id": number, "at": later} for number in numbers],
                )
        quiet = await _look(database)
        async with database.transaction() as tx:
            step = max(owners // WAVE, 1)
            await tx.run("update wake set due_at = :at where chat_id % :step = 0", at=due, step=step)
        busy = await _look(database)
        return quiet, busy, (folder / f"{owners}.sqlite3").stat().st_size / 1e6
    finally:
        await database.close()


async def _look(database: Any) -> float:
    times = []
    async with database.reading() as tx:
        for _ in range(LOOKS):
            began = time.perf_counter()
            await due_wakes(tx, NOW, AT_ONCE)
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1_000


def main() -> None:
    """Print a line for each number of owners."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for owners in (1_000, most):
            quiet, busy, size = asyncio.run(measured(owners, Path(folder)))
            print(
                f"{owners:>9,} owners ({size:,.0f} MB): a look with nobody due {quiet:.3f} ms, into a wave {busy:.3f} ms"
            )


if __name__ == "__main__":
    main()
