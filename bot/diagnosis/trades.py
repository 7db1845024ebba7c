"""What is usual in each trade, and what can be done this week: the two catalogues in ``prompts/``, checked whole."""

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from msgspec import Struct

from bot.core.amount import Amount
from bot.diagnosis.answers import Lag

if TYPE_CHECKING:
    from bot.diagnosis.catalogue import ActionsFile, TradesFile

Grade = Literal["A", "B", "C", "none"]
ActionKind = Literal[
    "marketing_volume",
    "marketing_quality",
    "sales_response",
    "sales_skill",
    "both",
    "offer",
    "neither",
    "cant_tell",
]
Side = Literal["marketing", "sales", "neither"]


class Trade(Struct, frozen=True):
    """What is usual in one trade. ``usual`` is customers for each person talked to; see ``prompts/trades.toml``."""

    id: str
    usual: float
    weight: float
    grade: Grade
    par: float
    lag: Lag
    size: str
    source: str
    cuts: Mapping[str, tuple[float, float, float]]
    lag_days: Mapping[Lag, float]

    def brackets(self, question: str, *, of: float | None = None) -> tuple[Amount, ...]:
        """Give the ranges to offer after "don't know", lowest first; none where ranges make no sense.

        Args:
            question: id of a question that takes a number.
            of: the number this one is a part of, such as the people of whom some were talked with.
        """
        cuts = self.cuts.get(question)
        top = None
        if question == "fit":
            cuts, top = (3, 5, 8), 10.0
        elif question in {"talked", "customers"}:
            whole = of if of is not None else self.cuts["people"][1]
            shares = (0.4, 0.7, 0.9) if question == "talked" else (self.usual / 2, self.usual, min(1, 1.5 * self.usual))
            cuts, top = (shares[0] * whole, shares[1] * whole, shares[2] * whole), whole
        if cuts is None:
            return ()
        edges = [0.0, *(float(round(cut)) for cut in cuts), float(round(top if top is not None else 2 * cuts[-1]))]
        return tuple(Amount.between(low, high) for low, high in itertools.pairwise(edges) if high > low)


class Advice(Struct, frozen=True):
    """One thing to do this week. ``when`` names answers that call for it: question to values."""

    id: str
    kind: ActionKind
    side: Side
    grade: Grade
    source: str
    when: Mapping[str, tuple[str, ...]]


class Trades(Struct, frozen=True):
    """Every trade by its id, and every action in the order of preference."""

    by_id: Mapping[str, Trade]
    actions: tuple[Advice, ...]

    def __getitem__(self, name: str) -> Trade:
        """Give a trade; one that is not known counts as ``other``."""
        return self.by_id.get(name) or self.by_id["other"]

    @classmethod
    def of(cls, trades: Mapping[str, Any], actions: Mapping[str, Any]) -> Self:
        """Check both catalogues as read from TOML.

        Raises:
            ValueError: something is missing, unknown, double or out of bounds; says where.
        """
        from bot.diagnosis.catalogue import ActionsFile, TradesFile

        return cls.made(TradesFile.model_validate(trades), ActionsFile.model_validate(actions))

    @classmethod
    def made(cls, trades: "TradesFile", actions: "ActionsFile") -> Self:
        """Take over both catalogues once they are checked."""
        by_id = {
            row.id: Trade(
                id=row.id,
                usual=row.usual,
                weight=row.weight,
                grade=row.grade,
                par=row.par,
                lag=row.lag,
                size=row.size,
                source=row.source,
                cuts=dict(trades.sizes[row.size]),
                lag_days=dict(trades.lags),
            )
            for row in trades.trade
        }
        listed = [Advice(row.id, row.kind, row.side, row.grade, row.source, dict(row.when)) for row in actions.action]
        return cls(by_id, tuple(listed))


def load_trades(path: Path, actions: Path | None = None) -> Trades:
    """Read the trades, and the actions from ``actions.toml`` beside them unless another file is named.

    Raises:
        FilesError: naming the file and every key that is wrong.
    """
    from bot.diagnosis.catalogue import ActionsFile, TradesFile
    from bot.language.faults import FilesError, load_table

    faults: list[str] = []
    trades = load_table(path, TradesFile, faults)
    listed = load_table(actions or path.with_name("actions.toml"), ActionsFile, faults)
    if trades is None or listed is None:
        raise FilesError(faults)
    return Trades.made(trades, listed)
