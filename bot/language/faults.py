"""Faults in the files under ``prompts/``: a readable line each, with the file and the key."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from bot.language.tables import faults_in, shaped

Shape = TypeVar("Shape")


class FilesError(ValueError):
    """Files cannot be used; ``faults`` has a readable line for each thing that is wrong."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(self.faults))


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


def load_table(
    path: Path, shape: type[Shape], faults: list[str], complete: Callable[[Any], Iterable[str]] = lambda _: ()
) -> Shape | None:
    """Read a table of some shape; None where it is wrong, which is added to the faults.

    Args:
        path: where it stands.
        shape: what it must be like.
        faults: grows by what is wrong.
        complete: puts into the table what is known from elsewhere, and says where that cannot be.
    """
    try:
        table = read_table(path)
    except FilesError as error:
        faults += error.faults
        return None
    found = list(complete(table)) or list(faults_in(table, shape))
    faults += [f"{called(path)}: {fault}" for fault in found]
    return None if found else shaped(table, shape)
