"""The command line, as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAF-secretsecretsecretsecretsecret"


def run(tmp_path, *arguments: str, lines: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "COVERAGE_PROCESS_START")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )


def test_o1_without_a_token_lines_piped_in_are_played_and_it_ends(tmp_path):
    done = run(tmp_path, lines="/start\nfind whats short\nshop\n")
    assert done.returncode == 0, done.stderr
    assert "> /start\nHello." in done.stdout
    assert "2 of 7" in done.stdout
    assert "TELEGRAM_TOKEN" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_o1_the_next_chat_in_the_terminal_goes_on_where_the_last_one_ended(tmp_path):
    run(tmp_path, lines="/checkup\nshop\n")
    done = run(tmp_path, lines="we talk first\n50\n")
    assert "4 of 7" in done.stdout


def test_o1_no_line_at_all_ends_too(tmp_path):
    assert run(tmp_path, lines="").returncode == 0


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
def test_o2_a_bad_setting_gives_one_readable_line_for_each_fault_and_status_2(tmp_path, environment, said):
    done = run(tmp_path, **environment)
    assert done.returncode == 2
    lines = [line for line in done.stderr.strip().splitlines() if "TELEGRAM_TOKEN: none" not in line]
    faults = [line for line in lines if any(word in line for word in said)]
    assert len(faults) == len(said)
    assert "secret-secret" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_o2_the_token_is_never_printed(tmp_path):
    done = run(tmp_path, TELEGRAM_TOKEN=TOKEN, DATABASE_URL="sqlite:////nowhere/x", LOG_LEVEL="DEBUG")
    assert done.returncode == 2
    assert "secretsecret" not in done.stdout + done.stderr


def test_check_says_that_all_is_well(tmp_path):
    done = run(tmp_path, "check")
    assert (done.returncode, done.stdout) == (0, "All is well.\n"), done.stderr


def test_check_says_every_fault_at_once(tmp_path):
    done = run(tmp_path, "check", TELEGRAM_TOKEN="x", PORT="0", DATABASE_URL="x")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 3


def test_inspect_number_reads_a_line_and_writes_a_line_of_json(tmp_path):
    done = run(tmp_path, "inspect", "number", "--kind", "count", lines="about 30\nabc\n")
    assert done.returncode == 0
    assert '"value"' in done.stdout.splitlines()[0]
    assert len(done.stdout.splitlines()) == 2


def test_settings_can_stand_in_a_file(tmp_path):
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN=nonsense\n")
    assert "TELEGRAM_TOKEN" in run(tmp_path).stderr
