"""What is said and heard in a guided conversation: a question is asked, a reply listened to, a bad one asked again."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.core.records import Answer, Chat, Session
from bot.core.replies import Button, Reply, Say
from bot.dialogue import screen
from bot.dialogue.commands import command_button
from bot.dialogue.form import Form, OwnKind
from bot.dialogue.hear import Action, Heard, Missed, Number, Several, Value, hear
from bot.dialogue.mending import aside_for, mended
from bot.dialogue.synonyms import in_place, other_names
from bot.language.match import exact_match, fold
from bot.language.templates import Words

HELPS = ("first", "second", "third")


class Said(Struct, frozen=True):
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
    shown = screen.lay(form, session, words, more=more)
    question = shown.question
    spoken = "\n\n".join([*lines, screen.text(form, chat, session, question, words)])
    if question is not None:
        session = replace(session, asked=question.id)
    else:
        session = replace(session, asked=screen.REVIEW, step="choose" if session.step == "choose" else "review")
    return chat.having(session), (Say(spoken, (*shown.rows, *shown.beside), asks=True),)


def listen(form: Form, session: Session, text: str, words: Words) -> Heard:
    """Tell what a typed reply means at the present step, changing nothing."""
    shown = screen.lay(form, session, words)
    question = shown.question
    also = []
    labels = shown.labels()
    pressed = exact_match(text, labels)
    if pressed is None and (mend := mended(form, session, text, words)) is not None:
        aside = listen(form, aside_for(session, mend.question), mend.typed, words)
        if isinstance(aside, Number):
            return mend
    if pressed is None and (line := form.line(session, text, words)) is not None:
        return line
    if question is not None:
        also = [(name, f"={option}") for name, option in form.names(question, words)]
    heard = hear(
        text,
        question,
        [*labels, *other_names(session, question, words)],
        also=also,
        of=screen.whole_of(question, session) if question else None,
        weeks=screen.weeks_of(form, question) if question else 1.0,
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


def is_repeat(form: Form, session: Session, text: str, said: Said) -> bool:
    """True if an answer says once more what the newest one said, to the question before; typed yet again, it counts."""
    question = screen.current(form, session)
    newest = max(session.answers.values(), key=lambda answer: answer.update_id, default=None)
    if question is None or newest is None or session.misses:
        return False
    other = newest.question != question.id and newest.update_id not in (0, said.update_id)
    return other and fold(newest.typed) == fold(text)


def miss(form: Form, chat: Chat, session: Session, missed: Missed, words: Words) -> Turned:
    """Say what was wrong with a reply, more helpfully each time, and ask the same again."""
    misses = session.misses + 1
    question = screen.current(form, session)
    missed = in_place(form.flow, session, question, missed)
    template = "numbers/invalid" if missed.reason in words.blocks("numbers/invalid") else "dialogue/missed"
    why = ""
    if question is not None and missed.reason in ("required", "must_know"):
        why = words.say(f"{form.flow.name}/{question.id}", "why", **screen.values_of(form, chat, session, words))
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


def with_button(replies: tuple[Reply, ...], button: Button) -> tuple[Reply, ...]:
    """Put one more button under the last message."""
    *others, last = replies
    if not isinstance(last, Say):
        return replies
    return (*others, replace(last, rows=(*last.rows, (button,))))
