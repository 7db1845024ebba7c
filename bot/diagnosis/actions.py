"""The one thing to do this week."""

from collections.abc import Mapping

from bot.core.week_numbers import FIELDS
from bot.diagnosis.answers import CHOICES, Answers
from bot.diagnosis.kinds import VerdictKind
from bot.diagnosis.trades import Advice, Trades

PARTS = ("response", "skill")  # of selling: an action may be for either


def action_for(
    kind: VerdictKind, answers: Answers, notes: tuple[str, ...], parts: Mapping[str, float], trades: Trades
) -> Advice:
    """Choose an action for a verdict: one that the answers call for before one that always fits, none done already.

    Once all of a kind have been done they begin again.
    """
    known: dict[str, tuple[str, ...]] = {
        "note": notes,
        "part": (max(PARTS, key=lambda name: parts[name]),),
        **{name: (str(getattr(answers, name)),) for name in ("trade", *CHOICES)},
    }
    of = trades.kinds[kind].actions or kind
    fitting = [
        action
        for action in trades.actions
        if action.kind == of
        and all(set(known.get(question, ())) & set(values) for question, values in action.when.items())
    ]
    fresh = [action for action in fitting if action.id not in answers.done] or fitting
    return next((action for action in fresh if action.when), fresh[0])


def nothing_counted(answers: Answers) -> bool:
    """True if there is no count at all, so that counting comes first."""
    return all(answers.total(name) is None for name in FIELDS)
