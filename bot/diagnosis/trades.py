"""What is usual in each trade, and what can be done this week: the two catalogues in ``prompts/``, checked whole."""

import itertools
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path as FilePath
from typing import Annotated, Any, Self

from msgspec import Meta, Struct
from msgspec.structs import asdict

from bot.core.amount import Amount
from bot.diagnosis.advice import ActionsFile, Advice, CatalogueId, Grade
from bot.diagnosis.answers import Lag, Path
from bot.language.faults import FilesError, called, load_table
from bot.language.tables import CheckedRow, shaped
from bot.language.verdicts import VERDICTS, Kinds, kinds, load_kinds

Cuts = tuple[float, float, float]


class TradeRow(CheckedRow, frozen=True, kw_only=True):
    """One trade. ``usual`` is customers for each person talked to, ``seen`` orders for each visitor; see ``prompts/trades.toml``."""

    id: CatalogueId
    usual: Annotated[float, Meta(gt=0, lt=1)]
    weight: Annotated[float, Meta(gt=0, le=10)]
    grade: Grade
    par: Annotated[float, Meta(gt=0, le=20)]
    lag: Lag
    size: str
    path: Path | None = None
    seen: Annotated[float, Meta(gt=0, lt=1)] = 0.018


class Trade(TradeRow, frozen=True, kw_only=True):
    """What is usual in one trade: its row, with the cuts of its size and the usual waits."""

    cuts: Mapping[str, Cuts]
    lag_days: Mapping[Lag, float]

    def __hash__(self) -> int:
        """Find a trade by its id."""
        return hash(self.id)

    def brackets(self, question: str, *, of: float | None = None) -> tuple[Amount, ...]:
        """Return the ranges to offer after "don't know", lowest first; none where ranges make no sense.

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


class TradesFile(CheckedRow, frozen=True):
    """The trades, the ranges to offer by size, and the usual waits by class."""

    sizes: dict[str, dict[str, Cuts]]
    lags: dict[Lag, Annotated[float, Meta(gt=0)]]
    trade: tuple[TradeRow, ...]

    def __post_init__(self) -> None:
        """Check that each trade is there once, with a size and a wait that are there.

        Raises:
            ValueError: it is not so, or the cuts of a size do not rise.
        """
        for size, questions in self.sizes.items():
            for question, cuts in questions.items():
                if not 0 < cuts[0] < cuts[1] < cuts[2]:
                    raise ValueError(f"sizes.{size}.{question}: the cuts must rise from above nothing")
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


class Trades(Struct, frozen=True, dict=True, eq=False):
    """Every trade by its id, every action in the order of preference, and the kinds of verdict that these are for.

    There is one of them, and it is compared by identity, so that what follows from it can be remembered.
    """

    by_id: Mapping[str, Trade]
    actions: tuple[Advice, ...]
    kinds: Kinds

    def __getitem__(self, name: str) -> Trade:
        """Return a trade; one that is not known counts as ``other``."""
        return self.by_id.get(name) or self.by_id["other"]

    @classmethod
    def of(cls, trades: Mapping[str, Any], actions: Mapping[str, Any]) -> Self:
        """Check both catalogues as read from TOML.

        Raises:
            ValueError: something is missing, unknown, double or out of bounds; says where.
        """
        listed, known = shaped(actions, ActionsFile), shaped(trades, TradesFile)
        if faults := [*listed.lacking(kinds()), *listed.strangers([row.id for row in known.trade])]:
            raise ValueError("; ".join(faults))
        return cls.made(known, listed, kinds())

    @classmethod
    def made(cls, trades: TradesFile, actions: ActionsFile, known: Kinds) -> Self:
        """Take over the catalogues once they are checked."""
        by_id = {
            row.id: Trade(**asdict(row), cuts=trades.sizes[row.size], lag_days=trades.lags) for row in trades.trade
        }
        return cls(by_id, actions.advice, known)

    @cached_property
    def given(self) -> Mapping[str, tuple[Advice, ...]]:
        """Return the actions for a trade, by its id; kept, as one verdict asks many times."""
        return {
            trade: tuple(one for one in self.actions if not one.retired and one.fits_trade(trade))
            for trade in self.by_id
        }

    def action(self, name: str | None) -> Advice | None:
        """Return an action by its id; None where there is none, as of another release."""
        return next((one for one in self.actions if one.id == name), None)


def load_trades(path: FilePath, actions: FilePath | None = None) -> Trades:
    """Read the trades, and beside them the kinds of verdict and the actions, unless another file of these is named.

    Raises:
        FilesError: naming the file and every key that is wrong.
    """
    faults: list[str] = []
    actions = actions or path.with_name("actions.toml")
    trades = load_table(path, TradesFile, faults)
    listed = load_table(actions, ActionsFile, faults)
    known = load_kinds(path.with_name(VERDICTS), faults)
    if listed and known:
        faults += [f"{called(actions)}: action: {fault}" for fault in listed.lacking(known)]
    if listed and trades:
        faults += [f"{called(actions)}: {fault}" for fault in listed.strangers([row.id for row in trades.trade])]
    if faults or trades is None or listed is None or known is None:
        raise FilesError(faults)
    return Trades.made(trades, listed, known)


def _unique(ids: list[str]) -> None:
    if double := {one for one in ids if ids.count(one) > 1}:
        raise ValueError(f"more than one {', '.join(sorted(double))}")
