"""Every wrong setting ends the start with one line that names it and with status 2."""

import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

import bot.__main__ as command_line
from bot.operator.settings import Settings, load_settings
from bot.operator.streams import CHAT
from storage import backup
from storage.check import database_faults
from storage.database import StorageError
from tests.test_command_line import ROOT, TOKEN, run

pytestmark = pytest.mark.sqlite
HOOK = {"PORT": "8080"}
SECRET = "pass-word"

WRONG: list[tuple[str, str, dict[str, str]]] = [
    # the setting that is named, what is wrong with it, and what else is set
    ("TELEGRAM_TOKEN", "nonsense", {}),
    ("TELEGRAM_TOKEN", "123456", {}),
    ("TELEGRAM_TOKEN", "123456:", {}),
    ("TELEGRAM_TOKEN", ":ABC-DEF", {}),
    ("TELEGRAM_TOKEN", "123456:ABC DEF", {}),
    ("TELEGRAM_TOKEN", " 123456:ABC", {}),
    ("TELEGRAM_TOKEN", '"123456:ABC"', {}),
    ("TELEGRAM_TOKEN", "bot123456:ABC", {}),
    ("TELEGRAM_TOKEN", "123456:ÄBC", {}),
    ("TELEGRAM_TOKEN", "١٢٣:ABC", {}),
    ("TELEGRAM_API_URL", "api.telegram.org", {}),
    ("TELEGRAM_API_URL", "ftp://api.telegram.org", {}),
    ("TELEGRAM_API_URL", "https://", {}),
    ("TELEGRAM_API_URL", "http://[::1", {}),
    ("TELEGRAM_API_URL", "http://host:port", {}),
    ("TELEGRAM_API_URL", "http://host:0", {}),
    ("TELEGRAM_API_URL", "http://two words", {}),
    ("TELEGRAM_API_URL", "https://api.telegram.org/bot123456:ABC", {}),
    ("TELEGRAM_API_URL", "https://api.telegram.org?a=b", {}),
    ("TELEGRAM_API_URL", "https://api.telegram.org/{", {}),
    ("TELEGRAM_API_URL", f"https://me:{SECRET}@api.example", {}),
    ("PUBLIC_URL", "bot.example", HOOK),
    ("PUBLIC_URL", "https://", HOOK),
    ("PUBLIC_URL", "http://bot.example", HOOK),
    ("PUBLIC_URL", "https://bot.example:99999", HOOK),
    ("PUBLIC_URL", "https://bot.example:8000", HOOK),
    ("PUBLIC_URL", "https://bot.example/{hook}", HOOK),
    ("PUBLIC_URL", "https://bot.example/{", HOOK),
    ("PUBLIC_URL", "https://bot.example/a b", HOOK),
    ("PUBLIC_URL", "https://bot.example/<hook>", HOOK),
    ("PUBLIC_URL", "https://bot.example/%zz", HOOK),
    ("PUBLIC_URL", "https://bot.example/ü", HOOK),
    ("PUBLIC_URL", "https://bot.example//hook", HOOK),
    ("PUBLIC_URL", "https://bot.example/?hook", HOOK),
    ("PUBLIC_URL", "https://bot.example/#hook", HOOK),
    ("PUBLIC_URL", f"https://me:{SECRET}@bot.example", HOOK),
    ("PUBLIC_URL", "https://bot.example/healthz", HOOK),
    ("PUBLIC_URL", "https://bot.example/metrics/", HOOK),
    ("PUBLIC_URL", "https://localhost/hook", HOOK),
    ("PUBLIC_URL", "https://192.168.1.7/hook", HOOK),
    ("PUBLIC_URL", "https://bot_.exämple/hook", HOOK),
    ("PORT", "", {"PUBLIC_URL": "https://bot.example"}),
    ("PORT", "0", {}),
    ("PORT", "65536", {}),
    ("PORT", "-80", {}),
    ("PORT", "many", {}),
    ("PORT", "8080.0", {}),
    ("PORT", "80_80", {}),
    ("PORT", "tcp://10.0.0.1:80", {}),
    ("WEBHOOK_SECRET", "two words", {}),
    ("WEBHOOK_SECRET", "x" * 257, {}),
    ("WEBHOOK_SECRET", "geheimnisträger", {}),
    ("METRICS_TOKEN", "two words", {}),
    ("ADMIN_IDS", "@alice", {}),
    ("ADMIN_IDS", "1; 2", {}),
    ("ADMIN_IDS", "[1, 2]", {}),
    ("ADMIN_IDS", "-5", {}),
    ("ADMIN_IDS", "0", {}),
    ("ADMIN_IDS", "9" * 30, {}),
    ("ADMIN_CHAT_ID", "@channel", {}),
    ("ADMIN_CHAT_ID", "0", {}),
    ("ADMIN_CHAT_ID", "1.5", {}),
    ("ADMIN_CHAT_ID", "9" * 30, {}),
    ("OPERATOR_NAME", "x" * 5_000, {}),
    ("OPERATOR_CONTACT", "two\nlines", {}),
    ("BACKUP_DAYS", "-1", {}),
    ("BACKUP_DAYS", "a month", {}),
    ("BACKUP_DAYS", "9" * 12, {}),
    ("RETENTION_DAYS", "-1", {}),
    ("RETENTION_DAYS", "30d", {}),
    ("RETENTION_DAYS", "9" * 12, {}),
    ("SENDS_PER_SECOND", "-1", {}),
    ("SENDS_PER_SECOND", "fast", {}),
    ("SENDS_PER_SECOND", "nan", {}),
    ("SENDS_PER_SECOND", "inf", {}),
    ("SENDS_PER_SECOND", "1e400", {}),
    ("WEBHOOK_CERTIFICATE", "nowhere.pem", {}),
    ("WEBHOOK_CERTIFICATE", ".", {}),
    ("WEBHOOK_CERTIFICATE", __file__, {}),
    ("PAID_BROADCAST", "yes", {}),
    ("PAID_BROADCAST", "-5", {}),
    ("PAID_BROADCAST", "1001", {}),
    ("PAID_BROADCAST", "20", {}),
    ("PAID_BROADCAST", "1000", {"SENDS_PER_SECOND": "0"}),
    ("PICTURES", "some", {}),
    ("LOG_FORMAT", "xml", {}),
    ("LOG_LEVEL", "LOUD", {}),
    ("HTTPS_PROXY", "http://", {}),
    ("HTTPS_PROXY", f"http://me:{SECRET}@proxy:port", {}),
    ("HTTPS_PROXY", "ftp://proxy.example", {}),
    ("HTTPS_PROXY", "http://proxy.example/path", {}),
    ("HTTPS_PROXY", "a proxy", {}),
    ("DATABASE_URL", "doorbot.sqlite3", {}),
    ("DATABASE_URL", "mysql://host/name", {}),
    ("DATABASE_URL", "SQLITE:///doorbot", {}),
    ("DATABASE_URL", "sqlite:doorbot", {}),
    ("DATABASE_URL", "sqlite://doorbot", {}),
    ("DATABASE_URL", "sqlite:///", {}),
    ("DATABASE_URL", "sqlite:////", {}),
    ("DATABASE_URL", "sqlite:///:memory:", {}),
    ("DATABASE_URL", "sqlite:///folder/", {}),
    ("DATABASE_URL", "sqlite:///file?mode=ro", {}),
    ("DATABASE_URL", "sqlite:///file%00", {}),
    ("DATABASE_URL", "sqlite:///100%", {}),
    ("DATABASE_URL", "postgresql://", {}),
    ("DATABASE_URL", "postgresql+psycopg://host/name", {}),
]
RIGHT = [
    {"PUBLIC_URL": "https://bot.example/hook", "PORT": "80"},
    {"PUBLIC_URL": "https://203.0.113.7/hook".replace("203.0.113", "8.8.8"), "PORT": "80"},
    {"PUBLIC_URL": "https://bot.example:8443/", "PORT": " 80"},
    {"PUBLIC_URL": "http://localhost:9", "PORT": "80", "TELEGRAM_API_URL": "http://localhost:1/"},
    {"TELEGRAM_API_URL": "http://[::1]:8081"},
    {"LOG_LEVEL": "debug", "LOG_FORMAT": "JSON"},
    {"ADMIN_IDS": "1, 2 3", "ADMIN_CHAT_ID": "-1001234567890"},
    {"HTTPS_PROXY": f"http://me:{SECRET}@proxy.example:3128", "NO_PROXY": "localhost,.example"},
    {"https_proxy": "proxy.example:3128"},
    {"HTTPS_PROXY": "socks5://127.0.0.1:1080"},
    {"DATABASE_URL": "sqlite:////var/lib/doorbot/door%20bot.sqlite3"},
    {"PICTURES": "off", "SENDS_PER_SECOND": "0.5", "RETENTION_DAYS": "730"},
    {"PAID_BROADCAST": "1000"},
    {"PAID_BROADCAST": "0", "SENDS_PER_SECOND": "0"},
]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """An empty folder and an environment without a setting; what a start changes in its process is put back."""
    for name in Settings.__struct_fields__:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    mask, on_term = os.umask(0o077), signal.getsignal(signal.SIGTERM)
    yield tmp_path
    os.umask(mask)
    signal.signal(signal.SIGTERM, on_term)


def ended(capsys, *arguments: str) -> tuple[int, list[str]]:
    """Run a command in this process and return its status, and the lines of what it has to complain of."""
    status = command_line.main(arguments)
    out, err = capsys.readouterr()
    assert out == ""
    return status, err.splitlines()


def test_there_are_many_ways_to_be_wrong():
    assert len(WRONG) >= 75
    assert {name for name, _, _ in WRONG} >= {name.upper() for name in Settings.__struct_fields__} - {
        "DYNO",
        "NO_PROXY",
    }


@pytest.mark.parametrize(("name", "value", "more"), WRONG, ids=lambda part: str(part)[:40])
def test_a_wrong_setting_is_one_line_that_names_it_and_status_2(capsys, monkeypatch, name, value, more):
    for setting, text in ({"TELEGRAM_TOKEN": TOKEN} | more | {name: value}).items():
        monkeypatch.setenv(setting, text)
    status, lines = ended(capsys)
    assert (status, len(lines)) == (2, 1), lines
    assert lines[0].startswith(f"{name}: ")
    assert "Input should" not in lines[0]
    assert SECRET not in lines[0]


@pytest.mark.parametrize("environment", RIGHT, ids=str)
def test_what_is_right_is_taken(monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    load_settings()


# The file of settings.


def latin(place):
    (place / ".env").write_bytes("OPERATOR_NAME=Müller\n".encode("latin-1"))


def utf_16(place):
    (place / ".env").write_text("PORT=80\n", encoding="utf-16")


def a_folder(place):
    (place / ".env").mkdir()


def no_assignment(place):
    (place / ".env").write_text("PORT=80\nTELEGRAM_TOKEN\n")


def something_else(place):
    (place / ".env").write_text("# settings\n=== door bot ===\n")


def zeros(place):
    (place / ".env").write_bytes(b"PORT=80\n\0\0\0\0")


@pytest.mark.parametrize("broken", [latin, utf_16, a_folder, no_assignment, something_else, zeros])
@pytest.mark.parametrize("command", [(), ("migrate",), ("objections",), ("explain", "1"), ("backup", "copy")])
def test_a_file_of_settings_that_cannot_be_read_is_one_line_for_each_command(capsys, place, broken, command):
    broken(place)
    status, lines = ended(capsys, *command)
    assert (status, len(lines)) == (2, 1), lines
    assert lines[0].startswith(".env: ")


def test_a_file_of_settings_that_may_not_be_read_says_so(capsys, place, monkeypatch):
    (place / ".env").write_text("PORT=80\n")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(place), "read_bytes", refuse)  # root may read whatever it likes
    assert ended(capsys) == (2, [".env: cannot be read (Permission denied)"])


def test_a_file_of_settings_as_people_write_it_is_read(place):
    (place / ".env").write_bytes("\ufeff# mine\n\nexport PORT=8080\r\nOPERATOR_NAME='Müller'\nDATABASE_URL=\n".encode())
    settings = load_settings()
    assert (settings.port, settings.operator_name) == (8080, "Müller")


# A file that another process holds on to.


@pytest.fixture
def locked(place):
    with closing(sqlite3.connect(place / "db", isolation_level=None)) as other:
        other.execute("create table migration (number integer primary key, done_at text)")
        other.execute("begin exclusive")
        yield "sqlite:///db"


def test_a_backup_of_a_file_that_stays_locked_ends_with_a_line(locked, place, monkeypatch):
    monkeypatch.setattr(backup, "LONGEST_WAIT", 0.1)
    monkeypatch.setattr("sqlite3.connect", _hasty(sqlite3.connect))
    with pytest.raises(StorageError, match="locked"):
        backup.back_up(locked, place / "copy")
    assert not (place / "copy").exists()


def test_a_start_on_a_file_that_stays_locked_ends_with_status_1(locked, capsys, monkeypatch):
    monkeypatch.setattr("storage.sqlite.BUSY_MS", 50)
    monkeypatch.setattr("sqlite3.connect", _hasty(sqlite3.connect))
    monkeypatch.setenv("DATABASE_URL", locked)
    for command in (("migrate",), ("objections",)):
        status, lines = ended(capsys, *command)
        assert (status, len(lines)) == (1, 1), lines
        assert "locked" in lines[0]


def _hasty(connect):
    return lambda *arguments, **more: connect(*arguments, **({"timeout": 0.05} | more))


# Nobody is there.


@pytest.mark.parametrize("what", ["null", "closed"])
def test_without_a_token_and_with_nobody_at_the_other_end_it_ends_with_status_2(what, place, capsys, monkeypatch):
    source = None if what == "closed" else Path(os.devnull).open()  # noqa: SIM115 -- closed below
    monkeypatch.setattr(sys, "stdin", source)
    status, lines = ended(capsys)
    if source is not None:
        source.close()
    assert (status, len(lines)) == (2, 1)
    assert lines[0].startswith("TELEGRAM_TOKEN: is missing")
    assert not list(place.iterdir())


def test_without_the_packages_of_the_chat_a_person_is_told_and_piped_lines_are_played(place):
    bare = "import sys; sys.modules.update(rich=None, prompt_toolkit=None); from bot.__main__ import main; sys.exit(main([]))"
    command = [sys.executable, "-c", bare]
    env = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    ends = os.openpty()
    at_terminal = subprocess.run(
        command, stdin=ends[1], capture_output=True, text=True, check=False, cwd=place, env=env
    )
    for end in ends:
        os.close(end)
    assert at_terminal.returncode == 2
    (line,) = at_terminal.stderr.splitlines()
    assert "prompt_toolkit and rich" in line
    piped = subprocess.run(command, input="/start\n", capture_output=True, text=True, check=False, cwd=place, env=env)
    assert piped.returncode == 0, piped.stderr
    assert "marketing or sales" in piped.stdout


def test_what_the_chat_alone_needs_is_an_extra_and_the_two_commands_bring_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]}
    extras = project["optional-dependencies"]
    assert not set(CHAT) & named
    assert {re.match(r"[\w-]+", line)[0] for line in extras["terminal"]} == set(CHAT)
    assert "terminal" in extras["dev"][0]
    whole = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert all(f"\n{name.replace('_', '-')}==" in whole for name in CHAT)
    assert "--extra terminal" in whole.partition("==")[0]


def test_a_process_started_with_its_streams_closed_has_three_all_the_same(place):
    done = run(place, "--version")
    assert done.returncode == 0
    read, write = os.pipe()
    if not (child := os.fork()):  # a process of its own: the tests need their streams
        os.close(0)
        from bot.operator.streams import fill_gaps

        fill_gaps()
        os.write(write, b"x" if stat.S_ISCHR(os.fstat(0).st_mode) else b"-")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 1) == b"x"
    os.close(read)
    os.close(write)


def test_the_check_names_a_database_that_is_wrong_once():
    assert database_faults("postgresql://host:port/name")[0].startswith("DATABASE_URL: must be")
