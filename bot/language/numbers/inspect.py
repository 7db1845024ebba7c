"""Show how numbers are read: a text a line in, its reading as JSON a line out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from bot.core.amount import Amount
from bot.language.numbers.reader import read
from bot.language.numbers.reading import Ambiguous, Invalid, Kind, Reading, Understood, Unknown


def read_lines(source: Iterable[str], *, kind: Kind, language: str = "en") -> Iterator[str]:
    """Read every line and return its reading as one line of JSON, as soon as the line is there."""
    for line in source:
        text = line.rstrip("\r\n")
        fields = {"text": text.encode("utf-8", "replace").decode(), **_fields(read(text, kind, language=language))}
        yield json.dumps(fields, ensure_ascii=False)


def _fields(reading: Reading) -> Mapping[str, Any]:
    """Return every field, so that each line has the same ones."""
    fields: dict[str, Any] = dict.fromkeys(
        ("status", "value", "low", "high", "law", "per", "share", "currency", "readings", "reason")
    )
    match reading:
        case Understood(amount=amount):
            fields |= _numbers(amount) | {
                "status": "loose" if reading.loose else "exact",
                "per": reading.per,
                "share": None if reading.share is None else _short(reading.share),
                "currency": reading.currency,
            }
        case Ambiguous(readings=readings):
            fields |= {
                "status": "ambiguous",
                "readings": [_short(amount.value) for amount in readings],
                "per": reading.per,
                "currency": reading.currency,
            }
        case Unknown():
            fields |= {"status": "unknown"}
        case Invalid(reason=reason):
            fields |= {"status": "invalid", "reason": reason}
        case _:
            assert_never(reading)
    return fields


def _numbers(amount: Amount) -> dict[str, Any]:
    return {
        "value": _short(amount.value),
        "low": _short(amount.low),
        "high": _short(amount.high),
        "law": amount.law,
    }


def _short(number: float) -> float:
    """Leave out digits that no owner could mean."""
    return int(number) if number % 1 == 0 else round(number, 6)
