"""Every text becomes one line of JSON with the same fields."""

import json

import pytest

from bot.language.numbers.inspect import read_lines

FIELDS = ["text", "status", "value", "low", "high", "law", "per", "share", "currency", "readings", "reason"]


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [
        ("31", "count", {"status": "exact", "value": 31, "low": 31, "high": 31, "law": "exact"}),
        ("under 10", "count", {"status": "loose", "value": 5, "low": 0, "high": 10, "law": "uniform"}),
        ("5 a day", "count", {"status": "exact", "value": 5, "low": 5, "high": 5, "law": "exact", "per": "day"}),
        ("1.200", "count", {"status": "ambiguous", "readings": [1200, 1.2]}),
        ("dunno", "count", {"status": "unknown"}),
        ("-3", "count", {"status": "invalid", "reason": "negative"}),
        ("", "count", {"status": "invalid", "reason": "empty"}),
        ("all", "share", {"status": "exact", "value": 1, "low": 1, "high": 1, "law": "exact", "share": 1}),
        (
            "$1,255",
            "money",
            {"status": "exact", "value": 1255, "low": 1255, "high": 1255, "law": "exact", "currency": "USD"},
        ),
    ],
)
def test_a_text_is_shown_with_its_reading(text, kind, fields):
    [line] = read_lines([f"{text}\n"], kind=kind)
    assert json.loads(line) == {**dict.fromkeys(FIELDS), "text": text, **fields}


def test_lines_come_one_by_one():
    def typed():
        yield "12\n"
        raise AssertionError("asked for more before the first was shown")

    assert json.loads(next(read_lines(typed(), kind="count")))["value"] == 12


def test_a_broken_character_can_be_printed():
    [line] = read_lines(["12 \ud83d"], kind="count")
    assert json.loads(line.encode())["value"] == 12


def test_the_language_says_which_separators_leave_no_doubt():
    [line] = read_lines(["1.200"], kind="count", language="de")
    assert json.loads(line)["value"] == 1200
