"""The step of the week told in a line about its numbers, or in more than a yes or no where it is asked whether it is done."""

import re

from bot.checkins.session import is_checkin, weeks_about
from bot.checkins.special import with_note
from bot.diagnosis.talk import STEP_REMARKS
from bot.dialogue import actions
from bot.dialogue.context import Context
from bot.dialogue.hear import Action
from bot.dialogue.scene import Scene, Turned
from bot.hearing.narrowed import asks
from bot.hearing.outcomes import denies
from bot.hearing.policy import BESIDE, TOLD, Resolution
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.passages import passages_of
from bot.language.numbers.clean import clean
from bot.talk.remarks import remark_in
from bot.talk.typed import is_no
from bot.talk.wished import behind

ENDS = ".!?\n"
BEGUN = "begun"  # the remark of who did a part of the step
SEVERAL = 2  # passages of an answer in more than a word, and words of what was done instead
PAUSE = re.compile(r"[,.;:!?\n]|\s[-–—]\s")


def outcome_of_step(scene: Scene, meant: Resolution, text: str, language: str) -> Resolution | None:
    """Return what was meant, without the one number that is what came of the step; None if there is none.

    It stands behind the step, in the same sentence; two and more numbers there are the week's.
    """
    step = next((act for act in meant.done if act.kind == "step" and act.chance >= BESIDE), None)
    if step is None or not is_checkin(scene.session):
        return None
    plain = clean(text, language).text
    sentence = min((at for end in ENDS if (at := plain.find(end, step.place[0])) > 0), default=len(plain))
    told = [token.place for token in tokens_in(text, language) if isinstance(token, ToldAmount)]
    behind = [place for place in told if step.place[0] <= place[0] < sentence]
    if len(behind) != 1:
        return None
    kept = (
        act for act in meant.done if not (act.kind in TOLD and act.told is not None and act.told.place == behind[0])
    )
    return Resolution(tuple(kept), meant.doubted)


def step_told(context: Context, scene: Scene, text: str) -> Turned | None:
    """Take an answer in several words to whether the step is done: what was done instead is noted, and a beginning is one.

    None of a plain answer, and of anything else.
    """
    if len(passages_of(text, context.words.language)) < SEVERAL or asks(text, context.words):
        return None
    if remark_in(text, context.words) == BEGUN:
        return _not_done(context, scene, text, context.words.say(STEP_REMARKS, BEGUN))
    if not is_no(context, text):
        return None
    instead = text[len(PAUSE.split(text, maxsplit=1)[0]) :].strip(" ,.;:!-–—")
    if len(instead.split()) < SEVERAL or denies(instead, context.words):
        return None
    week = weeks_about(scene.session)[0]
    line = context.words.say("checkins/special", "instead")
    return _not_done(context, context.scene_of(with_note(scene.chat, week, instead), scene.session), text, line)


def _not_done(context: Context, scene: Scene, text: str, line: str) -> Turned:
    chat, replies = context.pick_up(*actions.on_heard(scene, Action("=no", text)))
    return chat, behind([line], replies)
