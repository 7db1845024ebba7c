"""A reply does something: a button of the present step, one of its options, or an answer."""

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.records import Chat, Session
from bot.dialogue import engine, screen
from bot.dialogue.answers import answer_to, answered, finish, go_on, not_known, take
from bot.dialogue.corrections import correct
from bot.dialogue.flow import Question
from bot.dialogue.form import Form
from bot.dialogue.hear import Action, Heard, Mend, Missed, Number
from bot.dialogue.mending import TEMPLATE, aside_for, without_doubt
from bot.dialogue.prompting import Said, Turned, ask, listen, miss
from bot.language.templates import Words

MENDED = TEMPLATE, "corrected"


def on_text(form: Form, chat: Chat, session: Session, text: str, said: Said, words: Words) -> Turned:
    """Take a typed reply."""
    return on_heard(form, chat, session, listen(form, session, text, words), said, words)


def on_heard(form: Form, chat: Chat, session: Session, heard: Heard, said: Said, words: Words) -> Turned:
    """Take a typed reply that was already listened to."""
    if isinstance(heard, Action):
        return act(form, chat, session, heard, said, words)
    session = without_doubt(session)
    if isinstance(heard, Mend):
        return _mend(form, chat, session, heard, said, words)
    question = screen.current(form, session)
    if question is None or isinstance(heard, Missed):
        return miss(
            form, chat, session, heard if isinstance(heard, Missed) else Missed("no_option", heard.typed), words
        )
    return take(form, chat, session, question, heard, said, words)


def act(form: Form, chat: Chat, session: Session, action: Action, said: Said, words: Words) -> Turned:
    """Do what a button of the present step says."""
    question = screen.current(form, session)
    if question is None:
        return _act_on_review(form, chat, session, action, said, words)
    name, typed = action.name, action.label
    session = replace(session, touched_at=said.at)
    if screen.is_in_doubt(session) and session.proposed and name != "back":
        doubt, session = session.proposed, without_doubt(session)
        match name:
            case "that":
                return correct(
                    form, chat, session, form.flow[doubt.question], doubt.typed, said, words, template=MENDED
                )
            case "this":
                return on_text(form, chat, session, doubt.typed, said, words)
    match name:
        case "back":
            return _back(form, chat, session, question, words)
        case "why":
            why = words.say(f"{form.flow.name}/{question.id}", "why", **screen.values_of(form, chat, session, words))
            return ask(form, chat, session, words, why)
        case "more":
            return ask(form, chat, session, words, more=True)
        case "keep" if question.id in session.answers:
            return go_on(form, chat, replace(session, returning_to=None, step="ask", misses=0), words, said)
        case "skip" if not question.required:
            skipped = answer_to(question, "skipped", typed, said)
            return answered(form, chat, session, skipped, words, said)
        case "skip":
            return miss(form, chat, session, Missed("required", typed), words)
        case "none" | "unknown" if session.step == "range":
            left_open = words.say("dialogue/noted", "unknown")
            return go_on(form, chat, _left_open(session), words, said, left_open)
        case "unknown" if question.unknown or not question.required:
            return not_known(form, chat, session, answer_to(question, "unknown", typed, said), words, said)
        case "unknown":
            return miss(form, chat, session, Missed("must_know", typed), words)
        case "this" if session.step == "settle":
            again = replace(session, proposed=None, step="ask", returning_to=_if_answered(session, question.id))
            return ask(form, chat, again, words)
        case "other" if conflict := engine.conflict(form.flow, session):
            return ask(form, chat, replace(session, step="ask", returning_to=conflict.other.id), words)
        case _:
            return _pick(form, chat, session, question, action, said, words)


def _pick(
    form: Form, chat: Chat, session: Session, question: Question, action: Action, said: Said, words: Words
) -> Turned:
    """Take an option, a rough range, a reading or a number that was picked from buttons."""
    name, typed = action.name, action.label
    amount: Amount | None = None
    if name.startswith("=") and name[1:] in question.options:
        label = screen.option_label(form.flow, question, name[1:], words)
        answer = answer_to(question, "known", typed or label, said, choice=name[1:])
        return answered(form, chat, session, answer, words, said)
    if name.startswith("=") and question.id in form.own:
        own, value = form.own[question.id], name[1:]
        values = [value] if value in own.offer(session, words) else own.read(value, session, words)
        if len(values) != 1:
            return ask(form, chat, session, words)
        return answered(
            form, chat, session, answer_to(question, "known", typed or name[1:], said, choice=values[0]), words, said
        )
    if name.startswith("range") and session.step == "range":
        ranges = form.ranges(question, session)
        if (n := _index(name, "range", len(ranges))) is not None:
            answer = answer_to(question, "unknown", typed or screen.range_label(*ranges[n], words), said)
            return answered(form, chat, session, replace(answer, amount=Amount.between(*ranges[n])), words, said)
    elif name.startswith("reading") and (choices := screen.choices_of(form, session, question, words)):
        n = _index(name, "reading", len(choices.amounts))
        amount = None if n is None else choices.amounts[n]
        typed = choices.typed
    elif name.startswith("n") and name[1:].isdigit() and question.keypad:
        amount = Amount.exactly(float(name[1:]))
    elif name.startswith("q") and name[1:] in question.quick:
        amount = screen.quick_amount(name[1:], screen.amount_of(question.at_most, session))
    if amount is None or (question.limit is not None and amount.value > question.limit):
        return ask(form, chat, session, words)
    answer = answer_to(question, "known", typed or screen.written(question, amount, words), said, amount=amount)
    return answered(form, chat, session, answer, words, said)


def _act_on_review(form: Form, chat: Chat, session: Session, action: Action, said: Said, words: Words) -> Turned:
    session = replace(session, touched_at=said.at, misses=0)
    match action.name:
        case "right" if session.step == "review":
            return finish(form, chat, session, words, said)
        case "change" if action.question in session.answers:
            return change(form, chat, session, action.question, words)
        case "change":
            return ask(form, chat, replace(session, step="choose"), words)
        case "back" if session.step == "choose":
            return ask(form, chat, replace(session, step="review"), words)
        case _:
            return ask(form, chat, session, words)


def _mend(form: Form, chat: Chat, session: Session, mend: Mend, said: Said, words: Words) -> Turned:
    """Take a number as a correction of the answer before, or ask which of the two questions it is for."""
    question = form.flow[mend.question]
    if mend.surely:
        return correct(form, chat, session, question, mend.typed, said, words, template=MENDED)
    heard = listen(form, aside_for(session, question.id), mend.typed, words)
    present = screen.current(form, session)
    if present is None or not isinstance(heard, Number):
        return miss(form, chat, session, Missed("no_option", mend.typed), words)
    proposed = answer_to(question, "known", mend.typed, said, amount=heard.amount)
    return ask(form, chat, replace(session, proposed=proposed, step="confirm", asked=present.id), words)


def change(form: Form, chat: Chat, session: Session, question: str, words: Words) -> Turned:
    """Go to an answered question to change it; the conversation comes back to where it was."""
    aside = replace(session, step="ask", returning_to=question, proposed=None, misses=0)
    return ask(form, chat, aside, words)


def _back(form: Form, chat: Chat, session: Session, question: Question, words: Words) -> Turned:
    if session.step in ("range", "confirm", "settle"):
        waiting = session.proposed if session.step == "range" else None  # of another question
        again = replace(session, step="ask", proposed=waiting, returning_to=_if_answered(session, question.id))
        return ask(form, chat, again, words)
    previous = engine.before(form.flow, session, question, form.extra)
    if previous is None:
        return ask(form, chat, session, words)
    return ask(form, chat, replace(session, returning_to=previous.id, misses=0), words)


def _left_open(session: Session) -> Session:
    """Leave the rough ranges: what is not known may have uncovered a contradiction, which is asked about now."""
    left = replace(session, step="ask", returning_to=None, misses=0)
    return replace(left, step="settle", asked=session.proposed.question) if session.proposed else left


def _if_answered(session: Session, question: str) -> str | None:
    return question if question in session.answers else None


def _index(name: str, prefix: str, count: int) -> int | None:
    digits = name.removeprefix(prefix)
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits) < count else None
