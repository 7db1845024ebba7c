"""The bot on a machine in trouble: its clock jumps, its database is away, slow, full or read-only.

`python -m tests.server.troubled` is `python -m bot`, but that the clock and the SQLite database do what the folder in
TROUBLE says; a test says it with `Trouble`. A PostgreSQL server is troubled from outside, with `PostgresTrouble`.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

import psycopg

from tests.server.postgres import Server

DatabaseFault = Literal["away", "slow", "full", "read-only"]
DATABASE_FAULTS: tuple[DatabaseFault, ...] = ("away", "slow", "full", "read-only")
SLOW_SECONDS = 0.2
ATTEMPTS = 10
ALL_PAGES = 1_073_741_823
COMMAND = (sys.executable, "-m", "tests.server.troubled")


class Trouble:
    """The trouble that a bot looks up before everything it does."""

    def __init__(self, folder: Path):
        self.folder = folder

    @property
    def environment(self) -> dict[str, str]:
        return {"TROUBLE": str(self.folder)}

    def step_clock(self, seconds: float) -> None:
        """Set the bot's clock forward, or back, from the true time."""
        self._tell("clock", str(seconds))

    def spoil_database(self, fault: DatabaseFault) -> None:
        """Trouble the SQLite database until it is healed."""
        self._tell("database", fault)

    def heal_database(self) -> None:
        self._tell("database", "")

    @property
    def clock_seconds(self) -> float:
        return float(self._told("clock") or 0)

    @property
    def database(self) -> str:
        return self._told("database")

    def _tell(self, name: str, what: str) -> None:
        fresh = self.folder / f"{name}.new"
        fresh.write_text(what)
        fresh.replace(self.folder / name)  # nobody reads half of it

    def _told(self, name: str) -> str:
        try:
            return (self.folder / name).read_text()
        except FileNotFoundError:
            return ""


def now(trouble: Trouble) -> datetime:
    """Return the time that the bot's clock shows."""
    return datetime.now(UTC) + timedelta(seconds=trouble.clock_seconds)


def suffer(trouble: Trouble, connection: sqlite3.Connection) -> None:
    """Apply the current trouble to a connection."""
    fault = trouble.database
    if fault == "away":
        raise sqlite3.OperationalError("disk I/O error")
    if fault == "slow":
        time.sleep(SLOW_SECONDS)
    connection.execute(f"pragma query_only={'on' if fault == 'read-only' else 'off'}")
    connection.execute(f"pragma max_page_count={1 if fault == 'full' else ALL_PAGES}")  # never less than there are


@contextmanager
def troubled_sqlite(trouble: Trouble) -> Iterator[None]:
    """Let every connection to SQLite that is opened inside be in trouble when the database is."""
    import storage.sqlite

    untroubled = storage.sqlite.Connection

    class Troubled(untroubled):
        async def together(self, *work: Callable[[sqlite3.Connection], Any]) -> list[Any]:
            return (await super().together(partial(suffer, trouble), *work))[1:]

    storage.sqlite.Connection = Troubled
    try:
        yield
    finally:
        storage.sqlite.Connection = untroubled


class PostgresTrouble:
    """The same troubles for a database of a PostgreSQL server."""

    def __init__(self, server: Server, url: str):
        self._server = server
        self._name = url.rpartition("/")[2]
        self._url = url
        self._lock: psycopg.Connection | None = None

    def spoil_database(self, fault: DatabaseFault) -> None:
        match fault:
            case "away":
                self._server.run(f"alter database {self._name} allow_connections false")
                self._hang_up()
            case "slow":  # whoever writes waits until it is healed, or until the server's time-out
                self._lock = self._insist(f"lock table {', '.join(self._tables())} in share mode")
            case "read-only":
                self._server.run(f"alter database {self._name} set default_transaction_read_only = on")
                self._hang_up()
            case "full":
                self._insist(
                    "create function full_disk() returns trigger language plpgsql as "
                    "$$ begin raise exception 'no space left on device' using errcode = '53100'; end $$",
                    *(
                        f"create trigger full_disk before insert or update on {table} execute function full_disk()"
                        for table in self._tables()
                    ),
                    "commit",
                ).close()

    def heal_database(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        self._server.run(f"alter database {self._name} allow_connections true")
        self._server.run(f"alter database {self._name} reset default_transaction_read_only")
        self._hang_up()
        self._insist("drop function if exists full_disk cascade", "commit").close()

    def _insist(self, *statements: str) -> psycopg.Connection:
        """Return a connection that ran the statements in one transaction.

        They lock table after table, as a turn of the bot's does in an order of its own: when the two wait for one
        another the server ends either, and here it is begun again.
        """
        for _ in range(ATTEMPTS):
            connection = psycopg.connect(self._url)
            try:
                for statement in statements:
                    connection.execute(statement)
            except psycopg.errors.DeadlockDetected:
                connection.close()
            else:
                return connection
        raise RuntimeError(f"{self._name} ended each of {ATTEMPTS} attempts for a deadlock")

    def _tables(self) -> list[str]:
        with psycopg.connect(self._url) as connection:
            rows = connection.execute(
                "select tablename from pg_tables where schemaname = 'public' order by 1"
            ).fetchall()
        return [name for (name,) in rows]

    def _hang_up(self) -> None:
        """End every session, so that the next one begins as the database is set now."""
        self._server.run(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{self._name}'")


def main() -> int:
    """Run the bot in trouble."""
    import bot.serve
    from bot.__main__ import main as run

    trouble = Trouble(Path(os.environ["TROUBLE"]))
    bot.serve.started = partial(bot.serve.started, clock=partial(now, trouble))
    with troubled_sqlite(trouble):
        return run([])


if __name__ == "__main__":
    sys.exit(main())
