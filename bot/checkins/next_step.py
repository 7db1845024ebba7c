"""Which step follows one that an owner has something against: none that the same words rule out, the nearest to what they want."""

from collections.abc import Callable
from functools import partial
from html import unescape

from msgspec import Struct
from msgspec.structs import replace

from bot.checkins.step_answers import Because
from bot.core.ledger import StepWord
from bot.diagnosis import Advice
from bot.diagnosis.step_words import said
from bot.language.listening.common import nearness
from bot.language.listening.naming import kinds_among
from bot.language.listening.passages import passages_of
from bot.language.match import fold
from bot.language.nouns import called
from bot.language.templates import Words

ANOTHER: StepWord = "another"
HOW, MESSAGE = "how", "message"
LONG = "long"
"""An objection to how long a step takes, so that a shorter one follows."""

AVOIDING: tuple[StepWord, ...] = ("cant", "already", ANOTHER)
"""Words about a step after which none follows that the same message names."""

NAMED = 0.5  # how near a message must come to a step that is not to follow
MEANS = frozenset({"ring", "write"})
"""Kinds of word for how people are reached: a step by a way that is turned down does not follow."""

DENIAL = "negation"
ANSWERED = "talked"  # the number that steps move which are for those who were missed
NONE_LEFT = ("had_answer", "out_of_reach")
NOBODY = ("lacks", "nobody_left", *NONE_LEFT)
"""Objections by which there is nobody of those whom such a step is for."""

INTRUDING = ("uneasy", "barred")
"""Objections to going up to people who did not ask, so that no step follows which does that."""

UNFIT = "unfit"
MISSED, AUTOMATIC = "missed", "automatic"
"""Means of steps: going back to those who were missed, and what goes out to them without anybody."""

LISTING, INTRODUCED = "listing", "introductions"
"""Means of steps: where strangers look, and people who bring others: whom nobody looks up is passed on by word of mouth."""


NOES = "noes"  # means of the steps that ask people who said no

NOUNS = ("buyer", "buyers")  # what customers are called, which any step may name
TOLD = 2  # what is said of a step first: its name, and what to do


class SaidOfStep(Struct, frozen=True):
    """Which steps may follow what was said of one.

    Attributes:
        fits: whether one may.
        moves_not: the number that none of them is to move, if there is one.
        liked: how near one comes to what is named instead, if something is.
        moves: the number that one is still to move, if there is one: those who were missed are there, whatever way is turned down.
    """

    fits: Callable[[Advice], bool]
    moves_not: str = ""
    liked: Callable[[Advice], float] | None = None
    moves: str = ""


def words_of(one: Advice, trade: str, words: Words) -> tuple[str, ...]:
    """Return what is said of a step: what it is, how it is done, and its message."""
    blocks = ("name", "do", HOW, "unfit", *((MESSAGE,) if one.sends else ()))
    return tuple(unescape(str(said(one.id, block, trade, words))) for block in blocks)


def next_after(word: StepWord, one: Advice, because: Because, trade: str, words: Words) -> SaidOfStep | None:
    """Return which steps may follow one that is turned down in words; None where any may.

    Who misses nobody has none of the steps that are for those who were missed. What the words name besides what they deny is
    wanted instead: "I don't miss calls, it's the quotes I lose".
    """
    if not because.text or word not in AVOIDING:
        return None
    if because.value in NONE_LEFT:  # turned down is whom the step is for, and no way of reaching people
        return SaidOfStep(lambda _other: True, ANSWERED)
    parts = passages_of(because.text, words.language)
    denied = {at for at, part in enumerate(parts) if any(DENIAL in said.kinds for said in part.words)}
    wanted = "" if not denied else " ".join(part.text for at, part in enumerate(parts) if at not in denied)
    unwanted = " ".join(parts[at].text for at in sorted(denied)) if wanted else because.text
    of_none = one.moves == ANSWERED and word != ANOTHER and (word != "cant" or because.value in NOBODY)
    still = ANSWERED if word == "cant" and one.moves == ANSWERED and not of_none else ""
    liked: Callable[[Advice], float] | None = None
    if still and MISSED in one.means:
        liked = partial(_works_by, AUTOMATIC)
    elif because.value == UNFIT and LISTING in one.means:
        liked = partial(_works_by, INTRODUCED)
    elif wanted:
        liked = partial(_near, wanted, trade, words)
    return SaidOfStep(
        partial(_fits, one, replace(because, text=unwanted), trade, words), ANSWERED if of_none else "", liked, still
    )


def _works_by(means: str, other: Advice) -> float:
    return float(means in other.means)


def _near(wanted: str, trade: str, words: Words, other: Advice) -> float:
    """Return how near a step comes to what is named instead of another one."""
    return nearness(wanted, words_of(other, trade, words), words.language)


def _goes_up_to_people(other: Advice) -> bool:
    """True if a step goes up to people who did not ask, or asks those who left why; an answer to who got in touch does not."""
    return NOES in other.means or other.asks or (other.sends and other.moves != ANSWERED)


def _fits(one: Advice, because: Because, trade: str, words: Words, other: Advice) -> bool:
    """True if a step may follow one that was turned down: it is none that the same words name, nor as long as one too long.

    One that can also be done in a different way may, and one of the same means only where those took too long.
    """
    if because.value == LONG and other.minutes >= one.minutes:
        return False
    if because.value != LONG and not set(one.means).isdisjoint(other.means):
        return False
    if because.value in INTRUDING and _goes_up_to_people(other):
        return False
    language, told = words.language, words_of(other, trade, words)
    named, needed = (
        kinds_among(fold(text).split(), language) & MEANS for text in (because.text, " ".join(told[:TOLD]))
    )
    whom = {fold(str(called(trade, words)[noun])) for noun in NOUNS}
    own = " ".join(word for word in fold(because.text).split() if word not in whom)
    return (not needed or not needed <= named) and nearness(own, told, language) < NAMED
