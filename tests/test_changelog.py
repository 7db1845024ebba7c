"""The changelog is in the form of Keep a Changelog, and its newest release is the version that the bot says it is."""

import re
import tomllib
from datetime import date

from bot.core.version import VERSION
from tests.ladder import ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PARTS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
HEADINGS = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
RELEASES = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)", heading) for heading in HEADINGS[1:]]


def test_what_is_not_released_stands_first():
    assert HEADINGS[0] == "[Unreleased]"


def test_each_release_has_a_number_and_a_day_newest_first():
    assert RELEASES
    assert all(RELEASES), HEADINGS
    numbers = [tuple(map(int, found.groups()[:3])) for found in RELEASES if found]
    days = [date.fromisoformat(found[4]) for found in RELEASES if found]
    assert numbers == sorted(numbers, reverse=True)
    assert days == sorted(days, reverse=True)


def test_the_newest_release_is_the_version_of_the_bot_and_of_the_package():
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert HEADINGS[1].startswith(f"[{VERSION}]")
    assert package == VERSION


def test_the_parts_of_a_release_are_the_usual_ones_each_once():
    for release in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]:
        parts = re.findall(r"^### (.*)$", release, re.MULTILINE)
        assert set(parts) <= PARTS
        assert len(parts) == len(set(parts))
