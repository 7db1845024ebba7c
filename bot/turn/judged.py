"""Activities that are asked about after a verdict: "is a knitting circle marketing or sales?", and once more, "so which is it?"."""

from datetime import timedelta

from bot.activity import commands as activity
from bot.activity.form import ACTIVITY
from bot.core.records import Chat, Session
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.matters import matters
from bot.language.listening.reader import read_acts
from bot.turn.policy import JUDGING

JUDGE, STATE = "judge", "verdict"
OF_VERDICT = ("diagnosis", "why")
LATELY = timedelta(minutes=10)
SHORT = 8  # words: "so which is it then, marketing or sales"


def judged(context: Context, chat: Chat, scene: Scene | None, text: str) -> Turned | None:
    """Judge an activity that a message asks about by name, whatever else is in it; None of the step, and of the verdict."""
    if scene is not None or chat.business.checkup is None:
        return None
    language = context.words.language
    sentence = activity.asks_which_side(text, language)
    if sentence and _is_of_an_activity(sentence, language):
        return activity.about(context, chat, sentence)
    last = _judged_lately(context, chat)
    if last is not None and not sentence and _asks_again(text, language):
        return activity.shown_again(context, chat, last)
    return None


def _is_of_an_activity(sentence: str, language: str) -> bool:
    """True if a sentence that names a side is likelier about an activity than about the step or the verdict."""
    acts = read_acts(sentence, STATE, language=language)
    (matter, chance), *_ = matters(sentence, language)
    if any(act.kind == "asks" and act.name in OF_VERDICT and act.chance >= chance for act in acts):
        return False
    surely = any(act.kind == JUDGE and act.chance >= JUDGING for act in acts)
    return matter == JUDGE or (surely and chance < JUDGING)


def _asks_again(text: str, language: str) -> bool:
    """True for a short question which of both sides it is, that names nothing."""
    return len(text.split()) <= SHORT and activity.asks_a_side(text, language)


def _judged_lately(context: Context, chat: Chat) -> Session | None:
    """Return the activity that was judged last, if nothing else ended since, and not long ago."""
    ended = [session for session in chat.sessions if session.ended_at is not None]
    newest = max(ended, key=lambda one: (one.ended_at or one.started_at, one.number), default=None)
    if newest is None or newest.flow != ACTIVITY or newest.state != "done" or newest.ended_at is None:
        return None
    return newest if context.event.at - newest.ended_at <= LATELY else None
