"""The guides name only what exists: files, commands and words of the code, and the ladder as the imports have it.

The drawing of the ladder is renewed with ``UPDATE_LADDER=1 python -m pytest tests/test_guides.py``.
"""

import argparse
import ast
import os
import re
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from bot.__main__ import _parser
from bot.operator.settings import Settings
from bot.talk.commands import COMMANDS
from tests.ladder import ROOT, mermaid, of_the_bot
from tests.language.numbers.table import TABLE

GUIDES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (".", "bot", "prompts", "storage", "tests")
    for path in (ROOT.glob("*.md") if folder == "." else (ROOT / folder).rglob("*.md"))
    if path.name != "CHANGELOG.md"
)
INSIDE = ROOT / "bot" / "README.md"
DRAWING = re.compile(r"(?<=<!-- ladder -->\n```mermaid\n)(.*?)(?=```)", re.DOTALL)
MOST_WORDS = 40
MOST_OF_THE_FRONT = 700  # words
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
PATTERN = re.compile(r"\b(FEATURE|NAME|FLOW|ID|KIND|QUESTION|LANG|LANGUAGE|NNNN)(\b|_)")  # stands for a name


def section(heading: str) -> str:
    """Return a section of the guide to the code."""
    return re.split(r"\n##+ ", INSIDE.read_text(encoding="utf-8").partition(f" {heading}\n")[2])[0]


def rows(heading: str) -> list[list[str]]:
    """Return the rows of the table of a section, without its head."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def read(guide: str) -> str:
    return (ROOT / guide).read_text(encoding="utf-8")


def test_the_front_page_is_short_and_leads_to_every_other_guide():
    assert len(read("README.md").split()) <= MOST_OF_THE_FRONT
    reached = {name for guide in GUIDES for name in _linked(guide)}
    assert set(GUIDES) - reached - {"README.md"} == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_is_there(guide):
    named = re.findall(r"`((?:bot|storage|prompts|tests|deploy)/[\w./]*)`", read(guide))
    missing = {name for name in named if not PATTERN.search(name)} - {
        name for name in named if (ROOT / name).exists() or ((ROOT / guide).parent / name).exists()
    }
    assert missing == set()


def test_every_module_that_a_guide_names_alone_is_there():
    there = {path.name for folder in ("bot", "storage", "tests") for path in (ROOT / folder).rglob("*.py")}
    assert set(re.findall(r"`(\w+\.py)`", "".join(map(read, GUIDES)))) <= there


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(guide):
    for target, _, anchor in (link.partition("#") for link in LINK.findall(read(guide))):
        path = (ROOT / guide).parent / target if target else ROOT / guide
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("guide", GUIDES)
def test_every_module_that_a_guide_runs_is_there(guide):
    for module in set(re.findall(r"python -m ((?:bot|tests)[\w.]*)", read(guide))):
        path = ROOT.joinpath(*module.rstrip(".").split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_every_command_and_option_that_a_guide_names_is_there_and_every_command_is_named():
    text = "".join(map(read, GUIDES))
    commands = _commands(_parser())
    named = re.findall(r"python -m bot ((?:[a-z]+ ?)*)((?:--\w+)?)", text)
    for words, option in named:
        command, _, part = words.strip().partition(" ")
        assert not command or command in commands, words
        options = commands[command] if command else {"--version"}
        assert not option or option in options, (words, option)
        assert command != "inspect" or not part or part.split()[0] in options, words
    assert commands.keys() <= {words.split()[0] for words, _ in named if words.strip()}


def test_every_variable_that_a_guide_sets_is_read_somewhere():
    text = "".join(map(read, GUIDES))
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    known = {name.upper() for name in Settings.__struct_fields__} | set(
        re.findall(r"environ\S*?[\[(]\s*\"([A-Z_]+)", code)
    )
    assert set(re.findall(r"\b([A-Z]{3,}(?:_[A-Z]+)*)=", text)) <= known


def test_every_benchmark_that_a_figure_comes_from_is_there():
    named = set(re.findall(r"`(bench_\w+)`", "".join(map(read, GUIDES))))
    assert {name for name in named if not (ROOT / "tests" / "bench" / f"{name}.py").exists()} == set()


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "tests" / "bench").glob("bench_*.py")))
def test_every_benchmark_loads(name):
    assert import_module(f"tests.bench.{name}").__doc__


def test_every_benchmark_is_told_of():
    text = read("tests/bench/README.md")
    run = {path.stem for path in (ROOT / "tests" / "bench").glob("bench_*.py")}
    assert {name for name in run if name not in text} == set()


def test_the_figures_that_can_be_counted_are_right():
    (told,) = re.findall(r"table of ([\d,]+) texts", read("bot/language/README.md"))
    assert int(told.replace(",", "")) == len(TABLE)


def test_every_decision_says_what_and_why_and_what_would_change_it():
    decisions = re.split(r"^### ", read("bot/DECISIONS.md"), flags=re.MULTILINE)[1:]
    assert len(decisions) > 10
    for decision in decisions:
        parts = re.findall(r"^\*(.*?)\.\*", decision, re.MULTILINE)
        assert parts == ["What", "Why", "What would change our mind"], decision.partition("\n")[0]


def test_the_schema_is_the_one_that_the_migrations_make():
    (told,) = re.findall(r"```sql\n(.*?create table.*?)```", read("storage/README.md"), re.DOTALL)
    migrations = sorted((ROOT / "storage" / "migrations").glob("*.sql"))
    made = "".join(path.read_text(encoding="utf-8") for path in migrations)
    assert _schema(told) == _schema(made)


def _schema(script: str) -> dict[str, list[tuple[object, ...]]]:
    """Return what a script makes: the columns and keys of each table, and the columns of each index."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(script)
        names = database.execute("select name, type from sqlite_master where name not like 'sqlite%'").fetchall()
        found = {}
        for name, kind in names:
            about = ("table_info", "foreign_key_list") if kind == "table" else ("index_info",)
            rows = [row[1:] for what in about for row in database.execute(f"pragma {what}({name})")]
            found[name] = sorted(rows, key=repr)
        return found


def _linked(guide: str) -> set[str]:
    """Return the files of the repository that a guide links to."""
    targets = [link.partition("#")[0] for link in LINK.findall(read(guide))]
    paths = [((ROOT / guide).parent / target).resolve() for target in targets if target]
    return {path.relative_to(ROOT).as_posix() for path in paths}


def _commands(parser: argparse.ArgumentParser) -> dict[str, set[str]]:
    """Return each command with its options and parts, and theirs."""
    return {
        name: {
            option for inner in (command, *_parts(command).values()) for option in (*_options(inner), *_parts(inner))
        }
        for name, command in _parts(parser).items()
    }


def _parts(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found.update(action.choices)
    return found


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [option for action in parser._actions for option in action.option_strings]


def test_the_ladder_is_drawn_as_the_imports_have_it():
    text, drawn = INSIDE.read_text(encoding="utf-8"), mermaid(of_the_bot()) + "\n"
    if os.environ.get("UPDATE_LADDER"):
        INSIDE.write_text(DRAWING.sub(drawn, text), encoding="utf-8")
    found = DRAWING.search(INSIDE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == drawn, "UPDATE_LADDER=1 draws it anew"


def test_each_room_of_the_ladder_has_its_paragraph():
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
