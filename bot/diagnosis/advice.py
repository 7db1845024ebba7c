"""The things that can be done this week: the catalogue in ``prompts/actions.toml``, checked whole."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from msgspec import Meta, field
from msgspec.structs import asdict

from bot.diagnosis.facts import Fact
from bot.diagnosis.kinds import VerdictKind
from bot.language.tables import CheckedRow
from bot.language.verdicts import Kinds

Grade = Literal["A", "B", "C", "none"]
Side = Literal["marketing", "sales", "neither"]
Weight = Literal["much", "some", "little"]
MovedNumber = Literal["people", "talked", "customers", "orders", "fit", "none"]
CatalogueId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
TradesNamed = tuple[CatalogueId, ...]


class Study(CheckedRow, frozen=True, kw_only=True):
    """Where evidence comes from: who found it and when; neither for a rule or our own judgement."""

    grade: Grade
    name: str = ""
    year: Annotated[int, Meta(ge=1900, le=2100)] | None = None
    where: Annotated[str, Meta(min_length=10)]

    def __post_init__(self) -> None:
        """Check that a finding has a name and a year.

        Raises:
            ValueError: it has none.
        """
        if self.grade in ("A", "B") and not (self.name and self.year):
            raise ValueError("what has a grade of A or B has a name and a year")


class ActionRow(CheckedRow, frozen=True, kw_only=True):
    """One thing to do this week; ``prompts/actions.toml`` says what each field means."""

    id: CatalogueId
    kinds: Annotated[tuple[VerdictKind, ...], Meta(min_length=1)]
    side: Side
    source: CatalogueId
    indirect: bool = False
    minutes: Annotated[int, Meta(gt=0, le=240)]
    weight: Weight
    moves: MovedNumber
    means: tuple[CatalogueId, ...] = ()
    for_: TradesNamed = field(default=(), name="for")
    not_for: TradesNamed = ()
    needs: tuple[Fact, ...] = ()
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first: bool = False
    usual: bool = False
    sends: bool = False
    repeats: bool = False
    asks: bool = False
    counts: bool = False
    retired: bool = False


class Advice(ActionRow, frozen=True, kw_only=True):
    """One thing to do this week: its row, with where its evidence comes from, and the trades that it is for (None: all)."""

    study: Study
    trades: frozenset[str] | None

    @classmethod
    def of(cls, row: ActionRow, catalogue: "ActionsFile") -> "Advice":
        """Put together what the catalogue says of an action."""
        groups = catalogue.groups
        trades = _trades(row.for_, groups) - _trades(row.not_for, groups) if row.for_ else None
        return cls(**asdict(row), study=catalogue.sources[row.source], trades=trades)

    @property
    def grade(self) -> Grade:
        """Return how good the evidence is: a finding about something similar counts as a rough rule."""
        return "C" if self.indirect and self.study.grade in ("A", "B") else self.study.grade

    def fits_trade(self, trade: str) -> bool:
        """True if it is for a trade."""
        return trade in self.trades if self.trades is not None else trade not in self.not_for


class ActionsFile(CheckedRow, frozen=True):
    """The actions, with the groups of trades that they are for and the sources of their evidence."""

    groups: dict[CatalogueId, Annotated[TradesNamed, Meta(min_length=1)]]
    sources: dict[CatalogueId, Study]
    action: tuple[ActionRow, ...]

    def __post_init__(self) -> None:
        """Check that each action is there once and has its source, and that one of them fits always.

        Raises:
            ValueError: it is not so.
        """
        ids = [row.id for row in self.action]
        if double := {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"more than one {', '.join(sorted(double))}")
        for row in self.action:
            if row.source not in self.sources:
                raise ValueError(f"{row.id}: there is no source {row.source!r}")
        if idle := self.sources.keys() - {row.source for row in self.action}:
            raise ValueError(f"no action has the source {', '.join(sorted(idle))}")
        if not any(row.repeats and not row.for_ and not row.needs and not row.when for row in self.action):
            raise ValueError("no action repeats and fits always")

    @property
    def advice(self) -> tuple[Advice, ...]:
        """List the actions, each with what its catalogue says of it."""
        return tuple(Advice.of(row, self) for row in self.action)

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
