"""What a message takes up of what the bot has just said: the words of its step."""

import re
from collections.abc import Sequence
from math import exp

from bot.checkins.steps import words_now
from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.language.listening.acts import Act
from bot.language.listening.common import nearness
from bot.language.listening.matters import MOST, Matter, all_matters
from bot.language.templates import Words
from bot.turn.narrowed import begins_with
from bot.turn.policy import STORING

HOW = "how"
LEAST = 0.02
"""How likely "how is it done" is at least: the model knows the words of no step."""

OF_STEP = ("later", "worked", "failed", "already", "cant", "done", "waiting", "another", "why_step", "works")
"""The other matters in which an owner speaks of the step."""

_APART = re.compile(r"[,.;:!?\n]+")


def matters_here(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> tuple[Matter, ...]:
    """Return what a message may be about: where it asks something, likelier the step, the more it has of its words.

    That makes it likelier a question how the step is done. What is noted of a step becomes no likelier by its words.
    """
    found = all_matters(text, context.words.language)
    if not found or not _asks_somewhere(text, context.words) or _supposes(acts):
        return found[:MOST]
    near = nearness(text, words_now(context, chat), context.words.language)
    if not near:
        return found[:MOST]
    chances = dict(found)
    others = sum(chances.get(matter, 0.0) for matter in OF_STEP)
    of_step = others + max(chances.get(HOW, 0.0), LEAST)
    likely = exp(near) * of_step / (exp(near) * of_step + max(1 - of_step, 0.0))
    rest = (1 - likely) / max(1 - of_step, LEAST)
    chances = {matter: chance if matter in OF_STEP else min(chance, chance * rest) for matter, chance in found}
    chances[HOW] = likely - others
    return tuple(sorted(chances.items(), key=lambda one: -one[1])[:MOST])


def _supposes(acts: Sequence[Act]) -> bool:
    return any(act.kind == "supposes" and act.chance >= STORING for act in acts)


def _asks_somewhere(text: str, words: Words) -> bool:
    """True if a text, or a part of it, is a question."""
    return "?" in text or any(begins_with("asks_first", part, words) for part in _APART.split(text))
