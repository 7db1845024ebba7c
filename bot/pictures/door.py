"""The door: who came to it, who was let in, who stayed, and which side holds the business back."""

from dataclasses import dataclass
from math import floor

from bot.core.shown import Door, shown
from bot.language.nouns import called
from bot.language.templates import Words
from bot.language.verdicts import kinds
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
    spots_left,
    stand,
    whole_figures,
)
from bot.pictures.lettering import drawable

STREET = Box(40, 520, 332, 200)
ROOM = Box(520, 520, 236, 200)
LEAVING = Box(560, 520, 196, 200)  # the room; some leave it by the door again
TILL = Box(812, 520, 228, 200)
LANE = Box(36, 324, 348, 80)  # where the letters fly in


@dataclass(frozen=True, slots=True)
class DoorCrowds:
    """The figures of a picture, all of one height; each stands for the same number of people."""

    unit: int
    height: float
    waiting: tuple[Figure, ...]
    entering: tuple[Figure, ...]
    wanted: tuple[Figure, ...]
    talked: tuple[Figure, ...]
    leaving: tuple[Figure, ...]
    customers: tuple[Figure, ...]
    letters: tuple[Figure, ...]
    letter: float


def draw_door(door: Door, words: Words) -> str:
    """Draw the door as SVG, 1080 by 808."""
    return svg(
        "door",
        door=door,
        kind=kinds()[door.kind],
        business=drawable(door.business),
        period=drawable(door.period),
        crowds=crowds(door),
        count=lambda value: count(value, words),
        headline=said_of(door, "headline", words),
        reason=said_of(door, "reason", words),
        close=gain_words(door, words),
        step=words.label("pictures/door", "step", do=door.step) if door.step else "",
        say=lambda block, **values: words.label("pictures/door", block, **called(door.trade, words), **values),
        number=words.number,
    )


def crowds(door: Door) -> DoorCrowds:
    """Place everybody: those who stay outside, or leave again, farthest from the door that they did not take."""
    came = door.seen or 0 if door.alone else door.people
    groups = (came, door.talked or 0, door.customers or 0)
    unit = people_per_figure(max(*groups, door.orders))
    people, talked, customers = (whole_figures(group, unit) for group in groups)
    wanted = max(3, people // 2) if kinds()[door.kind].scene == "empty_places" else 0
    leaves = kinds()[door.kind].scene == "thin_stream" and bool(door.left)
    room = LEAVING if leaves else ROOM
    height = min(height_for(people + wanted, STREET), height_for(talked, room), height_for(customers, TILL))
    spots = stand(people + wanted, height, STREET)
    street = fill(sorted(spots, key=lambda spot: (-spot[0], spot[1])), people)
    waiting = figures_for(door.outside or 0, unit, of=len(street))
    inside = fill(sorted(stand(talked, height, room), key=lambda spot: (-spot[0], -spot[1])), talked)
    staying = len(inside) - (figures_for(door.left or 0, unit, of=len(inside)) if leaves else 0)
    letters = whole_figures(door.orders, unit)
    letter = letter_width(letters, LANE)
    return DoorCrowds(
        unit=unit,
        height=height,
        entering=street[: len(street) - waiting],
        waiting=street[len(street) - waiting :],
        wanted=fill(spots_left(spots, street), wanted),
        talked=inside[:staying],
        leaving=inside[staying:],
        customers=fill(stand(customers, height, TILL), customers),
        letters=fly(letters, letter, LANE),
        letter=letter,
    )


def said_of(door: Door, block: str, words: Words) -> str:
    """Write what is said about its kind of verdict on the picture and in its caption."""
    return words.label(f"diagnosis/{door.kind}", block, sure=door.sure)


def gain_words(door: Door, words: Words) -> str:
    """Write what putting it right could bring, or what is said where there is no one gain."""
    gain = whole(door.gain)
    if gain is None:
        return words.label("pictures/door", "close") if kinds()[door.kind].gain else said_of(door, "close", words)
    return words.label(
        "pictures/door",
        "gain",
        low=gain[0],
        high=gain[1],
        a=door.gain_a,
        number_low=words.number(gain[0]),
        number_high=words.number(gain[1]),
        worth=door.worth,
        **called(door.trade, words),
    )


def count(value: float | None, words: Words) -> str:
    """Write a count as it stands in a picture or its caption."""
    return words.label("pictures/door", "not_known") if value is None else words.number(shown(value))


def whole(gain: tuple[float, float] | None) -> tuple[int, int] | None:
    """Round a gain to whole customers."""
    return None if gain is None else (floor(gain[0] + 0.5), floor(gain[1] + 0.5))
