"""Who objects that what the verdict lets pass is no trifle: "24 never wrote back, how is that nothing?", "you call that fine?"."""

from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import says_any
from bot.hearing.policy import CHOOSING
from bot.hearing.taken_up import HOWS
from bot.language.listening.matters import matters
from bot.language.listening.passages import passages_of
from bot.language.templates import Words
from bot.talk.answering import answered

NOT_FINE = "not_fine"
LONGEST = 14  # words of the part that objects


def called_fine(context: Context, chat: Chat, text: str) -> Turned | None:
    """Say what the verdict does not call fine, and where more would come from; None where nobody objects to that.

    The numbers of such a message are those that it objects to, and put nothing right.
    """
    if chat.business.checkup is None or not _objects(text, context.words):
        return None
    return answered(context, chat, NOT_FINE)


def _objects(text: str, words: Words) -> bool:
    """True if a part of a message wonders how something can be called fine, and all of it asks not how a thing is done."""
    (matter, chance), *_ = [*matters(text, words.language), ("", 0.0)]
    if matter in HOWS and chance >= CHOOSING:
        return False
    parts = [part for part in passages_of(text, words.language) if len(part.words) <= LONGEST]
    return any(says_any("wonders_how", part.text, words) and says_any("calls_fine", part.text, words) for part in parts)
