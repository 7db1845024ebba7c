"""What is answered to a word about the step: what it stands for, what follows from it, and the next step."""

from typing import Any

from msgspec import Struct

from bot.checkins.setup import day_in, weekday_name
from bot.core.ledger import TRIED
from bot.core.records import Chat
from bot.diagnosis import Advice, Answers
from bot.diagnosis.step_words import said
from bot.dialogue.context import Context
from bot.language.templates import Words

STEP = "topics/step"
OBJECTIONS = "topics/objections"
"""A sentence for each kind of objection to a step, before the one that follows."""

LATER, DONE, ANSWERS = "later", "done", "answers"
BRINGING = "marketing"  # side of the steps with people who haven't got in touch yet


class Because(Struct, frozen=True):
    """What is said of a step beside the word itself: the kind of an objection, or what came of it as "2 6", and the message.

    Behind the counts it may stand that these only answered.
    """

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
    values = {
        "name": said(one.id, "name", on.trade, words),
        **_said_beside(word, because.value, words),
        **_before(on.answers, one),
        "day": None if word != LATER or (day := day_in(because.text, words)) is None else weekday_name(str(day), words),
        "moves": one.moves,
        "reaches": one.sends,
        "sends": bool(following and following.sends),
        "next": said(following.id, "do", on.trade, words) if following else None,
        "minutes": following.minutes if following else None,
        "again": following is not None and following.repeats,
        "planned": chat.book.plan is not None,
    }
    return words.say(STEP, ANSWERS if one.asks and word == DONE and because.value else word, **values)


def _said_beside(word: str, value: str, words: Words) -> dict[str, Any]:
    """Return why a step was turned down, in a sentence, or what came of it: a part and its whole, of who said yes or only answered."""
    why = words.say(OBJECTIONS, value) if value and word not in TRIED else None
    part, whole, *answered = value.split() if value and word in TRIED else ("", "")
    counts = {"part": float(part), "whole": float(whole)} if whole else {"part": None, "whole": None}
    return {"why": why, **counts, "answered": bool(answered)}


def _before(answers: Answers | None, one: Advice) -> dict[str, Any]:
    """Return how many of those who were talked with became customers, beside a step with people who have got in touch."""
    counts = {name: None if answers is None else answers.total(name) for name in ("customers", "talked")}
    known = one.side != BRINGING and None not in counts.values()
    return {name: count.value if known and count else None for name, count in counts.items()}
