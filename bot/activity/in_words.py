"""A fact about an activity that is answered in the owner's own words: with them the activity is judged again."""

from collections.abc import Sequence

from bot.activity.asking import by_verdict
from bot.activity.form import ACTIVITY, FACTS
from bot.activity.judge import weigh
from bot.dialogue.answers import answer_to, go_on
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.language.match import exact_match

SURE = 0.75  # a verdict at least this likely is taken to follow from such words
SIDES = ("marketing", "sales", "both")


def told_in_words(context: Context, scene: Scene, text: str) -> Turned | None:
    """Take words as the answer to what was asked about an activity; None where nothing follows from them."""
    question, what = scene.current, scene.session.answers.get("what")
    if scene.session.flow != ACTIVITY or question is None or question.id not in FACTS or what is None:
        return None
    for fact in sorted(FACTS, key=lambda name: name != question.id):  # "not strangers" answers the other one
        asked = scene.form.flow[fact]
        if option := exact_match(text, _said(context, fact, asked.options)):
            answer = answer_to(scene, asked, text.strip(), option)
            return context.pick_up(*go_on(scene.with_session(scene.session.with_answer(answer))))
    more = f"{what.typed}, {text.strip()}"
    verdict, chance = by_verdict(weigh(more, context.words.language).chances)
    if verdict not in SIDES or chance < SURE:
        return None
    session = scene.session.with_answer(answer_to(scene, scene.form.flow["what"], more))
    return context.pick_up(*go_on(scene.with_session(session)))


def _said(context: Context, fact: str, options: Sequence[str]) -> list[tuple[str, str]]:
    """List what is said for each option of a fact, as (words, option)."""
    known = [option for option in options if f"said_{option}" in context.words.blocks(f"activity/{fact}")]
    return [(said, one) for one in known for said in context.words.listed(f"activity/{fact}", f"said_{one}")]
