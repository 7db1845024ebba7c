"""Tables that the bot works with: their types say what they may hold, and are checked as a table is read.

Tables that only a check looks through have their shapes in ``shapes.py``: these load pydantic, which a start has no time for.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

Shape = TypeVar("Shape")
UNKNOWN, MISSING = "is not known", "is missing"


class CheckedRow(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A table in which every key is known, and which never changes."""


class _Part(NamedTuple):
    """What stands at a key, and what may stand there."""

    key: str
    value: Any
    kind: Any


class _Fault(NamedTuple):
    """What is wrong, and the keys that lead there."""

    keys: tuple[str, ...]
    message: str


def shaped(table: Any, shape: type[Shape]) -> Shape:
    """Take a table over into its shape.

    Raises:
        ValueError: it has another one; says all that is wrong.
    """
    try:
        return convert(table, shape)
    except ValidationError:
        raise ValueError("; ".join(faults_in(table, shape))) from None


def faults_in(table: Any, shape: Any) -> Iterator[str]:
    """Write each thing that is wrong with a table as its key and what it is; a row is named by its id."""
    for keys, message in _wrong(table, shape):
        yield f"{'.'.join(keys)}: {message}" if keys else message


def _wrong(value: Any, kind: Any) -> list[_Fault]:
    try:
        convert(value, kind)
    except ValidationError as error:
        return list(_within(value, kind)) or [_Fault((), str(error).partition(" - at `")[0])]
    return []


def _within(value: Any, kind: Any) -> Iterator[_Fault]:
    """Look for what is wrong with the keys of a value, and with what stands there."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, CheckedRow):
        known = {field.encode_name: field for field in fields(kind)}
        yield from (_Fault((key,), UNKNOWN) for key in value if key not in known)
        yield from (_Fault((key,), MISSING) for key, one in known.items() if one.required and key not in value)
        parts = [_Part(key, value[key], field.type) for key, field in known.items() if key in value]
    else:
        parts = list(_parts(value, kind))
    for key, part, its_kind in parts:
        yield from (_Fault((key, *keys), message) for keys, message in _wrong(part, its_kind))


def _parts(value: Any, kind: Any) -> Iterator[_Part]:
    """Take a value apart that is no row."""
    origin, kinds = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        for one in kinds:
            yield from _parts(value, one)
    elif origin is dict and isinstance(value, dict):
        for key, one in value.items():
            yield from (_Part(key, key, kinds[0]), _Part(key, one, kinds[1]))
    elif origin is tuple and isinstance(value, list):
        each = kinds[:1] * len(value) if kinds[-1] is ... else kinds
        for number, (one, its_kind) in enumerate(zip(value, each, strict=False)):
            name = one.get("id", number) if isinstance(one, dict) else number
            yield _Part(str(name), one, its_kind)
