"""A lasting change that contradicts what was said, before the new side is sure enough to be a verdict.

With few people a week a verdict stays a lean for months, though what was said is clearly wrong by then.
``tests/bench/checkins_moved.py`` measures how soon a change is announced in this way, and how often there was none.
"""

from collections.abc import Mapping

from bot.core.ledger import KeptWeek
from bot.diagnosis.kinds import State
from bot.diagnosis.verdict import Certainty
from bot.language.verdicts import NO_SIDE, kinds

AGAINST = 0.2  # highest chance that what was said still holds


def has_turned(
    chances: Mapping[State, float], kind: str, word: Certainty, told: str | None, before: KeptWeek | None
) -> bool:
    """True if the newer weeks lean to another side for the second week, and little speaks for the one told.

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
