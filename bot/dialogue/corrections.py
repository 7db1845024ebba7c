"""New words for an answer that was given before: an edited message corrects it, and so does "oops, 21"."""

from msgspec.structs import replace

from bot.core.records import Answer
from bot.core.span import SpanOfTime
from bot.dialogue import engine
from bot.dialogue.answers import answer_to, go_on
from bot.dialogue.flow import Question
from bot.dialogue.hear import Action, FreeText, Number, Value
from bot.dialogue.mending import aside_for
from bot.dialogue.prompting import ask, listen
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.writing import in_words

EDITED = "dialogue/edited", "changed"


def correct(scene: Scene, question: Question, text: str, *, template: tuple[str, str] = EDITED) -> Turned:
    """Take new words for an answered question, leaving the current one as it is; the template says what was changed."""
    turned = reread(scene, question, text, template=template)
    return turned or ask(scene, scene.words.say("dialogue/edited", "unread", typed=text))


def reread(
    scene: Scene,
    question: Question,
    text: str,
    *,
    template: tuple[str, str] = EDITED,
    span: SpanOfTime | None = None,
) -> Turned | None:
    """Do the same; None where the words cannot be read as an answer. A number without a time is for the stretch given."""
    answer = _answer_in(scene, question, text)
    if answer is not None and answer.amount is not None and answer.span is None:
        answer = replace(answer, span=span)
    return None if answer is None else corrected(scene, question, answer, template=template)


def corrected(scene: Scene, question: Question, answer: Answer, *, template: tuple[str, str]) -> Turned:
    """Replace the answer to a question, leaving the current question as it is."""
    session = scene.session
    still = session.step in ("range", "confirm") and session.asked != question.id
    unread = session.proposed if session.step == "confirm" else None  # it is still open which number was meant
    waiting = replace(session, touched_at=scene.said.at, proposed=None if unread else session.proposed)
    settled = engine.settle(scene.form.flow, waiting, answer)
    if settled.proposed is None:
        settled = replace(
            settled,
            step=session.step if still else "ask",
            asked=session.asked,
            returning_to=session.returning_to if session.returning_to != question.id else None,
            proposed=unread if still else None,
        )
    line = line_of_change(scene, question, answer, template=template)
    changed = settled.proposed is None or settled.proposed.question != question.id  # or it is asked which is right
    return go_on(scene.with_session(settled), *((line,) if changed else ()))


def line_of_change(scene: Scene, question: Question, answer: Answer, *, template: tuple[str, str]) -> str:
    """Say which answer was changed, and what it is now."""
    short = scene.words.label(scene.template(question.id), "short")
    return scene.words.say(*template, short=short, now=in_words(scene, question, answer))


def verdict_or_question(scene: Scene) -> Turned:
    """Come to the verdict after a change, or ask what is open by it."""
    return go_on(scene) if scene.waiting is None else ask(scene)


def _answer_in(scene: Scene, question: Question, text: str) -> Answer | None:
    """Read new words as the answer to a question that was answered before; None if they are none."""
    match listen(aside_for(scene, question.id), text):
        case Action(name=name) if name.startswith("="):
            return answer_to(scene, question, text, name[1:])
        case Action(name="unknown") if question.unknown or not question.required:
            return answer_to(scene, question, text, state="unknown")
        case Number() as number:
            return answer_to(scene, question, text, number.counted)
        case FreeText():
            return answer_to(scene, question, text)
        case Value(value=value):
            return answer_to(scene, question, text, value)
        case _:
            return None
