"""The things that can be done this week: the catalogue in ``prompts/actions.toml``, checked whole."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from bot.diagnosis.facts import Fact
from bot.diagnosis.kinds import VerdictKind
from bot.language.verdicts import Kinds

Grade = Literal["A", "B", "C", "none"]
Side = Literal["marketing", "sales", "neither"]
Weight = Literal["much", "some", "little"]
MovedNumber = Literal["people", "talked", "customers", "orders", "fit", "none"]
CatalogueId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
TradesNamed = tuple[CatalogueId, ...]


class CatalogueRow(BaseModel):
    """A table of a catalogue: nothing unknown in it, nothing changed after."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Study(CatalogueRow):
    """Where evidence comes from: who found it and when; neither for a rule or our own judgement."""

    grade: Grade
    name: str = ""
    year: int | None = Field(default=None, ge=1900, le=2100)
    where: str = Field(min_length=10)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.grade in ("A", "B") and not (self.name and self.year):
            raise ValueError("what has a grade of A or B has a name and a year")
        return self


class Advice(CatalogueRow):
    """One thing to do this week; ``prompts/actions.toml`` says what each field means."""

    id: CatalogueId
    kinds: Annotated[tuple[VerdictKind, ...], Field(min_length=1)]
    side: Side
    source: CatalogueId
    indirect: bool = False
    minutes: int = Field(gt=0, le=240)
    weight: Weight
    moves: MovedNumber
    for_: TradesNamed = Field(default=(), alias="for")
    not_for: TradesNamed = ()
    needs: tuple[Fact, ...] = ()
    when: dict[str, tuple[str, ...]] = {}
    unless: dict[str, tuple[str, ...]] = {}
    first: bool = False
    usual: bool = False
    sends: bool = False
    repeats: bool = False
    retired: bool = False
    _study: Study | None = PrivateAttr(default=None)
    _trades: frozenset[str] | None = PrivateAttr(default=None)

    @property
    def study(self) -> Study:
        """Return where its evidence comes from."""
        if self._study is None:
            raise LookupError(f"{self.id} was not read with its sources")
        return self._study

    @property
    def grade(self) -> Grade:
        """Return how good the evidence is: a finding about something similar counts as a rough rule."""
        return "C" if self.indirect and self.study.grade in ("A", "B") else self.study.grade

    @property
    def trades(self) -> frozenset[str] | None:
        """Return the trades that it is for; None for all of them."""
        return self._trades

    def fits_trade(self, trade: str) -> bool:
        """True if it is for a trade."""
        return trade in self._trades if self._trades is not None else trade not in self.not_for

    def placed(self, study: Study, groups: Mapping[str, Sequence[str]]) -> None:
        """Note its source and its trades, once the catalogue is read."""
        self._study = study
        if self.for_:
            self._trades = _trades(self.for_, groups) - _trades(self.not_for, groups)


class ActionsFile(CatalogueRow):
    """The actions, with the groups of trades that they are for and the sources of their evidence."""

    groups: dict[CatalogueId, Annotated[TradesNamed, Field(min_length=1)]]
    sources: dict[CatalogueId, Study]
    action: tuple[Advice, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ids = [row.id for row in self.action]
        if double := {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"more than one {', '.join(sorted(double))}")
        for row in self.action:
            if row.source not in self.sources:
                raise ValueError(f"{row.id}: there is no source {row.source!r}")
            row.placed(self.sources[row.source], self.groups)
        if idle := self.sources.keys() - {row.source for row in self.action}:
            raise ValueError(f"no action has the source {', '.join(sorted(idle))}")
        if not any(row.repeats and not row.for_ and not row.needs and not row.when for row in self.action):
            raise ValueError("no action repeats and fits always")
        return self

    def lacking(self, known: Kinds) -> list[str]:
        """List the kinds of verdict without an action, their own or that of the kind whose actions they take."""
        answered = {kind for row in self.action if not row.retired for kind in row.kinds} | {"both"}
        return [f"no action for {row.id}" for row in known.values() if (row.actions or row.id) not in answered]

    def strangers(self, trades: Sequence[str]) -> list[str]:
        """List the trades that a group or an action names and that do not exist."""
        known = {*trades, *self.groups}
        named = [(f"groups.{name}", one) for name, group in self.groups.items() for one in group if one not in trades]
        named += [(row.id, one) for row in self.action for one in (*row.for_, *row.not_for) if one not in known]
        return [f"{where}: there is no trade {one!r}" for where, one in named]


def _trades(names: Sequence[str], groups: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(trade for name in names for trade in groups.get(name, (name,)))
