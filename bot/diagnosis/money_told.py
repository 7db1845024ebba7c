"""A price that was tried, or what a paid thing brought, as an owner tells it after a verdict."""

from typing import Literal, Self

from msgspec import Struct

TRIED_PRICE, BROUGHT_FOR = "tried_price", "brought_for"
"""Blocks of ``topics/money``: what is said of a new price that some were told, and of a thing that was paid for."""

OF_MONEY = (TRIED_PRICE, BROUGHT_FOR)
PARTS = 10


class MoneyTold(Struct, frozen=True):
    """What is told.

    Attributes:
        kind: a price that was tried, or a cost with what it brought.
        amount: the new price, or all that was paid.
        currency: ISO 4217 code; empty where it was not said.
        per: the stretch of time that a cost is for; empty for one that is paid once.
        came: those who heard the price, or whom the thing brought.
        won: those of them who bought.
        old: the price before.
        worth: what one sale brings in, or leaves.
        leaves: the worth is what is left of a sale.
        monthly: the worth comes every month.
        fee: the price is asked before anybody can buy.
    """

    kind: Literal["tried", "brought"]
    amount: float
    currency: str = ""
    per: str = ""
    came: float | None = None
    won: float | None = None
    old: float | None = None
    worth: float | None = None
    leaves: bool = False
    monthly: bool = False
    fee: bool = False

    @property
    def topic(self) -> str:
        """Return the block that answers it."""
        return TRIED_PRICE if self.kind == "tried" else BROUGHT_FOR

    @property
    def written(self) -> str:
        """Return it as ``/about`` takes it."""
        numbers = (self.amount, self.came, self.won, self.old, self.worth)
        told = ["-" if one is None else f"{one:.10g}" for one in numbers]
        flags = [str(int(one)) for one in (self.leaves, self.monthly, self.fee)]
        return f"{self.topic} {':'.join([self.currency, self.per, *told, *flags])}"

    @classmethod
    def read(cls, topic: str, written: str) -> Self | None:
        """Return what stands behind a topic; None where somebody typed something else there."""
        currency, *others = written.split(":")
        if len(others) != PARTS - 1:
            return None
        per, *rest = others
        try:
            amount, came, won, old, worth = (None if one == "-" else float(one) for one in rest[:5])
        except ValueError:
            return None
        if not amount or amount <= 0 or (topic == TRIED_PRICE and not came):
            return None
        flags = [one == "1" for one in rest[5:]]
        return cls("tried" if topic == TRIED_PRICE else "brought", amount, currency, per, came, won, old, worth, *flags)
