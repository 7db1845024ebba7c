"""The trade that was just said back, and that the owner denies: "I'd hardly call it home services, it's furniture"."""

import re

from bot.core.records import CHECKUP, Chat, Session
from bot.corrections.business_put_right import said_wrong
from bot.corrections.denied import NEGATION, HearsOn
from bot.dialogue import actions
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.hearing.policy import SURELY
from bot.hearing.taking import take_facts
from bot.language.listening.acts import Act
from bot.language.listening.lexicon import own_trades, trades_named
from bot.language.listening.passages import PassageWord, TextPassage, passages_of
from bot.language.listening.reader import read_acts
from bot.language.match import fold
from bot.language.templates import Words
from bot.talk.wished import behind

TRADE, OWNER, SHOWN = "trade", frozenset({"subject", "me_do"}), frozenset({"said", "by_bot"})
STEM, ECHO, DENIED_IN = 4, 3, 6  # letters of a word of a label; words of an echo, and of a denial
SENTENCE = re.compile(r"(?<=[.!?])\s+")
PARTS = re.compile(r"[,:;/]| - ")


def trade_put_right(context: Context, chat: Chat, scene: Scene, text: str, again: HearsOn) -> Turned | None:
    """Change the trade that a message at any question says is wrong, and hear the rest: "I'm a florist, not a tradesman. 18"."""
    session, words = scene.session, context.words
    known, current = session.answers.get(TRADE), scene.current
    if session.flow != CHECKUP or session.step != "ask" or known is None or current is None or current.id == TRADE:
        return None
    sentences = [one for one in SENTENCE.split(text.strip()) if any(map(str.isalnum, one))]
    business = [one for one in sentences if not _counts(one, words.language)]
    said = " ".join(business)
    if not any(_may_deny(part) for part in passages_of(said, words.language)) and "?" not in said:
        return None
    trade = _trade_instead(said, known.choice or "", session, words)
    rest = " ".join(one for one in sentences if one not in business)
    trade = None if trade == "" and rest else trade  # what else is told is heard first
    rest = rest or _told_besides(business, current.id, words.language)
    if trade is None or rest == text.strip():
        return None
    if not trade:
        return actions.change(scene, TRADE)
    turned = take_facts(scene, said, [Act("corrects", TRADE, trade, words=said)], context)
    if turned is None or not rest:
        return turned
    after = context.scene(turned[0])
    called = words.label(f"trades/{trade}", "label")
    line = words.say("dialogue/noted", "implied", short=words.label("checkup/trade", "short"), said=called)
    chat, replies = again(context, turned[0], after, rest)
    return chat, behind([line], replies)


def _trade_instead(said: str, old: str, session: Session, words: Words) -> str | None:
    """Return the trade that is told in place of the one that is kept; nothing where that is only denied, None where it is not."""
    parts = passages_of(said, words.language)
    denials = [part for part in parts if _takes_back(part, part is parts[0] and "?" in said, old, words)]
    if not denials:
        return None
    for part in parts:
        start = next((at for at, word in enumerate(part.words) if _is_owner(word)), None)
        spelt = [word.text for word in part.words[start or 0 :]]
        own = [trade for trade in own_trades(spelt, words.language) if trade != old]
        if start is not None and own and part not in denials:
            return own[0]
    wrong = next((one for one in said_wrong(said, session, words) if one.name == TRADE), None)
    if wrong is not None and wrong.plain:
        return wrong.plain
    plainly = any(_is_owner(word) or word.kinds & SHOWN for part in denials for word in part.words)
    return "" if plainly else None


def _is_owner(word: PassageWord) -> bool:
    return bool(word.kinds & OWNER) and "article" not in word.kinds


def _takes_back(part: TextPassage, echoes: bool, old: str, words: Words) -> bool:
    """True if a part denies the trade that is kept, by a word of its label or a name of it, or takes it up with a question mark."""
    label = fold(words.label(f"trades/{old}", "label"))
    said = fold(part.text).split()
    stems = [word.strip(",")[:STEM] for word in label.split() if len(word.strip(",")) >= STEM]
    named = any(word.startswith(stem) for word in said for stem in stems)
    named = named or old in {one.trade for one in trades_named([word.text for word in part.words], words.language)}
    short = len(part.words) <= DENIED_IN
    return named and short and ((echoes and len(part.words) <= ECHO) or _may_deny(part) or bool(part.kinds & SHOWN))


def _counts(sentence: str, language: str) -> bool:
    return any(told.share or told.amount.value > 1 for part in passages_of(sentence, language) for told in part.numbers)


def _may_deny(part: TextPassage) -> bool:
    return not part.kinds.isdisjoint((NEGATION, "mends", "disagree")) or any(
        not told.amount.high for told in part.numbers
    )


def _told_besides(sentences: list[str], asked: str, language: str) -> str:
    """Return the sentences that answer the open question beside the trade: "and we talk first, always"."""
    told = [
        one
        for one in sentences
        if any(
            act.name == asked and act.kind == "tells" and act.chance >= SURELY
            for act in read_acts(one, f"q:{asked}", language=language)
        )
    ]
    return " ".join(told)


def denied_trade(context: Context, chat: Chat, scene: Scene, text: str, again: HearsOn) -> Turned | None:
    """Ask for the trade again where a message denies the one that was just taken; what else it says is heard first."""
    if put := trade_put_right(context, chat, scene, text, again):
        return put
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
