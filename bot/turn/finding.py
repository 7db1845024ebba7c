"""What people said who were asked by a step, told beside how many they were: "texted 9. 3 said too high, 1 wants to start"."""

from collections.abc import Sequence

from bot.checkins.steps import STEP
from bot.core.ledger import TRIED
from bot.dialogue.context import Context
from bot.language.listening.acts import Act
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.numbers.clean import clean
from bot.turn.narrowed import asks, said_of, says
from bot.turn.outcomes import counts_some

SAYS = "claims"  # kind of word for what people say
SEVERAL = 2  # people who name the same, and words by which they do
PEOPLE = 3  # who were asked: of fewer there is nothing to find


def finding_told(context: Context, acts: Sequence[Act], text: str) -> list[str]:
    """Say back what most of those who gave a reason named, where a report of the step tells it in a part; else nothing.

    What only says yes or no is no reason, and that is answered by the report itself.
    """
    words = context.words
    if not any(act.kind == "step" and act.name in TRIED for act in acts) or asks(text, words):
        return []
    counted = [part for part in passages_of(text, words.language) if len(list(filter(counts_some, part.numbers))) == 1]
    whole = _count(counted[0]) if counted else 0.0
    reasons = [part for part in counted[1:] if _names_a_reason(context, part)]
    most = max(reasons, key=_count, default=None)
    if most is None or not SEVERAL <= _count(most) < whole or whole < PEOPLE:
        return []
    ties = [part for part in reasons if _count(part) == _count(most)]
    if len(ties) > 1:
        return []
    return [
        words.say(STEP, "finding", part=_count(most), whole=whole, said=most.within(clean(text, words.language).text))
    ]


def _count(part: TextPassage) -> float:
    return next(filter(counts_some, part.numbers)).amount.value


def _behind(part: TextPassage) -> str:
    """Return what stands behind the number: "said too high"."""
    at = part.place_of(next(filter(counts_some, part.numbers)))
    return " ".join(word.text for word in part.words[at + 1 :])


def _names_a_reason(context: Context, part: TextPassage) -> bool:
    behind = _behind(part)
    if len(behind.split()) < SEVERAL or says("came", behind, context.words):
        return False
    plain_no = said_of(("refused", "nothing_came"), behind, context.words)
    return SAYS in part.kinds and not plain_no
