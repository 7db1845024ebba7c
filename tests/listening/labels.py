"""Labels of messages: what a sensible person understands, written as ``tells people=about 40/month; asks why``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NUMBERS = frozenset(
    {"people", "talked", "customers", "orders", "room", "wanted", "fit", "value", "visitors", "missed", "quoted"}
)
SHARES = {"all": 1.0, "most": 0.9, "half": 0.5, "none": 0.0}
_VALUE = re.compile(
    r"(?P<hedge>about |>|<|~)?\s*(?P<low>[\d.,]+)(?:-(?P<high>[\d.,]+))?(?P<share>%|/\d+(?![\w ]*[a-z]))?(?:/(?P<span>.+))?$"
)


@dataclass(frozen=True)
class Label:
    """One act of a label: its kind, what it is about, and the value as written."""

    kind: str
    name: str = ""
    value: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in ("tells", "corrects", "supposes") and self.name in NUMBERS

    @property
    def act(self) -> str:
        """Return the class of the act model that it belongs to."""
        if self.kind in ("tells", "corrects", "supposes"):
            if self.is_number:
                return f"{self.kind}.number"
            if self.name in ("trade", "name"):
                return f"{self.kind}.{self.name}" if self.kind == "tells" else f"{self.kind}.trade"
            return f"tells.{self.name}.{self.value}"
        if self.kind in ("asks", "step", "wants", "social", "foreign"):
            return f"{self.kind}.{self.name}"
        return self.kind

    @property
    def number(self) -> float | None:
        """Return the number, or the share as one from 0 to 1; None for "unknown"."""
        if self.value in SHARES:
            return SHARES[self.value]
        if (found := _VALUE.match(self.value)) is None:
            return None
        low = float(found["low"].replace(",", ""))
        if found["share"] == "%":
            return low / 100
        if found["share"]:
            return low / float(found["share"][1:])
        if found["high"]:
            return (low * float(found["high"].replace(",", ""))) ** 0.5
        return low

    @property
    def is_share(self) -> bool:
        found = _VALUE.match(self.value)
        return self.value in SHARES or bool(found and found["share"])

    @property
    def span(self) -> str | None:
        found = _VALUE.match(self.value)
        return found["span"] if found else None


def labels_of(text: str) -> list[Label]:
    """Read one reading: acts with semicolons between."""
    found = []
    for part in text.split(";"):
        kind, _, rest = part.strip().partition(" ")
        if not kind:
            continue
        if kind in ("tells", "corrects", "supposes"):
            name, _, value = rest.partition("=")
            found.append(Label(kind, name.strip(), value.strip()))
        elif kind == "judge":
            found.append(Label(kind, "", rest))
        else:
            name, _, value = rest.partition(" ")
            found.append(Label(kind, name, value))
    return found


@dataclass(frozen=True)
class Message:
    """A labelled message: where its owner stood, what they wrote, and the readings that are right."""

    state: str
    text: str
    readings: tuple[tuple[Label, ...], ...]


def messages(path: Path) -> Iterator[Message]:
    """Read a file of labelled messages: state, text and readings with tabs between; # begins a remark."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3:
            raise ValueError(f"{path.name}, line {number}: {len(cells)} columns where there should be 3")
        state, text, readings = cells
        yield Message(state, text, tuple(tuple(labels_of(reading)) for reading in readings.split(" | ")))
