"""The end of a check-up: the verdict in words, what is remembered of it, and the next question when it can't tell."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.checkins.follow import answers_since, checkup_of
from bot.checkup.answers import QUESTIONS, answers_of, trade_of
from bot.diagnosis import Trades, Verdict, diagnose
from bot.diagnosis.tell import explain, tell
from bot.dialogue.form import Explain, Finish
from bot.menu import command_button
from bot.records import Chat, Given, Session
from bot.say import Reply, Say
from bot.words import Words


def finisher(trades: Trades, questions: Collection[str]) -> Finish:
    """Make what happens when the owner has confirmed the summary; ``questions`` are those that can be asked next."""

    def finish(chat: Chat, session: Session, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
        verdict = diagnose(answers_of(session, chat.business), trades)
        business = replace(chat.business, trade=trade_of(session), checkup=session.number)
        chat = replace(chat, business=business, verdicts=(*chat.verdicts, remember(chat, session, verdict, now)))
        buttons = [command_button(name, words, str(session.number)) for name in ("how", "fix")]
        question = QUESTIONS.get(verdict.question or "", verdict.question)
        if verdict.kind == "cant_tell" and question in questions and question not in session.answers:
            # The one answer that would help most continues the same check-up.
            chat = chat.having(replace(session, state="open", step="ask", returning_to=question, ended_at=None))
            buttons = buttons[:1]
        else:
            buttons.insert(1, command_button("weekly", words))
        return chat, (Say(tell(verdict, words, trades), tuple((button,) for button in buttons)),)

    return finish


def explainer(trades: Trades) -> Explain:
    """Make what "How did you work that out?" answers."""

    def how(chat: Chat, session: Session, words: Words) -> str:
        answers = answers_of(session, chat.business)
        if chat.books is not None and session == checkup_of(chat):
            answers = answers_since(chat, session)
        return explain(diagnose(answers, trades), words)

    return how


def remember(chat: Chat, session: Session, verdict: Verdict, now: datetime) -> Given:
    """Make the record of a verdict."""
    number = sum(given.session == session.number for given in chat.verdicts) + 1
    return Given(session.number, number, verdict.kind, verdict.word, verdict.sure, verdict.action.id, now)
