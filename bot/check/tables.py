"""Tables under ``prompts/`` whose shape only a whole check looks at: the start does not need them yet."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, RootModel

from bot.activity.catalogue import KnownActivities
from bot.activity.rule import ActivitySide, Contact, Interaction
from bot.language.faults import FilesError, called, read_table
from bot.language.shape_faults import shape_faults
from bot.language.shape_parts import Shape
from bot.language.shapes import OF_A_LANGUAGE, OF_ALL
from bot.language.templates import FALLBACK
from bot.language.verdicts import VERDICTS

LOADED_AT_START = ("flows", "trades.toml", "actions.toml", VERDICTS)


class Facts(Shape):
    """What is known about one activity."""

    contact: Contact | None = None
    interaction: Interaction | None = None
    one_person: bool | None = None
    buyers: bool = True
    helps: ActivitySide | None = None
    mainly: ActivitySide | None = None
    leans: bool = False
    trade: bool = False
    vague: bool = False
    page: bool = False


class Activities(RootModel[Mapping[str, Mapping[str, Facts]]]):
    """``activities.toml``: groups of activities with their facts."""


def table_faults(root: Path) -> list[str]:
    """Name every key of a table that is wrong, and tables that nobody reads."""
    found: list[str] = []
    shapes: dict[str, type[BaseModel]] = {
        **OF_ALL,
        "activities.toml": Activities,
        **{f"{FALLBACK}/{name}": s for name, s in OF_A_LANGUAGE.items()},
    }
    for name, shape in shapes.items():
        found += shape_faults(root / name, shape)
    there = [*root.glob("*.toml"), *(root / FALLBACK).rglob("*.toml")]
    others = {path.relative_to(root).as_posix() for path in there} - shapes.keys() - {*LOADED_AT_START}
    found += [f"prompts/{name} is read by nobody" for name in sorted(others)]
    return found or activity_faults(root, FALLBACK)


def activity_faults(root: Path, language: str) -> list[str]:
    """Say what does not fit between the facts about activities and the words for them."""
    words = root / language / "activities.toml"
    try:
        forms = read_table(root / language / "language.toml")["activities"]
        KnownActivities(read_table(root / "activities.toml"), read_table(words), forms)
    except FilesError as error:
        return error.faults
    except (ValueError, TypeError, KeyError) as error:
        return [f"{called(words)}: {error}"]
    return []
