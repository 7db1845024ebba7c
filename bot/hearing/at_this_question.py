"""What is an answer to the open question by what that question asks, whatever else its words may mean elsewhere."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.core.week_numbers import NESTED
from bot.dialogue.flow import Question
from bot.hearing.policy import CHOOSING, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in

CHANGING = ("change", "back")


def as_rate_asked(acts: Sequence[Act], question: Question | None, text: str, language: str) -> tuple[Act, ...]:
    """Return what was heard with the one rate of a message as the answer where one is asked: "six consultations a week" of room."""
    numbers = [act for act in acts if act.told is not None]
    if question is None or not question.per or len(numbers) != 1:
        return tuple(acts)
    (act,) = numbers
    rate = act.told is not None and act.told.span is not None and act.told.span.rate
    alone = sum(isinstance(token, ToldAmount) for token in tokens_in(text, language)) == 1
    if not (rate and alone and act.kind == "tells" and act.name in NESTED):
        return tuple(acts)
    answer = replace(act, name=question.id, rivals=())
    return tuple(answer if one is act else one for one in acts)


def without_change_made(acts: Sequence[Act], asked: str) -> tuple[Act, ...]:
    """Return what was heard without the wish to change an answer that the same message tells: "one a week. Correction: two"."""
    told = any(
        act.kind in TOLD and act.told is not None and act.name == asked and act.chance >= CHOOSING for act in acts
    )
    return tuple(act for act in acts if not (told and act.kind == "wants" and act.name in CHANGING))
