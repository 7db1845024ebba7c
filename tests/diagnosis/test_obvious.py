"""What anybody would agree on: sixty cases written down before the model was asked, and ten of owners it failed once."""

import json
import tomllib
from pathlib import Path

from bot.diagnosis.inspect import diagnose_lines

SAID = tomllib.loads(Path(__file__).with_name("obvious.toml").read_text("utf-8"))["case"]


def told(answers):
    (line,) = diagnose_lines([json.dumps(answers)])
    verdict = json.loads(line)
    assert "error" not in verdict, verdict
    return verdict


def as_expected(case):
    verdict = told(case["answers"])
    expected = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    kind = "kind" not in case or verdict["kind"] == case["kind"]
    open_ = "open" in expected and verdict["sure"] < 0.7
    return verdict, (verdict["leading_side"] in expected and kind) or open_


def test_sixty_obvious_cases_are_as_anybody_would_say():
    found = {case["says"]: as_expected(case) for case in SAID}
    assert len(found) == 60
    missed = {says: verdict for says, (verdict, fine) in found.items() if not fine}
    assert len(missed) <= 4, missed.keys()
    surely = [says for says, verdict in missed.items() if verdict["sure"] >= 0.7]
    assert not surely
