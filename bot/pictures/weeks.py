"""The weeks: people, talks and customers week by week, with gaps shown as gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from babel.dates import format_date

from bot.core.shown import Counts, Gap, Moved, ShownWeek, Weeks
from bot.language.templates import Words
from bot.pictures.canvas import svg
from bot.pictures.door import count
from bot.pictures.font import font
from bot.pictures.lettering import drawable

MOST = 52
ENOUGH = 8  # weeks before anything is called usual: with fewer, chance looks like a change
LEFT, RIGHT = 48, 1032
PANELS = (("people", 312), ("talked", 518), ("customers", 724))  # a name and the ground it stands on
TALL = 80  # of the highest column
APART = 150  # from one date to the next, at least
DIGIT = 19  # width of a digit at size 30, with some air
KEY = 246  # width of an entry of the key, where there is room
KEY_MARK, KEY_GAP, KEY_SIZE = 44, 14, 26  # before its words, behind them, and their letters where all are narrow
MARK = 13  # half of the mark of a special week, or less where the weeks are narrow


@dataclass(frozen=True, slots=True)
class Column:
    """One week in one panel: how high, of that how much by orders without a talk, and its number if there is room."""

    x: float
    height: float
    orders: float
    label: str
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One row of the picture."""

    name: str
    ground: int
    columns: tuple[Column, ...]
    usual: tuple[float, float] | None
    shade: tuple[float, float] | None
    top: str
    latest: str | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below its week."""

    x: float
    label: str
    anchor: str


def draw_weeks(weeks: Weeks, words: Words) -> str:
    """Draw the weeks as SVG, 1080 by 900."""
    shown_weeks = weeks.weeks[-MOST:]
    step = (RIGHT - LEFT) / len(shown_weeks)
    middles = [round(LEFT + step * (place + 0.5), 1) for place in range(len(shown_weeks))]
    mondays = [week.monday for week in shown_weeks]
    keys = _placed(_keys(shown_weeks), words)
    moved = weeks.moved if weeks.moved and weeks.moved.monday in mondays else None
    return svg(
        "weeks",
        business=drawable(weeks.business),
        panels=[_panel(name, ground, shown_weeks, middles, step, words) for name, ground in PANELS],
        ticks=_ticks(mondays, middles, words),
        breadth=round(min(step * 0.7, 64), 1),
        keys=keys,
        special=[x for x, week in zip(middles, shown_weeks, strict=True) if week.note or week.apart],
        mark=round(min(MARK, step * 0.45), 1),
        moved=moved,
        moved_x=round(LEFT + step * mondays.index(moved.monday), 1) if moved else 0,
        moved_words=moved_words(moved, words) if moved else "",
        span=span(shown_weeks, words),
        headline=headline(shown_weeks, words),
        count=lambda value: count(value, words),
        say=lambda block, **values: words.label("pictures/weeks", block, **values),
    )


def usual_of(weeks: Sequence[ShownWeek], name: str) -> tuple[float, float] | None:
    """Find what is usual of ``people``, ``talked`` or ``customers``, without the weeks that are left out."""
    return usual_range(values_of([week for week in weeks if not week.apart], name))


def usual_range(values: Sequence[float]) -> tuple[float, float] | None:
    """Find between which two weeks the middle eight of ten lie; None with fewer than eight weeks.

    Both ends are numbers that the owner really told: the inverse of the empirical distribution, R's quantile type 1.
    """
    if len(values) < ENOUGH:
        return None
    ranked = sorted(values)
    return ranked[ceil(0.1 * len(ranked)) - 1], ranked[ceil(0.9 * len(ranked)) - 1]


def values_of(weeks: Sequence[ShownWeek], name: str) -> tuple[float, ...]:
    """Return what is known of ``people``, ``talked`` or ``customers`` (orders included), week by week."""
    return tuple(value for week in weeks if (value := _value(week, name)) is not None)


def day(monday: date, words: Words, *, year: bool = False) -> str:
    """Write a date without its weekday: all of them are Mondays."""
    return str(format_date(monday, "d MMM y" if year else "d MMM", locale=words.locale))


def headline(weeks: Sequence[ShownWeek], words: Words) -> str:
    """Say in a line what all weeks together brought."""
    came, won = (values_of(weeks, name) for name in ("people", "customers"))
    known = {"came": count(sum(came), words) if came else None, "won": count(sum(won), words) if won else None}
    return words.label("pictures/weeks", "headline", many=len(weeks), **known)


def span(weeks: Sequence[ShownWeek], words: Words) -> str:
    """Say from when to when the weeks run, with years where there are two."""
    first, last = weeks[0].monday, weeks[-1].monday
    years = first.year != last.year
    return words.label(
        "pictures/weeks",
        "span",
        many=len(weeks),
        first=day(first, words, year=years),
        last=day(last, words, year=years),
    )


def moved_words(moved: Moved, words: Words) -> str:
    """Say when and how what holds the business back has changed."""
    before, after = (words.label(f"diagnosis/{kind}", "short") for kind in (moved.before, moved.after))
    return words.label("pictures/weeks", "moved", monday=day(moved.monday, words), before=before, after=after)


def _panel(
    name: str, ground: int, weeks: Sequence[ShownWeek], middles: Sequence[float], step: float, words: Words
) -> Panel:
    values = values_of(weeks, name)
    top = max((value for one, _ in PANELS for value in values_of(weeks, one)), default=1) or 1  # one scale for all
    told = [_value(week, name) for week in weeks] if step >= DIGIT else []  # a year has no room for any
    labels = ["" if value is None else count(value, words) for value in told]
    roomy = bool(labels) and max(map(len, labels)) * DIGIT <= step
    usual = usual_of(weeks, name)
    latest = _value(weeks[-1], name)
    return Panel(
        name=name,
        ground=ground,
        columns=tuple(
            Column(
                x=x,
                height=_height(_value(week, name) or 0, top),
                orders=_height(week.counts.orders, top)
                if name == "customers" and isinstance(week.counts, Counts)
                else 0,
                label=label,
                gap=_gap(week, name),
            )
            for week, x, label in zip(weeks, middles, labels if roomy else [""] * len(weeks), strict=True)
        ),
        usual=usual,
        shade=(_height(usual[0], top), _height(usual[1], top)) if usual else None,
        top="" if roomy or not values else count(max(values), words),
        latest=None if latest is None else count(latest, words),
    )


def _value(week: ShownWeek, name: str) -> float | None:
    if isinstance(week.counts, str):
        return None
    value: float | None = week.counts.won if name == "customers" else getattr(week.counts, name)
    return value


def _gap(week: ShownWeek, name: str) -> Gap | None:
    if isinstance(week.counts, str):
        return week.counts
    return "missing" if _value(week, name) is None else None


def _height(value: float, top: float) -> float:
    return round(value / top * TALL, 1)


def _keys(weeks: Sequence[ShownWeek]) -> list[str]:
    """Name the marks that this picture has."""
    gaps = {_gap(week, name) for week in weeks for name, _ in PANELS}
    keys = ["usual"] if any(usual_of(weeks, name) for name, _ in PANELS) else []
    if any(isinstance(week.counts, Counts) and week.counts.orders > 0 for week in weeks):
        keys.append("orders")
    keys += [gap for gap in ("missing", "skipped") if gap in gaps]
    return [*keys, "special"] if any(week.note or week.apart for week in weeks) else keys


def _placed(keys: Sequence[str], words: Words) -> list[tuple[str, float, float]]:
    """Return the marks with their places and the room for their words: in columns, or close together where that is too wide."""
    if len(keys) <= (RIGHT - LEFT) // KEY:
        return [(key, LEFT + KEY * place, KEY - KEY_MARK - 10) for place, key in enumerate(keys)]
    placed, x = [], float(LEFT)
    for key in keys:
        room = font().width(words.label("pictures/weeks", f"{key}_key"), KEY_SIZE) + 1
        placed.append((key, round(x, 1), round(room, 1)))
        x += KEY_MARK + room + KEY_GAP
    return placed


def _ticks(mondays: Sequence[date], middles: Sequence[float], words: Words) -> tuple[Tick, ...]:
    every = ceil(APART / ((RIGHT - LEFT) / len(mondays)))
    places = range(len(mondays) - 1, -1, -every)  # counted from the last, which matters most
    return tuple(
        Tick(RIGHT, day(mondays[place], words), "end")
        if middles[place] > RIGHT - 60
        else Tick(LEFT, day(mondays[place], words), "start")
        if middles[place] < LEFT + 60
        else Tick(middles[place], day(mondays[place], words), "middle")
        for place in sorted(places)
    )
