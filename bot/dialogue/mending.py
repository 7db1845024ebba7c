"""A number that mends the answer before: "oops, 21" at a question is not the answer to that question."""

import re
from functools import cache

from bot.dialogue import engine
from bot.dialogue.flow import Question
from bot.dialogue.hear import Mend
from bot.dialogue.scene import Scene
from bot.language.templates import Words

TEMPLATE = "dialogue/correction"
NUMBERS = ("count", "money", "share")
_BETWEEN = r"[\s,.:;!?…–—]*"  # a minus or a sign of money would belong to the number


def mended(scene: Scene, text: str) -> Mend | None:
    """Return which answer a text may mend, and with what; None if it does not begin like a correction."""
    if scene.session.step != "ask" or scene.session.returning_to is not None:
        return None
    newest = _newest(scene)
    if scene.current is None or not newest:
        return None
    surely, rest = _without_words(text, scene.words)
    if rest == text or not rest:
        return None
    sure = scene.current.kind not in NUMBERS or (surely and len(newest) == 1)
    return Mend(newest[-1].id, rest, sure)


def aside_for(scene: Scene, question: str) -> Scene:
    """Return the scene as it would be if an answered question were asked again."""
    return scene.changed(step="ask", returning_to=question, proposed=None)


def without_doubt(scene: Scene) -> Scene:
    """Return the scene as it would be if it were clear which question a number is for."""
    return scene.changed(step="ask", proposed=None) if scene.is_in_doubt else scene


def _newest(scene: Scene) -> list[Question]:
    """List the questions that the newest message answered, in the order of the flow; none if one of them has no number."""
    answers, flow = scene.session.answers.values(), scene.form.flow
    update_id = max((answer.update_id for answer in answers), default=0)
    newest = [answer for answer in answers if answer.update_id == update_id]
    asked = [flow[answer.question] for answer in engine.in_order(flow, newest)]
    visible = [question for question in asked if not question.hidden]
    return visible if update_id > 0 and all(question.kind in NUMBERS for question in visible) else []


def _without_words(text: str, words: Words) -> tuple[bool, str]:
    """Take the words of a correction off the beginning; True with it if nothing else can be meant by them."""
    surely, rest = False, text
    while True:
        for sure in (True, False):
            if (found := _pattern(words, sure=sure).match(rest)) is not None:
                surely, rest = surely or sure, rest[found.end() :]
                break
        else:
            return surely, rest


@cache
def _pattern(words: Words, *, sure: bool) -> re.Pattern[str]:
    phrases = words.label(TEMPLATE, "surely" if sure else "perhaps").splitlines()
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(r"[\s,'’]+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"{_BETWEEN}(?:{either})(?!\w){_BETWEEN}", re.IGNORECASE)
