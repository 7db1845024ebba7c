"""What people said who were asked by a step, told beside how many they were: "texted 9. 3 said too high, 1 wants to start"."""

from collections.abc import Sequence

from bot.checkins.step_answers import STEP
from bot.checkins.steps import asks_people
from bot.core.ledger import TRIED
from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.hearing.counted_parts import DENIED, counts_some
from bot.hearing.narrowed import asks, said_of, says
from bot.hearing.put_right import is_count
from bot.hearing.tally import PEOPLE
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.numbers.clean import clean

SAYS = "claims"  # kind of word for what people say
OTHERS = frozenset({"new", "agree", "yes"})
"""Kinds of word for others than those who were asked, and for who says yes."""

SEVERAL = 2  # people who name the same, and words by which they do
LEAST = 3  # people who were asked: of fewer there is nothing to find


def finding_told(context: Context, chat: Chat, acts: Sequence[Act], text: str) -> list[str]:
    """Say back what most of those who gave a reason named, where a report of the step tells it in a part; else nothing.

    What only says yes or no is no reason; where the step asks people something, its own reply takes up the answers.
    """
    words = context.words
    if asks_people(context, chat) or not any(act.kind == "step" and act.name in TRIED for act in acts):
        return []
    counted = [part for part in passages_of(text, words.language) if len(_counts(part)) == 1]
    if not counted or counted[0].words[0].told is not None or counted[0].kinds.isdisjoint(PEOPLE):
        return []  # "12 rang this week, 3 said they saw the van": who came was not tried
    whole = 0.0 if asks(text, words) else _count(counted[0])
    reasons = [part for part in counted[1:] if _names_a_reason(context, part)]
    most = max(reasons, key=_count, default=None)
    if most is None or not SEVERAL <= _count(most) < whole or whole < LEAST:
        return []
    if any(_count(part) == _count(most) for part in reasons if part is not most):
        return []
    said = _from_number(most).within(clean(text, words.language).text)
    return [words.say(STEP, "finding", part=_count(most), whole=whole, said=said)]


def _counts(part: TextPassage) -> list[ToldAmount]:
    return [told for told in part.numbers if counts_some(told) and is_count(part, told)]


def _count(part: TextPassage) -> float:
    return _counts(part)[0].amount.value


def _from_number(part: TextPassage) -> TextPassage:
    """Return a part from its number on: "3 said too high"."""
    return TextPassage(part.words[part.place_of(_counts(part)[0]) :])


def _names_a_reason(context: Context, part: TextPassage) -> bool:
    told = _from_number(part)
    if len(told.words) <= SEVERAL or told.kinds & OTHERS or says("came", told.text, context.words):
        return False
    if says("later", told.text, context.words):
        return False  # a date is no reason: "come back after the rugby"
    until = next((at for at, word in enumerate(told.words) if SAYS in word.kinds), 0)
    if any(DENIED in word.kinds for word in told.words[:until]):
        return False  # "nine haven't said a word"
    return SAYS in told.kinds and not said_of(("refused", "nothing_came"), told.text, context.words)
