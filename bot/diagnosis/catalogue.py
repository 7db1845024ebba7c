"""The shape of ``prompts/trades.toml`` and ``prompts/actions.toml``."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.diagnosis.answers import Lag
from bot.diagnosis.trades import ActionKind, Grade, Side

CatalogueId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Cuts = tuple[float, float, float]


class CatalogueRow(BaseModel):
    """A table of a catalogue: nothing unknown in it, nothing changed after."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TradeRow(CatalogueRow):
    """One trade."""

    id: CatalogueId
    usual: float = Field(gt=0, lt=1)
    weight: float = Field(gt=0, le=10)
    grade: Grade
    par: float = Field(gt=0, le=20)
    lag: Lag
    size: str
    source: str = Field(min_length=10)


class TradesFile(CatalogueRow):
    """The trades, the ranges to offer by size, and the usual waits by class."""

    sizes: dict[str, dict[str, Cuts]]
    lags: dict[Lag, Annotated[float, Field(gt=0)]]
    trade: tuple[TradeRow, ...]

    @field_validator("sizes")
    @classmethod
    def _ascending(cls, sizes: dict[str, dict[str, Cuts]]) -> dict[str, dict[str, Cuts]]:
        for size, questions in sizes.items():
            for question, cuts in questions.items():
                if not 0 < cuts[0] < cuts[1] < cuts[2]:
                    raise ValueError(f"{size}.{question}: the cuts must rise from above nothing")
        return sizes

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ids = [row.id for row in self.trade]
        _unique(ids)
        if "other" not in ids:
            raise ValueError('there must be a trade "other"')
        for row in self.trade:
            if row.size not in self.sizes:
                raise ValueError(f"{row.id}: there is no size {row.size!r}")
            if missing := {"people", "orders", "room", "wanted"} - self.sizes[row.size].keys():
                raise ValueError(f"sizes.{row.size}: no cuts for {', '.join(sorted(missing))}")
            if row.lag not in self.lags:
                raise ValueError(f"{row.id}: there is no lag {row.lag!r}")
        return self


class ActionRow(CatalogueRow):
    """One action."""

    id: CatalogueId
    kind: ActionKind
    side: Side
    grade: Grade
    source: str = Field(min_length=10)
    when: dict[str, tuple[str, ...]] = {}


class ActionsFile(CatalogueRow):
    """The actions, those to prefer first; every kind of verdict has one that needs no condition."""

    action: tuple[ActionRow, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _unique([row.id for row in self.action])
        always = {row.kind for row in self.action if not row.when}
        kinds: tuple[Any, ...] = ActionKind.__args__  # type: ignore[attr-defined]
        if missing := set(kinds) - always:
            raise ValueError(f"no action without a condition for {', '.join(sorted(missing))}")
        return self


def _unique(ids: list[str]) -> None:
    if double := {one for one in ids if ids.count(one) > 1}:
        raise ValueError(f"more than one {', '.join(sorted(double))}")
