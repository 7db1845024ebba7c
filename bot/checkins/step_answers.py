"""What is answered to a word about the step: what it stands for, what follows from it, and the next step."""

from html import unescape
from typing import Any

from msgspec import Struct

from bot.checkins.setup import day_in, weekday_name
from bot.checkins.step_counts import StepCounts
from bot.core.ledger import TRIED
from bot.core.records import Chat
from bot.diagnosis import Advice, Answers
from bot.diagnosis.facts import missed_of
from bot.diagnosis.step_words import said
from bot.dialogue.context import Context
from bot.language.listening.common import nearness
from bot.language.templates import Words

STEP = "topics/step"
OBJECTIONS = "topics/objections"
"""A sentence for each kind of objection to a step, before the one that follows."""

LATER, DONE, ANSWERS, COUNTED, WORKED = "later", "done", "answers", "counted", "worked"
TOO_LATE = "late"
"""Said of a step that failed with people who had somebody else by then."""

NAMED = 0.5  # how near a report must come to the words of the step to be of it
MISSED, LOST, GOOD = frozenset({"missed", "automatic"}), frozenset({"undecided", "past_buyers"}), 0.1
"""Means of steps with people who were as good as lost, and a share from which on the yeses of those who had an answer are good."""

BRINGING = "marketing"  # side of the steps with people who haven't got in touch yet


class Because(Struct, frozen=True):
    """What is said of a step beside the word itself: the kind of an objection, or what came of it (``StepCounts``), and the message."""

    value: str = ""
    text: str = ""


UNSAID = Because()


class OnSteps(Struct, frozen=True):
    """The step that something is said of, the one that follows, for which trade and answers, and why it is said."""

    one: Advice
    following: Advice | None
    trade: str
    answers: Answers | None
    because: Because = UNSAID


def answer_of(context: Context, chat: Chat, word: str, on: OnSteps) -> str:
    """Answer a word about a step. What worked, and what people answered, is gone on with: the next step is behind a button."""
    words, one, following, because = context.words, on.one, on.following, on.because
    counts = counts_of(word, because)
    values = {
        "name": said(one.id, "name", on.trade, words),
        "why": words.say(OBJECTIONS, because.value, moves=one.moves) if because.value and word not in TRIED else None,
        "counts": counts,
        "late": because.value == TOO_LATE,
        "regained": counts is not None and _regained(one, counts),
        **_before(on.answers, one, counts is not None and not counts.by and _is_of(one, on, words)),
        "day": None if word != LATER or (day := day_in(because.text, words)) is None else weekday_name(str(day), words),
        "moves": one.moves,
        "talks": on.answers is None or on.answers.total("talked") is not None,
        "reaches": one.sends,
        "sends": bool(following and following.sends),
        "next": said(following.id, "do", on.trade, words, missed_of(on.answers)) if following else None,
        "minutes": following.minutes if following else None,
        "again": following is not None and following.repeats,
        "planned": chat.book.plan is not None,
    }
    return words.say(STEP, _block(word, one, counts), **values)


def counts_of(word: str, because: Because) -> StepCounts | None:
    """Return what a report of a step counts; None for another word, or where it counts nothing."""
    return StepCounts.of(because.value) if because.value and word in TRIED else None


def _regained(one: Advice, counts: StepCounts) -> bool:
    """True if each yes is one who would have been lost, so that it is a gain whatever the share."""
    means = MISSED if counts.yes >= GOOD * counts.tried else MISSED | LOST
    return not means.isdisjoint(one.means)


def is_gone_on_with(word: str, one: Advice, because: Because) -> bool:
    """True if no other step is told after what is said of one: it worked, or some answered, or people answered what it asks."""
    counts = counts_of(word, because)
    return _block(word, one, counts) in (WORKED, ANSWERS, COUNTED)


def _block(word: str, one: Advice, counts: StepCounts | None) -> str:
    if word == DONE and counts is not None:
        return ANSWERS if one.asks else COUNTED if one.counts else WORKED
    return word


def _is_of(one: Advice, on: OnSteps, words: Words) -> bool:
    """True if a report names what the step is, in its words."""
    told = [unescape(str(said(one.id, block, on.trade, words))) for block in ("name", "do", "how")]
    return nearness(on.because.text, told, words.language) >= NAMED


def _before(answers: Answers | None, one: Advice, named: bool) -> dict[str, Any]:
    """Return how many of those who were talked with became customers, beside a step that is for whoever comes from now on."""
    counts = {name: None if answers is None else answers.total(name) for name in ("customers", "talked")}
    known = named and one.side != BRINGING and not one.sends and None not in counts.values()
    return {name: count.value if known and count else None for name, count in counts.items()}
