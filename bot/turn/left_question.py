"""A question that the bot opened again is left, and the rest of the message heard: "no, leave that, just give me a text for them"."""

from msgspec.structs import replace

from bot.core.records import CHECKUP, Chat
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.passages import passages_of
from bot.language.listening.reader import read_acts
from bot.turn.denied import HearsOn
from bot.turn.policy import SURELY

LEAVING = ("skip", "back", "later", "stop")


def left_question(context: Context, chat: Chat, scene: Scene, text: str, again: HearsOn) -> Turned | None:
    """Leave the answer as it was to a question that is asked again after a verdict; None where a message does not ask that."""
    session, language = scene.session, context.words.language
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
