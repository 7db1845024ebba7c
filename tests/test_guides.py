"""The guides name what there is: files, commands and words of the code, and the ladder as the imports have it.

The drawing of the ladder is renewed with ``UPDATE_LADDER=1 python -m pytest tests/test_guides.py``.
"""

import ast
import os
import re
from pathlib import Path

import pytest

from bot.turn.commands import COMMANDS
from tests.ladder import ROOT, mermaid, of_the_bot

GUIDES = ("README.md", "CONTRIBUTING.md", "bot/README.md", "bot/diagnosis/README.md")
INSIDE = ROOT / "bot" / "README.md"
DRAWING = re.compile(r"(?<=<!-- ladder -->\n```mermaid\n)(.*?)(?=```)", re.DOTALL)
MOST_WORDS = 40


def section(heading: str) -> str:
    """Return a section of the guide to the code."""
    return re.split(r"\n##+ ", INSIDE.read_text(encoding="utf-8").partition(f" {heading}\n")[2])[0]


def rows(heading: str) -> list[list[str]]:
    """Return the rows of the table of a section, without its head."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_is_there(guide):
    text = (ROOT / guide).read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|storage|prompts|tests)/[\w./]*)`", text) + re.findall(r"\]\((?!http)([^)#]+)\)", text)
    patterns = re.compile(r"\b(FEATURE|NAME|FLOW|ID|KIND|QUESTION|LANGUAGE|NNNN)")
    missing = {name for name in named if not patterns.search(name)} - {
        name for name in named if (ROOT / name).exists() or ((ROOT / guide).parent / name).exists()
    }
    assert missing == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_module_that_a_guide_runs_is_there(guide):
    run = set(re.findall(r"python -m ((?:bot|tests)[\w.]*)", (ROOT / guide).read_text(encoding="utf-8")))
    assert run
    for module in run:
        path = ROOT.joinpath(*module.rstrip(".").split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_the_ladder_is_drawn_as_the_imports_have_it():
    text, drawn = INSIDE.read_text(encoding="utf-8"), mermaid(of_the_bot()) + "\n"
    if os.environ.get("UPDATE_LADDER"):
        INSIDE.write_text(DRAWING.sub(drawn, text), encoding="utf-8")
    found = DRAWING.search(INSIDE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == drawn, "UPDATE_LADDER=1 draws it anew"


def test_each_room_of_the_ladder_has_its_paraof_the_bot():
    told = re.findall(r"^- \*\*(\w+)\*\*", section("The ladder"), re.MULTILINE)
    assert sorted(told) == sorted({room for arrow in of_the_bot() for room in arrow})


def test_each_command_is_listed_with_the_module_that_has_it():
    listed = {name: module.strip("`") for module, names in rows("What a command does") for name in names.split(", ")}
    assert listed.keys() == COMMANDS.keys()
    for name, module in listed.items():
        tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
        named = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert name in named, f"{name} is not in {module}"


def test_the_glossary_is_short_and_sorted_and_names_what_the_code_has():
    words = rows("Glossary")
    assert 0 < len(words) <= MOST_WORDS
    assert [word for word, *_ in words] == sorted((word for word, *_ in words), key=str.casefold)
    known = set[str]()
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "storage").rglob("*.py")]:
        known |= _names(path)
    for word, _, code in words:
        name = code.strip("`")
        assert "/" in name or set(name.split(".")) <= known, f"{word}: {name}"


def _names(path: Path) -> set[str]:
    """Return the names of classes, types, methods and fields of a module."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found
