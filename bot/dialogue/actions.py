"""A reply does something: a button of the present step, one of its options, or an answer."""

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.digits import short_number
from bot.core.records import Answer, Session
from bot.core.span import CountedFor
from bot.dialogue import engine
from bot.dialogue.answers import answer_to, answered, finish, go_on, not_known, take
from bot.dialogue.buttons import option_label
from bot.dialogue.corrections import correct, corrected
from bot.dialogue.flow import Question
from bot.dialogue.hear import Action, Choices, Heard, Mend, Missed, Number
from bot.dialogue.mending import TEMPLATE, without_doubt
from bot.dialogue.prompting import ask, listen, miss
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.screen import quick_amount
from bot.dialogue.writing import range_label, values_of, written
from bot.language.listening.week_names import named_numbers

MENDED = TEMPLATE, "corrected"
NOT_OF = {"customers": ("people", "talked"), "talked": ("people", "customers", "orders", "wanted")}
"""Questions that a number is no answer to which is called by a step of the door."""


def on_text(scene: Scene, text: str) -> Turned:
    """Take a typed reply."""
    return on_heard(scene, listen(scene, text))


def on_heard(scene: Scene, heard: Heard) -> Turned:
    """Take a typed reply that was already listened to."""
    if isinstance(heard, Action):
        return act(scene, heard)
    if _is_of_another(scene, heard):
        return ask(scene)
    scene = without_doubt(scene)
    if isinstance(heard, Mend):
        return _mend(scene, heard)
    if isinstance(heard, Missed):
        return miss(scene, heard)
    if scene.current is None:
        return miss(scene, Missed("no_option", heard.typed))
    return take(scene, scene.current, heard)


def _is_of_another(scene: Scene, heard: Heard) -> bool:
    """True if a number is of something else, while it is asked for how many days a week another one is: "3 bought"."""
    question, choices = scene.current, scene.choices if scene.session.step == "confirm" else None
    if question is None or choices is None or not choices.days or not isinstance(heard, Number | Choices):
        return False
    names = [name for _, name in named_numbers(heard.typed, scene.words.language) if name is not None]
    doubtful = isinstance(heard, Choices) and heard.asks == "really"
    return doubtful or (bool(names) and all(question.id in NOT_OF.get(name, ()) for name in names))


def act(scene: Scene, action: Action) -> Turned:
    """Do what a button of the present step says."""
    question = scene.current
    if question is None:
        return _act_on_review(scene, action)
    scene = scene.changed(touched_at=scene.said.at)
    doubt = scene.session.proposed if scene.is_in_doubt else None
    if doubt is not None and action.name != "back":
        scene = without_doubt(scene)
        match action.name:
            case "that":
                return correct(scene, scene.form.flow[doubt.question], doubt.typed, template=MENDED)
            case "this":
                return on_text(scene, doubt.typed)
    return _act_on_question(scene, question, action)


def _act_on_question(scene: Scene, question: Question, action: Action) -> Turned:
    session, words, typed = scene.session, scene.words, action.label
    match action.name:
        case "back":
            return _back(scene, question)
        case "why":
            return ask(scene, words.say(scene.template(question.id), "why", **values_of(scene)))
        case "more":
            return ask(scene, more=True)
        case "all":
            return ask(scene)
        case "keep" if question.id in session.answers:
            return go_on(scene.changed(returning_to=None, step="ask", misses=0))
        case "skip" if not question.required:
            return answered(scene, answer_to(scene, question, typed, state="skipped"))
        case "skip":
            return miss(scene, Missed("required", typed))
        case "none" | "unknown" if session.step == "range":
            return go_on(scene.with_session(_left_open(session)), words.say("dialogue/noted", "unknown"))
        case "unknown" if question.unknown or not question.required:
            return not_known(scene, answer_to(scene, question, typed, state="unknown"))
        case "unknown":
            return miss(scene, Missed("must_know", typed))
        case "this" if session.step == "settle":
            return ask(scene.changed(proposed=None, step="ask", returning_to=_if_answered(session, question.id)))
        case "other" if conflict := engine.conflict(scene.form.flow, session):
            return ask(scene.changed(step="ask", returning_to=conflict.other.id))
        case _:
            answer = _picked(scene, question, action)
            return ask(scene) if answer is None else answered(scene, answer)


def _picked(scene: Scene, question: Question, action: Action) -> Answer | None:
    """Return the answer that a button stands for: an option, a rough range, or a number; None if it is of no use here."""
    name, typed = action.name, action.label
    if name.startswith("=") and name[1:] in question.options:
        label = option_label(scene.form.flow, question, name[1:], scene.words)
        return answer_to(scene, question, typed or label, name[1:])
    if name.startswith("=") and question.id in scene.form.own:
        return _picked_value(scene, question, name[1:], typed)
    if name.startswith("range") and scene.session.step == "range":
        ranges = scene.form.ranges(question, scene.session)
        if (n := _index(name, "range", len(ranges))) is None:
            return None
        label = range_label(*ranges[n], scene.words)
        return answer_to(scene, question, typed or label, Amount.between(*ranges[n]), state="unknown")
    told = _picked_number(scene, question, name)
    if told is None or (question.limit is not None and told.amount.value > question.limit):
        return None
    if name.startswith("reading") and scene.choices:
        typed = scene.choices.typed
    return answer_to(scene, question, typed or written(question, told.amount, scene.words), told)


def _picked_value(scene: Scene, question: Question, value: str, typed: str) -> Answer | None:
    """Return the answer that is a value of the form's own kind; None if it could be several or is none."""
    own, session, words = scene.form.own[question.id], scene.session, scene.words
    values = [value] if value in own.offer(session, words) else own.read(value, session, words)
    return answer_to(scene, question, typed or value, values[0]) if len(values) == 1 else None


def _picked_number(scene: Scene, question: Question, name: str) -> CountedFor | None:
    """Return the number that a button stands for: a reading of what was typed, a key, or a quick word."""
    if name.startswith("reading") and (choices := scene.choices):
        n = _index(name, "reading", len(choices.numbers))
        return None if n is None else choices.numbers[n]
    if name.startswith("n") and name[1:].isdigit() and question.keypad:
        return CountedFor(Amount.exactly(float(name[1:])))
    if name.startswith("q") and name[1:] in question.quick:
        quick = quick_amount(name[1:], scene.amount_of(question.at_most))
        return None if quick is None else CountedFor(quick)
    return None


def _act_on_review(scene: Scene, action: Action) -> Turned:
    scene = scene.changed(touched_at=scene.said.at, misses=0)
    session = scene.session
    match action.name:
        case "right":
            return finish(scene)
        case "change" if action.question in session.answers:
            return change(scene, action.question)
        case "change":
            return ask(scene.changed(step="choose"))
        case "back" if session.step == "choose":
            return go_on(scene.changed(step="ask"))
        case _:
            return ask(scene)


def _mend(scene: Scene, mend: Mend) -> Turned:
    """Take a number as a correction of the answer before, or ask which of the two questions it is for."""
    question, current = scene.form.flow[mend.question], scene.current
    answer = answer_to(scene, question, mend.typed, mend.told)
    if mend.surely:
        return corrected(scene, question, answer, template=MENDED)
    if current is None:
        return miss(scene, Missed("no_option", mend.typed))
    return ask(scene.changed(proposed=answer, step="confirm", asked=current.id))


def change(scene: Scene, question: str) -> Turned:
    """Go to an answered question to change it; the conversation comes back to where it was."""
    return ask(scene.changed(step="ask", returning_to=question, proposed=None, misses=0))


def _back(scene: Scene, question: Question) -> Turned:
    session = scene.session
    if session.step in ("range", "confirm", "settle"):
        waiting = session.proposed if session.step == "range" else None  # of another question
        returning_to = _if_answered(session, question.id)
        return ask(scene.changed(step="ask", proposed=waiting, returning_to=returning_to))
    previous = scene.previous
    return ask(scene if previous is None else scene.changed(returning_to=previous.id, misses=0))


def _left_open(session: Session) -> Session:
    """Leave the rough ranges; an unknown may have uncovered a contradiction, which is asked about now."""
    left = replace(session, step="ask", returning_to=None, misses=0)
    return replace(left, step="settle", asked=session.proposed.question) if session.proposed else left


def _if_answered(session: Session, question: str) -> str | None:
    return question if question in session.answers else None


def _index(name: str, prefix: str, count: int) -> int | None:
    digits = name.removeprefix(prefix)
    number = short_number(digits)
    return number if number is not None and number < count else None
