"""What a picture says, in words: for those who can't see it, and for when it can't be drawn."""

from collections.abc import Mapping, Sequence
from html import escape

from bot.core.replies import Picture
from bot.core.shown import CountedMonth, Counts, Door, Shown, ShownWeek, TwoMonths, Weeks
from bot.core.week_numbers import NESTED
from bot.language.nouns import called
from bot.language.templates import Words
from bot.pictures.door import count, gain_words, said_of
from bot.pictures.lettering import clean, cut
from bot.pictures.months import change, span_of, told_of, verdict_words
from bot.pictures.weeks import MOST, day, headline, moved_in, moved_words, span, usual_of

LONGEST = 1024  # UTF-16 units, Telegram's limit of a caption
NAME = 100  # UTF-16 units of an owner's own words
NOTE = 40  # of what was special about a week
LISTED = 8  # weeks told one by one


def illustrated(shown: Shown, words: Words) -> Picture:
    """Make the reply that shows a picture, with what it says in words."""
    return Picture(shown, escape(caption(shown, words), quote=False))


def caption(picture: Shown, words: Words) -> str:
    """Say what a picture shows, as plain text of at most 1,024 UTF-16 units."""
    match picture:
        case Door():
            return _door(picture, words)
        case Weeks():
            return _weeks(picture, words)
        case _:
            return _months(picture, words)


def _door(door: Door, words: Words) -> str:
    return cut(
        words.label(
            "pictures/caption",
            "door",
            business=_own(door.business),
            period=_own(door.period),
            headline=said_of(door, "headline", words),
            reason=said_of(door, "reason", words),
            people=count(door.people, words),
            seen=None if door.seen is None else count(door.seen, words),
            talked=None if door.talked is None else count(door.talked, words),
            outside=count(door.outside, words) if door.outside else None,
            customers=None if door.customers is None else count(door.customers, words),
            orders=count(door.orders, words) if door.orders > 0 else None,
            gain=gain_words(door, words),
            **called(door.trade, words),
        ),
        LONGEST,
    )


def _weeks(weeks: Weeks, words: Words) -> str:
    everything = weeks.weeks[-MOST:]
    usual = {name: usual_of(everything, name) for name in NESTED}
    return cut(
        words.label(
            "pictures/caption",
            "weeks",
            business=_own(weeks.business),
            headline=headline(weeks, words),
            span=span(everything, words),
            weeks=[_week(week, weeks.trade, words) for week in everything[-LISTED:]],
            more=len(everything) > LISTED,
            listed=LISTED,
            usual={name: [count(value, words) for value in known or ()] for name, known in usual.items()},
            moved=moved_words(moved, words) if (moved := moved_in(weeks)) else None,
            **called(weeks.trade, words),
        ),
        LONGEST,
    )


def _months(months: TwoMonths, words: Words) -> str:
    names = told_of(months)
    return cut(
        words.label(
            "pictures/caption",
            "months",
            business=_own(months.business),
            headline=change(months, words),
            months=[
                _month(month, names, called(months.trade, words), words) for month in (months.before, months.after)
            ],
            verdict=verdict_words(months, words),
            step=months.step,
        ),
        LONGEST,
    )


def _month(month: CountedMonth, names: Sequence[str], nouns: Mapping[str, str], words: Words) -> str:
    counts = month.counts
    return words.label(
        "pictures/caption",
        "month",
        span=span_of(month, words),
        people=count(counts.people, words) if "people" in names else None,
        talked=count(counts.talked, words) if "talked" in names else None,
        customers=count(counts.won, words) if "customers" in names else None,
        orders=count(counts.orders, words) if counts.orders > 0 else None,
        **nouns,
    )


def _week(week: ShownWeek, trade: str, words: Words) -> str:
    told = _counted(week, trade, words)
    return (
        words.label("pictures/caption", "special", told=told, note=cut(clean(week.note), NOTE)) if week.note else told
    )


def _counted(week: ShownWeek, trade: str, words: Words) -> str:
    counts = week.counts
    if not isinstance(counts, Counts):
        return words.label("pictures/caption", counts, monday=day(week.monday, words))
    return words.label(
        "pictures/caption",
        "week",
        monday=day(week.monday, words),
        people=count(counts.people, words),
        talked=count(counts.talked, words),
        customers=count(counts.customers, words),
        orders=count(counts.orders, words) if counts.orders > 0 else None,
        **called(trade, words),
    )


def _own(text: str | None) -> str:
    return cut(clean(text or ""), NAME)
