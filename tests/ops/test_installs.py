"""The files for each kind of install: container, one-click host, systemd, and monitoring."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.operator.metrics import COUNTERS, GAUGES, MEASURES, PREFIX, Metrics
from bot.operator.settings import Settings
from tests.operator.test_start import _heed_rights
from tests.ops.image import Image, instructions
from tests.test_command_line import ROOT

pytestmark = pytest.mark.sqlite
DEPLOY = ROOT / "deploy"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNSET = ("waiting_at_telegram", "reminders_behind_seconds")  # gauges that are read only when the page is
TREE = ("bot", "storage", "prompts")
ALIKE = ("es", "hi", "id", "ru")  # languages that are looked through as the one that is left


def settings_in(text: str) -> set[str]:
    """Return the settings that a file names, those of the bot's that there are."""
    names = {name.upper() for name in Settings.__struct_fields__}
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


def test_every_line_of_the_dockerfile_can_be_carried_out_without_a_daemon(tmp_path):
    image, ran = Image(tmp_path, Path(sys.executable)), []
    image._run, image._copy = ran.append, lambda *names: ran.append(names)
    for word, rest in instructions(DOCKERFILE):
        image.carry_out(word, rest)
    assert image.user == 10_001
    assert image.entry == [".venv/bin/python", "-m", "bot"]
    assert "/healthz" in " ".join(image.health)
    assert len(ran) == 8  # four commands, and four copies
    with pytest.raises(ValueError, match="ADD"):
        image.carry_out("ADD", "a b")


def test_the_image_is_tried_before_a_change_goes_in():
    assert "-m tests.ops.image" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_bot_runs_on_a_tree_that_it_cannot_write_to(tmp_path):
    tree, data = tmp_path / "tree", tmp_path / "data"
    for name in TREE:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", *ALIKE))
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


def expressions() -> list[str]:
    """Return what the alert rules and the board ask for."""
    alerts = re.findall(r"^ +expr: (.+)$", (DEPLOY / "alerts.yml").read_text(encoding="utf-8"), re.MULTILINE)
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    return alerts + [target["expr"] for panel in board["panels"] for target in panel["targets"]]


LABELS = {f"{PREFIX}{name}_total": set(labels) for name, (_, labels) in COUNTERS.items()}
LABELS |= {f"{PREFIX}{name}_bucket": {"le"} for name in MEASURES} | {f"{PREFIX}{name}": set() for name in GAUGES}


@pytest.mark.parametrize("expression", expressions())
def test_what_watches_chooses_and_sums_by_labels_that_there_are(expression):
    (*names,) = names_in(expression) & LABELS.keys()
    for name in names:
        given = re.search(rf"{name}{{([^}}]*)}}", expression)
        chosen = set(re.findall(r"(\w+)=~?", given[1])) if given else set()
        summed = {word for labels in re.findall(r"by \(([^)]*)\)", expression) for word in labels.split(", ")}
        assert (chosen | summed) - {"job"} <= LABELS[name]


needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is not here: it is in Prometheus"
)


def promtool(*arguments: object, given: bytes = b"") -> None:
    done = subprocess.run(["promtool", *map(str, arguments)], input=given, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


@needs_promtool
def test_the_alert_rules_are_sound_and_go_off_when_they_should(tmp_path):
    promtool("check", "rules", DEPLOY / "alerts.yml")
    for file in (DEPLOY / "alerts.yml", Path(__file__).with_name("alerts_test.yml")):
        shutil.copy(file, tmp_path)
    promtool("test", "rules", tmp_path / "alerts_test.yml")


@needs_promtool
def test_what_the_board_asks_for_can_be_read(tmp_path):
    rules = [{"record": f"panel:{number}", "expr": asked} for number, asked in enumerate(expressions())]
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [{"name": "board", "rules": rules}]}))  # YAML takes JSON
    promtool("check", "rules", tmp_path / "rules.yml")


@needs_promtool
def test_the_page_of_metrics_is_as_prometheus_wants_it():
    metrics = Metrics()
    metrics.watch_health(lambda: ("database: away",), {name: lambda: 1.0 for name in UNSET})
    for name, (_, labels) in COUNTERS.items():
        metrics.count(name, **dict.fromkeys(labels, "text"))
    promtool("check", "metrics", given=metrics.page()[0])


@pytest.mark.parametrize("file", ["SECURITY.md", "bot/operator/README.md"])
def test_files_that_a_guide_names_are_there(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    for name in set(re.findall(r"`(deploy/[\w.]+|Dockerfile|compose\.yaml|app\.json|SECURITY\.md)`", text)):
        assert Path(ROOT / name).is_file(), name
