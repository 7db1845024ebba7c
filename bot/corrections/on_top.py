"""How many more are wished for, or would find room, is added to what there is now: "another 5 on top of what we have"."""

from collections.abc import Sequence

from bot.checkup.answers import amount_in
from bot.core.amount import Amount
from bot.core.looseness import HEDGED, around, ends, interval, is_single
from bot.core.parts import added
from bot.core.span import CountedFor, SpanOfTime
from bot.corrections.worked_out import WorkedOut
from bot.dialogue.flow import Question
from bot.dialogue.hear import DAYS_OPEN, Number
from bot.dialogue.scene import Scene
from bot.dialogue.writing import in_all_or_each
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.on_top import OnTop, told_on_top

NOW_OF = {"room": ("people",), "wanted": ("customers", "orders")}
"""The questions about more of something, with the answers that say how much of it there is now."""

A_WEEK = 1.0
EACH_WEEK = SpanOfTime.of("week", each=True)
SINGLE = 3.0  # a sum of whole numbers and averages that is not smaller is said as a whole number


def added_to_now(scene: Scene, question: Question, text: str) -> WorkedOut | None:
    """Return the answer to the open question where a message tells how many more than now it is.

    None where it tells nothing of the kind, or it is not known how many there are now.
    """
    if question.id not in NOW_OF:
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
    return WorkedOut(
        Number(_together(now, _in_a_week(more, span, question, scene)), text, span=EACH_WEEK, made=True), said
    )


def _in_a_week(more: ToldAmount, span: SpanOfTime | None, question: Question, scene: Scene) -> Amount:
    """Return how many more that is in a week; of "10 a day" on the days on which those of now are counted, or on 5 to 7."""
    if span is None:
        return more.amount
    if span.unit != "day" or span.count != 1 or span.working:
        return more.amount.times(1 / span.weeks)
    days = next((one for name in NOW_OF[question.id] if (one := _days_counted(name, scene))), None)
    if days is not None:
        return more.amount.times(days)
    return interval(more.amount.value * DAYS_OPEN[0], more.amount.value * DAYS_OPEN[-1])


def _days_counted(name: str, scene: Scene) -> int | None:
    """Return on how many days a week an answer is counted that was told for each day; None where it was not, or that is not known."""
    answer, a_week = scene.session.answers.get(name), amount_in(scene.session, name, A_WEEK)
    told = tokens_in(answer.typed, scene.words.language) if answer is not None else ()
    daily = [one for one in told if isinstance(one, ToldAmount) and one.span is not None and one.span.unit == "day"]
    if a_week is None or len(daily) != 1 or not daily[0].amount.value:
        return None
    days = round(a_week.value / daily[0].amount.value)
    return days if days in DAYS_OPEN else None


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
