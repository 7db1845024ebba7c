"""How many sales pay for a thing whose cost was asked about, once the value of a sale is told."""

from bot.core.records import Chat
from bot.diagnosis.things import TOLD_BEFORE, lacks_worth
from bot.dialogue.context import Context
from bot.talk.answering import about_verdict, asks_about

VALUE = "value"


def sum_of_cost(context: Context, before: Chat, chat: Chat) -> list[str]:
    """Return how many sales a cost takes that was asked about just before, where the value of one is known only by now."""
    asked = context.awaited.split(" ", 2)[-1] if context.awaited and asks_about(context.awaited) else ""
    verdicts = (before.session(before.business.checkup or 0), chat.session(chat.business.checkup or 0))
    known = [session is not None and VALUE in session.answers for session in verdicts]
    return (
        [about_verdict(context, chat, f"{asked} {TOLD_BEFORE}", anew=True)]
        if lacks_worth(asked) and known == [False, True]
        else []
    )
