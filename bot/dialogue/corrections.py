"""New words for an answer that was given before: an edited message corrects it, and so does "oops, 21"."""

from msgspec.structs import replace

from bot.core.records import Chat, Session
from bot.dialogue import engine, screen
from bot.dialogue.answers import answer_to, go_on
from bot.dialogue.flow import Question
from bot.dialogue.form import Form
from bot.dialogue.hear import Action, FreeText, Number, Value
from bot.dialogue.mending import aside_for
from bot.dialogue.prompting import Said, Turned, ask, listen
from bot.language.templates import Words

EDITED = "dialogue/edited", "changed"


def correct(
    form: Form,
    chat: Chat,
    session: Session,
    question: Question,
    text: str,
    said: Said,
    words: Words,
    *,
    template: tuple[str, str] = EDITED,
) -> Turned:
    """Take new words for an answered question, leaving the question in hand as it is; the template says what was changed."""
    aside = aside_for(session, question.id)
    heard = listen(form, aside, text, words)
    answer = None
    if isinstance(heard, Action) and heard.name.startswith("="):
        answer = answer_to(question, "known", text, said, choice=heard.name[1:])
    elif isinstance(heard, Action) and heard.name == "unknown" and (question.unknown or not question.required):
        answer = answer_to(question, "unknown", text, said)
    elif isinstance(heard, Number):
        answer = answer_to(question, "known", text, said, amount=heard.amount)
    elif isinstance(heard, FreeText):
        answer = answer_to(question, "known", text, said)
    elif isinstance(heard, Value):
        answer = answer_to(question, "known", text, said, choice=heard.value)
    if answer is None:
        return ask(form, chat, session, words, words.say("dialogue/edited", "unread", typed=text))
    still = session.step in ("range", "confirm") and session.asked != question.id
    unread = session.proposed if session.step == "confirm" else None  # which number was meant is still to be said
    waiting = replace(session, touched_at=said.at, proposed=None if unread else session.proposed)
    settled = engine.settle(form.flow, waiting, answer)
    if settled.proposed is None:
        settled = replace(
            settled,
            step=session.step if still else "ask",
            asked=session.asked,
            returning_to=session.returning_to if session.returning_to != question.id else None,
            proposed=unread if still else None,
        )
    short = words.label(f"{form.flow.name}/{question.id}", "short")
    line = words.say(*template, short=short, now=screen.said(form, question, answer, words))
    changed = settled.proposed is None or settled.proposed.question != question.id  # or it is asked which is right
    return go_on(form, chat, settled, words, said, *((line,) if changed else ()))
