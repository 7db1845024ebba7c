"""The English of docstrings, comments, templates and guides is everyday English; ``dialect.txt`` has what is not.

A docstring of a function begins with what it does or with what it returns. Test names say the behaviour, without the ids of a list.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.ladder import ROOT

pytestmark = pytest.mark.long

LIST = (ROOT / "tests" / "dialect.txt").read_text(encoding="utf-8").splitlines()
DIALECT = [
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (line.split(" -> ") for line in LIST if not line.startswith("#"))
]
MODULES = [path for folder in ("bot", "storage") for path in sorted((ROOT / folder).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "prompts" / "en").rglob("*.j2"))
GUIDES = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if path.relative_to(ROOT).parts[0]
    in {"bot", "prompts", "storage", "tests", *(file.name for file in ROOT.glob("*.md"))}
]
BEGINNINGS = re.compile(r"(Give |Gives |Tell whether|Tells whether)")
GIVING = re.compile(r"(; gives? |\. Gives | and give (?:its|each|how) )")
AN_ID = re.compile(r"test_[a-z]{1,2}\d+[a-z]?_")
IDS = re.compile(r"\((?:[A-Z]\d{1,2})(?:, [A-Z]\d{1,2})*\)\.?$|^[A-Z]\d{1,2}: ")


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache  # for several tests; the trees themselves would slow the garbage collector
def docstrings(path: Path) -> list[tuple[str, str]]:
    """Return every docstring of a module, and every string that describes a name, with its line."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", " ".join(node.value.value.split()))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]


def comments(path: Path) -> Iterator[tuple[str, str]]:
    """Yield every comment of a module; lines below each other are one."""
    found: list[tuple[int, str]] = []
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            text = token.string.lstrip("# ")
            if found and found[-1][0] == token.start[0] - 1:
                text = f"{found.pop()[1]} {text}"
            found.append((token.start[0], text))
    yield from ((f"{path.relative_to(ROOT)}:{line}", text) for line, text in found)


def faults(where: str, text: str) -> list[str]:
    return [f"{where}: {found[0]!r}: write {plain}" for pattern, plain in DIALECT if (found := pattern.search(text))]


@pytest.mark.parametrize("kind", [docstrings, comments])
def test_code_is_described_in_everyday_english(kind):
    assert [fault for path in (*MODULES, *TESTS) for one in kind(path) for fault in faults(*one)] == []


def test_owners_read_everyday_english():
    said = {
        path: re.sub(r"\{[%#].*?[%#]\}|\{\{.*?\}\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for path in TEMPLATES
    }
    assert [fault for path, text in said.items() for fault in faults(str(path.relative_to(ROOT)), text)] == []


def test_guides_are_in_everyday_english():
    for path in GUIDES:
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            assert faults(str(path.relative_to(ROOT)), " ".join(paragraph.split())) == []


def test_a_docstring_says_return_and_true_if():
    for path in (*MODULES, *TESTS):
        for where, text in docstrings(path):
            assert not BEGINNINGS.match(text), where
            assert not GIVING.search(text), f"{where}: write Return, or and return"


def test_a_test_is_named_by_what_holds_and_by_no_id_of_a_list():
    for path in TESTS:
        tree = parsed(path)
        names = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        assert [name for name in names if AN_ID.match(name)] == []
        assert not IDS.search((ast.get_docstring(tree) or "").partition("\n")[0]), path


@pytest.mark.parametrize(
    "text",
    [
        "A connection that does several things on one way to its thread and back.",
        "Take a business in hand; a check-up that is open stays with the other one.",
        "What is typed otherwise than asked for.",
        "of no concern to one who is not known (any more), and no reason to keep their id",
        "seconds after its last word in which a process counts as alive",
        "Have those warned whose time is near.",
        "Hold the last four weeks against the four before.",
        "True if one number was meant, be it with a hedge, and not all that lies between two.",
        "The arithmetic that makes a kind of verdict, of which each is a row of a table, too.",
        "how many whole figures stand for this many people: nobody is sliced, and somebody is never nobody",
    ],
)
def test_the_worst_is_found(text):
    assert faults("here", text)
