"""The start: it waits for what is away, ends at once with a line where something is wrong, and one file has one bot."""

import asyncio
import ctypes
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.operator.small_server import ME, SmallServer
from tests.server.bot_process import HASTY, OURS, BotProcess, environment
from tests.server.forked import forked
from tests.server.ports import free_port
from tests.test_command_line import run

pytestmark = [pytest.mark.long, pytest.mark.sqlite]
PR_CAPBSET_DROP = 24
LINUX_CAPABILITY_VERSION_3 = 0x20080522
READ_AND_WRITE_ALL = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
SOON = 20.0  # seconds in which a start must fail: loading Python included, on a busy machine


class Telegram:
    """A Bot API server that says to getMe whatever it is told to say."""

    def __init__(self) -> None:
        self.status, self.answer = 200, {"ok": True, "result": ME}
        self.asked = 0

    def refuses(self, status: int, description: str) -> None:
        self.status, self.answer = status, {"ok": False, "error_code": status, "description": description}

    def answers(self) -> None:
        self.status, self.answer = 200, {"ok": True, "result": ME}

    async def call(self, request: web.Request) -> web.Response:
        if self.status != 200:
            self.asked += 1
            return web.json_response(self.answer, status=self.status)
        method = request.match_info["method"]
        if method == "getUpdates":
            await asyncio.sleep(0.05)
        results = {"getMe": ME, "getUpdates": []}
        return web.json_response({"ok": True, "result": results.get(method, True)})


@asynccontextmanager
async def a_telegram(port: int = 0) -> AsyncIterator[tuple[Telegram, str]]:
    telegram = Telegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", telegram.call)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield telegram, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def health(port: int) -> tuple[int, str]:
    try:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as response:
            return response.status, await response.text()
    except aiohttp.ClientError:
        return 0, ""


async def until(found: Callable[[], Awaitable[bool]], bot: BotProcess) -> None:
    end = time.monotonic() + SOON
    while not await found():
        assert bot.status is None, bot.tail()
        assert time.monotonic() < end, bot.tail()
        await asyncio.sleep(0.05)


def unwell(port: int, *words: str) -> Callable[[], Awaitable[bool]]:
    async def found() -> bool:
        status, text = await health(port)
        return status == 503 and all(word in text for word in words)

    return found


def well(port: int) -> Callable[[], Awaitable[bool]]:
    async def found() -> bool:
        return (await health(port))[0] == 200

    return found


def lines(bot: BotProcess, *levels: str) -> list[str]:
    return [line for line in bot.tail(100_000).splitlines() if any(f" {level} " in line for level in levels)]


@pytest.mark.parametrize(
    ("status", "description", "reason"),
    [
        (404, "Not Found", "telegram: cannot be reached"),
        (500, "Internal Server Error", "telegram: cannot be reached"),
        (403, "Forbidden", "telegram: cannot be reached"),
    ],
)
async def test_whatever_telegram_says_to_getme_the_bot_waits_and_says_it_once(tmp_path, status, description, reason):
    port = free_port()
    async with a_telegram() as (telegram, url):
        telegram.refuses(status, description)
        env = environment(url, tmp_path / "bot.sqlite", PORT=str(port))
        with BotProcess(HASTY, env, tmp_path / "bot.log") as bot:
            await until(unwell(port, reason), bot)
            asked = telegram.asked
            await until(lambda: _true(telegram.asked > asked + 1), bot)
            assert len(lines(bot, "WARNING", "ERROR")) == 1
            assert reason in lines(bot, "WARNING", "ERROR")[0]
            telegram.answers()
            await until(well(port), bot)
            assert await bot.stopped() == 0, bot.tail()
    assert "TEST-token" not in bot.tail(100_000)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_token_that_telegram_does_not_know_ends_the_bot_with_one_line_and_status_2(tmp_path, mode):
    async with a_telegram() as (telegram, url):
        env = environment(url, tmp_path / "bot.sqlite", **({"webhook_port": free_port()} if mode == "webhook" else {}))
        telegram.refuses(401, "Unauthorized")
        with BotProcess(HASTY, env, tmp_path / "bot.log") as bot:
            await until(lambda: _true(telegram.asked > 2), bot)
            end = time.monotonic() + SOON
            while bot.status is None and time.monotonic() < end:  # noqa: ASYNC110 -- a process tells nobody
                await asyncio.sleep(0.1)
            assert bot.status == 2, bot.tail()
            assert len(lines(bot, "WARNING", "ERROR")) == 1
            assert "token: Telegram does not know this token" in bot.tail()
            assert "Traceback" not in bot.tail(100_000)
    assert "TEST-token" not in bot.tail(100_000)


async def test_a_telegram_that_is_not_there_yet_is_waited_for(tmp_path):
    port, api_port = free_port(), free_port()
    env = environment(f"http://127.0.0.1:{api_port}", tmp_path / "bot.sqlite", PORT=str(port))
    with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
        await until(unwell(port, "telegram: cannot be reached"), bot)
        async with a_telegram(api_port):
            await until(well(port), bot)
            assert await bot.stopped() == 0, bot.tail()


async def test_a_bot_that_waits_for_telegram_ends_at_once_when_told_to(tmp_path):
    env = environment(f"http://127.0.0.1:{free_port()}", tmp_path / "bot.sqlite", PORT=str(free_port()))
    with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
        await until(unwell(int(env["PORT"]), "telegram"), bot)
        assert await bot.stopped(within=5) == 0, bot.tail()


async def test_a_postgresql_that_is_not_up_is_waited_for(tmp_path, postgres):
    port = free_port()
    database = postgres.new_database()
    postgres.crash()
    async with SmallServer.serve() as server:
        env = environment(server.url, tmp_path / "unused", PORT=str(port)) | {"DATABASE_URL": database}
        try:
            with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
                await until(unwell(port, "database: cannot reach the PostgreSQL database"), bot)
                await asyncio.sleep(1.2)  # some more tries
                assert len(lines(bot, "WARNING", "ERROR")) == 1
                postgres.start_again()
                await until(well(port), bot)
                assert await bot.stopped() == 0, bot.tail()
        finally:
            if postgres.process.poll() is not None:
                postgres.start_again()
            postgres.give_back(database)
    assert "se@cret" not in bot.tail(100_000)


async def test_a_webhook_is_told_to_come_again_while_the_bot_is_not_put_together(tmp_path):
    port = free_port()
    env = environment(f"http://127.0.0.1:{free_port()}", tmp_path / "bot.sqlite", webhook_port=port)
    with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
        await until(unwell(port, "telegram"), bot)
        async with aiohttp.ClientSession() as session:
            posted = session.post(f"http://127.0.0.1:{port}/telegram", json={"update_id": 1})
            async with posted as response:
                assert response.status == 503


async def test_a_second_bot_on_a_file_waits_and_takes_over_when_the_first_is_gone(tmp_path):
    first_port, second_port = free_port(), free_port()
    async with SmallServer.serve() as server:
        env = environment(server.url, tmp_path / "bot.sqlite")
        with BotProcess(OURS, env | {"PORT": str(first_port)}, tmp_path / "first.log") as first:
            await until(well(first_port), first)
            with BotProcess(OURS, env | {"PORT": str(second_port)}, tmp_path / "second.log") as second:
                await until(unwell(second_port, "database: another process runs the bot on"), second)
                assert run(tmp_path, "backup", "copy", DATABASE_URL=env["DATABASE_URL"]).returncode == 0
                migrated = run(tmp_path, "migrate", DATABASE_URL=env["DATABASE_URL"])
                assert migrated.returncode == 1
                assert "another process runs the bot" in migrated.stderr
                first.kill()
                await until(well(second_port), second)
                assert second.tail(100_000).count("another process runs the bot") == 1
                assert await second.stopped() == 0, second.tail()


async def test_a_port_that_is_taken_is_waited_for(tmp_path):
    async with SmallServer.serve() as server, a_telegram() as (_, taken):
        port = taken.rpartition(":")[2]
        env = environment(server.url, tmp_path / "bot.sqlite", PORT=port)
        with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
            await until(lambda: _true("PORT: cannot listen" in bot.tail()), bot)


async def _true(found: bool) -> bool:
    return found


# What is wrong with the file ends every start within seconds, with its line.


@pytest.fixture
def den() -> Iterator[Path]:
    """A folder in which rights can be taken away."""
    folder = Path(tempfile.mkdtemp(prefix="doorbot-start-"))
    yield folder
    for path in folder.rglob("*"):  # a folder is opened before a search in it
        path.chmod(0o777)
    shutil.rmtree(folder, ignore_errors=True)


def text_file(den: Path) -> Path:
    (den / "db").write_text("this is no database, whatever its name says " * 50)
    (den / "db").chmod(0o666)
    return den / "db"


def read_only_file(den: Path) -> Path:
    _a_database(den / "db")
    (den / "db").chmod(0o444)
    return den / "db"


def read_only_folder(den: Path) -> Path:
    (den / "folder").mkdir()
    (den / "folder").chmod(0o555)
    return den / "folder" / "db"


def read_only_both(den: Path) -> Path:
    (den / "folder").mkdir()
    _a_database(den / "folder" / "db")
    (den / "folder" / "db").chmod(0o444)
    (den / "folder").chmod(0o555)
    return den / "folder" / "db"


def closed_folder(den: Path) -> Path:
    (den / "folder").mkdir()
    _a_database(den / "folder" / "db")
    (den / "folder").chmod(0)
    return den / "folder" / "db"


def closed_further_up(den: Path) -> Path:
    (den / "folder" / "inner").mkdir(parents=True)
    (den / "folder").chmod(0)
    return den / "folder" / "inner" / "db"


def a_folder(den: Path) -> Path:
    (den / "db").mkdir()
    return den / "db"


def no_folder(den: Path) -> Path:
    return den / "none" / "db"


def of_a_newer_schema(den: Path) -> Path:
    _a_database(den / "db")
    with closing(sqlite3.connect(den / "db")) as connection:
        connection.execute("insert into migration (number, done_at) values (999, 'then')")
        connection.commit()
    (den / "db").chmod(0o666)
    return den / "db"


def damaged(den: Path) -> Path:
    _a_database(den / "db")
    content = bytearray((den / "db").read_bytes())
    content[100:4096] = b"\xff" * (4096 - 100)
    (den / "db").write_bytes(content)
    (den / "db").chmod(0o666)
    return den / "db"


def _a_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table migration (number integer primary key, done_at text not null)")
        connection.commit()


BROKEN = [
    text_file,
    read_only_file,
    closed_folder,
    closed_further_up,
    read_only_folder,
    read_only_both,
    a_folder,
    no_folder,
    of_a_newer_schema,
    damaged,
]
COMMANDS = [("bot",), ("chat",), ("migrate",), ("objections",), ("backup", "copy"), ("restore", "sound")]
CASES = [
    *((broken, COMMANDS[0]) for broken in BROKEN),
    *((read_only_file, command) for command in COMMANDS[1:]),  # on which the commands differ most
    *((BROKEN[2 * (n % 2)], command) for n, command in enumerate(COMMANDS[1:])),
]


@pytest.mark.parametrize(
    ("broken", "command"), CASES, ids=lambda part: part[0] if isinstance(part, tuple) else part.__name__
)
def test_every_command_ends_within_seconds_with_a_line_where_the_file_cannot_be_used(den, broken, command):
    path = broken(den)
    _a_database(den / "sound")
    (den / "sound").chmod(0o666)
    done = ends(den, path, *command)
    said = done.stderr.strip().splitlines()
    if done.returncode == 0:  # commands that only look, or write over existing files, may succeed
        assert command[0] in ("backup", "restore"), said
        return
    assert done.returncode == (2 if command[0] in ("bot", "chat", "objections") else 1), said
    assert len([line for line in said if "TELEGRAM_TOKEN: none" not in line]) <= 2, said
    assert "Traceback" not in done.stderr


def ends(den: Path, path: Path, *command: str, wrapper: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    arguments = () if command[0] in ("bot", "chat") else command
    env = environment(f"http://127.0.0.1:{free_port()}", path)
    if command[0] == "chat":
        del env["TELEGRAM_TOKEN"]
    if not wrapper:
        return forked(arguments, folder=den, env=env, lines="/start\n", before=_heed_rights, timeout=SOON)
    return subprocess.run(
        [*wrapper, sys.executable, "-B", "-m", "bot", *arguments],
        input="/start\n",
        capture_output=True,
        text=True,
        timeout=SOON,
        cwd=den,
        env=env,
        check=False,
        preexec_fn=_heed_rights,
    )


def _heed_rights() -> None:
    """Take away the capabilities by which root writes to files that nobody may write to, now and of what is started."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in READ_AND_WRITE_ALL:
            libc.prctl(PR_CAPBSET_DROP, capability)
        header, sets = (ctypes.c_uint32 * 2)(LINUX_CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
        assert libc.capget(header, sets) == 0
        for kind in range(3):  # effective, permitted, inheritable
            sets[kind] &= ~sum(1 << capability for capability in READ_AND_WRITE_ALL)
        assert libc.capset(header, sets) == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="the limit on the size of files is set by bash")
@pytest.mark.parametrize("command", ["bot", "chat", "migrate"])
def test_a_disk_without_room_ends_the_start_with_status_1_so_that_the_host_tries_again(den, command):
    limited = ("bash", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "-")
    done = ends(den, den / "db", command, wrapper=limited)
    assert done.returncode == 1, done.stderr
    assert "the database" in done.stderr
    assert "Traceback" not in done.stderr


async def test_what_the_bot_writes_is_for_its_own_eyes(tmp_path):
    old = tmp_path / "bot.sqlite"
    _a_database(old)
    old.chmod(0o644)
    port = free_port()
    async with SmallServer.serve() as server:
        env = environment(server.url, old, PORT=str(port))
        with BotProcess(OURS, env, tmp_path / "bot.log") as bot:
            await until(well(port), bot)
            assert run(tmp_path, "backup", "copy", DATABASE_URL=env["DATABASE_URL"]).returncode == 0
            written = [path for path in tmp_path.iterdir() if path.name != "bot.log"]
            bot.stop()
    assert {path.name: stat.filemode(path.stat().st_mode) for path in written if path.exists()} == {
        path.name: "-rw-------" for path in written if path.exists()
    }
    done = run(tmp_path, lines="/checkup\n", DATABASE_URL="sqlite:///chat.sqlite")
    assert done.returncode == 0
    assert (tmp_path / "chat.sqlite").stat().st_mode & 0o077 == 0


def test_a_chat_in_the_terminal_says_at_once_that_a_bot_runs_on_the_file(tmp_path):
    from storage.alone import Alone

    right = Alone.take(tmp_path / "doorbot.sqlite3")
    done = run(tmp_path, lines="/start\n")
    right.let_go()
    assert done.returncode == 1
    assert "another process runs the bot on doorbot.sqlite3" in done.stderr
    assert run(tmp_path, lines="/start\n").returncode == 0
