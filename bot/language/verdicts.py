"""The kinds of verdict: ``prompts/verdicts.toml``, from which all that differs between them is read."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from bot.language.faults import FilesError, load_table
from bot.language.tables import CheckedRow
from bot.language.templates import PROMPTS

CANT_TELL: Final = "cant_tell"
NO_SIDE: Final = "unknown"
VERDICTS: Final = "verdicts.toml"

SideBox = Literal["marketing", "sales", "offer", "page"]
Badge = Literal["volume", "quality", "response", "skill", "marketing", "sales", "offer", "page", "neither", "unknown"]
DoorScene = Literal["empty_places", "shut_door", "thin_stream", "plain"]
SidePart = Literal["volume", "quality", "response", "skill"]
Colour = Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$")]
KindId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]


class KindOfVerdict(CheckedRow, frozen=True, kw_only=True):
    """One kind of verdict; ``prompts/verdicts.toml`` says what each field means."""

    id: KindId
    side: KindId
    part: SidePart | None = None
    announced: bool = True
    gain: bool = True
    actions: KindId | None = None
    colour: Colour
    tint: Colour
    holds: tuple[SideBox, ...]
    badges: Annotated[tuple[Badge, ...], Meta(min_length=1, max_length=2)]
    scene: DoorScene = "plain"


Kinds = Mapping[str, KindOfVerdict]


class KindsFile(CheckedRow, frozen=True):
    """All kinds, those of one side together."""

    verdict: tuple[KindOfVerdict, ...]

    def __post_init__(self) -> None:
        """Check that each kind is there once, and the kinds that others take after.

        Raises:
            ValueError: it is not so.
        """
        ids = [row.id for row in self.verdict]
        if double := {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"more than one {', '.join(sorted(double))}")
        if CANT_TELL not in ids:
            raise ValueError(f"there must be a verdict {CANT_TELL!r}")
        for row in self.verdict:
            if row.actions is not None and row.actions not in ids:
                raise ValueError(f"{row.id}.actions: there is no verdict {row.actions!r}")


def load_kinds(path: Path, faults: list[str]) -> Kinds | None:
    """Read the kinds of verdict, by their ids; None where something is wrong, which is added to the faults."""
    table = load_table(path, KindsFile, faults)
    return None if table is None else {row.id: row for row in table.verdict}


@cache
def kinds() -> Kinds:
    """Return the kinds of verdict that come with the bot, by their ids.

    Raises:
        FilesError: naming every key that is wrong.
    """
    faults: list[str] = []
    found = load_kinds(PROMPTS / VERDICTS, faults)
    if found is None:
        raise FilesError(faults)
    return found


def sides(known: Kinds | None = None) -> tuple[str, ...]:
    """Return the sides that may be short, in the order of the rows."""
    rows = (kinds() if known is None else known).values()
    return tuple(dict.fromkeys(row.side for row in rows if row.side != NO_SIDE))


def kind_of(side: str) -> str:
    """Return the first kind of a side, whose template says what the side is called."""
    return next(row.id for row in kinds().values() if row.side == side)
