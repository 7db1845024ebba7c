"""Two processes share what is due on PostgreSQL: by the chats' ids, as the bot does, or by claiming rows (`skip locked`).

    python -m tests.bench.bench_claims [DUE]    (20,000)

Both ways empty the same table with the same transactions for what is decided; they differ in the look alone. A claim has to be
written down, since the turn that follows locks and deletes the same rows on another connection: it puts the moment at which
a row is due some seconds off. Printed: ms of a look, seconds for everything, and kB that the server wrote ahead, a hundred.
"""

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta

import psycopg

from storage.database import Database, Transaction, to_text
from storage.migrate import migrate
from storage.open import open_database
from storage.processes import Process, enter, share_of
from storage.wakes import due_wakes
from tests.server.postgres import Server, server

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
AT_ONCE = 100
CLAIM = """
    update wake set due_at = :until where (chat_id, kind) in (
        select chat_id, kind from wake where due_at <= :now order by due_at limit :limit for update skip locked
    ) returning chat_id, kind
"""


async def by_id(tx: Transaction, process: Process) -> list[tuple[int, str]]:
    return await due_wakes(tx, NOW, AT_ONCE, await share_of(tx, process))


async def by_claim(tx: Transaction, _: Process) -> list[tuple[int, str]]:
    rows = await tx.fetch(CLAIM, now=to_text(NOW), until=to_text(NOW + timedelta(seconds=6)), limit=AT_ONCE)
    return [(row[0], row[1]) for row in rows]


async def emptied(database: Database, process: Process, look, looks: list[float]) -> None:
    """Look and handle until nothing is due."""
    while True:
        began = time.perf_counter()
        async with database.transaction() as tx:
            due = await look(tx, process)
        looks.append(time.perf_counter() - began)
        if not due:
            return
        async with database.transaction() as tx:  # the turn
            await tx.lock([chat for chat, _ in due])
            await tx.run_many(
                "delete from wake where chat_id = :chat and kind = :kind", [{"chat": c, "kind": k} for c, k in due]
            )


async def measure(running: Server, look, due: int) -> tuple[float, float, float]:
    url = running.new_database()
    databases = [await open_database(url), await open_database(url)]
    await migrate(databases[0], NOW)
    with psycopg.connect(url) as connection:
        connection.execute(
            "insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at)"
            f" select i, i, 'private', 'en', 1, 0, '{to_text(NOW)}', '{to_text(NOW)}' from generate_series(1, {due}) i"
        )
        connection.execute(
            "insert into wake (chat_id, kind, due_at)"
            f" select i, 'checkin:1', '{to_text(NOW - timedelta(minutes=1))}' from generate_series(1, {due}) i"
        )
    running.run("vacuum analyze", url)
    async with databases[0].transaction() as tx:
        processes = [await enter(tx, name, 600.0) for name in ("one", "two")]
    looks: list[float] = []
    ((before,),) = running.run("select pg_current_wal_lsn()")
    began = time.perf_counter()
    await asyncio.gather(*(emptied(*pair, look, looks) for pair in zip(databases, processes, strict=True)))
    took = time.perf_counter() - began
    ((written,),) = running.run(f"select pg_wal_lsn_diff(pg_current_wal_lsn(), '{before}')")
    for database in databases:
        await database.close()
    return 1e3 * sum(looks) / len(looks), took, float(written) / 1024 / (due / AT_ONCE)


async def main(due: int) -> None:
    with server(()) as running:
        for _ in range(3):
            for name, look in (("by id", by_id), ("by claim", by_claim)):
                look_ms, seconds, written = await measure(running, look, due)
                print(f"{name:>9}: {look_ms:.1f} ms a look, {seconds:.1f} s, {written:.0f} kB a hundred", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
