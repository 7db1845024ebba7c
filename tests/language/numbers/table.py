"""A table of numbers as people type them, each with its reading.

``spread`` says how loose: nothing for exact, ``.1`` or ``.2`` for a coefficient of variation (``c``: cut off at 1),
``30..45`` for the least and the most, ``10-15`` for a range that is taken to be wider than it was said.
"""

from math import exp, log, log1p, sqrt
from pathlib import Path
from typing import Any

import pytest

from bot.core.amount import Amount

TABLE = [
    [*line.split("\t"), "", "", ""][:6]
    for line in Path(__file__).with_name("readings.tsv").read_text(encoding="utf-8").splitlines()[1:]
    if "\t" in line
]


def expected(value: str, spread: str) -> tuple[float, float, float, str]:
    if not spread:
        return float(value), float(value), float(value), "exact"
    if ".." in spread:
        low, _, high = spread.partition("..")
        return float(value), float(low), float(high), "uniform"
    if "-" in spread:
        low, high = (float(end) for end in spread.rstrip("c").split("-"))
        middle, half = (log(low) + log(high)) / 2, (log(high) - log(low)) / 2 * 1.29
        high = exp(middle + half)
        return exp(middle), exp(middle - half), min(1, high) if spread.endswith("c") else high, "lognormal"
    cv = float(spread.rstrip("c"))
    factor = exp(1.2815515655 * sqrt(log1p(cv**2)))
    high = float(value) * factor
    return float(value), float(value) / factor, min(1, high) if spread.endswith("c") else high, "lognormal"


def options_of(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    given: dict[str, Any] = {}
    found: dict[str, Any] = {"per": None, "currency": None}
    for option in text.split():
        name, _, value = option.partition("=")
        match name:
            case "of":
                given["of"] = Amount.exactly(float(value))
            case "whole":
                given["whole"] = False
            case "language":
                given["language"] = value
            case "share":
                found["share"] = pytest.approx(float(value))
            case _:
                found[name] = value
    return given, found
