"""What owners have against the step: that it takes too long, feels wrong, is not allowed, costs money, or does not fit them."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.next_step import ANOTHER, ANSWERED, MISSED
from bot.checkins.step_answers import LATER, OBJECTIONS
from bot.checkins.steps import moved_now, on_step, step_book, told_now, words_now
from bot.core.records import Chat
from bot.core.replies import Say
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import asks, said_of, says
from bot.hearing.outcomes import denies
from bot.hearing.policy import JUDGING, SAYING, TOLD
from bot.hearing.taken_up import asks_somewhere
from bot.hearing.tally import counts_told
from bot.language.listening.acts import Act
from bot.language.listening.common import nearness
from bot.language.listening.matters import KIND, Matter, all_matters, kinds_of_matter
from bot.language.listening.missed import missed_said
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.match import is_asked
from bot.language.templates import Words
from bot.talk.worried import worried

BARRED, UNEASY, LONG, COSTS = "barred", "uneasy", "long", "costs"
UNMISTAKABLE = (BARRED, UNEASY, LONG, COSTS)
"""Kinds whose words hardly say anything else; that something is not there may be said of much."""

SMALLER = (UNEASY, LONG, "hands")
"""Kinds for which ten minutes of the step may do."""

REFUSES, FAILED, ALREADY = "cant", "failed", "already"
PUT_OFF = (REFUSES, LATER, "how")
OF_STEP = (REFUSES, "works", FAILED, ALREADY, "how_if_not", ANOTHER)
"""Matters one of which an objection seems to be."""

PLAINLY = (FAILED, ALREADY, ANOTHER, "done", "worked", "waiting", "later", "suppose", "want")
"""Matters that are answered for themselves, where they are likelier than not."""

TWO = 2  # parts of which one wants and one objects
_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")
PERHAPS = 0.2  # how likely a kind of objection must be to be asked about
TOGETHER = 0.4  # how likely these must be together
TROUBLE = ("later.trouble", "cant.costs")
"""Kinds of trouble of the owner's own, in which fear is of more than the step."""

WANTED, OBJECTED, LED = 0.75, 0.35, 0.35
"""How likely a part must be to want another step, and to object, where together they turn one down; and an objection that leads."""

PLAIN_NO = ("unfit", "lacks", "hands")
"""Kinds by which a step is no good to an owner, so that another one follows, where nothing else is likelier."""

NOT_MISSED = frozenset({"negation", "reply"})
NOBODY_LEFT = "nobody_left"
OF_MISSED = {"reached": "had_answer", "unfit": "out_of_reach"}
"""Objections to going back to those who were missed, by what is said of these."""

PARTED = 0.6  # a failure that is less likely is an objection, where words object
BUTTONS = 2  # rows of buttons about the step: done, another; already, can't


def objection_in(text: str, words: Words, least: float = SAYING) -> str:
    """Return the kind of objection to the step that a message likely makes; nothing if it makes none."""
    for name, chance in kinds_of_matter(text, words.language):
        matter, _, kind = name.partition(KIND)
        if matter == REFUSES and kind and chance >= least:
            return kind
    return ""


def with_objection(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Return a step that was turned down with why, and with the words, so that the next one is none that they name."""
    kind = objection_in(text, words)
    acts = [_with_kind(act, kind, text) if act.kind == "step" else act for act in acts]
    against = denies(text, words) or _together(text, words, (REFUSES, ALREADY)) >= SAYING
    return [replace(act, words=text) if act.name == ANOTHER and against else act for act in acts]


def _together(text: str, words: Words, of: Sequence[str]) -> float:
    """Return how likely a message is about one of some matters."""
    return sum(chance for matter, chance in all_matters(text, words.language) if matter in of)


def _with_kind(act: Act, kind: str, text: str) -> Act:
    if act.name == REFUSES or (act.name == ANOTHER and kind in UNMISTAKABLE and not is_asked(text)):
        return replace(act, name=REFUSES, value=kind, words=text)
    return replace(act, words=text) if act.name in (ALREADY, LATER) else act


def as_objection(found: Sequence[Matter], text: str, words: Words) -> Act | None:
    """Return the step turned down, where words object and a good part of what they may be about is the step."""
    if not found or asks_somewhere(text, words) or not objection_in(text, words):
        return None
    first, likely = found[0]
    if first in (REFUSES, *PLAINLY) and (
        first != FAILED or likely >= PARTED or said_of(("nothing_came",), text, words)
    ):
        return None
    chance = _together(text, words, OF_STEP)
    return Act("step", REFUSES, chance=chance) if chance >= TOGETHER else None


def against_missed(context: Context, chat: Chat, text: str) -> Act | None:
    """Return the step turned down, where it is for those who were missed and none of them is left to go back to.

    There are none ("I don't miss calls"), they had their answer ("I rang them twice each"), or are out of reach ("too far away").
    """
    now = step_book(context).now(chat)
    if now is None or now.moves != ANSWERED:
        return None
    language = context.words.language
    if not asks(text, context.words) and any(_denies_missing(part) for part in passages_of(text, language)):
        return Act("step", REFUSES, NOBODY_LEFT, words=text)
    if MISSED not in now.means or counts_told(text, context.words) is not None:
        return None  # "phoned the 25 missed ones, 9 booked" is what came of it
    if any(told.share for part in passages_of(text, language) for told in part.numbers):
        return None  # "10 of the 20 were students" is of those who were talked with
    said = missed_said(text)
    return Act("step", REFUSES, OF_MISSED[said], words=text) if said in OF_MISSED else None


def _denies_missing(part: TextPassage) -> bool:
    """True for "I miss no one", and neither for "I didn't answer them" nor for "I don't want to miss any"."""
    kinds = [word.kinds for word in part.words]
    missed = any("miss" in of_word and of_word.isdisjoint(NOT_MISSED) for of_word in kinds)
    denied = any("negation" in of_word and "miss" not in of_word for of_word in kinds)
    return missed and denied and not any("want" in of_word for of_word in kinds)


def refused_for_another(context: Context, chat: Chat, text: str) -> Turned | None:
    """Hand out another step where a part of a message wants one and another part says why not this one; None where it doesn't.

    "we have no counter, who would I greet? next idea", "next step then! but no tables remember".
    """
    words = context.words
    parts = [part for part in passages_of(text, words.language) if part.words]
    if step_book(context).now(chat) is None or len(parts) < TWO or any(map(str.isdecimal, text)):
        return None
    said = [part.text for part in parts] + _SENTENCES.split(text)
    counted = [part.text for part in parts if part.numbers]  # "five more tries, won't that annoy them?"
    wanting = [part for part in said if part not in counted and not (counted and len(said) == len(parts) + 1)]
    if max((_chance(ANOTHER, part, words) for part in wanting), default=0.0) < WANTED:
        return None
    against = max(said, key=lambda part: _chance(REFUSES, part, words))
    if _chance(REFUSES, against, words) < OBJECTED:
        return None
    if _chance(ANOTHER, text, words) >= WANTED:
        return on_step(context, chat, [Act("step", ANOTHER, words=text)])
    return on_step(context, chat, [Act("step", REFUSES, objection_in(against, words, OBJECTED), words=text)])


def _chance(matter: str, text: str, words: Words) -> float:
    return dict(all_matters(text, words.language)).get(matter, 0.0)


def is_surely_uneasy(text: str, words: Words) -> bool:
    """True if the step surely feels wrong to an owner, whatever they feel besides: "it makes me feel desperate"."""
    return objection_in(text, words) == UNEASY and _together(text, words, (REFUSES,)) >= JUDGING


def without_beside(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Leave out options beside a step that feels wrong: what an owner says they are tells no trade, "I'm a singer, not a fundraiser"."""
    if not is_surely_uneasy(text, words):
        return tuple(acts)
    return tuple(act for act in acts if act.kind not in TOLD or act.told is not None)


def afraid(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer who is afraid of the step, or for the business; None where no fear is told, or one of the owner's own life."""
    return _afraid_of_step(context, chat, text) or worried(context, chat, text)


def _afraid_of_step(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer who is afraid of the step: "put it off twice, I think I'm scared of it"; None of whatever else is feared.

    Nothing is kept of it.
    """
    words = context.words
    if not says("afraid_of_it", text, words) or (step := told_now(context, chat)) is None:
        return None
    found = kinds_of_matter(text, words.language)
    of_step = sum(chance for kind, chance in found if kind.partition(KIND)[0] in PUT_OFF and kind not in TROUBLE)
    if of_step < TOGETHER or found[0][0] in TROUBLE:
        return None
    return chat, (
        Say(words.say(OBJECTIONS, "perhaps", why=words.say(OBJECTIONS, "afraid"), small=True), step[1][:BUTTONS]),
    )


def perhaps_objecting(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer what may be an objection, and keep nothing of it: a smaller first bite of the step, and its buttons.

    Where nothing is likelier than that the step is no good to them, another one follows.

    What is not allowed, or does not fit, has no smaller bite. It may be asked where nothing else is as likely: "45 minutes, where?".
    """
    words = context.words
    kind, found = objection_in(text, words, PERHAPS), all_matters(text, words.language)
    leads = kinds_of_matter(text, words.language)[0][0] == f"{REFUSES}{KIND}{kind}" if kind else False
    if not kind or (step := told_now(context, chat)) is None or not (leads or _is_plain(kind, text, words)):
        return None
    if kind not in UNMISTAKABLE and not (
        denies(text, words) or nearness(text, words_now(context, chat), words.language)
    ):
        return None
    (first, chance), *_ = found
    if chance >= (SAYING if first in PLAINLY else PARTED) or as_objection(found, text, words) is not None:
        return None
    if leads and kind in PLAIN_NO and kinds_of_matter(text, words.language)[0][1] >= LED:
        return on_step(context, chat, [Act("step", REFUSES, kind, words=text)])
    why = words.say(OBJECTIONS, kind, moves=moved_now(context, chat))
    line = words.say(OBJECTIONS, "perhaps", why=why, small=kind in SMALLER)
    return chat, (Say(line, step[1][:BUTTONS]),)


def _is_plain(kind: str, text: str, words: Words) -> bool:
    """True if words that hardly say anything else ask nothing."""
    return kind in UNMISTAKABLE and not asks_somewhere(text, words)
