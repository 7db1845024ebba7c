"""What changes the state of the step: only what is said plainly of it. A step that was taken for done in error is given back."""

from collections.abc import Mapping, Sequence
from html import unescape

from bot.checkins.next_step import HOW
from bot.checkins.step_back import given_back, shown_again, step_before, step_named
from bot.checkins.steps import told_now, words_now
from bot.core.ledger import TRIED
from bot.core.records import Chat
from bot.core.replies import Rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.hearing.narrowed import says
from bot.hearing.numbers_told import holds_amount
from bot.hearing.outcomes import AS_TRIED, lacks_what_it_needs, told_by_a_part
from bot.hearing.policy import CHOOSING, STORING, SURELY, WORTH_A_BUTTON
from bot.language.listening.acts import Act
from bot.language.listening.common import nearness
from bot.language.listening.matters import all_matters
from bot.language.listening.passages import passages_of
from bot.talk.remarks import BY_FAR

REFUSES = "cant"
TURNED_DOWN = (REFUSES, "already", "another", "how_if_not", "works", "failed")
FAMILY: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(TRIED, AS_TRIED),
    "already": ("already", "done", "another"),
    REFUSES: TURNED_DOWN,
    "another": TURNED_DOWN,
}
"""The matters by which each word about the step may be meant: together they tell that it is of the step at all."""


def and_the_step(context: Context, chat: Chat, lines: Sequence[str]) -> tuple[list[str], Rows] | None:
    """Return some lines with the step behind them, unless they say already what is to be done, and its buttons; None without one."""
    of_step = told_now(context, chat)
    if of_step is None:
        return None
    todo = words_now(context, chat)[1]
    said = any(todo in unescape(line) for line in lines)
    return ([*lines] if said else [*lines, of_step[0]]), of_step[1]


def wanted_back(context: Context, chat: Chat, scene: Scene | None, text: str) -> Turned | None:
    """Return to a former step for who wants it, or who has just been taken to have done it and denies that."""
    if scene is not None or chat.business.checkup is None:
        return None
    words = context.words
    if says("step_back", text, words):
        named = step_named(context, chat, text)
    elif says("former_one", text, words) and not _is_of(TRIED[0], text, words.language, CHOOSING):
        named = step_named(context, chat, text)
        return given_back(context, chat, named) if named else None
    elif says("not_yet", text, words):
        before = step_before(context, chat, just_now=True)
        return given_back(context, chat, before.action) if before and before.said in TRIED else None
    else:
        return None
    before = step_before(context, chat)
    action = named or (before.action if before else "")
    return given_back(context, chat, action) if action else shown_again(context, chat)


def only_plain(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return acts without a word that would change the state of the step where a message hardly says it of the step.

    What was asked before changes nothing either, and asks how the step is done where it names it: "I asked about the photos
    for the listing".
    """
    changing = [act for act in acts if act.kind == "step" and act.name in FAMILY]
    if not changing or chat.business.checkup is None:
        return tuple(acts)
    others = tuple(act for act in acts if act not in changing)
    surely = any(act.name not in TRIED and _is_of(act.name, text, context.words.language, SURELY) for act in changing)
    counted = any(act.name in TRIED for act in changing) and holds_amount(text, context.words.language)
    if says("asked_you", text, context.words) and not (surely or counted):
        named = nearness(text, words_now(context, chat), context.words.language) > 0
        return others or ((Act("step", HOW),) if named else ())
    kept = [act for act in changing if _is_plain(context, chat, act, text)]
    return tuple(act for act in acts if act in others or act in kept)


def _is_plain(context: Context, chat: Chat, act: Act, text: str) -> bool:
    language, found = context.words.language, all_matters(text, context.words.language)
    if not found or _is_of(act.name, text, language, CHOOSING):
        return True
    if act.name in TRIED and told_by_a_part(found, text, context.words):
        return True
    first, *_ = others = [chance for _, chance in found]
    if found[0][0] in FAMILY[act.name] and act.chance >= STORING and all(first >= BY_FAR * one for one in others[1:]):
        return True  # it is heard so twice
    if act.name == REFUSES and lacks_what_it_needs(context, chat, text):
        return True
    near, step = _is_of(act.name, text, language, WORTH_A_BUTTON), words_now(context, chat)
    return any(
        (near and _is_of(act.name, part.text, language, SURELY))
        or (_is_of(act.name, part.text, language, CHOOSING) and nearness(part.text, step, language) > 0)
        for part in passages_of(text, language)
    )


def _is_of(word: str, text: str, language: str, least: float) -> bool:
    """True if a text is about the step as a word about it says, or nearly so."""
    return sum(chance for matter, chance in all_matters(text, language) if matter in FAMILY[word]) >= least
