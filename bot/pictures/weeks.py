"""The weeks: people, talks and customers week by week, with gaps shown as gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from babel.dates import format_date

from bot.core.shown import ChangedLevel, Counts, Gap, Moved, ShownWeek, Weeks
from bot.language.nouns import called
from bot.language.templates import Words
from bot.pictures.canvas import svg
from bot.pictures.door import count
from bot.pictures.font import font
from bot.pictures.lettering import drawable

MOST = 52
ENOUGH = 8  # weeks needed before anything is called usual: with fewer, chance looks like a change
LEFT, RIGHT = 48, 1032
PANELS = (("people", 292), ("talked", 474), ("customers", 656))  # a name and the ground it stands on
TALL = 80  # of the highest column
APART = 150  # from one date to the next, at least
DIGIT = 19  # width of a digit at size 30, with some air
KEY = 246  # width of an entry of the key, where there is room
KEY_MARK, KEY_GAP, KEY_SIZE = 44, 14, 26  # before its words, behind them, and their letters where all are narrow
MARK = 13  # half of the mark of a special week, or less where the weeks are narrow
CHANGED = {"people": "changed_people", "customers": "changed_customers"}


@dataclass(frozen=True, slots=True)
class Column:
    """One week in one panel: how high, of that how much by orders without a talk, and its number if there is room."""

    x: float
    height: float
    orders: float
    label: str
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Level:
    """What some weeks brought on average: a line over them."""

    begin: float
    length: float
    height: float


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
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below its week."""

    x: float
    label: str
    anchor: str


def draw_weeks(weeks: Weeks, words: Words) -> str:
    """Draw the weeks as SVG, 1080 by 808."""
    shown_weeks = weeks.weeks[-MOST:]
    step = (RIGHT - LEFT) / len(shown_weeks)
    middles = [round(LEFT + step * (place + 0.5), 1) for place in range(len(shown_weeks))]
    mondays = [week.monday for week in shown_weeks]
    moved = moved_in(weeks)
    changed = None if moved else weeks.changed
    keys = _placed([*_keys(shown_weeks), *(["level"] if changed else [])], words)
    return svg(
        "weeks",
        business=drawable(weeks.business),
        panels=[_panel(name, ground, shown_weeks, middles, words, changed) for name, ground in PANELS],
        ticks=_ticks(mondays, middles, words),
        breadth=round(min(step * 0.7, 64), 1),
        keys=keys,
        special=[x for x, week in zip(middles, shown_weeks, strict=True) if week.note or week.apart],
        mark=round(min(MARK, step * 0.45), 1),
        moved=moved,
        moved_x=round(LEFT + step * mondays.index(moved.monday), 1) if moved else 0,
        moved_words=moved_words(moved, words) if moved else "",
        span=span(shown_weeks, words),
        headline=headline(weeks, words),
        count=lambda value: count(value, words),
        say=lambda block, **values: words.label("pictures/weeks", block, **called(weeks.trade, words), **values),
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


def moved_in(weeks: Weeks) -> Moved | None:
    """Return when another side began to hold the business back, if it is among the weeks that are shown."""
    shown_weeks = [week.monday for week in weeks.weeks[-MOST:]]
    return weeks.moved if weeks.moved and weeks.moved.monday in shown_weeks else None


def headline(weeks: Weeks, words: Words) -> str:
    """Say the one thing that the weeks tell: what moved, what fell or rose, or else what all of them together brought."""
    if (moved := moved_in(weeks)) is not None:
        after = words.label(f"diagnosis/{moved.after}", "short")
        return words.label("pictures/weeks", "headline_moved", monday=day(moved.monday, words), after=after)
    if (changed := weeks.changed) is not None:
        then, now = (count(value, words) for value in (changed.before, changed.recent))
        more, nouns = changed.recent > changed.before, called(weeks.trade, words)
        return words.label("pictures/weeks", CHANGED[changed.name], more=more, then=then, now=now, **nouns)
    many = weeks.weeks[-MOST:]
    came, won = (values_of(many, name) for name in ("people", "customers"))
    known = {"came": count(sum(came), words) if came else None, "won": count(sum(won), words) if won else None}
    return words.label("pictures/weeks", "headline", many=len(many), **known, **called(weeks.trade, words))


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
    """Say what held the business back until another side did."""
    return words.label("pictures/weeks", "moved", before=words.label(f"diagnosis/{moved.before}", "short"))


def _panel(
    name: str,
    ground: int,
    weeks: Sequence[ShownWeek],
    middles: Sequence[float],
    words: Words,
    changed: ChangedLevel | None,
) -> Panel:
    step = (RIGHT - LEFT) / len(weeks)
    values = values_of(weeks, name)
    top = max((value for one, _ in PANELS for value in values_of(weeks, one)), default=1) or 1  # one scale for all
    levels = _levels(changed, weeks, middles, top) if changed and changed.name == name else ()
    told = [_value(week, name) for week in weeks] if step >= DIGIT and not levels else []  # a year has no room for any
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
        levels=levels,
    )


def _levels(
    changed: ChangedLevel, weeks: Sequence[ShownWeek], middles: Sequence[float], top: float
) -> tuple[Level, ...]:
    """Place the lines of what a week brought before a change and after it."""
    half = (RIGHT - LEFT) / len(weeks) * 0.45
    known = [
        x for week, x in zip(weeks, middles, strict=True) if _value(week, changed.name) is not None and not week.apart
    ]
    after, before = known[-changed.recent_weeks :], known[: -changed.recent_weeks][-changed.before_weeks :]
    return tuple(
        Level(round(places[0] - half, 1), round(places[-1] - places[0] + 2 * half, 1), _height(mean, top))
        for places, mean in ((before, changed.before), (after, changed.recent))
        if places
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
