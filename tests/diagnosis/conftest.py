"""Businesses told in one line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.diagnosis import Answers, ReportedPeriod, Trades, load_trades

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"


@pytest.fixture(scope="session")
def trades() -> Trades:
    return load_trades(PROMPTS / "trades.toml")


def business(
    people=None, talked=None, customers=None, orders=None, *, weeks=4, path="talk", trade="trades", **more: Any
) -> Answers:
    """A business by its counts over some weeks; numbers are exact, everything else as in Answers."""

    def amount(number):
        return number if number is None or isinstance(number, Amount) else Amount.exactly(float(number))

    numbers = {name: amount(more.pop(name)) for name in ("room", "wanted", "fit", "value", "visitors") if name in more}
    period = ReportedPeriod(None, weeks, amount(people), amount(talked), amount(customers), amount(orders))
    more.setdefault("asked", frozenset())
    return replace(Answers(trade=trade, path=path, periods=(period,)), **numbers, **more)


@pytest.fixture(scope="session")
def told() -> Callable[..., Answers]:
    return business
