"""The end of a check-up: the verdict, in words, and what is remembered of it."""

from dataclasses import replace
from datetime import datetime

from bot.checkup.form import trade_of
from bot.menu import command_rows
from bot.records import Chat, Session
from bot.say import Reply, Say
from bot.words import Words


def finish(chat: Chat, session: Session, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
    """Give the verdict on a check-up that was confirmed."""
    business = replace(chat.business, trade=trade_of(session), checkup=session.number)
    return replace(chat, business=business), (Say("STAND-IN", command_rows(("checkup",), words)),)
