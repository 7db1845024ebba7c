"""Diagnoses by the line."""

import inspect
import json
import os
import re
from pathlib import Path

import pytest

from bot.diagnosis import Answers, ReportedPeriod
from bot.diagnosis.answers import CHOICES, NUMBERS
from bot.diagnosis.inspect import diagnose_lines

GUIDE = Path(__file__).resolve().parents[2] / "bot" / "diagnosis" / "README.md"


def one(line):
    (told,) = diagnose_lines([line if isinstance(line, str) else json.dumps(line)])
    return json.loads(told)


def test_a_line_of_answers_gives_a_line_of_verdict():
    told = one(
        {
            "trade": "trades",
            "path": "talk",
            "people": 50,
            "talked": 45,
            "customers": 5,
            "room": 15,
            "wanted": 4,
            "busy": "swamped",
            "fit": 8,
            "reason": "quiet",
        }
    )
    assert told["verdict"] == "sales"
    assert told["kind"] == "sales_skill"
    assert told["word"] == "most_likely"
    assert sum(told["probabilities"].values()) == pytest.approx(1)
    assert told["gains"]["sales"]["low"] <= told["gains"]["sales"]["middle"] <= told["gains"]["sales"]["high"]
    assert told["flip"]["from"] != told["flip"]["to"]
    assert told["action"]["side"] == "sales"
    assert told["figures"]["usual"]["grade"] == "C"


def test_weeks_may_be_told_one_by_one():
    weekly = {"path": "talk", "room": 20, "wanted": 6, "periods": [{"people": 4, "talked": 4, "customers": 1}] * 8}
    whole = {"path": "talk", "room": 20, "wanted": 6, "weeks": 8, "people": 32, "talked": 32, "customers": 8}
    assert one(weekly)["kind"] == one(whole)["kind"] == "marketing_volume"
    assert one(weekly)["figures"]["people"] == 32


def test_a_number_may_be_loose():
    told = one(
        {
            "people": {"low": 20, "high": 30},
            "room": {"value": 15, "low": 10, "high": 25, "law": "uniform"},
            "path": "talk",
        }
    )
    assert told["figures"]["people"] == 25
    assert told["figures"]["room"] == 15


def test_empty_lines_are_skipped_and_bad_ones_harm_no_other():
    told = [json.loads(line) for line in diagnose_lines(['{"people": 20}', "", "  ", "{", '{"people": 20}'])]
    assert ["error" in line for line in told] == [False, True, False]
    assert told[0] == told[2]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Expecting"),
        ("[1]", "object"),
        ("null", "object"),
        ('{"people": NaN}', "from 0"),
        ('{"people": 1e400}', "from 0"),
        ({"people": 10**400}, "from 0"),
        ({"people": -1}, "people"),
        ({"people": True}, "number"),
        ({"people": "many"}, "number"),
        ({"people": {"low": 5}}, "low and high"),
        ({"people": {"low": 9, "high": 5}}, "order"),
        ({"people": {"low": 5, "high": 9, "law": "cauchy"}}, "law"),
        ({"fit": 11}, "ten"),
        ({"weeks": 0}, "weeks"),
        ({"weeks": 2.5}, "weeks"),
        ({"colour": "red"}, "colour"),
        ({"trade": "alchemy"}, "alchemy"),
        ({"trade": ["trades"]}, "trade"),
        ({"path": "door"}, "door"),
        ({"path": []}, "path"),
        ({"periods": []}, "periods"),
        ({"periods": [3]}, "objects"),
        ({"periods": [{"people": 3}], "people": 3}, "either"),
        ({"periods": [{"start": "yesterday"}]}, "yesterday"),
        ({"periods": [{"room": 3}]}, "room"),
        ({"best_month": {"customers": 5, "talked": 2}}, "best_month"),
        ({"best_month": 3}, "best_month"),
        ({"currency": "euros"}, "currency"),
        ({"asked": "fit"}, "asked"),
        ("[" * 100_000, ""),
    ],
)
def test_a_line_that_makes_no_sense_says_why(line, says):
    told = one(line)
    assert told.keys() == {"error"}
    assert says in told["error"]


def test_no_answers_at_all_are_no_verdict():
    assert one({})["verdict"] == "cant_tell"
    assert one({"people": None})["next_question"] == "people"


def described(record):
    """Describe each field of a record as its docstring does, as rows of a table."""
    attributes = inspect.cleandoc(record.__doc__).partition("Attributes:\n")[2]
    said = dict(re.findall(r"^ {4}(\w+): (.*(?:\n {5,}.*)*)", attributes, re.MULTILINE))
    assert said.keys() == set(record.__struct_fields__)
    for name in record.__struct_fields__:
        words = re.sub(r"``(.+?)``", r"`\1`", re.sub(r"\s+", " ", said[name])).removesuffix(".")
        options = ", ".join(f"`{option}`" for option in CHOICES.get(name, ()))
        yield f"| `{name}` | {words}{': ' if options else ''}{options} |\n"


def test_the_guide_lists_the_answers_as_they_are():
    tables = "".join(
        f"\n| {head} | |\n|---|---|\n{''.join(described(record))}"
        for head, record in (("field", Answers), ("of a period", ReportedPeriod))
    )
    text = GUIDE.read_text(encoding="utf-8")
    before, rest = text.split("<!-- answers -->\n")
    fresh = f"{before}<!-- answers -->\n{tables}\n<!-- end -->{rest.partition('<!-- end -->')[2]}"
    if os.environ.get("UPDATE_ANSWERS"):
        GUIDE.write_text(fresh, encoding="utf-8")
    assert GUIDE.read_text(encoding="utf-8") == fresh, "UPDATE_ANSWERS=1 writes it anew"


def test_a_line_may_have_every_field_of_the_answers():
    line = dict.fromkeys(Answers.__struct_fields__)
    assert one(line)["verdict"] == "cant_tell"
    assert {**CHOICES, **dict.fromkeys(NUMBERS)}.keys() < line.keys()
