"""A number as loosely as the owner gave it."""

from typing import Literal, Self

from msgspec import Struct

COMMON = 200

Law = Literal["exact", "lognormal", "uniform"]


class Amount(Struct, frozen=True):
    """A number with the looseness it was given with: "31" is exact, "about 30" is not.

    Attributes:
        value: the number to show and to calculate with where one is needed.
        low: under it the number falls 1 time in 10; equal to ``value`` when exact, the least possible when uniform.
        high: over it the number falls 1 time in 10; equal to ``value`` when exact, the most possible when uniform.
        law: how the number is spread between them.
    """

    value: float
    low: float
    high: float
    law: Law = "exact"

    @classmethod
    def exactly(cls, value: float) -> Self:
        """Return an exact number."""
        return cls(value, value, value)

    @classmethod
    def between(cls, low: float, high: float) -> Self:
        """Return a number between the least and the most that is possible."""
        return cls((low + high) / 2, low, high, "uniform")

    @property
    def is_exact(self) -> bool:
        """True if the number is exact."""
        return self.law == "exact"

    @property
    def is_common(self) -> bool:
        """True for small numbers that are so common that they identify nobody, such as 12 and "10 to 15"."""
        return self.high <= COMMON and (2 * self.value) % 1 == 0

    def times(self, factor: float) -> "Amount":
        """Scale the number and its looseness, e.g. from a month to a week."""
        return Amount(self.value * factor, self.low * factor, self.high * factor, self.law)
