"""The weeks of a business as a picture: from the numbers that were told, with the weeks in between that have none."""

import dataclasses
from collections.abc import Mapping
from html import escape
from itertools import pairwise
from typing import Literal

from bot.checkins.summary import SPAN, FourWeeks, four_weeks
from bot.checkins.trends import Shift, read_trend
from bot.core.amount import Amount
from bot.core.ledger import Book
from bot.core.records import Business
from bot.core.replies import Picture
from bot.core.shown import ChangedLevel, CountedMonth, Counts, Gap, Moved, Shown, ShownWeek, TwoMonths, Weeks
from bot.core.week import Week, weeks_between
from bot.core.week_numbers import GivenNumber, WeekNumbers, reconciled
from bot.diagnosis.verdict import FIRM
from bot.language.templates import Words
from bot.language.verdicts import kinds
from bot.pictures.caption import illustrated
from bot.pictures.weeks import MOST, headline


def picture_of_book(business: Business, book: Book, words: Words) -> Picture | None:
    """Show the weeks of a business as they are kept; a side counts as changed when that was announced."""
    verdicts = _verdicts(book)
    picture = picture_of_weeks(business.name, book.numbers, words, outcomes=book.outcomes, verdicts=verdicts)
    return picture and illustrated(_with_notes(picture.shown, book, business.trade or "other"), words)


def told_of_weeks(picture: Picture, words: Words) -> str:
    """Return the headline of the picture of the weeks as Telegram HTML, if it is news; else nothing."""
    shown = picture.shown
    if not isinstance(shown, Weeks) or not (shown.moved or shown.changed):
        return ""
    return f"<b>{escape(headline(shown, words), quote=False)}.</b>"


def two_months(business: Business, book: Book, last: Week, words: Words, *, step: str = "") -> TwoMonths | None:
    """Set the four weeks up to one beside the four before them; None where either has no numbers.

    Args:
        business: whose weeks they are.
        book: the weeks as they are kept.
        last: the newest week of the later four.
        words: the owner's language.
        step: what was done, or is to be.
    """
    after, before = four_weeks(book.compared, last), four_weeks(book.compared, last.later(-SPAN))
    if not (before.weeks and after.weeks):
        return None
    was, now = (_verdict_at(book, month.last) for month in (before, after))
    trade = business.trade or "other"
    return TwoMonths(business.name, _added_up(before), _added_up(after), was, now, step, trade, words.language)


def _verdict_at(book: Book, last: Week) -> str:
    """Return what held the business back up to a week, as it was told; nothing once that is only a lean."""
    told = ""
    for week, kept in sorted(book.weeks.items()):
        if week <= last and kept.announced:
            told = kept.announced
        elif week <= last and kept.kind:
            told = kept.kind if kept.word in FIRM else ""
    return told


def _added_up(month: FourWeeks) -> CountedMonth:
    counts = Counts(month.people, month.talked, month.customers, month.orders or 0)
    return CountedMonth(month.first.monday, month.last.sunday, counts, month.weeks)


def _verdicts(book: Book) -> dict[Week, str]:
    """Return what was announced to hold the business back, by week."""
    verdicts: dict[Week, str] = {}
    for week, kept in sorted(book.weeks.items()):
        said = kept.announced or (None if verdicts else kept.kind)
        if said and _announced(said):
            verdicts[week] = said
    return verdicts


def _with_notes(shown: Shown, book: Book, trade: str) -> Shown:
    """Put what was special about the weeks beside them, and the trade; compare without the weeks that are left out."""
    if not isinstance(shown, Weeks):
        return shown
    kept = {week.monday: one for week, one in book.weeks.items() if one.note or one.apart}
    noted = (
        dataclasses.replace(week, note=kept[week.monday].note, apart=kept[week.monday].apart)
        if week.monday in kept
        else week
        for week in shown.weeks
    )
    return dataclasses.replace(shown, weeks=tuple(noted), changed=_changed(book.compared), trade=trade)


def picture_of_weeks(
    business: str | None,
    numbers: Mapping[Week, WeekNumbers],
    words: Words,
    *,
    outcomes: Mapping[Week, str] | None = None,
    verdicts: Mapping[Week, str] | None = None,
) -> Picture | None:
    """Show the last 52 weeks; None while no week has numbers.

    Args:
        business: its name as the owner typed it.
        numbers: what was told, by week.
        words: the owner's language.
        outcomes: what became of the weeks; those ``skipped`` are shown as such, all others without numbers as gaps.
        verdicts: the verdict of each week, where one was sure enough.
    """
    outcomes = outcomes or {}
    if not numbers:
        return None
    last = max(numbers.keys() | outcomes.keys())
    first = max(min(numbers), last.later(1 - MOST))
    shown = tuple(
        ShownWeek(week.monday, _counts(numbers[week]) if week in numbers else _gap(outcomes.get(week)))
        for week in weeks_between(first, last)
    )
    moved = _moved(verdicts or {}, first)
    return illustrated(Weeks(business, shown, moved, words.language, _changed(numbers)), words)


def _counts(told: WeekNumbers) -> Counts:
    told = reconciled(told)
    return Counts(_number(told.people), _number(told.talked), _number(told.customers), _number(told.orders) or 0)


def _changed(numbers: Mapping[Week, WeekNumbers]) -> ChangedLevel | None:
    """Return which number is at a different level from before: the customers, or else the people."""
    counts = {week: _counts(told) for week, told in numbers.items()}
    names: tuple[Literal["customers", "people"], ...] = ("customers", "people")
    for name in names:
        values = {week: one.won if name == "customers" else one.people for week, one in counts.items()}
        trend = read_trend({week: value for week, value in values.items() if value is not None}) if any(values) else ()
        for signal in trend if isinstance(trend, tuple) else ():
            if isinstance(signal, Shift):
                return ChangedLevel(name, signal.recent, signal.recent_weeks, signal.before, signal.before_weeks)
    return None


def _number(given: GivenNumber | None) -> float | None:
    return given.value if isinstance(given, Amount) else None


def _gap(outcome: str | None) -> Gap:
    return "skipped" if outcome == "skipped" else "missing"


def _moved(verdicts: Mapping[Week, str], first: Week) -> Moved | None:
    """Find the last week in which another side began to hold the business back."""
    known = [(week, kind) for week, kind in sorted(verdicts.items()) if _announced(kind)]
    changes = [
        Moved(week.monday, before, after)
        for (_, before), (week, after) in pairwise(known)
        if kinds()[before].side != kinds()[after].side and week >= first
    ]
    return changes[-1] if changes else None


def _announced(kind: str) -> bool:
    return kind in kinds() and kinds()[kind].announced
