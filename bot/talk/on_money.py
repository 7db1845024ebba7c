"""Answers what an owner tells of money after a verdict, and sums that are asked for; nothing is stored."""

from bot.checkup.commands import with_verdict
from bot.core.records import Chat, Session
from bot.diagnosis.money_told import MoneyTold
from bot.diagnosis.sum_wanted import OF_SUMS, PRICE_MOVED, SumWanted
from bot.diagnosis.things import thing_in
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.money_asked import cost_asked
from bot.hearing.money_told import money_told
from bot.hearing.narrowed import says_any
from bot.hearing.of_a_thing import DEARER, LOWER, with_its_thing
from bot.hearing.sums_wanted import reckoned_cost, sum_wanted
from bot.talk.answering import answered, asks_about

OF_THE_PRICE = (DEARER, LOWER, PRICE_MOVED, "do_price")
"""Questions behind which "and by how much" is about the price."""

A_TENTH = 1.1
SHORT = 8  # words of a message that asks no more than by how much
BY_HOW_MUCH = "do_price form:much"


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


def sum_reckoned(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer a sum that is asked for, with what was told in the question just before; None where a message asks for none."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done":
        return None
    asked = context.awaited.split(" ", 2)[-1] if context.awaited and asks_about(context.awaited) else ""
    price, cost = _price_before(asked), thing_in(asked.split()).cost
    language = context.words.language
    if told := reckoned_cost(text, language):
        return answered(context, chat, told.written)
    if wanted := sum_wanted(text, language, price, cost):
        return answered(context, chat, wanted.written)
    if price is None or len(text.split()) > SHORT or not says_any("by_how_much", text, context.words):
        return None
    if not price:
        return answered(context, chat, BY_HOW_MUCH)
    new = price * A_TENTH if asked.partition(" ")[0] != LOWER else price * (2 - A_TENTH)
    return answered(context, chat, SumWanted(PRICE_MOVED, old=price, new=new).written)


def _price_before(asked: str) -> float | None:
    """Return the price that was told in a question about the price, 0 where none was; None behind another question."""
    topic, _, told = asked.partition(" ")
    if topic in OF_SUMS:
        wanted = SumWanted.read(PRICE_MOVED, told.partition(" ")[0])
        return wanted.old if topic == PRICE_MOVED and wanted and wanted.old else None
    if topic.partition(" ")[0] not in OF_THE_PRICE:
        return None
    thing = thing_in(told.split())
    return thing.now or (thing.prices[0] if thing.prices and thing.prices[0] != 1 else 0.0)


def _is_their_own(told: MoneyTold, session: Session) -> bool:
    """True if all that is counted are the customers of the verdict: "39 a month, too dear for 18 sales?"."""
    kept = session.answers.get("customers")
    amount = kept.amount if kept is not None else None
    return told.came is None and amount is not None and amount.value == told.won
