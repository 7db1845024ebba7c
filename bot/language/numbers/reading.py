"""The result of reading a number that somebody typed."""

from typing import Literal

from msgspec import Struct

from bot.core.amount import Amount

Kind = Literal["count", "money", "share"]
"""People (or calls, visits ...), an amount of money, or a share from 0 to 1."""

Period = Literal["day", "week", "month", "year"]

Reason = Literal[
    "empty",  # nothing but spaces
    "too_long",  # longer than any answer with one number
    "emoji",  # a picture and no number
    "no_number",  # words, but no number among them
    "vague",  # "many", "a lot"
    "same",  # "same as usual"
    "negative",  # "-3"
    "not_whole",  # "3.7 people"
    "too_large",  # more than is possible
    "not_finite",  # "NaN", "infinity"
    "two_numbers",  # "12 people, 3 bought"
    "date",  # "12.10.2025", "12 Oct"
    "time",  # "10:30", "20 minutes"
    "which_time",  # "30 in the last few weeks"
    "phone",  # "+44 7700 900123"
    "ordinal",  # "3rd"
    "share",  # "1 in 5" where there is nothing for it to be a share of
    "over_all",  # "120 %", "12 of 10"
    "money",  # "$50" where people are counted
]


class Understood(Struct, frozen=True):
    """One number, as loosely as it was given.

    Attributes:
        amount: the number.
        per: the time it is for, when said ("5 a day"); the amount is not converted.
        share: what share of the whole it is, when it was said as one ("9 of 10").
        currency: ISO 4217 code, when a sign or a word for it was there.
        which: the currencies that were meant, where several have the name that was said.
    """

    amount: Amount
    per: Period | None = None
    share: float | None = None
    currency: str | None = None
    which: tuple[str, ...] = ()

    @property
    def loose(self) -> bool:
        """True if the number may be somewhat off: rounded, hedged, a range or a bound."""
        return not self.amount.is_exact


class Ambiguous(Struct, frozen=True):
    """A number that can be read in two ways ("1.200"): ask which, never guess.

    Attributes:
        readings: the amounts it can stand for, the likeliest first.
        per: the time it is for, when said.
        currency: ISO 4217 code, when a sign or a word for it was there.
    """

    readings: tuple[Amount, ...]
    per: Period | None = None
    currency: str | None = None


class Unknown(Struct, frozen=True):
    """The owner said that they don't know."""


class Invalid(Struct, frozen=True):
    """No number that could be an answer, and why."""

    reason: Reason


Reading = Understood | Ambiguous | Unknown | Invalid
