"""The door of a verdict: whom the owner counted, on which side of it, and what holds the business back."""

from bot.core.shown import Door
from bot.diagnosis import Figures, Verdict
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
    weeks = _weeks_a_count(figures)
    return Door(
        business=business,
        people=_count(people, weeks),
        talked=0 if orders_only else _known(figures.talked, weeks),
        customers=0 if orders_only else _known(figures.customers, weeks),
        orders=_count(figures.orders or 0, weeks),
        kind=verdict.kind,
        gain=_gain(verdict),
        period=words.label("pictures/door", "in_all", weeks=figures.weeks)
        if weeks == 1
        else words.label("pictures/door", "a_week"),
        language=words.language,
        sure=verdict.word,
        trade=verdict.answers.trade,
        seen=_seen(verdict, weeks) if orders_only else None,
        gain_a="month" if told_monthly(verdict) else "week",
    )


def _weeks_a_count(figures: Figures) -> float:
    """Return by how many weeks to divide the counts: all for a week, or 1 where that would leave a part of one person."""
    people, talked = figures.people or 0, figures.talked
    outside = 0 if talked is None else people - talked
    shown = [number for number in (people, talked, outside, figures.customers, figures.orders) if number]
    return max(figures.weeks, 1) if shown and min(shown) >= figures.weeks else 1


def _seen(verdict: Verdict, weeks: float) -> float | None:
    """Return how many saw what is sold, a week or in all, as the other counts are."""
    visitors = verdict.answers.visitors
    return None if visitors is None else _count(visitors.value * verdict.figures.weeks, weeks)


def _known(total: float | None, weeks: float) -> float | None:
    return None if total is None else _count(total, weeks)


def _count(total: float, weeks: float) -> float:
    """Round as the review before the verdict does, so that both show the same number."""
    number = total / weeks
    return round(number, 1 if number < 10 else 0)


def _gain(verdict: Verdict) -> tuple[float, float] | None:
    """Return what the side that holds the business back would bring, in whole customers, as the verdict tells it."""
    if not kinds()[verdict.kind].gain:
        return None
    factor = WEEKS_A_MONTH if told_monthly(verdict) else 1.0
    gain = verdict.gains[verdict.state]
    low, high = gain.low * factor, gain.high * factor
    return (0, 0) if high < 1 else (0 if low < 0.5 else round(low), round(high))
