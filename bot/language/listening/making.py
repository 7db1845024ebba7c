"""What is made of several numbers, and how it is said: one of them, their sum, or one without others."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.parts import added
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.said_numbers import SaidMessage, SaidNumber
from bot.language.listening.span_words import TimeSpan

BUYERS = ("customers", "orders")
COMING = ("people", *BUYERS)
WISHED = ("room", "wanted")
WAYS = frozenset({"ring", "write", "in_person", "online", "drop_in"})
ANOTHER_STEP = frozenset(
    {"talk", "reply", "quote", "refused", "dropped", "pending", "besides", "regular", "trial", "miss", "negation"}
)
"""Kinds of word for what makes a number no part of a sum of those who came or bought."""

BARE_NO = frozenset({"negation", "turn", "joint", "disagree", "mend", "correction"})
"""Kinds of the words of a bare "20 didn't"."""

Made = CountRead | Doubt
MakingRule = Callable[[SaidMessage, CountQuestion], Made | None]
"""What some numbers make where the words say what each of them is; None elsewhere."""


def made_as(told: ToldAmount, question: CountQuestion) -> CountRead:
    """Return a quantity as the answer to a question that the words leave no doubt about."""
    return replace(as_read(told, question), made=True)


def summed(numbers: Sequence[SaidNumber], question: CountQuestion, span: TimeSpan | None = None) -> CountRead:
    """Return the sum of some numbers as the answer to a question."""
    told = replace(numbers[0].told, amount=added(one.told.amount for one in numbers), others=(), span=span)
    return made_as(told, question)


def less_than(whole: Amount, missing: Sequence[SaidNumber]) -> CountRead | None:
    """Return a number without some others."""
    amount = added(one.told.amount for one in missing)
    if amount.value > whole.value:
        return None
    if amount.law == "uniform":
        return CountRead(Amount.between(max(whole.value - amount.high, 0.0), whole.value - amount.low), made=True)
    return CountRead(Amount.exactly(whole.value - amount.value), made=True)
