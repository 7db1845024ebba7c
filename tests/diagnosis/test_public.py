"""Twenty-six owners and firms whose numbers were published; their verdicts were written down before the model was asked.

Seventeen are told at least a lean, each of them rightly; the other nine are too little known, and lean the right way. The
accounts leave most questions open. Most would be judged alike by anybody, so this is a check of sense, no measure.
"""

import json
import tomllib
from pathlib import Path

import pytest

from bot.diagnosis.inspect import diagnose_lines

SAID = tomllib.loads(Path(__file__).with_name("public.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def verdicts():
    return [json.loads(line) for line in diagnose_lines(json.dumps(case["answers"]) for case in SAID)]


def _expected(case):
    return case["expect"] if isinstance(case["expect"], list) else [case["expect"]]


def test_every_case_names_its_source():
    assert len(SAID) == 26
    assert all(case["source"] for case in SAID)


def test_no_published_case_is_told_the_wrong_side(verdicts):
    told = [(case, verdict) for case, verdict in zip(SAID, verdicts, strict=True) if verdict["verdict"] != "cant_tell"]
    assert [case["says"] for case, verdict in told if verdict["verdict"] not in _expected(case)] == []
    assert len(told) >= 16


def test_the_kind_is_the_one_that_the_account_tells(verdicts):
    named = [(case, verdict) for case, verdict in zip(SAID, verdicts, strict=True) if "kind" in case]
    assert [case["says"] for case, verdict in named if verdict["leads"] != case["kind"]] == []


def test_what_is_not_told_leans_the_right_way_and_has_a_question_and_a_step(verdicts):
    for case, verdict in zip(SAID, verdicts, strict=True):
        if verdict["verdict"] == "cant_tell":
            assert verdict["leading_side"] in _expected(case) or "open" in _expected(case), case["says"]
            assert verdict["next_question"], case["says"]
        assert verdict["action"]["id"] not in {"keep_counting", "keep_the_diary"}, case["says"]
