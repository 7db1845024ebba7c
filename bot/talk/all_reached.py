"""Who says after a verdict that everybody was answered talked with all who came: "I did answer em all", "I spoke to all 20"."""

from bot.checkup.commands import opened_again, with_verdict
from bot.core.records import Chat
from bot.core.span import CountedFor
from bot.dialogue import engine
from bot.dialogue.actions import MENDED
from bot.dialogue.answers import answer_to
from bot.dialogue.context import Context
from bot.dialogue.corrections import line_of_change, verdict_or_question
from bot.dialogue.scene import Scene, Turned
from bot.hearing.narrowed import asks
from bot.hearing.outcomes import AS_TRIED
from bot.hearing.policy import CHOOSING, SURELY
from bot.language.listening.matters import all_matters
from bot.language.listening.passages import TextPassage, passages_of
from bot.talk.answering import answered
from bot.talk.wished import behind

PEOPLE, TALKED = "people", "talked"
EVERY, REACHING = "every", frozenset({"reply", "talk", "ring"})
NOT_TOLD = frozenset({"negation", "unreal", "minute", "hour", "day", "usual", "sometimes"})
"""Kinds of word for what is none, is wished for, or is said of how soon: "we answer everybody within the hour"."""

ANSWERED, LOST = "answered", "lost"
"""Matters of who says that everybody got an answer, and of who says where people are lost instead."""

DISAGREES, SHORT = "disagree", 4  # words of a part that only disagrees
OBJECTING = ("differ", "social", "how", "already", ANSWERED)
"""Matters that an objection may seem to be, beside the part that disagrees."""

REACHED = "reached_all"
FINE = 0.88  # share of those who came; where so many were talked with, a verdict says that none is missing


def all_reached(context: Context, chat: Chat, text: str) -> Turned | None:
    """Take all who came as talked with, where an owner says so and the verdict has far fewer; None where they don't."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done" or asks(text, context.words):
        return None
    known = {name: answer.amount for name, answer in session.answers.items() if answer.amount is not None}
    came, talked = known.get(PEOPLE), known.get(TALKED)
    if came is None or talked is None:
        return None
    if not says_all_reached(text, came.value, context.words.language) or _counts_others(text, came.value, context):
        return None
    if talked.value >= FINE * came.value:
        objects = any(map(_disagrees, passages_of(text, context.words.language)))
        return answered(context, chat, REACHED) if objects else None
    scene = opened_again(context, chat, session)
    question, people = scene.form.flow[TALKED], session.answers[PEOPLE]
    answer = answer_to(scene, question, text, CountedFor(came, people.span))
    after = scene.with_session(engine.settle(scene.form.flow, scene.session, answer))
    return put_right_aloud(after, TALKED)


def _counts_others(text: str, came: float, context: Context) -> bool:
    """True if a message counts something else besides: "8 booked in, and I talked to all 13"."""
    counts = [told.amount.value for one in passages_of(text, context.words.language) for told in one.numbers]
    return came in counts and any(value and value != came for value in counts)


def says_all_reached(text: str, came: float, language: str) -> bool:
    """Return True if a message says that everybody who came was reached, and tells nothing of what came of a step.

    With their number it is plain. Without it, the message has to be about that, or about where people are lost instead.
    """
    passages = passages_of(text, language)
    first, chance = next(iter(all_matters(text, language)), ("", 0.0))
    if first in AS_TRIED and chance >= SURELY:
        return False
    numbered = any(came in [told.amount.value for told in one.numbers] for one in passages)
    told = [one for one in passages if not _disagrees(one)]
    if not numbered and any(map(_denies, told)):
        return False  # "we'd answer all of them, but there is nobody at the desk"
    about = first if chance >= CHOOSING else ANSWERED if len(told) < len(passages) and first in OBJECTING else ""
    return any(_says_all(one, came, ANSWERED if about in OBJECTING else about, language) for one in told)


def _disagrees(passage: TextPassage) -> bool:
    """True for a part that only says that something is wrong: "nonsense", "that's not true"."""
    return DISAGREES in passage.kinds and len(passage.words) <= SHORT and not passage.numbers


def _denies(passage: TextPassage) -> bool:
    """True for what is denied, or said of nobody."""
    return "negation" in passage.kinds or any(not told.amount.high for told in passage.numbers)


def _says_all(passage: TextPassage, came: float, matter: str, language: str) -> bool:
    kinds, numbers = passage.kinds, [told.amount.value for told in passage.numbers if not told.share]
    reaching = matter == ANSWERED or not kinds.isdisjoint(REACHING)
    if EVERY not in kinds or not reaching or not kinds.isdisjoint(NOT_TOLD):
        return False
    if numbers or passage.denied:
        return numbers == [came]
    if matter in (ANSWERED, LOST):
        return True
    own = all_matters(passage.text, language)[:1]
    return any(name == ANSWERED and chance >= CHOOSING for name, chance in own)


def put_right_aloud(scene: Scene, name: str) -> Turned:
    """Say which answer was put right, and give the verdict, or ask what is open."""
    line = line_of_change(scene, scene.form.flow[name], scene.session.answers[name], template=MENDED)
    chat, replies = verdict_or_question(scene)
    return chat, behind([line], replies)
