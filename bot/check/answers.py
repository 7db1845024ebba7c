"""Answers for the verdict: the diagnosis must use each of them, or its question is asked for nothing."""

import ast
from functools import cache

from bot.check.sources import ROOT
from bot.core.week_numbers import FIELDS
from bot.diagnosis.answers import Answers
from bot.diagnosis.trades import Trades

FOLDER = ROOT / "bot" / "diagnosis"
NO_USE = ("answers.py", "inspect.py")  # where answers are declared and read


def answer_faults(trades: Trades) -> list[str]:
    """Name the answers that the diagnosis never looks at, and that call for no action either."""
    used = _looked_at() | {name for action in trades.actions for name in (*action.when, *action.unless)}
    return [
        f"bot/diagnosis/answers.py: {name} is used nowhere in bot/diagnosis, so its answers change nothing"
        for name in (*Answers.__struct_fields__, *FIELDS)
        if name not in used
    ]


@cache
def _looked_at() -> frozenset[str]:
    """Return every attribute and every name in quotes in the sources of the diagnosis."""
    nodes = [
        node
        for path in FOLDER.glob("*.py")
        if path.name not in NO_USE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return frozenset(attributes | {node.value for node in nodes if _is_text(node)})  # type: ignore[attr-defined]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
