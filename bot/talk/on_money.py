"""Answers what an owner tells of money after a verdict: a price that some heard, or what a paid thing brought; nothing is stored."""

from bot.checkup.commands import with_verdict
from bot.core.records import Chat, Session
from bot.diagnosis.money_told import MoneyTold
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.money_asked import cost_asked
from bot.hearing.money_told import money_told
from bot.hearing.of_a_thing import with_its_thing
from bot.talk.answering import answered


def money_reckoned(context: Context, chat: Chat, text: str) -> Turned | None:
    """Reckon a price or a cost with what came of it, or what somebody would cost; None where a message tells neither."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done":
        return None
    told = money_told(text, context.words.language)
    if told is not None and not _is_their_own(told, session):
        return answered(context, chat, told.written)
    topic = cost_asked(text, context.words.language)
    return answered(context, chat, with_its_thing(topic, text, context.words)) if topic else None


def _is_their_own(told: MoneyTold, session: Session) -> bool:
    """True if all that is counted are the customers of the verdict: "39 a month, too dear for 18 sales?"."""
    kept = session.answers.get("customers")
    amount = kept.amount if kept is not None else None
    return told.came is None and amount is not None and amount.value == told.won
