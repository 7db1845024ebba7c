"""How many more are wished for, or would find room, is added to what there is now: "another 5 on top of what we have"."""

from collections.abc import Sequence

from bot.checkup.answers import amount_in
from bot.core.amount import Amount
from bot.core.looseness import HEDGED, around, ends, interval, is_single
from bot.core.parts import added
from bot.core.records import CHECKUP
from bot.core.span import CountedFor, SpanOfTime
from bot.dialogue.flow import Question
from bot.dialogue.hear import DAYS_OPEN, Choices, Number
from bot.dialogue.scene import Scene
from bot.dialogue.writing import in_all_or_each
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.on_top import OnTop, told_on_top
from bot.turn.worked_out import WorkedOut

NOW_OF = {"room": ("people",), "wanted": ("customers", "orders")}
"""The questions about more of something, with the answers that say how much of it there is now."""

A_WEEK = 1.0
EACH_WEEK = SpanOfTime.of("week", each=True)
SINGLE = 3.0  # from so many on, a sum of whole numbers and averages is said as a whole number


def added_to_now(scene: Scene, text: str) -> WorkedOut | None:
    """Return the answer to the open question where a message tells how many more than now it is.

    None where it tells nothing of the kind, or it is not known how many there are now.
    """
    question, session = scene.current, scene.session
    if question is None or session.flow != CHECKUP or session.step != "ask" or question.id not in NOW_OF:
        return None
    told = told_on_top(text, scene.words.language)
    if told is None:
        return None
    if told.total is not None:
        span = _span(told.total, scene)
        return WorkedOut(Number(told.total.amount, text, span=span, made=True)) if span is None or span.each else None
    span, now = _span(told.more, scene), _now(told, scene, NOW_OF[question.id])
    if now is None or not now.value or (span is not None and not span.each):
        return None
    return _made(told.more, now, scene, question, text)


def _now(told: OnTop, scene: Scene, names: Sequence[str]) -> Amount | None:
    """Return how many there are in a week now: as is told beside, or as was answered before."""
    if told.now is not None:
        span = _span(told.now, scene) or _span(told.more, scene)
        return told.now.amount.times(1 / span.weeks) if span is not None else told.now.amount
    counted = (amount_in(scene.session, name, A_WEEK) for name in names)
    known = [one for one in counted if one is not None]
    return added(known) if known else None


def _made(more: ToldAmount, now: Amount, scene: Scene, question: Question, text: str) -> WorkedOut:
    span = _span(more, scene)
    said = scene.words.say(
        "dialogue/noted",
        "on_top",
        now=in_all_or_each(scene, question, CountedFor(_in_short(now), EACH_WEEK)),
        more=in_all_or_each(scene, question, CountedFor(more.amount, span)),
    )
    if span is not None and span.unit == "day" and span.count == 1 and not span.working:
        totals = (_together(now, more.amount.times(days)) for days in DAYS_OPEN)
        return WorkedOut(Choices(tuple(map(CountedFor, totals)), text, "days", made=True), said)
    a_week = more.amount.times(1 / span.weeks) if span is not None else more.amount
    return WorkedOut(Number(_together(now, a_week), text, span=EACH_WEEK, made=True), said)


def _span(told: ToldAmount, scene: Scene) -> SpanOfTime | None:
    return None if told.span is None else told.span.told(scene.said.at.date())


def _in_short(amount: Amount) -> Amount:
    """Return an average of a week as it is said: 2.25 are about 2."""
    if not is_single(amount) or amount.value.is_integer() or amount.value < 1:
        return amount
    return around(float(round(amount.value)), HEDGED)


def _together(now: Amount, more: Amount) -> Amount:
    """Return a sum, as a whole number where it is not small: 2.25 a week now and 6 more are 8, and 6 to 7 more 8 to 9."""
    if is_single(more) or not is_single(now):
        total = added([now, more])
        whole = float(round(total.value)) if total.value >= SINGLE else total.value
        return Amount.exactly(whole) if total.is_exact else total.times(whole / total.value)
    low, high = (float(round(now.value + end)) for end in _ends(more))
    return interval(low, high) if more.law == "lognormal" else Amount.between(low, high)


def _ends(amount: Amount) -> tuple[float, float]:
    return ends(amount) if amount.law == "lognormal" else (amount.low, amount.high)
