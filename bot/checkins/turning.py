"""A lasting change that speaks against what was said, before the new side is sure enough to be told as a verdict.

Few people a week leave a verdict a lean for months, though what was said is plainly wrong by then. How soon a change is
announced so, and how often one that is none, is measured by ``tests/bench/checkins_moved.py``.
"""

from collections.abc import Mapping

from bot.core.ledger import KeptWeek
from bot.diagnosis.kinds import State
from bot.diagnosis.verdict import Certainty
from bot.language.verdicts import NO_SIDE, kinds

AGAINST = 0.2  # the chance left at most to what was said


def has_turned(
    chances: Mapping[State, float], kind: str, word: Certainty, told: str | None, before: KeptWeek | None
) -> bool:
    """True if the newer weeks lean, as a week ago, to a different side from the one told, for which little speaks.

    Args:
        chances: of each side, after a lasting change.
        kind: the verdict by now.
        word: how sure it is.
        told: the kind that was told last; None if none was.
        before: the week with numbers before this one.
    """
    if told is None or before is None or before.kind is None or word != "leaning":
        return False
    new, old = kinds()[kind].side, kinds()[told].side
    return new not in (old, NO_SIDE) and kinds()[before.kind].side == new and _chance(chances, old) <= AGAINST


def _chance(chances: Mapping[State, float], side: str) -> float:
    return next((chance for state, chance in chances.items() if state == side), 0.0)
