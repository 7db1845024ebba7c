"""A question that the bot opened is left, and the rest of the message heard: "no, leave that, just give me a text for them".

So is the setting up of the weekly question by who wants none: "skip it, I don't want a reminder".
"""

from msgspec.structs import replace

from bot.checkins.setup import WEEKLY
from bot.core.records import CHECKUP, Chat
from bot.corrections.denied import HearsOn
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.hearing.policy import BEYOND_DOUBT, SURELY
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.reader import read_acts

LEAVING = ("skip", "back", "later", "stop")
STOPS = LEAVING[-1]
DENIES, REMINDS, WANTS, SKIPS, A_DAY = "negation", "remind", "want", "skip", "weekday"
MOST = 3  # words of a part that only leaves something: "skip it"


def left_question(context: Context, chat: Chat, scene: Scene, text: str, again: HearsOn) -> Turned | None:
    """Leave the answer as it was to a question that is asked again after a verdict; None where a message does not ask that."""
    session, language = scene.session, context.words.language
    if session.flow == WEEKLY:
        return _left_plan(context, chat, text, again)
    question = scene.current
    if session.flow != CHECKUP or question is None or session.returning_to != question.id:
        return None
    first, *others = passages_of(text, language) or (None,)
    if first is None or not others or question.id not in session.answers or chat.newest_verdict(session.number) is None:
        return None
    acts = read_acts(first.text, f"q:{question.id}", language=language)
    if first.numbers or not any(act.kind == "wants" and act.name in LEAVING and act.chance >= SURELY for act in acts):
        return None
    now = context.event.at
    ended = replace(session, state="done", step="review", returning_to=None, ended_at=now, touched_at=now, misses=0)
    return again(context, chat.with_session(ended), None, ", ".join(part.text for part in others))


def _left_plan(context: Context, chat: Chat, text: str, again: HearsOn) -> Turned | None:
    """Leave the plan where a part of a message wants none, and no part names a day or an hour; None for any other."""
    parts = passages_of(text, context.words.language)
    others = [part for part in parts if not _wants_none(part)]
    if len(others) == len(parts) or any(part.numbers or A_DAY in part.kinds for part in parts):
        return None
    acts = read_acts(text, "zone", language=context.words.language)
    if not others and any(act.kind == "wants" and act.name == STOPS and act.chance >= BEYOND_DOUBT for act in acts):
        return None  # "I don't want a weekly question": it is called off
    left = context.drop(chat, WEEKLY)
    if others and any(_wants_none(part) and DENIES in part.kinds for part in parts):
        return again(context, left, None, ", ".join(part.text for part in others))
    return context.aside(left, context.words.say("menu/start", "left_that"))


def _wants_none(part: TextPassage) -> bool:
    skips = SKIPS in part.kinds and len(part.words) <= MOST
    return skips or (DENIES in part.kinds and bool(part.kinds & {REMINDS, WANTS}))
