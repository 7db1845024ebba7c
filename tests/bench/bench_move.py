"""Move many owners to PostgreSQL and back, killed in the middle: is everything as it was, and how long does it take?

    python -m tests.bench.bench_move [--owners 100000]

Each move is `python -m bot move`, killed with SIGKILL after a while and called again. In the end every row of every table is
compared with the first database's, and the export of some owners byte for byte.
"""

import argparse
import asyncio
import hashlib
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from storage.migrate import migrate_at
from storage.move import KEYS
from storage.open import open_database
from storage.owner_data import rows_of
from tests.bench.bench_million import FIRST_OLD, fill
from tests.server.bot_process import ROOT
from tests.server.postgres import server

COMPARED = 500  # owners whose exports are compared


def url_of(path: Path) -> str:
    return f"sqlite:////{str(path).lstrip('/')}"


def moved(source: str, target: str, kill_after: float) -> tuple[float, str]:
    """Move, killed once; return the seconds that took, the first part included, and what is said at the end."""
    began = time.monotonic()
    command = [sys.executable, "-m", "bot", "move", source, target]
    first = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        first.wait(kill_after)
    except subprocess.TimeoutExpired:
        first.kill()
    assert first.wait() == -9, "it was over before it was killed"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began, done.stdout.strip()


def content(path: Path) -> dict[str, str]:
    """Return a hash of all rows of each table."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: hashlib.sha256(
                b"\n".join(
                    repr(row).encode()
                    for row in connection.execute(f"select * from {table} order by {', '.join(keys)}")
                )
            ).hexdigest()
            for table, keys in KEYS.items()
        }


async def exports(url: str) -> list[str]:
    """Return what is exported of some owners."""
    database = await open_database(url)
    async with database.reading() as tx:
        found = [repr(await rows_of(tx, FIRST_OLD + 100 * number)) for number in range(COMPARED)]
    await database.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--owners", type=int, default=100_000)
    parser.add_argument("--kill-after", type=float, default=10.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, server(()) as running:
        first, last = Path(name) / "first", Path(name) / "last"
        asyncio.run(migrate_at(url_of(first)))
        fill(url_of(first), options.owners, options.owners // 10)
        between = running.new_database()
        for source, target in ((url_of(first), between), (between, url_of(last))):
            seconds, said = moved(source, target, options.kill_after)
            print(f"to {target.partition(':')[0]} in {seconds:.0f} s, killed once: {said}", flush=True)
        assert content(first) == content(last)
        before, there, after = (asyncio.run(exports(url)) for url in (url_of(first), between, url_of(last)))
        assert before == there == after
        print(f"every row of {len(KEYS)} tables is as it was, and so are {COMPARED} exports")


if __name__ == "__main__":
    main()
