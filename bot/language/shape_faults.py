"""What is wrong with the shape of a table that only a check looks through, a readable line each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.language.faults import FilesError, called, read_table


def shape_faults(path: Path, shape: type[BaseModel]) -> list[str]:
    """Name every key of a table that is wrong, behind its file."""
    try:
        table = read_table(path)
    except FilesError as error:
        return error.faults
    try:
        shape.model_validate(table)
    except ValidationError as error:
        return [f"{called(path)}: {fault}" for fault in _named(error, table)]
    return []


def _named(error: ValidationError, table: Any) -> Iterator[str]:
    """Write each fault that pydantic found as its key and what is wrong; a row is named by its id."""
    for fault in error.errors():
        keys, at = [], table
        for part in fault["loc"]:
            at = _inside(at, part)
            keys.append(str(at["id"] if isinstance(part, int) and isinstance(at, dict) and "id" in at else part))
        key = ".".join(part for part in keys if part != "[key]")
        message = fault["msg"].removeprefix("Value error, ")
        yield f"{key}: {message}" if key else message


def _inside(table: Any, part: Any) -> Any:
    try:
        return table[part]
    except (KeyError, IndexError, TypeError):
        return None
