"""Judging a file of texts, for a look at many at once."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import to_builtins

from bot.activity.judge import judge


def judge_lines(source: Iterable[str]) -> Iterator[str]:
    """Return the judgement of each text as a line of JSON."""
    for line in source:
        text = line.rstrip("\r\n")
        judgement = judge(text)
        found: dict[str, Any] = {"given": text, **to_builtins(judgement)}
        yield json.dumps(found, ensure_ascii=False)
