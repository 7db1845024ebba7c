"""What the shapes of tables are made of: a table in which every key is known, and the kinds of keys and values."""

import re
from datetime import time
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Phrases = Annotated[list[str], Field(min_length=1)]
Positive = Annotated[float, Field(gt=0)]


def _number(text: str) -> str:
    if float(text) < 0:
        raise ValueError("a number cannot be negative")
    return text


def _clock(text: str) -> str:
    time.fromisoformat(text)
    return text


def _zone(name: str) -> str:
    if name and name not in _zones():
        raise ValueError(f"there is no time zone {name!r}")
    return name


def _expression(text: str) -> str:
    try:
        re.compile(text.replace("{side}", "side"))
    except re.error as error:
        raise ValueError(f"is no pattern: {error}") from None
    return text


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


NumberKey = Annotated[str, AfterValidator(_number)]
ClockTime = Annotated[str, AfterValidator(_clock)]
ZoneName = Annotated[str, AfterValidator(_zone)]
Expression = Annotated[str, AfterValidator(_expression)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Minutes = Annotated[int, Field(gt=-60, lt=60)]
Offset = Annotated[str, Field(pattern=r"^[+-]\d\d:\d\d$")]


class Shape(BaseModel):
    """A table in which every key is known and none is missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SeasonNames(Shape):
    """A season or a feast: its months, from 1, and what it is called."""

    months: list[Annotated[int, Field(ge=1, le=12)]]
    names: Phrases


class MentionedWords(Shape):
    """``LANGUAGE/checkup/mentioned.toml``."""

    adverts: Phrases
    ring_or_write: Phrases
    come_in: Phrases
