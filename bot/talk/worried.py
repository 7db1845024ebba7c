"""What owners are afraid of beside the step: that regulars leave, that it goes quiet, what the years bring, their own skill.

Each kind has an answer from the verdict's numbers. Who is afraid of the step itself is answered in ``objections.py``, who is in
distress in ``distress.py``.
"""

from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import says_any
from bot.hearing.policy import CHOOSING, SURELY
from bot.language.listening.matters import KIND, kinds_of_matter
from bot.language.listening.own_life import of_own_life
from bot.language.templates import Words
from bot.talk.answering import answered, asks_about

WORRIED = "worried"
ASHAMED = "social.ashamed"  # the kind of a matter in which an owner doubts what they can do
REFUSING, LEAVING, GOING, QUIET, SELF, FUTURE = "refusing", "leaving", "going", "quiet", "self", "future"
OF_PRICE = "worth_it_raise"  # the question that was answered last where regulars are feared for because of a price
OF_STEP = ("how", "cant", "later", "failed", "already", "another", "done", "worked")
"""Matters in which a fear is likely of the step."""

OUTSIDE = "bot"  # the matter of who asks what no number here tells


def worried(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer what an owner is afraid of for the business; None where no fear is told, or one of the step or of their own life."""
    kind = fear_in(text, context.words)
    asked = asks_about(context.awaited) and OF_PRICE in (context.awaited or "")
    if kind == LEAVING and not asked and not says_any("of_dearer", text, context.words):
        kind = GOING
    return answered(context, chat, f"{WORRIED}_{kind}") if kind else None


def fear_in(text: str, words: Words) -> str:
    """Return the kind of fear that a message tells; nothing where it tells none."""
    of_people = says_any("fears_leaving", text, words) and says_any("who_stays", text, words)
    told = says_any("says_worry", text, words)
    if not (told or (of_people and says_any("what_if", text, words))):
        return ""
    (first, chance), *_ = [*kinds_of_matter(text, words.language), ("", 0.0)]
    if first == ASHAMED and chance >= CHOOSING:
        return SELF
    if of_own_life(text) >= SURELY:
        return ""
    if says_any("fears_refusing", text, words):
        return REFUSING
    if of_people:
        return LEAVING
    if says_any("fears_quiet", text, words):
        return QUIET
    matter = first.partition(KIND)[0]
    ahead = says_any("lies_ahead", text, words) and matter != OUTSIDE
    return FUTURE if ahead and not (chance >= CHOOSING and matter in OF_STEP) else ""


def fears_for_skill(text: str, words: Words) -> bool:
    """True if a message worries about the owner's own skill, and is no despair: "I worry that I'm not a very good teacher"."""
    return of_own_life(text) < SURELY and says_any("says_worry", text, words) and fear_in(text, words) == SELF
