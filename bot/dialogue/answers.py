"""An answer is taken: stored, or asked about where it contradicts another, and the conversation goes on."""

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.records import Answer, Chat, Session
from bot.dialogue import engine, screen
from bot.dialogue.flow import Question
from bot.dialogue.form import Form
from bot.dialogue.hear import Choices, FreeText, Many, Number, Several, Value
from bot.dialogue.prompting import Said, Turned, ask
from bot.language.templates import Words


def take(
    form: Form,
    chat: Chat,
    session: Session,
    question: Question,
    heard: Number | Choices | FreeText | Value | Several | Many,
    said: Said,
    words: Words,
) -> Turned:
    """Take what was understood as the answer to a question."""
    session = replace(session, touched_at=said.at)
    match heard:
        case Choices():
            proposed = answer_to(question, "known", heard.typed, said, amount=heard.amounts[0])
            waiting = replace(session, proposed=proposed, step="confirm", asked=question.id)
            return ask(form, chat, waiting, words)
        case Number():
            answer = answer_to(question, "known", heard.typed, said, amount=heard.amount)
            if heard.currency:
                chat = replace(chat, business=replace(chat.business, currency=heard.currency))
        case FreeText():
            answer = answer_to(question, "known", heard.typed, said)
        case Value():
            answer = answer_to(question, "known", heard.typed, said, choice=heard.value)
        case Several():
            proposed = answer_to(question, "known", heard.typed, said)
            waiting = replace(session, proposed=proposed, step="confirm", asked=question.id)
            return ask(form, chat, waiting, words)
        case Many():
            return _take_many(form, chat, session, heard, said, words)
    return answered(form, chat, session, answer, words, said)


def answered(form: Form, chat: Chat, session: Session, answer: Answer, words: Words, said: Said) -> Turned:
    """Take an answer: say how it was understood and go on, or ask which of two is right that contradict each other."""
    settled = engine.settle(form.flow, session, answer)
    if settled.proposed is not None:
        return ask(form, chat, replace(settled, misses=0), words)
    question = form.flow[answer.question]
    own = question.id in form.own
    if question.kind == "text" and not own:
        return go_on(form, chat, settled, words, said)
    block = "number" if answer.state == "known" and answer.amount and not own else "choice"
    if answer.state != "known" and not own:
        block = "rough" if answer.amount else answer.state
    understood = screen.said(form, question, answer, words)
    read_anew = understood.casefold() != answer.typed.strip().casefold()
    line = words.say("dialogue/noted", block, said=understood, read_anew=read_anew)
    return go_on(form, chat, settled, words, said, line)


def not_known(form: Form, chat: Chat, session: Session, answer: Answer, words: Words, said: Said) -> Turned:
    """Take "don't know": offer rough ranges, where there are some for the question, or else go on."""
    settled = engine.settle(form.flow, session, answer)
    if form.ranges(form.flow[answer.question], settled):
        return ask(form, chat, replace(settled, step="range", asked=answer.question), words)
    return go_on(form, chat, settled, words, said, words.say("dialogue/noted", "unknown"))


def _take_many(form: Form, chat: Chat, session: Session, many: Many, said: Said, words: Words) -> Turned:
    """Take answers to several questions; where two cannot both be right, that is asked as ever."""
    taken = []
    for name, choice in many.choices.items():
        session = session.with_answer(answer_to(form.flow[name], "known", choice, said, choice=choice))
        if (own := form.own.get(name)) is not None:
            taken.append((words.label(f"{form.flow.name}/{name}", "short"), own.show(choice, words)))
    for name, given in many.given.items():
        question = form.flow[name]
        amount, state = (given, "known") if isinstance(given, Amount) else (None, given)
        answer = answer_to(question, state, many.typed, said, amount=amount)
        session = engine.settle(form.flow, replace(session, misses=0), answer)
        short = words.label(f"{form.flow.name}/{name}", "short")
        taken.append((short, screen.said(form, question, answer, words)))
    if session.proposed is not None:
        return ask(form, chat, session, words)
    return go_on(form, chat, session, words, said, words.say("dialogue/noted", "many", taken=taken))


def go_on(form: Form, chat: Chat, session: Session, words: Words, said: Said, *lines: str) -> Turned:
    """Ask the next question, or end a flow that has no review."""
    if not form.flow.review and engine.current(form.flow, session, form.extra) is None:
        return finish(form, chat, session, words, said)
    return ask(form, chat, session, words, *lines)


def finish(form: Form, chat: Chat, session: Session, words: Words, said: Said) -> Turned:
    """End the flow with what its form does then; where that opens the session again, its next question follows."""
    ended = replace(session, state="done", step="review", ended_at=said.at, touched_at=said.at, misses=0)
    chat, replies = form.finish(chat.having(ended), ended, words, said.at)
    opened = chat.session(session.number)
    if opened is None or opened.state != "open":
        return chat, replies
    chat, more = ask(form, chat, opened, words)
    return chat, (*replies, *more)


def answer_to(
    question: Question,
    state: str,
    typed: str,
    said: Said,
    *,
    choice: str | None = None,
    amount: Amount | None = None,
) -> Answer:
    """Make the record of an answer to a question."""
    return Answer(question.id, state, typed, said.update_id, said.at, choice, amount, said.message_id)  # type: ignore[arg-type]
