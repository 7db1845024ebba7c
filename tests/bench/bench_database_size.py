"""What an update costs with few owners in the database and with many.

    python -m tests.bench.bench_database_size [--owners 1000 --owners 1000000] [--walkers 100]

Each size gets a fresh SQLite file with the bot's own schema, filled with owners who have finished a check-up; then new
owners walk the check-up. The goal is a cost with 1,000,000 owners within 1.2 times that with 1,000.
"""

import argparse
import sqlite3
import sys
import tempfile
from pathlib import Path

from tests.bench.bench_conversations import Watched, started, wait_for_the_end
from tests.server.bot_process import CHECK_UP, OURS, BotProcess, ServerProcess, environment

FIRST_OLD_CHAT = 10_000_000
LONG_AGO = "2026-01-05T10:00:00+00:00"
LONGEST = 60.0
FILL = (
    """
    insert into owner (chat_id, user_id, kind, language, business, sessions, created_at, seen_at)
    select chat_id, chat_id, 'private', 'en', 1, 1, :at, :at from old
    """,
    "insert into business (chat_id, number, created_at) select chat_id, 1, :at from old",
    """
    insert into session (chat_id, number, business, flow, state, step, misses, started_at, touched_at, ended_at)
    select chat_id, 1, 1, 'checkup', 'done', 'ask', 0, :at, :at, :at from old
    """,
    """
    insert into answer (chat_id, session, question, standing, state, value, law, typed, update_id, answered_at)
    select chat_id, 1, question, 'settled', 'known', 7, 'exact', '7', 1, :at
    from old cross join (
        select 'people' as question union all select 'talked' union all select 'customers'
        union all select 'room' union all select 'wanted' union all select 'fit' union all select 'busy'
    )
    """,
)


def fill(path: Path, owners: int) -> None:
    """Return a database that the bot has made so many owners, each with a finished check-up of seven answers."""
    connection = sqlite3.connect(path)
    connection.execute("pragma synchronous=off")
    with connection:
        connection.execute("create temp table old (chat_id integer primary key)")
        connection.execute(
            "with recursive n (i) as (select 0 union all select i + 1 from n where i + 1 < :owners) "
            "insert into old select :first + i from n",
            {"owners": owners, "first": FIRST_OLD_CHAT},
        )
        for statement in FILL:
            connection.execute(statement, {"at": LONG_AGO})
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def measure(owners: int, walkers: int, folder: Path) -> dict[str, float]:
    """Return what walking costs beside so many owners: CPU and wall time in ms an update, and bytes an owner."""
    database = folder / "bot.sqlite"
    with ServerProcess() as server:
        env = environment(server.url, database)
        with BotProcess(OURS, env, folder / "bot.log") as bot:
            started(bot, server)
            bot.stop()
        empty = database.stat().st_size
        fill(database, owners)
        size = database.stat().st_size
        server.tell("new-bot")
        with BotProcess(OURS, env, folder / "bot.log") as bot:
            watched = Watched(bot.pid)
            started(bot, server)
            cpu = watched.cpu()
            server.tell("walk", script=CHECK_UP, owners=walkers)
            cut_off = wait_for_the_end(bot, server, watched, seconds=LONGEST, quiet=5)
            spent = watched.cpu() - cpu
            report = server.tell("report")
    assert not cut_off, "the walk did not end in time"
    assert not report["stuck"], report["stuck"][:3]
    return {
        "cpu": spent / report["answered"] * 1000,
        "wall": 1000 / report["updates_per_second"],
        "peak": watched.peak,
        "bytes": (size - empty) / owners,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--owners", type=int, action="append", help="default: 1,000 and 1,000,000")
    parser.add_argument("--walkers", type=int, default=200)
    options = parser.parse_args()
    sizes = options.owners or [1_000, 1_000_000]
    print(
        "| owners in the database | CPU ms an update | ms an update | peak MB | bytes an owner |\n|---|---|---|---|---|"
    )
    first: dict[str, float] = {}
    for owners in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(owners, options.walkers, Path(folder))
        first = first or found
        print(
            f"| {owners:,} | {found['cpu']:.2f} ({found['cpu'] / first['cpu']:.2f} ×) "
            f"| {found['wall']:.2f} ({found['wall'] / first['wall']:.2f} ×) | {found['peak']:.0f} | {found['bytes']:.0f} |"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
