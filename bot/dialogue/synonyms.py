"""Synonyms for buttons, and error messages that fit the current step."""

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bot.dialogue.hear import Missed
from bot.dialogue.scene import Scene
from bot.language.match import is_asked
from bot.language.templates import Words

ALWAYS = ("back", "why", "skip", "unknown")  # where these are no button, the answer says why not
AT_QUESTIONS = ("back", "why", "skip")
AT_REVIEW = ("right", "change")
_NUMBER = re.compile(r"\d")


def other_names(scene: Scene) -> Sequence[tuple[str, str]]:
    """List what else may be typed at the present step, as (label, data): every question's buttons, and other names."""
    if scene.current is not None:
        return _names(ALWAYS, AT_QUESTIONS, scene.words)
    return _names((), AT_REVIEW, scene.words) if scene.session.step == "review" else ()


@cache
def _names(always: tuple[str, ...], actions: tuple[str, ...], words: Words) -> tuple[tuple[str, str], ...]:
    labels = [(action, words.label("dialogue/buttons", action)) for action in always]
    labels += [(action, name) for action in actions for name in words.listed("dialogue/also", action)]
    return tuple((label, f"/{action}") for action, label in labels)


def in_place(scene: Scene, missed: Missed) -> Missed:
    """Return more precisely what was wrong with a reply, by the step at which it came."""
    session, question = scene.session, scene.current
    if missed.template:
        return missed
    if question is None:
        return replace(missed, reason="at_review") if session.step == "review" else missed
    if missed.reason in ("no_option", "no_number") and is_asked(missed.typed):
        return replace(missed, reason="asked_back")
    numbers_follow = any(q.kind == "count" and q.id not in session.answers for q in scene.form.flow.question)
    if missed.reason == "no_option" and question.required and numbers_follow and _NUMBER.search(missed.typed):
        return replace(missed, reason="not_yet")
    return missed
