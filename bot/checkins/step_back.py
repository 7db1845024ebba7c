"""A step given back to who was given another one instead, as if nothing had been said of it."""

from datetime import timedelta

from bot.checkins.next_step import words_of
from bot.checkins.step_answers import STEP
from bot.checkins.steps import id_now, step_book, told_now
from bot.core.ledger import StepSaid
from bot.core.records import Chat
from bot.core.replies import Say
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.listening.common import nearness

JUST_NOW = timedelta(hours=1)


def given_back(context: Context, chat: Chat, action: str) -> Turned | None:
    """Return to a step that was reported or turned down; None where another one is due by now."""
    chat = chat.with_book(chat.book.with_step_back(action))
    return shown_again(context, chat) if id_now(context, chat) == action else None


def shown_again(context: Context, chat: Chat) -> Turned | None:
    """Show the current step as one that nothing is noted of."""
    if (told := told_now(context, chat)) is None:
        return None
    return chat, (Say(f"{context.words.say(STEP, 'back')}\n\n{told[0]}", told[1]),)


def step_named(context: Context, chat: Chat, text: str) -> str:
    """Name a former step that a message names rather than the current one; nothing if it names none."""
    now = id_now(context, chat)
    near = {name: _nearness(context, chat, name, text) for name in (*chat.book.steps, now) if name}
    best = max(near, key=lambda name: (near[name], name == now), default="")
    return best if best != now and near.get(best) else ""


def step_before(context: Context, chat: Chat, *, just_now: bool = False) -> StepSaid | None:
    """Return what was said of the step for which the current one was given; None if that is long ago, or was nothing."""
    now = id_now(context, chat)
    former = [one for one in chat.book.steps.values() if one.following == now]
    newest = max(former, key=lambda one: one.at, default=None)
    return newest if newest and not (just_now and context.event.at - newest.at > JUST_NOW) else None


def _nearness(context: Context, chat: Chat, name: str, text: str) -> float:
    book, words = step_book(context), context.words
    one = book.trades.action(name)
    return 0.0 if one is None else nearness(text, words_of(one, book.trade(chat), words), words.language)
