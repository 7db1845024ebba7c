"""What a report of a step counts: how many were tried, and what became of them."""

from typing import Self

from msgspec import DecodeError, Struct, json


class StepCounts(Struct, frozen=True, omit_defaults=True):
    """The counts of a report, each 0 where it isn't told.

    Attributes:
        tried: those to whom the step was done.
        yes: those who bought, or said yes.
        answered: those who answered, whatever they said.
        later: those who have not decided.
        gone: those who said no, or went elsewhere.
        silent: those who did not answer.
        part: those of whom it is only plain that they are a part of those who were tried.
        won: whether some said yes, where their number isn't plain.
        said: what the part named, in the owner's words.
        by: the kind of word for how they were tried, "ring" or "write"; nothing where it isn't told.
    """

    tried: int
    yes: int = 0
    answered: int = 0
    later: int = 0
    gone: int = 0
    silent: int = 0
    part: int = 0
    won: bool = False
    said: str = ""
    by: str = ""

    @classmethod
    def of(cls, value: str) -> Self | None:
        """Return the counts that stand in the value of an act; None where it has none."""
        try:
            return json.decode(value, type=cls)
        except DecodeError:
            return None

    @property
    def value(self) -> str:
        """Return them as the value of an act."""
        return json.encode(self).decode()

    @property
    def succeeded(self) -> bool:
        """True if some said yes."""
        return self.won or self.yes > 0

    @property
    def open(self) -> int:
        """Return how many answered and said neither yes nor no; 0 where that isn't plain."""
        return 0 if self.won else max(0, self.answered - self.yes - self.gone)

    @property
    def left(self) -> int:
        """Return how many of a few are left of whom nothing is told, where it is told who said no or is undecided; else 0."""
        told = self.yes + self.gone + self.later + self.silent
        known = (self.gone or self.later) and not self.answered
        return max(0, self.tried - told) if known else 0

    @property
    def unheard(self) -> int:
        """Return how many did not answer, as told, or as all but those who did; 0 where neither is told."""
        return self.silent or (self.tried - self.answered if self.answered else 0)
