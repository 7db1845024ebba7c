"""Faults in the files under ``prompts/``: a readable line each, with the file and the key."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class FilesError(ValueError):
    """Files cannot be used; ``faults`` has a readable line for each thing that is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = list(faults)


def called(path: Path) -> str:
    """Name a file as an operator finds it: from the folder ``prompts`` on."""
    parts = path.parts
    return "/".join(parts[parts.index("prompts") :]) if "prompts" in parts else path.name


def read_table(path: Path) -> dict[str, Any]:
    """Read a table.

    Raises:
        FilesError: there is none, or it is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FilesError([f"{called(path)} is missing"]) from None
    except (OSError, ValueError) as error:
        raise FilesError([f"{called(path)}: {error}"]) from error


def load_table(path: Path, shape: type[Model], faults: list[str], context: object = None) -> Model | None:
    """Read a table of some shape; None where it is wrong, which is added to the faults.

    Args:
        path: where it stands.
        shape: what it must be like.
        faults: grows by what is wrong.
        context: what the shape is told beside the table.
    """
    try:
        table = read_table(path)
    except FilesError as error:
        faults += error.faults
        return None
    try:
        return shape.model_validate(table, context=context)
    except ValidationError as error:
        faults += [f"{called(path)}: {fault}" for fault in faults_of(error, table)]
        return None


def faults_of(error: ValidationError, table: Any = None) -> Iterator[str]:
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
