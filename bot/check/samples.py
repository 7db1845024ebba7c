"""A template written with sample values, so that a translator sees its sentences without playing up to them."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, nodes

from bot.language.templates import FALLBACK, PROMPTS, Words
from bot.language.whole import names_in

NUMBERS = (3, 1, 2, 5, 21, 0)
MOST = 40
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_WORDS = {
    "side": ("diagnosis/marketing_volume", "side"),
    "now": ("diagnosis/marketing_volume", "changed"),
    "then": ("diagnosis/sales_skill", "changed"),
    "called": ("diagnosis/marketing_volume", "called"),
    "buyer": ("trades/beauty", "buyer"),
    "buyers": ("trades/beauty", "buyers"),
    "asked": ("trades/beauty", "asked"),
    "quote": ("trades/beauty", "quote"),
    "like": ("trades/beauty", "like"),
    "short": ("checkup/people", "short"),
    "do": ("actions/keep_the_diary", "do"),
    "step": ("actions/keep_the_diary", "do"),
    "headline": ("pictures/door", "marketing"),
    "tag": ("diagnosis/tags", "marketing"),
}


class Sample(float):
    """A number that is also a moment, a list, and a thing with parts, all of them samples."""

    year, month, day, hour, minute = MONDAY.year, MONDAY.month, MONDAY.day, MONDAY.hour, MONDAY.minute

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: object) -> "Sample":
        return self

    def __iter__(self) -> Iterator["Sample"]:
        return iter((self, self))

    def __len__(self) -> int:
        return 2

    def __call__(self, *_values: object) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{float(self):g}"


def shown(language: str, key: str, root: Path = PROMPTS) -> list[str]:
    """Write a template, or a block of it ("checkup/people:ask"), in all the ways in which its text can differ.

    Raises:
        LookupError: there is no such template or block.
    """
    words = Words(language, root=root)
    name, _, block = key.partition(":")
    if not words.has(name):
        raise LookupError(f"there is no prompts/{language}/{name}.j2")
    parsed = words.parsed(name)
    parts, choices = names_in(parsed), _choices(parsed)
    if block:
        parts = {part: names for part, names in parts.items() if part.endswith(f" {block!r}")}
        if not parts:
            raise LookupError(f"prompts/{language}/{name}.j2 has no block {block!r}")
    lines = []
    for part, names in parts.items():
        ways = list(islice(_ways(words, name, part, _values(words, names, choices)), MOST))
        lines += [f"[{part}]", *ways, ""] if ways else []
    return lines[:-1]


def _ways(words: Words, name: str, part: str, values_of_each: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Write a block, a macro, or what stands outside of all ("text") with one set of values after another."""
    kind, _, quoted = part.partition(" ")
    told: set[str] = set()
    for values in values_of_each:
        try:
            if kind == "macro":
                text = words.macro(name, quoted.strip("'"), **values)
            else:
                text = words.label(name, quoted.strip("'") or None, **values)
        except (TemplateError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            continue  # some values do not go together
        if text and text not in told:
            told.add(text)
            yield text


def _values(words: Words, taken: frozenset[str], made: Mapping[str, list[object]]) -> Iterator[dict[str, Any]]:
    """Return values of every number, then of every choice that the template makes."""
    for number in NUMBERS:
        yield {one: _value(words, one, number) for one in taken}
    usual = {one: _value(words, one, NUMBERS[0]) for one in taken}
    yield {one: (None if isinstance(value, Sample) else value) for one, value in usual.items()}
    yield dict.fromkeys(taken, Sample(NUMBERS[0]))
    for one, choices in made.items():
        if one in taken:
            yield from ({**usual, one: choice} for choice in (*choices, None, False))


def _value(words: Words, name: str, number: float) -> Any:
    if name in _WORDS and words.has(_WORDS[name][0]):
        return words.label(*_WORDS[name])
    if name in {"business", "name", "called"}:
        return "Aurora"
    if name in {"place", "guess_place", "city"}:
        return "Berlin"
    if name == "currency":
        return "EUR"
    if name == "weekday":
        return words.locale.days["stand-alone"]["wide"][0]
    return Sample(number)


def _choices(template: nodes.Template) -> Mapping[str, list[object]]:
    """Return the values with which a template compares each name."""
    found: dict[str, list[object]] = {}
    for compared in template.find_all(nodes.Compare):
        if isinstance(compared.expr, nodes.Name):
            for operand in compared.ops:
                found.setdefault(compared.expr.name, []).extend(_constants(operand.expr))
    tests = [one.test for one in template.find_all(nodes.If)] + [one.test for one in template.find_all(nodes.CondExpr)]
    for test in tests:
        if isinstance(test, nodes.Name):
            found.setdefault(test.name, []).append("")
    return {name: list(dict.fromkeys(values)) for name, values in found.items()}


def _constants(node: nodes.Expr) -> list[object]:
    if isinstance(node, nodes.Const):
        return [node.value]
    if isinstance(node, nodes.Tuple | nodes.List):
        return [one for item in node.items for one in _constants(item)]
    return []


def nearest_keys(key: str, root: Path = PROMPTS) -> list[str]:
    """Name templates that sound like a key."""
    name = re.escape(key.partition(":")[0])
    english = Words(FALLBACK, root=root)
    return [one for one in english.names() if re.search(name, one)][:10]
