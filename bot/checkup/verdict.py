"""The end of a check-up: the verdict in words, what is remembered of it, and the next question when it can't tell."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from bot.checkup.answers import QUESTIONS, answers_of, trade_of
from bot.checkup.door import door_of
from bot.diagnosis import Answers, Trades, Verdict
from bot.diagnosis.tell import explain, tell
from bot.dialogue.form import Explain, Finish
from bot.menu import command_button
from bot.pictures.caption import illustrated
from bot.records import Chat, Given, Session
from bot.say import Reply, Say
from bot.words import Words

Judge = Callable[[Answers], Verdict]


def finisher(trades: Trades, judged: Judge, questions: Collection[str]) -> Finish:
    """Make what happens when the owner has confirmed the summary; ``questions`` are those that can be asked next."""

    def finish(chat: Chat, session: Session, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
        verdict = judged(answers_of(session, chat.business))
        business = replace(chat.business, trade=trade_of(session), checkup=session.number)
        chat = replace(chat, business=business, verdicts=(*chat.verdicts, remember(chat, session, verdict, now)))
        buttons = [command_button(name, words, str(session.number)) for name in ("how", "fix")]
        question = QUESTIONS.get(verdict.question or "", verdict.question)
        if verdict.kind == "cant_tell" and question in questions and question not in session.answers:
            # The one answer that would help most continues the same check-up.
            chat = chat.having(replace(session, state="open", step="ask", returning_to=question, ended_at=None))
            buttons = buttons[:1]
        door = door_of(verdict, business.name, words)
        said = Say(tell(verdict, words, trades), tuple((button,) for button in buttons))
        return chat, (illustrated(door, words), said) if door else (said,)

    return finish


def explainer(judged: Judge) -> Explain:
    """Make what "How did you work that out?" answers."""

    def how(chat: Chat, session: Session, words: Words) -> str:
        return explain(judged(answers_of(session, chat.business)), words)

    return how


def remember(chat: Chat, session: Session, verdict: Verdict, now: datetime) -> Given:
    """Make the record of a verdict."""
    number = sum(given.session == session.number for given in chat.verdicts) + 1
    return Given(session.number, number, verdict.kind, verdict.word, verdict.sure, verdict.action.id, now)
