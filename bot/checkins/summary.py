"""The four-week summary that comes with the first check-in of a month."""

from collections.abc import Mapping

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.week import Week, weeks_between
from bot.core.week_numbers import FIELDS, Field, WeekNumbers, reconciled

SPAN = 4


class FourWeeks(Struct, frozen=True):
    """What four weeks add up to.

    Attributes:
        first: the oldest of the four.
        last: the newest.
        weeks: how many of them have numbers.
        people: new people who got in touch; None where no week has the number, as for the others.
        talked: those talked with or answered properly.
        customers: those won after a talk.
        orders: people who bought without talking to anyone.
    """

    first: Week
    last: Week
    weeks: int
    people: float | None
    talked: float | None
    customers: float | None
    orders: float | None


def four_weeks(stored: Mapping[Week, WeekNumbers], last: Week) -> FourWeeks:
    """Add up the four weeks to ``last``; a number that was not given adds nothing."""
    first = last.later(1 - SPAN)
    found = [reconciled(stored[week]) for week in weeks_between(first, last) if week in stored]

    def total(field: Field) -> float | None:
        given = [number.value for numbers in found if isinstance(number := numbers.of(field), Amount)]
        return sum(given) if given else None

    return FourWeeks(first, last, len(found), *(total(field) for field in FIELDS))
