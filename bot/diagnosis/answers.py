"""What the owner told: the answers of a check-up, or of the weeks since."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount

Path = Literal["talk", "order", "both"]
Busy = Literal["waiting", "right", "swamped"]
Lag = Literal["same_day", "days", "weeks", "months", "longer"]
LossReason = Literal["price", "other_thing", "quiet", "rival", "wrong_people", "not_now"]
Speed = Literal["at_once", "hour", "same_day", "next_day", "later"]
Season = Literal["quieter", "usual", "busier"]

DEFAULT_CURRENCY: Final = "USD"


class ReportedPeriod(Struct, frozen=True):
    """The totals of one stretch of weeks: four for a check-up, one for a check-in. None is unknown.

    Attributes:
        start: its first day, if known.
        weeks: its length in weeks.
        people: new people who got in touch.
        talked: of these, how many were talked with or answered properly.
        customers: of those talked with, how many became customers.
        orders: customers who bought without talking to anyone first.
    """

    start: date | None = None
    weeks: float = 4
    people: Amount | None = None
    talked: Amount | None = None
    customers: Amount | None = None
    orders: Amount | None = None


class Best(Struct, frozen=True):
    """The owner's own best normal month: customers, and the people talked to."""

    customers: float
    talked: float


class Answers(Struct, frozen=True):
    """Everything a verdict is made from. None is unknown: not asked, skipped, or the owner does not know.

    Attributes:
        trade: id of a trade; one that is not known counts as ``other``.
        path: how people usually buy: after a talk, by ordering without one, or both ways.
        periods: the weeks reported, oldest first.
        room: new people a week whom the owner could handle properly.
        busy: how it feels, beside ``room`` or where that is unknown.
        wanted: new customers a week the owner would like and could serve.
        fit: of the last ten people, how many were right for the business.
        lag: usual time from first contact to yes.
        age: weeks since enquiries began; None means long ago.
        reason: the most usual reason for a no.
        speed: how soon a person usually answers.
        value: an average sale, in ``currency``.
        currency: ISO 4217 code; empty where it is not known.
        best_month: the owner's own best normal month, which sways the trade's usual figure a little.
        season: whether this is a usual time of the year.
        visitors: people a week who saw the page or shop window, or took a trial, where one orders without a talk.
        year_customers: customers won in the last twelve months, with and without a talk.
        asked: ids of the questions already asked, whether answered or not.
        adverts: whether the owner spoke of advertising that is paid for.
        none_left: whether the owner said that those not talked with had their answer, or are out of reach.
        from_afar: whether the owner spoke of people who ring or write, and of nobody who comes in.
        done: ids of the actions the owner has done already, which are never given again.
        passed: ids of those that the owner could not do, or wanted another instead of; given again only after all others.
        left_out: ids of those that do not fit what was just said, given after all others too.
    """

    trade: str = "other"
    path: Path | None = None
    periods: tuple[ReportedPeriod, ...] = ()
    room: Amount | None = None
    busy: Busy | None = None
    wanted: Amount | None = None
    fit: Amount | None = None
    lag: Lag | None = None
    age: float | None = None
    reason: LossReason | None = None
    speed: Speed | None = None
    value: Amount | None = None
    currency: str = DEFAULT_CURRENCY
    best_month: Best | None = None
    season: Season | None = None
    visitors: Amount | None = None
    year_customers: Amount | None = None
    asked: frozenset[str] = frozenset()
    adverts: bool = False
    none_left: bool = False
    from_afar: bool = False
    done: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    @property
    def essential(self) -> "Answers":
        """Return the answers as if nothing were done yet, and told in no money: neither sways a side."""
        return replace(self, currency=DEFAULT_CURRENCY, done=frozenset(), passed=frozenset(), left_out=frozenset())

    @property
    def weeks(self) -> float:
        """Count the weeks reported."""
        return sum(period.weeks for period in self.periods)

    def total(self, count: str) -> Amount | None:
        """Add up one count over the periods; None if any of them lacks it.

        Sums of loose numbers are as loose as their parts taken together, which errs on the side of caution.
        """
        parts: list[Amount] = []
        for period in self.periods:
            part: Amount | None = getattr(period, count)
            if part is None or len(self.periods) == 1:
                return part
            parts.append(part)
        if not parts:
            return None
        laws = {part.law for part in parts} - {"exact"}
        return Amount(
            sum(part.value for part in parts),
            sum(part.low for part in parts),
            sum(part.high for part in parts),
            laws.pop() if len(laws) == 1 else "uniform" if laws else "exact",
        )


def _of_each() -> Mapping[str, tuple[object, ...]]:
    return {name: get_args(hint) for name, hint in get_type_hints(Answers).items()}


CHOICES: Mapping[str, tuple[str, ...]] = {
    name: get_args(kinds[0]) for name, kinds in _of_each().items() if kinds and get_origin(kinds[0]) is Literal
}
"""The answers that are picked, and what may be picked: the options of these questions in the flow of the check-up."""

NUMBERS: tuple[str, ...] = tuple(name for name, kinds in _of_each().items() if Amount in kinds)
"""The answers that are one number, beside those that each period has."""
