"""What a message takes up of what the bot has just said: words of the step, a source, a number, a phrase of the verdict."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp

from bot.checkins.next_step import HOW
from bot.checkins.steps import DETAILS, studied_by, words_now
from bot.core.records import Chat
from bot.diagnosis.shown import COUNTED, EACH_WEEK
from bot.diagnosis.talk import PHRASES, SAYS
from bot.dialogue.context import Context
from bot.dialogue.form import EndShown
from bot.hearing.after_verdict import counts_of
from bot.hearing.narrowed import begins_with
from bot.hearing.policy import JUDGING, STORING
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.common import is_named, is_said, nearness
from bot.language.listening.matters import MOST, Matter, all_matters
from bot.language.templates import Words

HOWS = (HOW, *DETAILS)
LEAST = 0.02
"""How likely "how is it done" is at least: the model knows the words of no step."""

OF_STEP = ("later", "worked", "failed", "already", "cant", "done", "waiting", "another", "why_step", "works")
"""The other matters in which an owner speaks of the step."""

WHENCE = ("worked_out", "numbers", "source", "mean", "term", "flip")
JUDGED = ("bad", "usual", "usual_people", "enough", "well", "need", "few")
UNMISTAKABLE = (COUNTED, "aim")
MEANING = ("mean", "term", "why", "bot")
SOURCES = ("source", "works", "social", *MEANING)
"""Matters one of which is likely where a number, a phrase or a source is asked about."""

MAINLY = 0.6  # share of a detail among the questions about the step, from which it is told alone
SAYINGS = 2_000  # parts of steps whose numbers are kept
LIKELIEST = 3
TOGETHER = 0.3  # how likely these matters must be together
IN_TEN = 10
TURNING, OWN = "turning_whence", "numbers"  # a remark on the number that would turn the verdict; all numbers

_APART = re.compile(r"[,.;:!?\n]+")
_NAME = re.compile(r"\b[A-Z][A-Za-z-]+")


def taken_up(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> str | None:
    """Return the question that a message asks about a source, a number or a phrase that it takes up, as ``/about`` takes it.

    None where it takes up none of these.
    """
    session = chat.session(chat.business.checkup or 0)
    found = all_matters(text, context.words.language)
    if session is None or not found or _supposes(acts):
        return None
    questioned, about_source = asks_somewhere(text, context.words), _together(found, SOURCES) >= TOGETHER
    if (questioned or about_source) and _names_study(context, chat, text):
        return "study"
    if about_source and _names_source_of_trade(context, chat, text):
        return "source"
    of_step = [number for said in words_now(context, chat) for number in _numbers_said(said, context.words.language)]
    numbers = set(_numbers(text, context.words.language)) - {*counts_of(session).values(), *of_step}
    phrases = (
        _phrases(context.words, text) if _together(found, MEANING) >= (TOGETHER if questioned else STORING) else ()
    )
    if not phrases and not (questioned and numbers):
        return None
    shown = context.form(session).shows(chat, session, context.words)
    topic = figure_shown(numbers.pop(), shown) if questioned and len(numbers) == 1 else None
    if topic and _asks_whence(topic, found):
        sourced = topic == "usual" and any(matter == "source" for matter, _ in found[:LIKELIEST])
        return "source" if sourced else topic
    return next((phrase for phrase in phrases if _is_in(context.words, phrase, shown.text)), None)


def whence(context: Context, chat: Chat, text: str, acts: Sequence[Act], remark: str) -> str | None:
    """Return the question that asks where something is from, as ``/about`` takes it; None where the remark says it best.

    A number that turns no verdict is one of the owner's: "it was 41, where's 38 from?".
    """
    if asked := taken_up(context, chat, text, acts):
        return asked
    session, numbers = chat.session(chat.business.checkup or 0), _numbers(text, context.words.language)
    if session is None or remark != TURNING or not numbers:
        return None
    turning = context.form(session).shows(chat, session, context.words).figures.get(TURNING, ())
    return None if any(_is(number, figure) for number in numbers for figure in turning) else OWN


def _numbers(text: str, language: str) -> list[float]:
    """Return the numbers of a text that count something: "one" hardly ever does."""
    told = [one for one in tokens_in(text, language) if isinstance(one, ToldAmount) and not one.share]
    return [one.amount.value for one in told if one.amount.value > 1]


@lru_cache(maxsize=SAYINGS)
def _numbers_said(text: str, language: str) -> tuple[float, ...]:
    """Return the numbers of what the bot says itself, which may be kept."""
    return tuple(_numbers(text, language))


def _asks_whence(topic: str, found: Sequence[Matter]) -> bool:
    """True if a message likely asks where a number comes from, rather than whether it is good.

    A total, or what was aimed at, is no number that comes up otherwise.
    """
    first, chance = found[0]
    if topic.partition(" ")[0] in UNMISTAKABLE and not topic.endswith(EACH_WEEK):
        return first in WHENCE or (first not in JUDGED and chance < JUDGING)
    return first in WHENCE


def figure_shown(number: float, shown: EndShown) -> str | None:
    """Return the question about the verdict that says where one of its numbers comes from."""
    return next((topic for topic, figures in shown.figures.items() if any(_is(number, one) for one in figures)), None)


def is_chance(part: tuple[float, float], shown: EndShown) -> bool:
    """True if a count of a whole is how sure the verdict is: "6 in 10"."""
    return part[1] == IN_TEN and any(_is(part[0], one) for one in shown.figures.get("sure", ())[:1])


def matters_here(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> tuple[Matter, ...]:
    """Return what a message may be about: where it asks something, likelier the step, the more it has of its words.

    That makes it likelier a question how the step is done. What is noted of a step becomes no likelier by its words.
    """
    found = all_matters(text, context.words.language)
    if not found or not asks_somewhere(text, context.words) or _supposes(acts):
        return found[:MOST]
    near = nearness(text, words_now(context, chat), context.words.language)
    if not near:
        return found[:MOST]
    chances = dict(found)
    others = sum(chances.get(matter, 0.0) for matter in OF_STEP)
    asked = sum(chances.get(matter, 0.0) for matter in HOWS)
    of_step = others + max(asked, LEAST)
    likely = exp(near) * of_step / (exp(near) * of_step + max(1 - of_step, 0.0))
    rest = (1 - likely) / max(1 - of_step, LEAST)
    chances = {matter: chance if matter in OF_STEP else min(chance, chance * rest) for matter, chance in found}
    chances |= {matter: (likely - others) * share for matter, share in _shares(dict(found)).items()}
    return tuple(sorted(chances.items(), key=lambda one: -one[1])[:MOST])


def _shares(chances: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each question about the step is among these: where none of its details is, all of how it is done."""
    together = sum(chances.get(matter, 0.0) for matter in HOWS)
    shares = {matter: chances.get(matter, 0.0) / together for matter in HOWS} if together > LEAST else {}
    return shares if any(shares.get(matter, 0.0) >= MAINLY for matter in DETAILS) else {HOW: 1.0}


def _names_study(context: Context, chat: Chat, text: str) -> bool:
    """True if a text names one of those who found what the step rests on."""
    names = [name.split()[0] for name in studied_by(context, chat).split(", ") if name]
    return any(is_named(name, text, context.words.language) for name in names)


def _names_source_of_trade(context: Context, chat: Chat, text: str) -> bool:
    """True if a text names where the usual figure of the trade comes from."""
    if chat.business.trade is None:
        return False
    source = context.words.label(f"trades/{chat.business.trade}", "source")
    return any(is_named(name, text, context.words.language) for name in _NAME.findall(source))


def _phrases(words: Words, text: str) -> list[str]:
    """Return the phrases of a verdict that are in a text, by their blocks, the longest first."""
    blocks = sorted(block for block in words.blocks(PHRASES) if block.startswith(SAYS))
    said = {block.removeprefix(SAYS): words.listed(PHRASES, block) for block in blocks}
    found = {
        name: max((len(one) for one in phrases if is_said(one, text)), default=0) for name, phrases in said.items()
    }
    return sorted((name for name, length in found.items() if length), key=lambda name: -found[name])


def _is_in(words: Words, phrase: str, text: str) -> bool:
    """True if the message of a verdict has a phrase in one of its forms."""
    return any(is_said(one, text) for one in words.listed(PHRASES, f"{SAYS}{phrase}"))


def _supposes(acts: Sequence[Act]) -> bool:
    return any(act.kind == "supposes" and act.chance >= STORING for act in acts)


def asks_somewhere(text: str, words: Words) -> bool:
    """True if a text, or a part of it, is a question."""
    return "?" in text or any(begins_with("asks_first", part, words) for part in _APART.split(text))


def _together(found: Sequence[Matter], matters: Sequence[str]) -> float:
    return sum(chance for matter, chance in found if matter in matters)


def _is(number: float, figure: float) -> bool:
    """True if a number is a figure as it is written, whole or to a tenth."""
    return number in (round(figure), round(figure, 1))
