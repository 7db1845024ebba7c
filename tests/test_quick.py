"""The quick tests are those of the pure parts: ``python -m pytest -q -n auto @tests/quick.txt``."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LISTED = (ROOT / "tests" / "quick.txt").read_text(encoding="utf-8").splitlines()
PURE = ("bot/core", "bot/language", "bot/activity", "bot/diagnosis")  # nothing in them waits for anything
SLOW = {"house", "alice", "engine", "database_url", "postgres"}  # fixtures that play a bot, or need a database


def listed_files() -> Iterator[Path]:
    for name in LISTED:
        path = ROOT / name
        yield from path.rglob("test_*.py") if path.is_dir() else [path]


def test_what_is_listed_is_there_and_stands_there_once():
    assert [name for name in LISTED if not (ROOT / name).exists()] == []
    assert len(set(LISTED)) == len(LISTED)


def test_every_pure_folder_is_tested_whole():
    for folder in PURE:
        assert (ROOT / folder).is_dir()
        assert f"tests/{Path(folder).name}" in LISTED


def test_a_quick_test_plays_no_bot_and_opens_no_database():
    for path in listed_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                used = {argument.arg for argument in node.args.args} & SLOW
                assert not used, f"{path.relative_to(ROOT)}: {node.name} uses {used}"


def test_the_command_is_named_to_whoever_wants_to_help():
    assert "-m pytest -q -n auto @tests/quick.txt" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
