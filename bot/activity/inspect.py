"""Judging a file of texts, for a look at many at once."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from bot.activity.judge import judge


def lines(source: str) -> Iterator[str]:
    """Give the judgement of each line of a text as a line of JSON."""
    for text in source.splitlines():
        judgement = judge(text)
        found: dict[str, Any] = {"given": text, **dataclasses.asdict(judgement)}
        yield json.dumps(found, ensure_ascii=False)
