"""An answer that the numbers of one message settle between them, so that no single one of them is taken for another answer."""

from bot.corrections.worked_out import WorkedOut
from bot.dialogue.flow import Question
from bot.dialogue.hear import Many, Number, read_as, spanned
from bot.dialogue.scene import Scene
from bot.language.listening.counted import CountQuestion
from bot.language.listening.settled import TALKED, settled


def settled_between(scene: Scene, question: Question, text: str) -> WorkedOut | None:
    """Return the answer to the open question that the numbers of a message settle: a second thought, or all and those left."""
    asked = scene.asked
    if asked is None or question.kind != "count" or question.limit is not None or not any(map(str.isalpha, text)):
        return None
    fact = read_as(question.id)
    found = settled(text, CountQuestion(fact, asked.state, asked.language, of=asked.of, most=question.most))
    heard = spanned(found.told, text, asked) if found is not None else None
    if found is None or not isinstance(heard, Number):
        return None
    if found.talked is None:
        return WorkedOut(heard, surely=True)
    spans = {name: heard.span for name in (question.id, TALKED)} if heard.span is not None else {}
    given = {question.id: heard.amount, TALKED: found.talked}
    return WorkedOut(heard, surely=True, beside=Many(given, text, spans=spans))
