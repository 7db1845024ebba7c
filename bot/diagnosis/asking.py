"""Which question is next, before the verdict is worked out in full."""

from typing import Literal

from bot.diagnosis.answers import Answers
from bot.diagnosis.assessment import assess
from bot.diagnosis.draws import Source
from bot.diagnosis.notes import contradictions
from bot.diagnosis.recent import since_change
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import FIRM
from bot.diagnosis.worth import most_worth, unknowns


def next_question(
    answers: Answers, trades: Trades, *, order: Literal["door", "worth"] = "door", money: bool = False
) -> str | None:
    """Name the question to ask next; None when none is worth asking.

    Args:
        answers: what is known, and what was asked.
        trades: the catalogue.
        order: that of the core questions not asked yet: as people pass the door, or those worth most first.
        money: whether to ask for the value of a sale at the end, where there is something to win.
    """
    source = Source()
    answers, _ = since_change(answers.essential)
    seen = assess(answers, trades[answers.trade], source)
    question = most_worth(answers, lambda: unknowns(answers, seen, source), seen, order=order)
    something_to_win = seen.state != "neither"
    if question is None and money and answers.value is None and "value" not in answers.asked and something_to_win:
        return "value"
    return question


def question_before(answers: Answers, trades: Trades) -> str | None:
    """Name the question to ask before the verdict is told; None where it is sure enough, or no answer would help.

    It works out no more than it needs.
    """
    source = Source()
    answers, _ = since_change(answers.essential)
    seen = assess(answers, trades[answers.trade], source)
    if seen.first is not None:  # these are always asked before weak selling is named
        return seen.first
    if seen.hidden is None and seen.word in FIRM:
        return None
    again = next(contradictions(answers), None)
    return again or most_worth(answers, lambda: unknowns(answers, seen, source), seen, order="worth")
