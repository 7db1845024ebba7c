"""The trade that was just said back, and that the owner denies: "I'd hardly call it home services, it's furniture"."""

import re

from bot.core.records import CHECKUP, Chat
from bot.corrections.denied import NEGATION, HearsOn
from bot.dialogue import actions
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.match import fold

TRADE = "trade"
PARTS = re.compile(r"[,:;/]| - ")


def denied_trade(context: Context, chat: Chat, scene: Scene, text: str, again: HearsOn) -> Turned | None:
    """Ask for the trade again where a message denies the one that was just taken; what else it says is heard first."""
    session, words = scene.session, context.words
    trade = session.answers.get(TRADE)
    newest = max((answer.update_id for answer in session.answers.values()), default=0)
    if session.flow != CHECKUP or session.step != "ask" or trade is None or trade.choice is None:
        return None
    if trade.update_id != newest or chat.newest_verdict(session.number) is not None:
        return None
    names = [
        f" {part} " for name in PARTS.split(words.label(f"trades/{trade.choice}", "label")) if (part := fold(name))
    ]
    passages = passages_of(text, words.language)
    denied = [one for one in passages if _denies(one, names)]
    if not denied:
        return None
    rest = ", ".join(one.text for one in passages if one not in denied)
    if any(map(str.isalnum, rest)):
        heard, _ = again(context, chat, scene, rest)
        after = context.scene(heard)
        if after is not None and after.session.number == session.number:
            scene = after
    return actions.change(scene, TRADE)


def _denies(passage: TextPassage, names: list[str]) -> bool:
    said = f" {fold(passage.text)} "
    return NEGATION in passage.kinds and not passage.numbers and any(name in said for name in names)
