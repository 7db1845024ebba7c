"""The door of a verdict: whom the owner counted, on which side of it, and what holds the business back."""

from bot.core.shown import Door
from bot.diagnosis import Verdict
from bot.diagnosis.in_two import step_in_short
from bot.diagnosis.tell import WEEKS_A_MONTH, told_monthly
from bot.language.templates import Words
from bot.language.verdicts import kinds


def door_of(verdict: Verdict, business: str | None, words: Words) -> Door | None:
    """Draw up the door of a verdict.

    None where a picture would show what nobody knows or believes: how many came was not told, or the numbers contradict
    each other.

    Args:
        verdict: what was found out.
        business: its name as the owner typed it.
        words: the owner's language.
    """
    figures = verdict.figures
    orders_only = verdict.answers.path == "order"
    people = 0.0 if orders_only else figures.people
    if people is None or any(note.startswith("contradiction") for note in verdict.notes):
        return None
    return Door(
        business=business,
        people=_whole(people),
        talked=0 if orders_only else _known(figures.talked),
        customers=0 if orders_only else _known(figures.customers),
        orders=_whole(figures.orders or 0),
        kind=verdict.kind,
        gain=_gain(verdict),
        period=words.label("pictures/door", "in_all", weeks=figures.weeks),
        language=words.language,
        sure=verdict.word,
        trade=verdict.answers.trade,
        seen=_seen(verdict) if orders_only else None,
        gain_a="month" if told_monthly(verdict) else "week",
        step=step_in_short(verdict, words),
    )


def _seen(verdict: Verdict) -> float | None:
    """Return how many saw what is sold in the whole stretch of time."""
    visitors = verdict.answers.visitors
    return None if visitors is None else _whole(visitors.value * verdict.figures.weeks)


def _known(total: float | None) -> float | None:
    return None if total is None else _whole(total)


def _whole(total: float) -> float:
    """Round to whole people; somebody is never nobody."""
    return float(max(round(total), 1)) if total else 0.0


def _gain(verdict: Verdict) -> tuple[float, float] | None:
    """Return what the side that holds the business back would bring, in whole customers, as the verdict tells it."""
    if not kinds()[verdict.kind].gain:
        return None
    factor = WEEKS_A_MONTH if told_monthly(verdict) else 1.0
    gain = verdict.gains[verdict.state]
    low, high = gain.low * factor, gain.high * factor
    return (0, 0) if high < 1 else (0 if low < 0.5 else round(low), round(high))
