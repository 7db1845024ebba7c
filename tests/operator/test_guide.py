"""The guide for operators names every setting, metric and command that exists, and no other."""

import re
from pathlib import Path

from bot.operator.metrics import COUNTERS, GAUGES, MEASURES, PREFIX
from bot.operator.settings import Settings

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "bot" / "operator" / "README.md").read_text(encoding="utf-8")


def table(heading: str) -> str:
    """Return the tables of a section."""
    section = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return "\n".join(line for line in section.splitlines() if line.startswith("|"))


def test_every_setting_is_in_the_table_and_nothing_else():
    named = set(re.findall(r"`([A-Z_]{4,})`", "\n".join(row.split("|")[1] for row in table("Settings").splitlines())))
    assert named == {name.upper() for name in Settings.__struct_fields__} - {"DYNO"}


def test_every_metric_is_in_the_table_and_nothing_else():
    named = set(re.findall(rf"`{PREFIX}(\w+?)(?:_total)?(?:{{[\w,]+}})?`", table("Metrics")))
    assert named == {*COUNTERS, *MEASURES, *GAUGES}
    for name, (_, labels) in COUNTERS.items():
        assert f"`{PREFIX}{name}_total{'{' + ','.join(labels) + '}' if labels else ''}`" in GUIDE


def test_the_procfile_starts_the_bot_and_migrates_before():
    assert (ROOT / "Procfile").read_text(encoding="utf-8").splitlines() == [
        "web: python -m bot",
        "release: python -m bot migrate",
    ]
