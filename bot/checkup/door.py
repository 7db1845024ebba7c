"""The door of a verdict: whom the owner counted, on which side of it, and what holds the business back."""

from datetime import timedelta

from bot.core.shown import Door
from bot.diagnosis import Verdict
from bot.diagnosis.in_two import step_in_short
from bot.diagnosis.tell import WEEKS_A_MONTH, gain_of, told_monthly
from bot.language.templates import Words
from bot.language.verdicts import kinds
from bot.pictures.weeks import day


def door_of(verdict: Verdict, business: str | None, words: Words) -> Door | None:
    """Draw up the door of a verdict.

    None where the picture could not be true: how many came was not told, or the numbers contradict each other.

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
        period=_period(verdict, words),
        language=words.language,
        sure=verdict.word,
        trade=verdict.answers.trade,
        seen=_seen(verdict) if orders_only else None,
        gain_a="month" if told_monthly(verdict) else "week",
        step=step_in_short(verdict, words),
        worth=_worth(verdict, words),
        ordering=orders_only,
    )


def _period(verdict: Verdict, words: Words) -> str:
    """Say for which stretch of time the counts are."""
    first, newest = verdict.answers.periods[0], verdict.answers.periods[-1]
    days = {}
    if first.start is not None and newest.start is not None:
        last = newest.start + timedelta(days=round(7 * newest.weeks) - 1)
        years = first.start.year != last.year
        days = {"first": day(first.start, words, year=years), "last": day(last, words, year=years)}
    return words.label("pictures/door", "in_all", **{"weeks": verdict.figures.weeks, "first": "", "last": ""} | days)


def _worth(verdict: Verdict, words: Words) -> str:
    """Say in money what the side that holds the business back would bring, where a sale's value is known."""
    if not kinds()[verdict.kind].gain or verdict.gains[verdict.state].high < 0.5:
        return ""
    money = gain_of(verdict, verdict.state, words)["money"]
    return words.label("pictures/door", "worth", **money) if money else ""


def _seen(verdict: Verdict) -> float | None:
    """Return how many saw what is sold in the whole stretch of time."""
    visitors = verdict.answers.visitors
    return None if visitors is None else _whole(visitors.value * verdict.figures.weeks)


def _known(total: float | None) -> float | None:
    return None if total is None else _whole(total)


def _whole(total: float) -> float:
    """Round to whole people; more than nobody is at least one."""
    return float(max(round(total), 1)) if total else 0.0


def _gain(verdict: Verdict) -> tuple[float, float] | None:
    """Return what the side that holds the business back would bring, in whole customers, as the verdict tells it."""
    if not kinds()[verdict.kind].gain:
        return None
    factor = WEEKS_A_MONTH if told_monthly(verdict) else 1.0
    gain = verdict.gains[verdict.state]
    low, high = gain.low * factor, gain.high * factor
    return (0, 0) if high < 1 else (0 if low < 0.5 else round(low), round(high))
