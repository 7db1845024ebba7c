"""The whole bot on the emulator, with a clock that tests move and a database that can be closed and opened again."""

import asyncio
import base64
import gc
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

# What is compiled is kept, for the next of all the processes that the tests start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What the tests write is in memory where there is much room: a database waits for the disk with each commit.
MEMORY, ROOM = Path("/dev/shm"), 3 << 30
if (
    os.access(MEMORY, os.W_OK)
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    and shutil.disk_usage(MEMORY).free > ROOM
):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

from bot.operator.tuning import multiply_in_one_thread

multiply_in_one_thread()  # before NumPy is loaded

import pytest
from msgspec.structs import replace

from bot.app import App, Requests, greet, started
from bot.emulator import Emulator
from bot.emulator.people import Person
from bot.language.known_texts import keep_known
from bot.operator.secret import Secret
from bot.operator.settings import Settings
from storage.migrate import migrate_at
from tests.copied_tree import FOLDERS, Copy, Lender
from tests.server.misuse import misuse
from tests.server.pooler import pooled
from tests.server.postgres import NoServerError, Server, server

ENGINE = os.environ.get(
    "DATABASE", ""
)  # sqlite, postgres, or pgbouncer in front of it; by default SQLite, and both where a test is marked so
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MEANINGS = pytest.StashKey[Any]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_engines: runs on SQLite and on PostgreSQL")
    config.addinivalue_line("markers", "sqlite: runs on SQLite alone, which it is about")
    config.addinivalue_line(
        "markers",
        "unmeasured: reaches what others reach, and is long or counts time: not counted as coverage, which slows it",
    )
    config.addinivalue_line(
        "markers", "long: takes seconds or waits for processes; its file is begun before the others"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many tests run at once with ``-n auto``: one more than processors, as some tests wait for what they started."""
    return max(2, os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out whole files, in their order: what a file makes for all of its tests is made once, not once a worker."""
    if config.option.dist != "load":
        return None
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect no garbage while tests are collected: next to none of it is garbage, and it took a sixth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no worker ends with one of them while the others have nothing to do."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep what is imported and collected out of all rounds of the garbage collector: it is there to the end."""
    gc.collect()
    gc.freeze()
    if session.items and not session.config.option.collectonly:
        from tests.kept_meanings import KeptMeanings

        session.stash[MEANINGS] = KeptMeanings()
        session.stash[MEANINGS].begin()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep what was found out of templates, modules and texts for the next run of the tests."""
    keep_known()
    if meanings := session.stash.get(MEANINGS, None):
        meanings.keep()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Leave slow tests out of the coverage that add nothing to it."""
    coverage = sys.modules.get("coverage")
    measured = coverage and item.get_closest_marker("unmeasured") and coverage.Coverage.current()
    if not measured:
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        if ENGINE in ("postgres", "pgbouncer") and not metafunc.definition.get_closest_marker("sqlite"):
            metafunc.parametrize("engine", ["postgres"])
        elif not ENGINE and metafunc.definition.get_closest_marker("both_engines"):
            metafunc.parametrize("engine", ["sqlite", "postgres"])


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def timestamp(self) -> float:
        return self.at.timestamp()

    def pass_time(self, **delta: float) -> None:
        self.at += timedelta(**delta)

    async def sleep(self, seconds: float) -> None:
        """Let the time pass that the bot waits for, at once."""
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class Sketcher:
    """Paints the same small picture whatever the drawing, at once, and keeps the drawings."""

    PICTURE = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mMQKbTCihiGlgQAn1YvwQu/+BQAAAAASUVORK5CYII="
    )

    def __init__(self) -> None:
        self.drawings: list[str] = []

    async def paint(self, svg: str) -> bytes | None:
        self.drawings.append(svg)
        return self.PICTURE


class House:
    """A running bot and the Telegram around it.

    Attributes:
        painter: paints its pictures; None for the bot's own, which takes a process and some time for each.
        pictures: whether the operator wants pictures.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        self.clock = Clock()
        self.emulator = Emulator(now=self.clock.timestamp)
        self.path = folder / "doorbot.sqlite3"
        self.painter: Sketcher | None = Sketcher()
        self.pictures = True
        self.url = url or sqlite_url(folder)
        self.app: App
        self._stack = AsyncExitStack()

    @property
    def settings(self) -> Settings:
        return replace(plain_settings(), database_url=Secret(self.url), pictures=self.pictures)

    async def start(self) -> None:
        requests = Requests(self.emulator, self.emulator)
        self.app = await self._stack.enter_async_context(
            started(self.settings, requests, clock=self.clock.now, sleep=self.clock.sleep, painter=self.painter)
        )
        await greet(self.app, polls=True)
        polling = asyncio.ensure_future(self.app.poll())
        self._stack.push_async_callback(_end, polling)

    async def stop(self) -> None:
        await self._stack.aclose()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def settle(self) -> None:
        """Wait until the bot has handled and sent everything."""
        await self.emulator.until_confirmed()
        await self.app.settled()

    async def rows(self, sql: str, **values: object) -> list[tuple]:
        async with self.app.database.reading() as tx:
            return [tuple(row) for row in await tx.fetch(sql, **values)]

    def person(self, number: int = 1, name: str = "Alice", **more: str) -> "Owner":
        return Owner(self, self.emulator.person(number, first_name=name, **more))


class Owner:
    """An owner who waits for the reply to everything they do."""

    def __init__(self, house: House, person: Person) -> None:
        self.house = house
        self.person = person

    async def says(self, *texts: str) -> str:
        """Type messages one by one and return the last reply."""
        for text in texts:
            before = len(self.sent)
            self.person.types(text)
            await self.house.settle()
            assert len(self.sent) > before, f"no reply to {text!r}"
        return self.text

    async def taps(self, label: str, message=None) -> str:
        self.person.presses(label, message=message)
        await self.house.settle()
        return self.text

    async def does(self, update_id: int) -> str:
        """Wait for what comes of something the person did by itself: ``await alice.does(alice.person.sends_sticker())``."""
        assert update_id
        await self.house.settle()
        return self.text

    @property
    def sent(self) -> list:
        """Everything the bot sent to this chat."""
        return self.person.messages

    @property
    def last(self):
        return self.sent[-1]

    @property
    def text(self) -> str:
        return self.last.text

    @property
    def buttons(self) -> list[str]:
        return self.last.labels


async def _end(task: asyncio.Future) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@cache  # reading them is a tenth of each start
def plain_settings() -> Settings:
    return Settings(
        telegram_token=Secret("123456:test"),
        database_url=Secret("sqlite:///doorbot.sqlite3"),
        sends_per_second=0,
    )


def sqlite_url(folder: Path) -> str:
    return f"sqlite:////{str(folder / 'doorbot.sqlite3').lstrip('/')}"


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Lender:
    """A copy of the tree that is lent to one test after another."""
    return Lender(tmp_path_factory.mktemp("tree") / "shelf", FOLDERS)


@pytest.fixture
def copy(tree: Lender, tmp_path: Path) -> Iterator[Copy]:
    """A copy of the tree to change."""
    with tree.lent(tmp_path / "copy") as root:
        yield Copy(root)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; where none can be started, the test is skipped."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(server())
        except NoServerError as error:
            pytest.skip(str(error))
        yield running


@pytest.fixture(scope="session")
def pooler(postgres: Server) -> Iterator[int]:
    """PgBouncer before the server, in transaction mode: its port; where there is none, the test is skipped."""
    with pooled(postgres) as port:
        yield port


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite database with the bot's tables and nothing in them: to copy it costs less than to make one."""
    folder = tmp_path_factory.mktemp("tables")
    with ThreadPoolExecutor(1) as thread:  # there may be a loop in this one
        thread.submit(lambda: asyncio.run(migrate_at(sqlite_url(folder)))).result()
    (file,) = folder.glob("*.sqlite3")
    return file


@pytest.fixture
def engine() -> str:
    """Return the name of the database that a test runs on."""
    return "sqlite"


@pytest.fixture
def database_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a database with nothing in it; where a house stands on it, perhaps with the bot's tables."""
    if engine == "sqlite":
        if "house" in request.fixturenames:
            shutil.copy(request.getfixturevalue("tables"), tmp_path)
        yield sqlite_url(tmp_path)
        return
    postgres: Server = request.getfixturevalue("postgres")
    url = postgres.database_with_tables() if "house" in request.fixturenames else postgres.new_database()
    if ENGINE == "pgbouncer":
        yield url.replace(f":{postgres.port}/", f":{request.getfixturevalue('pooler')}/")
    else:
        yield url
    postgres.give_back(url)


@pytest.fixture
async def house(tmp_path: Path, database_url: str) -> AsyncIterator[House]:
    house = House(tmp_path, database_url)
    await house.start()
    yield house
    await house.stop()
    assert house.emulator.faults == []
    assert [wrong for call in house.emulator.calls for wrong in misuse(call.method, call.parameters)] == []


@pytest.fixture
def alice(house: House) -> Owner:
    """Alice, who has not written yet."""
    return house.person(1, "Alice")
