"""The pieces that a typed answer is made of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Self, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from bot.language.numbers.reading import Reason

Extent = tuple[int, int]
NOWHERE: Extent = (0, 0)
NO_KINDS: frozenset[str] = frozenset()


class Quantity(Struct, frozen=True):
    """A number in the text, or several that have been put together.

    Attributes:
        values: the numbers it can be read as; more than one when ambiguous.
        few: the least and the most that it may mean, for "a few".
        rounded: it was said in dozens, or as a share: as loose as a rounded number.
        precise: its last digits were written out (cents), so it is not rounded.
        unit: the scale that it ended in, 1000 for "2 thousand".
        power: it is a bare "hundred" or "thousand", which multiplies what stands before it.
        share: it is a share from 0 to 1.
        whole: for "8 of 10", the 10.
        slashed: it was written as "8/10".
        but: it is what is missing from all: "all but 2".
        spelled: it was written in words of a language that is not English.
        upper: the upper end, when it is a range; this is then the lower one.
        parts: the numbers that a "plus" adds up to it.
        place: where it stands in the clean text, as (start, end).
    """

    values: tuple[float, ...]
    few: tuple[float, float] | None = None
    rounded: bool = False
    precise: bool = False
    unit: float = 1
    power: bool = False
    share: bool = False
    whole: float | None = None
    slashed: bool = False
    but: bool = False
    spelled: bool = False
    upper: "Quantity | None" = None
    parts: tuple[float, ...] = ()
    place: Extent = NOWHERE

    def times(self, factor: float) -> Self:
        """Multiply by a scale such as a thousand."""
        return replace(
            self,
            values=tuple(_tidy(value * factor) for value in self.values),
            few=self.few and (self.few[0] * factor, self.few[1] * factor),
            rounded=self.rounded or factor == 12,
            precise=self.precise and factor <= 1,
            unit=self.unit * factor,
            power=False,
        )

    @property
    def value(self) -> float:
        """Return its likeliest value."""
        return self.values[0]


class Word(Struct, frozen=True):
    """A word or sign that says nothing about the number.

    Attributes:
        text: the word.
        glued: no space stands before it.
        followed: no space stands behind it.
        place: where it stands in the clean text, as (start, end).
        kinds: what kinds of small word it is, as ``LANGUAGE/numbers/grammar.toml`` names them.
    """

    text: str
    glued: bool = False
    followed: bool = False
    place: Extent = NOWHERE
    kinds: frozenset[str] = NO_KINDS


class Mark(Struct, frozen=True):
    """A word, sign or phrase that says something about the number.

    Attributes:
        text: the words, with single spaces.
        says: what it may say, by name, and the figure that belongs to it.
        glued: no space stands before it.
        place: where it stands in the clean text, as (start, end).
        kinds: what kinds of small word it is, or the last of its words.
    """

    text: str
    says: Mapping[str, object] = field(default_factory=dict)
    glued: bool = False
    place: Extent = NOWHERE
    kinds: frozenset[str] = NO_KINDS


class Wrong(Struct, frozen=True):
    """Something that can't be part of an answer."""

    reason: Reason
    place: Extent = NOWHERE


Piece = Quantity | Word | Mark | Wrong
Part = TypeVar("Part")
Found = tuple[Piece | None, int] | None
"""What some pieces make together (nothing, if they only drop out) and how many they are; or None."""

Rule = Callable[[list[Piece], int], Found]
"""Looks at the pieces from a place on."""


def fold(pieces: list[Piece], rule: Rule) -> None:
    """Put pieces together, in place and from left to right, wherever a rule applies."""
    place = 0
    while place < len(pieces):
        found = rule(pieces, place)
        if found is None:
            place += 1
        else:
            made, used = found
            if made is not None:
                made = replace(made, place=(pieces[place].place[0], pieces[place + used - 1].place[1]))
            pieces[place : place + used] = [] if made is None else [made]


def says(piece: object, name: str) -> bool:
    """True if a piece is a mark that may say this."""
    return isinstance(piece, Mark) and name in piece.says


def is_a(piece: object, *kinds: str) -> bool:
    """True if a piece is a small word of one of some kinds."""
    return isinstance(piece, Word | Mark) and not piece.kinds.isdisjoint(kinds)


def at(pieces: Sequence[Part], index: int) -> Part | None:
    """Return the piece at a place, if there is one."""
    return pieces[index] if 0 <= index < len(pieces) else None


def _tidy(value: float) -> float:
    """Remove the error of binary fractions: 1.1 * 1000 is 1100, not 1100.0000000000002."""
    return round(value, 6) if abs(value) < 1e9 else value
