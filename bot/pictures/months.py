"""Before and after: what a month added up to beside the one before it, as a crowd of people of one size."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.shown import CountedMonth, Counts, TwoMonths
from bot.language.nouns import called
from bot.language.templates import Words
from bot.language.verdicts import kinds
from bot.pictures.canvas import svg
from bot.pictures.crowd import Box, Figure, fill, height_for, people_per_figure, stand, whole_figures
from bot.pictures.door import count
from bot.pictures.lettering import drawable
from bot.pictures.weeks import day

PANELS = (24, 548)  # the left edges of the two
FROM, TO = 196, 644  # where the rows are
ABOVE, BELOW = 8, 24  # what is free of a row
FIGURES, ROOM = 188, 292  # from the edge of a panel to the figures of a row, and what there is for them
NAMES = ("people", "talked", "customers")
HEADLINES = {"customers": "headline_customers", "people": "headline_people", "talked": "headline_talked"}
"""What the headline says of each number; it is about the first that both months have."""


@dataclass(frozen=True, slots=True)
class RowOfPeople:
    """One number of a month as a crowd of people; of the customers, some may have ordered without a talk."""

    name: str
    ground: float
    total: str
    talked: tuple[Figure, ...]
    orders: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class MonthPanel:
    """One month of the two."""

    x: int
    span: str
    rows: tuple[RowOfPeople, ...]


def draw_months(months: TwoMonths, words: Words) -> str:
    """Draw the card as SVG, 1080 by 808."""
    both = (months.before, months.after)
    names = told_of(months)
    most = [number_of(month.counts, name) or 0 for month in both for name in names]
    unit, tall = people_per_figure(max(most)), (TO - FROM) / len(names)
    height = height_for(whole_figures(max(most), unit), Box(0, 0, ROOM, tall - ABOVE - BELOW))
    return svg(
        "months",
        business=drawable(months.business),
        headline=change(months, words),
        panels=[
            MonthPanel(x, span_of(month, words), _rows(month.counts, names, x, unit, height, words))
            for x, month in zip(PANELS, both, strict=True)
        ],
        height=height,
        keys=keys(months, unit, words),
        verdict=verdict_words(months, words),
        step=words.label("pictures/months", "step", do=months.step) if months.step else "",
        say=lambda block, **values: words.label("pictures/months", block, **called(months.trade, words), **values),
    )


def told_of(months: TwoMonths) -> list[str]:
    """Name the numbers that are shown: those that are not unknown in both months, nor nobody."""
    return [name for name in NAMES if any(number_of(one.counts, name) for one in (months.before, months.after))] or [
        NAMES[0]
    ]


def number_of(counts: Counts, name: str) -> float | None:
    """Return one number of a month; customers with those who ordered without a talk."""
    value: float | None = counts.won if name == "customers" else getattr(counts, name)
    return value


def change(months: TwoMonths, words: Words) -> str:
    """Say the one thing that the card tells: what became of the customers, or else of the people."""
    shown = told_of(months)
    for name, headline in HEADLINES.items():
        if name not in shown:
            continue
        then, now = (number_of(month.counts, name) for month in (months.before, months.after))
        if then is not None and now is not None:
            return words.label(
                "pictures/months",
                headline,
                then=count(then, words),
                now=count(now, words),
                **called(months.trade, words),
            )
    return words.label("pictures/months", "headline")


def span_of(month: CountedMonth, words: Words) -> str:
    """Say from when to when a month runs, and how many of its weeks have numbers where not all do."""
    first, last = day(month.first, words), day(month.last, words)
    whole = ((month.last - month.first).days + 1) // 7
    return words.label("pictures/months", "span", first=first, last=last, weeks=month.weeks, whole=whole)


def verdict_words(months: TwoMonths, words: Words) -> str:
    """Say what held the business back then and now, as far as that was sure enough to be told."""
    then, now = (
        words.label(f"diagnosis/{kind}", "short") if kind and kinds()[kind].announced else ""
        for kind in (months.was, months.now)
    )
    balanced = bool(months.now) and kinds()[months.now].side == "neither"
    return words.label("pictures/months", "verdict", then=then, now=now, balanced=balanced) if now else ""


def keys(months: TwoMonths, unit: int, words: Words) -> str:
    """Say for how many people a figure stands, and which ones ordered without a talk."""
    orders = any(month.counts.orders for month in (months.before, months.after))
    return words.label("pictures/months", "keys", number=words.number(unit) if unit > 1 else None, orders=orders)


def _rows(
    counts: Counts, names: Sequence[str], x: float, unit: int, height: float, words: Words
) -> tuple[RowOfPeople, ...]:
    tall = (TO - FROM) / len(names)
    rows = []
    for place, name in enumerate(names):
        number, ground = number_of(counts, name), FROM + tall * (place + 1) - BELOW
        box = Box(x + FIGURES, ground, ROOM, tall - ABOVE - BELOW)
        people = whole_figures(number or 0, unit)
        figures = fill(stand(people, height, box), people)
        ordered = whole_figures(counts.orders, unit) if name == "customers" else 0
        talked = max(len(figures) - ordered, 0)
        rows.append(RowOfPeople(name, ground, count(number, words), figures[:talked], figures[talked:]))
    return tuple(rows)
