"""The door: who came to it, who was let in, who stayed, and which side holds the business back."""

from dataclasses import dataclass
from math import floor
from typing import Literal, TypeAlias

from bot.language.templates import Words
from bot.pictures.canvas import svg
from bot.pictures.crowd import (
    Box,
    Figure,
    figures_for,
    fill,
    fly,
    height_for,
    letter_width,
    people_per_figure,
    shares,
    spots_left,
    stand,
)
from bot.pictures.lettering import drawable

Side: TypeAlias = Literal["marketing", "sales", "both", "offer", "neither", "unknown"]
Part: TypeAlias = Literal["volume", "quality", "response", "skill"]
Sure: TypeAlias = Literal["first_hint", "most_likely", "clearly"]
Stretch: TypeAlias = Literal["week", "month"]

STREET = Box(40, 752, 332, 320)
ROOM = Box(520, 752, 236, 320)
TILL = Box(812, 752, 228, 320)
LANE = Box(36, 412, 348, 104)  # where letters fly to the slot


@dataclass(frozen=True, slots=True)
class Door:
    """What the picture shows.

    Args:
        business: its name as the owner typed it.
        people: how many got in touch, orders without a talk not counted.
        talked: how many of them were talked with or answered properly; None if the owner doesn't know.
        customers: how many of those became customers; None if the owner doesn't know.
        orders: how many ordered without a talk.
        side: what holds the business back.
        part: what it is on that side, where one stands out.
        gain: customers more if that were put right, from and to.
        period: what the counts are for, such as "in a usual week", in the owner's language.
        language: of the words, such as ``en``.
        sure: how sure that is; a first hint names no side.
        gain_a: what the gain is counted in.
    """

    business: str | None
    people: float
    talked: float | None
    customers: float | None
    orders: float
    side: Side
    part: Part | None = None
    gain: tuple[float, float] | None = None
    period: str = ""
    language: str = "en"
    sure: Sure = "most_likely"
    gain_a: Stretch = "week"

    @property
    def outside(self) -> float | None:
        """Count who came and was not talked with, as the shown numbers say it; None if that is not known."""
        return None if self.talked is None else max(round(shown(self.people) - shown(self.talked), 1), 0)


@dataclass(frozen=True, slots=True)
class Crowds:
    """The figures of a picture, all of one height; each stands for so many people."""

    unit: int
    height: float
    waiting: tuple[Figure, ...]
    entering: tuple[Figure, ...]
    wanted: tuple[Figure, ...]
    talked: tuple[Figure, ...]
    customers: tuple[Figure, ...]
    letters: tuple[Figure, ...]
    letter: float


def draw_door(door: Door, words: Words) -> str:
    """Draw the door as SVG, 1080 by 1200."""
    return svg(
        "door",
        door=door,
        business=drawable(door.business),
        period=drawable(door.period),
        crowds=crowds(door),
        gain=whole(door.gain),
        count=lambda value: count(value, words),
        say=lambda block, **values: words.label(
            "pictures/door",
            block,
            **{"side": door.side, "part": door.part, "sure": door.sure, "a": door.gain_a, **values},
        ),
        number=words.number,
    )


def crowds(door: Door) -> Crowds:
    """Place everybody: those who stay outside farthest from the door, those let in nearest to it."""
    groups = (door.people, door.talked or 0, door.customers or 0)
    unit = people_per_figure(max(*groups, door.orders))
    people, talked, customers = (shares(group, unit) for group in groups)
    wanted = max(3, len(people) // 2) if door.part == "volume" else 0
    height = min(
        height_for(len(people) + wanted, STREET), height_for(len(talked), ROOM), height_for(len(customers), TILL)
    )
    spots = stand(len(people) + wanted, height, STREET)
    street = fill(sorted(spots, key=lambda spot: (-spot[0], spot[1])), people)
    waiting = figures_for(door.outside or 0, unit, of=len(street))
    letters = len(shares(door.orders, unit))
    letter = letter_width(letters, LANE)
    return Crowds(
        unit=unit,
        height=height,
        entering=street[: len(street) - waiting],
        waiting=street[len(street) - waiting :],
        wanted=fill(spots_left(spots, street), (1.0,) * wanted),
        talked=fill(stand(len(talked), height, ROOM), talked),
        customers=fill(stand(len(customers), height, TILL), customers),
        letters=fly(letters, letter, LANE),
        letter=letter,
    )


def shown(value: float) -> float:
    """Round a count as a picture shows it: whole from 10 on, to one digit below; halves go up."""
    return floor(value + 0.5) if value >= 10 else floor(value * 10 + 0.5) / 10


def count(value: float | None, words: Words) -> str:
    """Write a count as it stands in a picture or its caption."""
    return words.label("pictures/door", "not_known") if value is None else words.number(shown(value), digits=1)


def whole(gain: tuple[float, float] | None) -> tuple[int, int] | None:
    """Round a gain to whole customers."""
    return None if gain is None else (floor(gain[0] + 0.5), floor(gain[1] + 0.5))
