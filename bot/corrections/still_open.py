"""Those who have not decided yet, beside those who bought: they are no customers until they say yes, and the reply says so."""

from msgspec.structs import replace

from bot.core.span import CountedFor
from bot.corrections.worked_out import WorkedOut
from bot.dialogue import prompting
from bot.dialogue.flow import Question
from bot.dialogue.hear import Number
from bot.dialogue.scene import Scene
from bot.dialogue.writing import in_all_or_each
from bot.language.listening.making import BUYERS
from bot.language.listening.said_numbers import said_numbers

OPEN = ("pending", "not_now")
"""Kinds of word for those who still think, or wait for somebody else."""


def beside_those_still_open(scene: Scene, question: Question, text: str) -> WorkedOut | None:
    """Return how many bought, where a message tells beside them how many still think: "5, and three are waiting on their bank"."""
    if question.id not in BUYERS:
        return None
    numbers = [one for one in said_numbers(text, scene.words.language).numbers if one.value]
    waiting = [one for one in numbers if one.has(*OPEN) and not one.has("refused")]
    heard = prompting.listen(scene, text)
    if len(waiting) != 1 or len(numbers) < 2 or not isinstance(heard, Number) or heard.amount == waiting[0].told.amount:
        return None
    still = in_all_or_each(scene, question, CountedFor(waiting[0].told.amount))
    return WorkedOut(replace(heard, made=True), scene.words.say("dialogue/noted", "still_open", open=still))
