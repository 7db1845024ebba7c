"""A bare number that takes the place of an earlier one, beside an answer to what is asked: "24, not 30. And I could handle 10"."""

from collections.abc import Sequence

from bot.core.week_numbers import NESTED
from bot.hearing.earlier import Earlier
from bot.language.listening.acts import Act
from bot.language.listening.passages import TextPassage, is_nobody

CLOSE = 2  # letters between two passages that only a comma parts
SHORT = 3  # words of a "not 30"


def is_denial_of(before: TextPassage, passage: TextPassage) -> bool:
    """Return True for the "not 30" of "24, not 30", which says what the number before it is not."""
    close = passage.words[0].place[0] - before.words[-1].place[1] <= CLOSE
    only = bool(passage.denied) and not passage.numbers and len(passage.words) <= SHORT
    return close and only and len(before.numbers) == 1 and not (before.denied or is_nobody(before.numbers[0], before))


def told_instead(passage: TextPassage, passages: Sequence[TextPassage], earlier: Earlier) -> Act | None:
    """Return the correction that a passage of a new and a denied number is, where another one has the answer to what is asked."""
    beside = any(part.numbers for part in passages if part is not passage)
    match passage.numbers, passage.denied:
        case [new], [old] if earlier.asked and beside and not (new.share or new.others or new.currency):
            name = _name_of(old, new.amount.value, earlier)
            return Act("corrects", name, "", new, 1.0, passage.text, new.place) if name else None
    return None


def _name_of(old: float, new: float, earlier: Earlier) -> str | None:
    """Name the answer that was the old number; of several steps of the door the one that fits the others with the new one."""
    found = [name for name, amount in earlier.numbers.items() if amount.value == old]
    steps = [name for name in NESTED if name in found]
    if len(steps) < len(found) or len(found) < 2:
        return found[0] if len(found) == 1 else None
    return steps[-1] if new < old else steps[0]
