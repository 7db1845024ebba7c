"""Takes what was told as answers: which of it answers a question, for which stretch of time, and in which money."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.form import path_told
from bot.checkins.session import is_checkin
from bot.checkup.period import AS_IT_IS, COUNTS, PERIOD
from bot.checkup.told import PATH, STANDS_FOR, TellsOf, answers_told, options_told
from bot.core.records import CHECKUP
from bot.core.span import CountedFor, SpanOfTime
from bot.core.week_numbers import FIELDS
from bot.dialogue import answers
from bot.dialogue.context import Context
from bot.dialogue.hear import Many
from bot.dialogue.prompting import ask_among
from bot.dialogue.scene import Scene, Turned
from bot.hearing.lengths import is_bare_length
from bot.hearing.policy import BESIDE, SURELY
from bot.language.listening.acts import Act
from bot.language.listening.lexicon import own_trades
from bot.language.listening.passages import passages_of

OPENING_FACTS = ("trade", "path")
ALONE = 3  # words of a message that is a trade and nothing else


def _in_told_money(scene: Scene, facts: Sequence[Act]) -> Scene:
    """Take the currency in which the value of a sale was told as that of the business."""
    currency = next((act.told.currency for act in facts if act.name == "value" and act.told is not None), None)
    if currency is None:
        return scene
    return replace(scene, chat=replace(scene.chat, business=replace(scene.chat.business, currency=currency)))


def _for_a_told_time(scene: Scene, found: TellsOf) -> Scene:
    """Leave out that the numbers are for these four weeks alone, where they are told for a time of their own."""
    period, spans = scene.session.answers.get(PERIOD), found.spans
    stale = period is not None and period.choice == AS_IT_IS and any(name in spans for name in COUNTS)
    return scene.with_session(scene.session.without(frozenset((PERIOD,)))) if stale else scene


def _together_in_time(scene: Scene, found: TellsOf) -> Scene:
    """Let the other counts be for the time that one of them turns out to be for: "those 40 were in four months"."""
    session = scene.session
    for name, span in found.spans.items():
        before = session.answers.get(name)
        if session.flow != CHECKUP or name not in FIELDS or before is None or before.amount != found.amounts[name]:
            continue
        others = [session.answers[one] for one in FIELDS if one in session.answers and one not in found.amounts]
        for other in others:
            if other.amount is not None and other.span == before.span:
                session = session.with_answer(replace(other, span=span))
    return scene.with_session(session)


def take_facts(scene: Scene, text: str, facts: Sequence[Act], context: Context) -> Turned | None:
    """Take what was told as answers to questions; None if it answers none."""
    facts = [
        act for act in facts if _is_asked_or_sure(scene, act, facts, text) and not _is_settled(scene, act, facts, text)
    ]
    if scene.current is not None and len(among := options_told(facts, scene.current)) > 1:
        return ask_among(scene, scene.current, among)
    found = facts_for(scene, facts, context)
    if not found:
        return None
    scene = _together_in_time(_for_a_told_time(_in_told_money(scene, facts), found), found)
    one = scene.current.id if scene.current else ""
    spans = {act.name: span for act in facts if (span := _span_before(scene, act))} | dict(found.spans)
    if list(found.amounts) == [one] and not found.choices:
        counted = CountedFor(found.amounts[one], spans.get(one))
        return answers.answered(scene, answers.answer_to(scene, scene.form.flow[one], text.strip(), counted))
    if list(found.choices) == [one] and not found.amounts:
        return answers.answered(scene, answers.answer_to(scene, scene.form.flow[one], text.strip(), found.choices[one]))
    choices = dict(found.choices)
    if is_checkin(scene.session) and (path := path_told(scene.session, found.amounts)):
        choices["path"] = path  # what is not asked of a business was told all the same, and is kept
    told = Many(dict(found.amounts), text.strip(), choices, spans=spans)
    return answers.take_many(scene, told)


def _span_before(scene: Scene, act: Act) -> SpanOfTime | None:
    """Return the stretch of time that a number was told for before it was corrected: "50, not 40" is for the same one."""
    before = scene.session.answers.get(act.name)
    is_for_it = act.kind == "corrects" and act.told is not None and act.told.span is None
    return before.span if is_for_it and before is not None else None


def _is_asked_or_sure(scene: Scene, act: Act, facts: Sequence[Act], text: str) -> bool:
    """True unless an option was told that nobody asked for and that is not sure: "in an hour" may be said of anything.

    Beside the answer that was asked for it may be less sure than in its place. A number that was answered before is not
    changed by one that only may be told again: "rang 6 of them, got 2 jobs" at another question.
    """
    if act.kind == "tells" and act.told is not None and is_told_before(scene, act):
        return (
            act.chance >= SURELY and act.name not in STANDS_FOR
        )  # "24 calls, 6 proposals": a part of those talked with
    if scene.current is None or act.name == scene.current.id or act.told is not None or act.name in OPENING_FACTS:
        return True
    answers = any(other.name == scene.current.id or other.told is not None for other in facts)
    if not answers and is_bare_length(act, scene.form.flow, text, scene.words.language):
        return False
    begins = scene.session.flow == CHECKUP and not scene.session.answers
    return act.chance >= (BESIDE if answers or begins else SURELY)


def is_told_before(scene: Scene, act: Act) -> bool:
    """Return True if a number is not the one that was told before, at a question that it is no answer to."""
    name = STANDS_FOR.get(act.name, act.name)
    before = scene.session.answers.get(name)
    if scene.current is None or name == scene.current.id or before is None or act.told is None:
        return False
    return before.amount is None or before.amount.value != act.told.amount.value


def _is_settled(scene: Scene, act: Act, facts: Sequence[Act], text: str) -> bool:
    """True for a trade or a way of buying that is known, beside a number: "5 a day in the shop" says nothing new of it."""
    known = act.name in OPENING_FACTS and act.name in scene.session.answers
    asked = scene.current is not None and scene.current.id == act.name
    if known and not asked and act.name == "trade" and act.kind == "tells" and scene.session.flow == CHECKUP:
        alone = len(text.split()) <= ALONE or len(facts) == 1 == len(passages_of(text, scene.words.language))
        return not alone and not own_trades(
            act.words.split(), scene.words.language, spoken_of=True
        )  # "I ask for a photo"
    return known and act.kind == "tells" and any(other.told is not None for other in facts)


def facts_for(scene: Scene, facts: Sequence[Act], context: Context) -> TellsOf:
    """Return the answers to a scene's questions that some acts tell."""
    known = {name: answer.amount for name, answer in scene.session.answers.items() if answer.amount}
    today = context.event.at.date()
    path, in_checkup = scene.session.answers.get(PATH), scene.session.flow == CHECKUP
    path_open = PATH in scene.form.flow and path is None and in_checkup
    way = path.choice if path is not None and in_checkup else None
    return answers_told(facts, scene.form.flow, known, today=today, path_open=path_open, path=way)
