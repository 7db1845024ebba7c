"""Crowds: a number of little figures for a number of people, readable from none to a hundred thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, islice
from math import ceil, floor
from typing import TypeAlias

MOST = 50  # figures in one crowd; with more, nobody sees how many they are
BREADTH = 0.5  # room of a figure, as a share of its height
STRIDE = 1.06  # from one row to the next, as a share of its height
TALLEST = 148.0  # a little over half of the door
# A pixel of the picture, whose 1080 across are painted as 810. Figures that all begin on one have the same edges: they are
# sharper, and their picture is a fifth smaller.
PIXEL = 4 / 3


Spot: TypeAlias = tuple[float, float]  # the middle of a figure's feet


@dataclass(frozen=True, slots=True)
class Box:
    """Where a crowd may stand: left edge, ground, width, height."""

    x: float
    ground: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the middle of its feet."""

    x: float
    y: float


def people_per_figure(most: float) -> int:
    """Say for how many people one figure stands: 1, 2, 5, 10, 20, 50, ... so that the largest crowd stays readable."""
    for power in count():
        for step in (1, 2, 5):
            unit: int = step * 10**power
            if ceil(most / unit) <= MOST:
                return unit
    raise AssertionError("the steps never end")


def whole_figures(people: float, unit: int) -> int:
    """Return how many whole figures stand for this many people: at least one for anybody at all."""
    return max(1, floor(people / unit + 0.5)) if people > 0 else 0


def height_for(figures: int, box: Box) -> float:
    """Find the height at which this many figures fit into a box whose edges lie on pixels; half of it is whole pixels."""
    height = 2 * _down(min(TALLEST, box.height) / 2)
    while _times(box.width, height * BREADTH) * _times(box.height, _stride(height)) < figures:
        height -= 2 * PIXEL
    return height


def stand(figures: int, height: float, box: Box) -> tuple[Spot, ...]:
    """Place figures of one height in a box: rows of about the same length, the fullest in front, each centred."""
    if not figures:
        return ()
    step, stride = height * BREADTH, _stride(height)
    rows = ceil(figures / _times(box.width, step))
    sizes = [figures // rows + (row < figures % rows) for row in range(rows)]
    return tuple(
        (
            round(box.x + _down((box.width - size * step) / 2) + (place + 0.5) * step, 2),
            round(box.ground - row * stride, 2),
        )
        for row, size in enumerate(sizes)
        for place in range(size)
    )


def _stride(height: float) -> float:
    return -_down(-height * STRIDE)


def _down(length: float) -> float:
    """Round down to whole pixels."""
    return _times(length, PIXEL) * PIXEL


def _times(length: float, each: float) -> int:
    """Say how often one length goes into another; a third of a unit is no exact number."""
    return floor(length / each + 1e-6)


def fill(spots: Iterable[Spot], figures: int) -> tuple[Figure, ...]:
    """Put this many figures on the first spots."""
    return tuple(Figure(x, y) for x, y in islice(spots, figures))


def spots_left(spots: Iterable[Spot], taken: tuple[Figure, ...]) -> tuple[Spot, ...]:
    """Return the spots that are still free."""
    occupied = {(figure.x, figure.y) for figure in taken}
    return tuple(spot for spot in spots if spot not in occupied)


def figures_for(people: float, unit: int, *, of: int) -> int:
    """Round people to whole figures of a crowd: none for nobody, else at least one, unless the crowd is one figure."""
    if people <= 0:
        return 0
    return min(of, max(floor(people / unit + 0.5), 1 if of > 1 else 0))


def letter_width(letters: int, box: Box) -> float:
    """Find the width at which this many letters fit into a box."""
    width = 46.0
    while floor(box.width / (width * 1.2)) * floor(box.height / (width * 0.9)) < letters:
        width *= 0.95
    return round(width, 1)


def fly(letters: int, width: float, box: Box) -> tuple[Figure, ...]:
    """Place letters of one width in a box, in rows about its middle, the first ones at its right end."""
    if not letters:
        return ()
    rows = ceil(letters / floor(box.width / (width * 1.2)))
    columns = ceil(letters / rows)
    middle = box.ground - box.height / 2
    return tuple(
        Figure(
            round(box.x + box.width - (place // rows + 1) * width * 1.2, 1),
            round(middle + (place % rows - (rows - 1) / 2) * width * 0.9 - width * 0.37, 1),
        )
        for place in range(min(letters, rows * columns))
    )
