"""What comes along for each kind of install: container, one-click host, systemd, and what watches over the bot."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.operator.metrics import COUNTERS, GAUGES, MEASURES, PREFIX
from bot.operator.settings import Settings
from tests.operator.test_start import _heed_rights
from tests.test_command_line import ROOT

pytestmark = pytest.mark.sqlite
DEPLOY = ROOT / "deploy"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
TREE = ("bot", "storage", "prompts")


def settings_in(text: str) -> set[str]:
    """Return the settings that a file names, those of the bot's that there are."""
    names = {name.upper() for name in Settings.model_fields}
    return set(re.findall(r"\b[A-Z][A-Z_]{3,}\b", text)) & names


def test_the_image_has_what_the_bot_needs_and_no_more():
    copied = {word for line in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE) for word in line.split()}
    assert copied == {*TREE, "requirements.txt"}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert let_in == copied
    assert "--require-hashes" in DOCKERFILE
    assert re.search(r"^USER (\d+):\d+$", DOCKERFILE, re.MULTILINE)[1] != "0"
    assert settings_in(DOCKERFILE) >= {"DATABASE_URL", "PORT"}
    assert "FROM python:3.12-slim" in DOCKERFILE.splitlines()


def test_the_bot_runs_on_a_tree_that_it_cannot_write_to(tmp_path):
    tree, data = tmp_path / "tree", tmp_path / "data"
    for name in TREE:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    data.mkdir()
    before = sorted(tree.rglob("*"))
    for path in (tree, *before):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot"],
            input="/start\n/checkup\n",
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tree,
            env={"DATABASE_URL": f"sqlite:////{str(data / 'db').lstrip('/')}", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
            preexec_fn=_heed_rights,
        )
        assert done.returncode == 0, done.stderr
        assert "1 of 8" in done.stdout
        assert sorted(tree.rglob("*")) == before
    finally:
        for path in (tree, *before):
            path.chmod(path.stat().st_mode | 0o200)


def test_compose_sets_settings_that_there_are_and_takes_rights_away():
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    bot = text.partition("\n  db:\n")[0]
    named = set(re.findall(r"^      ([A-Z_]+):", bot, re.MULTILINE))
    assert named == settings_in("\n".join(named))
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert line in bot
    assert 'ports: ["127.0.0.1:' in bot


def test_a_one_click_host_asks_for_settings_that_there_are():
    app = json.loads((ROOT / "app.json").read_text(encoding="utf-8"))
    assert set(app["env"]) == settings_in("\n".join(app["env"]))
    assert app["env"]["TELEGRAM_TOKEN"]["required"] is True
    assert app["formation"] == {"web": {"quantity": 1}}  # a second one that polls would wait
    assert "web: python -m bot" in (ROOT / "Procfile").read_text().splitlines()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_the_unit_of_systemd_is_exposed_to_little():
    unit = DEPLOY / "doorbot.service"
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=29", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-300:]


def names_in(text: str) -> set[str]:
    return set(re.findall(rf"\b{PREFIX}\w+", text))


@pytest.mark.parametrize("file", ["alerts.yml", "grafana.json"])
def test_what_watches_asks_for_metrics_that_there_are(file):
    known = {f"{PREFIX}{name}_total" for name in COUNTERS} | {f"{PREFIX}{name}" for name in GAUGES}
    known |= {f"{PREFIX}{name}_bucket" for name in MEASURES}
    named = names_in((DEPLOY / file).read_text(encoding="utf-8"))
    assert named
    assert named <= known


def test_the_board_is_one_with_panels_beside_each_other():
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(set(places)) == len(places) == len({panel["id"] for panel in board["panels"]})
    assert all(target["expr"] for panel in board["panels"] for target in panel["targets"])


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not here")
def test_the_alert_rules_are_sound():
    subprocess.run(["promtool", "check", "rules", DEPLOY / "alerts.yml"], check=True, capture_output=True)


@pytest.mark.parametrize("file", ["SECURITY.md", "bot/operator/README.md"])
def test_files_that_a_guide_names_are_there(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    for name in set(re.findall(r"`(deploy/[\w.]+|Dockerfile|compose\.yaml|app\.json|SECURITY\.md)`", text)):
        assert Path(ROOT / name).is_file(), name
