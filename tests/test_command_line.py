"""The command line: in a fork of the tests, and where the start itself matters as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.operator.settings import SettingsError, load_settings
from tests.copied_tree import Copy
from tests.server.forked import forked

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAF-secretsecretsecretsecretsecret"


def kept() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "COVERAGE_PROCESS_START")}


def run(tmp_path, *arguments: str, lines: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a fork of this process."""
    return forked(arguments, folder=tmp_path, env={**kept(), **environment}, lines=lines)


def started(tmp_path, *arguments: str, lines: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Start Python with the command line, as an operator does."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env={**kept(), "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )


def checked(tmp_path, copy: Copy, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the check on a copy that speaks English alone; the whole tree is looked through once, before the tests."""
    return started(tmp_path, "check", *arguments, PYTHONPATH=str(copy.root), **environment)


def test_without_a_token_lines_piped_in_are_played_and_it_ends(tmp_path):
    done = started(tmp_path, lines="/start\nfind whats short\nshop\n")
    assert done.returncode == 0, done.stderr
    assert "> /start\nHello." in done.stdout
    assert "2 of 8" in done.stdout
    assert "TELEGRAM_TOKEN" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_next_chat_in_the_terminal_goes_on_where_the_last_one_ended(tmp_path):
    run(tmp_path, lines="/checkup\nshop\n")
    done = run(tmp_path, lines="we talk first\n50\n")
    assert "4 of 8" in done.stdout


def test_with_no_token_no_terminal_and_no_line_it_ends_with_a_line_and_leaves_nothing(tmp_path):
    done = started(tmp_path, lines="")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("TELEGRAM_TOKEN: is missing")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TELEGRAM_TOKEN": "nonsense"}, ["TELEGRAM_TOKEN"]),
        ({"DATABASE_URL": "mysql://x"}, ["DATABASE_URL"]),
        (
            {"TELEGRAM_TOKEN": "secret-secret", "PORT": "many", "LOG_LEVEL": "LOUD"},
            ["TELEGRAM_TOKEN", "PORT", "LOG_LEVEL"],
        ),
        ({"PUBLIC_URL": "https://bot.example"}, ["PORT: is missing"]),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, ["cannot open the database"]),
    ],
)
def test_a_bad_setting_gives_one_readable_line_for_each_fault_and_status_2(tmp_path, environment, said):
    done = run(tmp_path, lines="/start\n", **environment)
    assert done.returncode == 2
    lines = [line for line in done.stderr.strip().splitlines() if "TELEGRAM_TOKEN: none" not in line]
    faults = [line for line in lines if any(word in line for word in said)]
    assert len(faults) == len(said)
    assert "secret-secret" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_the_token_is_never_printed(tmp_path):
    done = run(tmp_path, TELEGRAM_TOKEN=TOKEN, DATABASE_URL="sqlite:////nowhere/x", LOG_LEVEL="DEBUG")
    assert done.returncode == 2
    assert "secretsecret" not in done.stdout + done.stderr


def test_the_bot_does_not_start_with_files_that_are_wrong_and_says_every_fault(tmp_path, copy):
    (copy.root / "prompts/en/menu/error.j2").unlink()
    copy.put("prompts/flows/checkup.toml", '"quieter"', '"calmer"')
    done = started(tmp_path, lines="/start\n", PYTHONPATH=str(copy.root))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "prompts/en/menu/error.j2 is missing",
        "prompts/en/checkup/season.j2 has no block 'option_calmer'",
        "prompts/flows/checkup.toml: season.options has 'calmer', which bot/diagnosis/answers.py does not know",
        "bot/diagnosis/answers.py: season has 'quieter', which prompts/flows/checkup.toml does not know",
    ]


def test_a_language_that_is_not_whole_does_not_keep_the_bot_from_starting(tmp_path, copy):
    (copy.root / "prompts/es/menu").mkdir(parents=True)
    chat = started(tmp_path, lines="/start\n", PYTHONPATH=str(copy.root))
    assert chat.returncode == 0, chat.stderr
    assert "> /start\nHello." in chat.stdout
    done = checked(tmp_path, copy)
    assert done.returncode == 2
    assert "prompts/es/menu/start.j2 is missing" in done.stderr.splitlines()


def test_check_says_that_all_is_well(tmp_path, copy):
    done = checked(tmp_path, copy)
    assert (done.returncode, done.stdout) == (0, "All is well.\n"), done.stderr


def test_check_says_every_fault_at_once(tmp_path, copy):
    done = checked(tmp_path, copy, TELEGRAM_TOKEN="x", PORT="0", DATABASE_URL="x")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 3


def test_check_says_what_is_wrong_with_the_database_beside_everything_else_and_makes_no_file(tmp_path, copy):
    database = "sqlite:////nowhere/at/all.sqlite3"
    done = checked(tmp_path, copy, TELEGRAM_TOKEN="x", PUBLIC_URL="http://bot.example", DATABASE_URL=database)
    assert done.returncode == 2
    lines = done.stderr.strip().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["TELEGRAM_TOKEN", "PUBLIC_URL", "DATABASE_URL"]
    (tmp_path / "odd").write_text("this is no database, whatever its name says " * 50)
    assert "cannot open the database" in checked(tmp_path, copy, DATABASE_URL="sqlite:///odd").stderr
    assert checked(tmp_path, copy).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "odd"]


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({"PUBLIC_URL": "https://bot.example"}, "PORT: is missing"),
        ({"PUBLIC_URL": "http://bot.example", "PORT": "80"}, "PUBLIC_URL: must begin with https://"),
        ({"PUBLIC_URL": "https://bot.example:8000", "PORT": "80"}, "PUBLIC_URL: Telegram posts to the ports"),
        ({"PUBLIC_URL": "bot.example", "PORT": "80"}, "PUBLIC_URL: must be an address"),
        ({"PUBLIC_URL": "https://", "PORT": "80"}, "PUBLIC_URL: must be an address"),
        ({"PUBLIC_URL": "https://bot.example:99999", "PORT": "80"}, "PUBLIC_URL: must be an address"),
        ({"PUBLIC_URL": "https://bot.example/hook", "PORT": "80"}, None),
        ({"PUBLIC_URL": "https://bot.example:8443", "PORT": "80"}, None),
        ({"PUBLIC_URL": "http://localhost:9", "PORT": "80", "TELEGRAM_API_URL": "http://localhost:1"}, None),
        ({"WEBHOOK_SECRET": "no spaces"}, "WEBHOOK_SECRET: may have"),
        ({"ADMIN_IDS": "1, two"}, "ADMIN_IDS"),
        ({"PICTURES": "off"}, None),
        ({"PICTURES": "some"}, "PICTURES: must be on or off"),
    ],
)
def test_settings_of_the_webhook_are_checked(monkeypatch, tmp_path, environment, fault):
    for name in ("PUBLIC_URL", "PORT", "TELEGRAM_API_URL", "DATABASE_URL", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if fault is None:
        load_settings(tmp_path / "no .env")
        return
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path / "no .env")
    assert len(caught.value.faults) == 1
    assert fault in caught.value.faults[0]


def test_inspect_number_reads_a_line_and_writes_a_line_of_json(tmp_path):
    done = run(tmp_path, "inspect", "number", "--kind", "count", lines="about 30\nabc\n")
    assert done.returncode == 0
    assert '"value"' in done.stdout.splitlines()[0]
    assert len(done.stdout.splitlines()) == 2


def test_settings_can_stand_in_a_file(tmp_path):
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN=nonsense\n")
    assert "TELEGRAM_TOKEN" in run(tmp_path).stderr
