"""Works an answer out of a message: so many more than now, of the few who came, beside those still open, or the only number it can be."""

from msgspec.structs import replace

from bot.core.records import CHECKUP
from bot.corrections.at_once import beside_own_calls, settled_between
from bot.corrections.left_aside import beside_the_rest
from bot.corrections.on_top import added_to_now
from bot.corrections.still_open import beside_those_still_open
from bot.corrections.worked_out import WorkedOut
from bot.dialogue import prompting
from bot.dialogue.flow import Question
from bot.dialogue.hear import Choices, Number
from bot.dialogue.scene import Scene
from bot.language.listening.made_of_steps import of_few
from bot.language.listening.numbers_beside import without_own_people, without_what_may_come

FIT, PEOPLE = "fit", "people"


def worked_out(scene: Scene, text: str) -> WorkedOut | None:
    """Return the answer to the open question that a message makes, with what was answered before; None where it makes none."""
    question, session = scene.current, scene.session
    if question is None or session.flow != CHECKUP or session.step != "ask":
        return None
    return (
        beside_own_calls(scene, question, text)
        or settled_between(scene, question, text)
        or beside_the_rest(scene, question, text)
        or added_to_now(scene, question, text)
        or of_the_few_who_came(scene, question, text)
        or beside_those_still_open(scene, question, text)
        or beside_others(scene, question, text)
    )


def of_the_few_who_came(scene: Scene, question: Question, text: str) -> WorkedOut | None:
    """Return how many were right where fewer came than the question asks about: "2 of the 4" are 5 of 10."""
    if question.id != FIT:
        return None
    people, limit = scene.session.answers.get(PEOPLE), question.limit
    there = people.within(scene.form.weeks) if people is not None and people.span and people.span.each else None
    there = there or scene.amount_of(PEOPLE)
    if there is None or limit is None or not 0 < round(there.value) < limit:
        return None
    right = of_few(text, scene.words.language, round(there.value), limit)
    if right is None:
        return None
    line = scene.words.say("checkup/fit", "of_few", there=round(there.value), right=round(right.value))
    return WorkedOut(Number(right, text, made=True), line)


def beside_others(scene: Scene, question: Question, text: str) -> WorkedOut | None:
    """Return the answer where only one of several numbers can be it: the others are the owner's own people, or only may come.

    As in "me and two volunteers, so 8 new people a week", and "4 this month. maybe 5 if he pays".
    """
    if question.kind != "count" or question.limit is not None:
        return None
    language = scene.words.language
    rest = without_own_people(text, language) if question.per == "week" else without_what_may_come(text, language)
    if not rest or rest == text or (question.per and not isinstance(prompting.listen(scene, text), Choices)):
        return None
    heard = prompting.listen(scene, rest)
    return WorkedOut(replace(heard, typed=text, made=True)) if isinstance(heard, Number) else None
