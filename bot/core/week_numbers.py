"""The numbers of a week: how many got in touch, were talked with, became customers, and ordered without a talk."""

from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.parts import fitted, most, possible

Field = Literal["people", "talked", "customers", "orders"]


Missing = Literal["unknown", "skipped"]


FIELDS: tuple[Field, ...] = get_args(Field)


GivenNumber = Amount | Missing


NESTED = FIELDS[:3]


class WeekNumbers(Struct, frozen=True):
    """The numbers of a week as far as they were given.

    Attributes:
        people: new people who got in touch.
        talked: those of them who were talked with or answered properly.
        customers: those won after a talk.
        orders: people who bought without talking to anyone.
    """

    people: GivenNumber | None = None
    talked: GivenNumber | None = None
    customers: GivenNumber | None = None
    orders: GivenNumber | None = None

    def of(self, field: Field) -> GivenNumber | None:
        """Return one of the numbers; None if it was not mentioned."""
        given: GivenNumber | None = getattr(self, field)
        return given


def mismatch(week: WeekNumbers) -> tuple[Field, Field] | None:
    """Name two numbers that cannot both be right: more people talked with than got in touch, or more won than either."""
    wholes: dict[Field, Amount] = {}
    for name in NESTED:
        if not isinstance(given := week.of(name), Amount):
            continue
        greatest = most(*wholes.values())
        if greatest is not None and not possible(given, greatest):
            return name, list(wholes)[-1]
        wholes[name] = given
    return None


def uncontradicted(week: WeekNumbers) -> WeekNumbers:
    """Return the numbers of a week without those that are greater than the number they are a part of."""
    while more := mismatch(week):
        week = replace(week, **{more[0]: None})
    return week


def completed(week: WeekNumbers, former: WeekNumbers | None) -> WeekNumbers:
    """Fill gaps in the numbers of a week from the stored ones, unless those would contradict it."""
    if former is None:
        return week
    for name in FIELDS:
        if week.of(name) is None:
            both = replace(week, **{name: former.of(name)})
            week = week if mismatch(both) else both
    return week


def reconciled(week: WeekNumbers) -> WeekNumbers:
    """Narrow ranges so that no number exceeds the one it is a part of."""
    known = {name: given for name in NESTED if isinstance(given := week.of(name), Amount)}
    return replace(week, **dict(zip(known, fitted(*known.values()), strict=True)))
