"""Is it marketing or sales? From an owner's few numbers to a verdict that knows how sure it is.

Everything here is pure. NumPy is imported with the first diagnosis, so that importing this package costs nothing.
"""

from typing import Literal

from bot.diagnosis.answers import Answers, Best, ReportedPeriod
from bot.diagnosis.trades import Advice, Trade, Trades, load_trades
from bot.diagnosis.verdict import Figures, Flip, MissingAnswer, Range, Rate, State, Usual, Verdict

__all__ = [
    "Advice",
    "Answers",
    "Best",
    "Figures",
    "Flip",
    "MissingAnswer",
    "Range",
    "Rate",
    "ReportedPeriod",
    "Trade",
    "Trades",
    "Usual",
    "Verdict",
    "diagnose",
    "flip",
    "load_trades",
    "next_question",
    "question_before",
]


def diagnose(answers: Answers, trades: Trades) -> Verdict:
    """Find out which side is short. The same answers give the same verdict."""
    from bot.diagnosis.judge import diagnose as judge

    return judge(answers, trades)


def next_question(
    answers: Answers, trades: Trades, *, order: Literal["door", "worth"] = "door", money: bool = False
) -> str | None:
    """Name the question to ask next; None when none is worth asking.

    Core questions come first, in the order in which people pass the door or those worth most first; with ``money`` the
    value of a sale comes last.
    """
    from bot.diagnosis.asking import next_question as choose

    return choose(answers, trades, order=order, money=money)


def question_before(answers: Answers, trades: Trades) -> str | None:
    """Name the question to ask before the verdict is told; None where it is sure enough, or no answer would help."""
    from bot.diagnosis.asking import question_before as choose

    return choose(answers, trades)


def flip(answers: Answers, trades: Trades, *, state: State | None = None) -> Flip | None:
    """Find the nearest change of one number that makes another side lead; None where no sensible change does."""
    from bot.diagnosis.nearest_flip import flip as search

    return search(answers, trades, state=state)
