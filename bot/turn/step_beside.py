"""The step of the week told in a line about its numbers: "9 new. did the follow-ups, 2 said yes"."""

from bot.checkins.session import is_checkin
from bot.dialogue.scene import Scene
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.numbers.clean import clean
from bot.turn.policy import BESIDE, TOLD, Resolution

ENDS = ".!?\n"


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
