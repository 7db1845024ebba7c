"""One step of a guided conversation: a reply comes in, the session changes, and words go out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.amount import Amount
from bot.dialogue import engine, show
from bot.dialogue.flow import Question
from bot.dialogue.form import Form, OwnKind
from bot.dialogue.hear import Action, Choices, Heard, Many, Missed, Number, Several, Value, hear
from bot.dialogue.hear import Words as FreeWords
from bot.dialogue.match import exact_match
from bot.dialogue.otherwise import in_place, other_names
from bot.menu import command_button
from bot.numbers import Understood, read
from bot.records import Answer, Chat, Session
from bot.say import Button, Reply, Say
from bot.words import Words

HELPS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Said:
    """Who said it and when: what an answer is stored with."""

    update_id: int
    at: datetime
    message_id: int | None = None


Turned = tuple[Chat, tuple[Reply, ...]]


def begin(form: Form, chat: Chat, words: Words, now: datetime) -> Turned:
    """Open a new session of a flow and ask its first question."""
    chat, session = opened(form, chat, now)
    return ask(form, chat, session, words)


def opened(
    form: Form, chat: Chat, now: datetime, *, about: str | None = None, known: Mapping[str, str] | None = None
) -> tuple[Chat, Session]:
    """Open a new session of a flow.

    Args:
        form: the flow.
        chat: the chat; the session is not in it before something is asked.
        now: the moment.
        about: what the flow is about this time.
        known: answers that are known beforehand: a choice, or a value of the flow's own.
    """
    number = chat.owner.sessions + 1
    answers = {name: Answer(name, "known", choice, 0, now, choice) for name, choice in (known or {}).items()}
    session = Session(
        number, chat.owner.business, form.flow.name, started_at=now, touched_at=now, about=about, answers=answers
    )
    return replace(chat, owner=replace(chat.owner, sessions=number)), session


def ask(form: Form, chat: Chat, session: Session, words: Words, *lines: str, more: bool = False) -> Turned:
    """Say some lines and then what stands on the table, in one message."""
    question = show.on_table(form, session)
    if question is None and session.step != "choose":
        session = replace(session, step="review")
    session = replace(session, asked=question.id if question else show.REVIEW)
    table = show.lay(form, session, words, more=more)
    spoken = "\n\n".join([*lines, show.text(form, chat, session, words)])
    return chat.having(session), (Say(spoken, (*table.rows, *table.beside), asks=True),)


def on_text(form: Form, chat: Chat, session: Session, text: str, said: Said, words: Words) -> Turned:
    """Take a typed reply."""
    return on_heard(form, chat, session, listen(form, session, text, words), said, words)


def on_heard(form: Form, chat: Chat, session: Session, heard: Heard, said: Said, words: Words) -> Turned:
    """Take a typed reply that was already listened to."""
    if isinstance(heard, Action):
        return act(form, chat, session, heard, said, words)
    question = show.on_table(form, session)
    if question is None or isinstance(heard, Missed):
        return miss(
            form, chat, session, heard if isinstance(heard, Missed) else Missed("no_option", heard.typed), words
        )
    return take(form, chat, session, question, heard, said, words)


def listen(form: Form, session: Session, text: str, words: Words) -> Heard:
    """Tell what a typed reply means at the present step, changing nothing."""
    table = show.lay(form, session, words)
    question = table.question
    also = []
    buttons = table.buttons()
    pressed = exact_match(text, [(button.label, button.data) for button in buttons])
    if pressed is None and (line := form.line(session, text, words)) is not None:
        return line
    if question is not None:
        also = [(name, f"={option}") for name, option in form.names(question, words)]
    buttons += other_names(session, question, words)
    heard = hear(
        text,
        question,
        buttons,
        also=also,
        of=show.whole_of(question, session) if question else None,
        weeks=show.weeks_of(form, question) if question else 1.0,
        language=words.language,
    )
    if pressed is None and question is not None and (own := form.own.get(question.id)):
        return _read_own(own, session, text, heard, words)
    return heard


def _read_own(own: OwnKind, session: Session, text: str, heard: Heard, words: Words) -> Heard:
    """Read a value that only the flow knows; what is none of it may still be a button with a typo."""
    values = own.read(text, session, words)
    if not values:
        template, block = own.unread
        return heard if isinstance(heard, Action | Missed) else Missed(block, text, template)
    return Value(values[0], text) if len(values) == 1 else Several(text)


def act(form: Form, chat: Chat, session: Session, action: Action, said: Said, words: Words) -> Turned:
    """Do what a button of the present step says."""
    question = show.on_table(form, session)
    if question is None:
        return _act_on_review(form, chat, session, action, said, words)
    name, typed = action.name, action.label
    session = replace(session, touched_at=said.at)
    match name:
        case "back":
            return _back(form, chat, session, question, words)
        case "why":
            why = words.say(f"{form.flow.name}/{question.id}", "why", **show.values_of(form, chat, session, words))
            return ask(form, chat, session, words, why)
        case "more":
            return ask(form, chat, session, words, more=True)
        case "keep" if question.id in session.answers:
            return go_on(form, chat, replace(session, returning_to=None, step="ask", misses=0), words, said)
        case "skip" if not question.required:
            skipped = _answer(question, "skipped", typed, said)
            return _settle(form, chat, session, skipped, words, said)
        case "skip":
            return miss(form, chat, session, Missed("required", typed), words)
        case "none" | "unknown" if session.step == "range":
            left_open = words.say("dialogue/noted", "unknown")
            return go_on(form, chat, replace(session, step="ask", returning_to=None, misses=0), words, said, left_open)
        case "unknown" if question.unknown or not question.required:
            return _unknown(form, chat, session, _answer(question, "unknown", typed, said), words, said)
        case "unknown":
            return miss(form, chat, session, Missed("must_know", typed), words)
        case "this" if session.step == "settle":
            again = replace(session, proposed=None, step="ask", returning_to=_if_answered(session, question.id))
            return ask(form, chat, again, words)
        case "other" if session.step == "settle" and question.at_most:
            return ask(form, chat, replace(session, step="ask", returning_to=question.at_most), words)
        case _:
            return _pick(form, chat, session, question, action, said, words)


def take(
    form: Form,
    chat: Chat,
    session: Session,
    question: Question,
    heard: Number | Choices | FreeWords | Value | Several | Many,
    said: Said,
    words: Words,
) -> Turned:
    """Take what was understood as the answer to a question."""
    session = replace(session, touched_at=said.at)
    match heard:
        case Choices():
            proposed = _answer(question, "known", heard.typed, said, amount=heard.amounts[0])
            waiting = replace(session, proposed=proposed, step="confirm", asked=question.id)
            return ask(form, chat, waiting, words)
        case Number():
            answer = _answer(question, "known", heard.typed, said, amount=heard.amount)
            if heard.currency:
                chat = replace(chat, business=replace(chat.business, currency=heard.currency))
        case FreeWords():
            answer = _answer(question, "known", heard.typed, said)
        case Value():
            answer = _answer(question, "known", heard.typed, said, choice=heard.value)
        case Several():
            proposed = _answer(question, "known", heard.typed, said)
            waiting = replace(session, proposed=proposed, step="confirm", asked=question.id)
            return ask(form, chat, waiting, words)
        case Many():
            return _take_many(form, chat, session, heard, said, words)
    return _settle(form, chat, session, answer, words, said)


def miss(form: Form, chat: Chat, session: Session, missed: Missed, words: Words) -> Turned:
    """Say what was wrong with a reply, more helpfully each time, and ask the same again."""
    misses = session.misses + 1
    question = show.on_table(form, session)
    missed = in_place(form.flow, session, question, missed)
    template = "numbers/invalid" if missed.reason in words.blocks("numbers/invalid") else "dialogue/missed"
    why = ""
    if question is not None and missed.reason in ("required", "must_know"):
        why = words.say(f"{form.flow.name}/{question.id}", "why", **show.values_of(form, chat, session, words))
    reason = words.say(
        missed.template or template,
        missed.reason,
        typed=missed.typed,
        kind=question.kind if question else "review",
        piece=missed.typed,
        why=why,
        limit=question.limit if question else None,
    )
    level = HELPS[min(misses, len(HELPS)) - 1]
    kind = question.kind if question else "review"
    lines = [reason]
    if level != "first":
        lines.append(words.say("dialogue/again", level, kind=kind))
    chat, replies = ask(form, chat, replace(session, misses=misses), words, *lines)
    return (chat, with_button(replies, command_button("cancel", words))) if level == "third" else (chat, replies)


def correct(
    form: Form, chat: Chat, session: Session, question: Question, text: str, said: Said, words: Words
) -> Turned:
    """Take new words for an answered question (an edited message), leaving the question in hand as it is."""
    aside = replace(session, step="ask", returning_to=question.id, proposed=None)
    heard = listen(form, aside, text, words)
    answer = None
    if isinstance(heard, Action) and heard.name.startswith("="):
        answer = _answer(question, "known", text, said, choice=heard.name[1:])
    elif isinstance(heard, Action) and heard.name == "unknown" and (question.unknown or not question.required):
        answer = _answer(question, "unknown", text, said)
    elif isinstance(heard, Number):
        answer = _answer(question, "known", text, said, amount=heard.amount)
    elif isinstance(heard, FreeWords):
        answer = _answer(question, "known", text, said)
    elif isinstance(heard, Value):
        answer = _answer(question, "known", text, said, choice=heard.value)
    if answer is None:
        return ask(form, chat, session, words, words.say("dialogue/edited", "unread", typed=text))
    settled = engine.settle(form.flow, replace(session, touched_at=said.at), answer)
    if settled.proposed is None:
        still = session.step in ("range", "confirm") and session.asked != question.id
        settled = replace(
            settled,
            step=session.step if still else "ask",
            asked=session.asked,
            returning_to=session.returning_to if session.returning_to != question.id else None,
            proposed=session.proposed if still else None,
        )
    short = words.label(f"{form.flow.name}/{question.id}", "short")
    line = words.say("dialogue/edited", "changed", short=short, now=show.said(form, question, answer, words))
    return go_on(form, chat, settled, words, said, line)


def _pick(
    form: Form, chat: Chat, session: Session, question: Question, action: Action, said: Said, words: Words
) -> Turned:
    """Take an option, a rough range, a reading or a number that was picked from buttons."""
    name, typed = action.name, action.label
    amount: Amount | None = None
    if name.startswith("=") and name[1:] in question.options:
        label = show.option_label(form, question, name[1:], words)
        answer = _answer(question, "known", typed or label, said, choice=name[1:])
        return _settle(form, chat, session, answer, words, said)
    if name.startswith("=") and question.id in form.own:
        values = form.own[question.id].read(name[1:], session, words)
        if len(values) != 1:
            return ask(form, chat, session, words)
        return _settle(
            form, chat, session, _answer(question, "known", typed or name[1:], said, choice=values[0]), words, said
        )
    if name.startswith("range") and session.step == "range":
        ranges = form.ranges(question, session)
        if (n := _index(name, "range", len(ranges))) is not None:
            answer = _answer(question, "unknown", typed or show.range_label(*ranges[n], words), said)
            return _settle(form, chat, session, replace(answer, amount=Amount.between(*ranges[n])), words, said)
    elif name.startswith("reading") and (choices := show.choices_of(form, session, question, words)):
        n = _index(name, "reading", len(choices.amounts))
        amount = None if n is None else choices.amounts[n]
        typed = choices.typed
    elif name.startswith("n") and name[1:].isdigit() and question.keypad:
        amount = Amount.exactly(float(name[1:]))
    elif name.startswith("q") and name[1:] in question.quick:
        reading = read(name[1:], "count", language="en", of=show.amount_of(question.at_most, session))
        amount = reading.amount if isinstance(reading, Understood) else None
    if amount is None or (question.limit is not None and amount.value > question.limit):
        return ask(form, chat, session, words)
    answer = _answer(question, "known", typed or show.written(question, amount, words), said, amount=amount)
    return _settle(form, chat, session, answer, words, said)


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


def change(form: Form, chat: Chat, session: Session, question: str, words: Words) -> Turned:
    """Go to an answered question to change it; the conversation comes back to where it was."""
    aside = replace(session, step="ask", returning_to=question, proposed=None, misses=0)
    return ask(form, chat, aside, words)


def finish(form: Form, chat: Chat, session: Session, words: Words, said: Said) -> Turned:
    """End the flow with what its form does then; where that opens the session again, its next question follows."""
    ended = replace(session, state="done", step="review", ended_at=said.at, touched_at=said.at, misses=0)
    chat, replies = form.finish(chat.having(ended), ended, words, said.at)
    opened = chat.session(session.number)
    if opened is None or opened.state != "open":
        return chat, replies
    chat, more = ask(form, chat, opened, words)
    return chat, (*replies, *more)


def _unknown(form: Form, chat: Chat, session: Session, answer: Answer, words: Words, said: Said) -> Turned:
    settled = engine.settle(form.flow, session, answer)
    if form.ranges(form.flow[answer.question], settled):
        return ask(form, chat, replace(settled, step="range", asked=answer.question), words)
    return go_on(form, chat, settled, words, said, words.say("dialogue/noted", "unknown"))


def _settle(form: Form, chat: Chat, session: Session, answer: Answer, words: Words, said: Said) -> Turned:
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
    understood = show.said(form, question, answer, words)
    read_anew = understood.casefold() != answer.typed.strip().casefold()
    line = words.say("dialogue/noted", block, said=understood, read_anew=read_anew)
    return go_on(form, chat, settled, words, said, line)


def _take_many(form: Form, chat: Chat, session: Session, many: Many, said: Said, words: Words) -> Turned:
    """Take answers to several questions; where two cannot both be right, that is asked as ever."""
    taken = []
    for name, choice in many.choices.items():
        session = session.with_answer(_answer(form.flow[name], "known", choice, said, choice=choice))
        if (own := form.own.get(name)) is not None:
            taken.append((words.label(f"{form.flow.name}/{name}", "short"), own.show(choice, words)))
    for name, given in many.given.items():
        question = form.flow[name]
        amount, state = (given, "known") if isinstance(given, Amount) else (None, given)
        answer = _answer(question, state, many.typed, said, amount=amount)
        session = engine.settle(form.flow, replace(session, misses=0), answer)
        short = words.label(f"{form.flow.name}/{name}", "short")
        taken.append((short, show.said(form, question, answer, words)))
    if session.proposed is not None:
        return ask(form, chat, session, words)
    return go_on(form, chat, session, words, said, words.say("dialogue/noted", "many", taken=taken))


def go_on(form: Form, chat: Chat, session: Session, words: Words, said: Said, *lines: str) -> Turned:
    """Ask the next question, or end a flow that has no review."""
    chat = chat.having(session)
    if not form.flow.review and engine.current(form.flow, session, form.extra) is None:
        return finish(form, chat, session, words, said)
    return ask(form, chat, session, words, *lines)


def _back(form: Form, chat: Chat, session: Session, question: Question, words: Words) -> Turned:
    if session.step in ("range", "confirm", "settle"):
        again = replace(session, step="ask", proposed=None, returning_to=_if_answered(session, question.id))
        return ask(form, chat, again, words)
    previous = engine.before(form.flow, session, question, form.extra)
    if previous is None:
        return ask(form, chat, session, words)
    return ask(form, chat, replace(session, returning_to=previous.id, misses=0), words)


def with_button(replies: tuple[Reply, ...], button: Button) -> tuple[Reply, ...]:
    """Put one more button under the last message."""
    *others, last = replies
    if not isinstance(last, Say):
        return replies
    return (*others, replace(last, rows=(*last.rows, (button,))))


def _answer(
    question: Question,
    state: str,
    typed: str,
    said: Said,
    *,
    choice: str | None = None,
    amount: Amount | None = None,
) -> Answer:
    return Answer(question.id, state, typed, said.update_id, said.at, choice, amount, said.message_id)  # type: ignore[arg-type]


def _if_answered(session: Session, question: str) -> str | None:
    return question if question in session.answers else None


def _index(name: str, prefix: str, count: int) -> int | None:
    digits = name.removeprefix(prefix)
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits) < count else None
