"""An answer that the numbers of one message settle between them, so that no single one of them is taken for another answer."""

from bot.core.amount import Amount
from bot.corrections.worked_out import WorkedOut
from bot.dialogue.flow import Question
from bot.dialogue.hear import Many, Number, read_as, spanned
from bot.dialogue.scene import Scene
from bot.language.listening.counted import CountQuestion
from bot.language.listening.said_numbers import SaidNumber, said_numbers
from bot.language.listening.settled import PEOPLE, TALKED, settled
from bot.language.listening.words_between import words_between
from bot.language.match import fold

NOTED, PAIR = "dialogue/noted", 2
ASKED = ("quote", "want", "enquire", "trial")


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
    spans = dict.fromkeys((question.id, TALKED), heard.span) if heard.span is not None else {}
    given = {question.id: heard.amount, TALKED: found.talked}
    return WorkedOut(heard, surely=True, beside=Many(given, text, spans=spans))


def beside_own_calls(scene: Scene, question: Question, text: str) -> WorkedOut | None:
    """Return who got in touch, where it is told whom the owner called: those who came, and who of the called asked for something."""
    if question.id != PEOPLE:
        return None
    numbers = said_numbers(text, scene.words.language).numbers
    own = [one for one in numbers if _is_called(one, scene)]
    others = [one for one in numbers if one not in own]
    if len(own) != 1 or len(others) != PAIR:
        return None
    behind = [one for one in others if one.told.place[0] > own[0].told.place[0]]
    asked = [one for one in behind if one.has(*ASKED)][:1]
    came = [one for one in others if one not in asked]
    if not asked or own[0].value <= max(one.value for one in others) or came[0].has("negation"):
        return None
    total = came[0].value + asked[0].value
    values = {"came": came[0].value, "asked": asked[0].value, "total": total}
    line = scene.words.say(NOTED, "own_calls", **values)
    return WorkedOut(Number(Amount.exactly(total), text, made=True), line, surely=True)


def _is_called(one: SaidNumber, scene: Scene) -> bool:
    """True for those whom the owner called: "I cold called 50", "I knocked on 100 doors"."""
    before = [word.text for word in one.before]
    own = [at for at, word in enumerate(before) if word in words_between(scene.words.language).own]
    near = f" {' '.join(before[own[-1] + 1 :])} " if own else ""
    return any(f" {fold(name)} " in near for name in scene.words.listed(NOTED, "names_own_calls"))
