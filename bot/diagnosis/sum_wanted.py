"""A sum that an owner asks for after a verdict: what another price may cost in buyers, or how many sales a cost takes."""

from typing import Literal, Self

from msgspec import Struct

SumKind = Literal["price_moved", "must_bring", "price_of"]

PRICE_MOVED: SumKind = "price_moved"
MUST_BRING: SumKind = "must_bring"
PRICE_OF: SumKind = "price_of"
"""Blocks of ``topics/money``: what another price may cost, how many sales pay a cost, and what to ask for something."""

OF_SUMS = (PRICE_MOVED, MUST_BRING, PRICE_OF)
NUMBERS = 6


class SumWanted(Struct, frozen=True):
    """What is asked, with the owner's own numbers.

    Attributes:
        kind: the block that answers it.
        currency: ISO 4217 code; empty where it was not said.
        per: the stretch of time that a cost is for; empty for one that is paid once.
        old: the price that is taken now.
        new: the price that is thought of.
        buyers: how many buy at the one of now, as it is told beside it; or how many of the thing are in one of it.
        cost: what something costs.
        worth: what one sale of it brings or leaves.
        claimed: how many sales the owner expects.
    """

    kind: SumKind
    currency: str = ""
    per: str = ""
    old: float | None = None
    new: float | None = None
    buyers: float | None = None
    cost: float | None = None
    worth: float | None = None
    claimed: float | None = None

    @property
    def written(self) -> str:
        """Return it as ``/about`` takes it."""
        numbers = (self.old, self.new, self.buyers, self.cost, self.worth, self.claimed)
        told = ["-" if one is None else f"{one:.10g}" for one in numbers]
        return f"{self.kind} {':'.join([self.currency, self.per, *told])}"

    @classmethod
    def read(cls, kind: SumKind, written: str) -> Self | None:
        """Return what stands behind a topic; None where somebody typed something else there."""
        currency, *others = written.split(":")
        if len(others) != NUMBERS + 1:
            return None
        per, *rest = others
        try:
            told = [None if one == "-" else float(one) for one in rest]
        except ValueError:
            return None
        if any(one is not None and not 0 < one < float("inf") for one in told):
            return None
        return cls(kind, currency, per, *told)
