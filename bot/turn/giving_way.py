"""A question about an activity gives way to what is surely about the verdict: numbers put right, and questions about it."""

from bot.core.records import Chat
from bot.dialogue.context import ASIDES, Context
from bot.dialogue.scene import Scene
from bot.hearing.policy import STORING
from bot.hearing.taken_up import asks_somewhere
from bot.language.listening.matters import matters
from bot.turn.understood import named_correction

OF_ANYTHING = ("judge", "social", "tell", "term", "bot", "mean")
"""Matters that an answer to the question may seem to be."""


def gives_way(context: Context, chat: Chat, scene: Scene, text: str) -> bool:
    """True if words at an open question about an activity are surely about the verdict, and nothing else is open beneath."""
    bare = context.without_asides(chat)
    if scene.session.flow not in ASIDES or bare.open is not None or chat.business.checkup is None:
        return False
    if named_correction(context, bare, None, text) is not None:
        return True
    if not asks_somewhere(text, context.words):
        return False
    matter, chance = next(iter(matters(text, context.words.language)), ("", 0.0))
    return chance >= STORING and matter not in OF_ANYTHING
