"""What a sale is worth, where several numbers make it: "40 a session, and they come 5 times", "20 customers brought 4000"."""

from collections.abc import Sequence

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.looseness import interval
from bot.language.listening.said_numbers import SaidMessage, SaidNumber, kinds_of_words, said_numbers
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.time_words import time_words
from bot.language.numbers.pieces import Mark, says
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.vocabulary import vocabulary

MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0}
MOST_TIMES = 100.0  # as often somebody comes at most
ALIKE = 30  # a price is more than the so manieth part of a rare one; less is how often it is paid


class SaleWorth(Struct, frozen=True):
    """A sum of money that several numbers make, and its currency where one was said."""

    amount: Amount
    currency: str | None


def worth_told(text: str, language: str) -> SaleWorth | None:
    """Return what several numbers of a text say that a sale is worth; None where they do not say it."""
    said = said_numbers(text, language, money=True)
    numbers = [one for one in said.numbers if one.value != 1 or one.told.currency]
    if not numbers or _has_shared_currency(said):
        return None
    if len(numbers) == 1:
        often = any(isinstance(token, TimeSpan) and token.rate and token.count > 1 for token in said.tokens)
        (one,) = numbers
        return SaleWorth(one.told.amount, one.told.currency) if often else None  # "60, they come every 6 weeks"
    amount = None
    if len(numbers) == 2:
        first, second = numbers
        ways = (_for_all_times, _for_all_months, _for_each_customer)
        made = (way(one, other, said) for way in ways for one, other in ((first, second), (second, first)))
        amount = next((found for found in made if found is not None), None) or _between(first, second, said)
    amount = amount or _left_over(numbers) or _now(numbers) or _usual(numbers)
    if amount is None:
        return None
    return SaleWorth(amount, next((one.told.currency for one in numbers if one.told.currency), None))


def is_price_told(text: str, language: str) -> bool:
    """Return True if the one sum of money of a text is no cost and no turnover: "85€ el corte con color"."""
    match said_numbers(text, language, money=True).numbers:
        case (one,):
            return one.told.currency is not None and not (one.has("outgo", "turnover") or one.timed)
    return False


def _has_shared_currency(said: SaidMessage) -> bool:
    """True if a name was said that several currencies have: which one is meant is asked."""
    shared = vocabulary(said.language).shared
    return any(isinstance(token, Mark) and token.says.get("currency") in shared for token in said.tokens)


def _left_over(numbers: Sequence[SaidNumber]) -> Amount | None:
    """Take what is left of a price once the costs are taken off: "800, materials are 300, so 500 is left"."""
    left = [one for one in numbers if one.has("left")]
    if len(left) != 1 or any(one.value < left[0].value for one in numbers if one is not left[0] and len(numbers) == 2):
        return None
    return left[0].told.amount


def _now(numbers: Sequence[SaidNumber]) -> Amount | None:
    """Take what is paid now: "450, it used to be 300"."""
    now = [one for one in numbers if not one.has("once")]
    return now[0].told.amount if len(numbers) == 2 and len(now) == 1 else None


def _usual(numbers: Sequence[SaidNumber]) -> Amount | None:
    """Take the usual price beside a rare one: "£80 typical, biggest was 2k", "200 if you avg it out, best ever 1900"."""
    usual = [one for one in numbers if "habit" in one.kinds]
    if len(numbers) != 2 or len(usual) != 1 or "often" in usual[0].kinds:
        return None
    (other,) = (one for one in numbers if one is not usual[0])
    return usual[0].told.amount if usual[0].value * ALIKE > other.value else None


def _for_each_customer(money: SaidNumber, people: SaidNumber, said: SaidMessage) -> Amount | None:
    """Divide what so many customers brought by how many they are; not where it is said for each of them."""
    many = bool(kinds_of_words(people.behind[:1]) & {"customer", "people"}) and not money.near & {"customer", "people"}
    many = many and not said.kinds.isdisjoint({"brought", "turnover"})
    if (
        not many
        or (money.told.span is not None and money.told.span.rate)
        or people.told.currency is not None
        or money.has("each")
        or not 1 < people.value < money.value
    ):
        return None
    return money.told.amount.times(1 / people.value)


def _for_all_times(money: SaidNumber, times: SaidNumber, _: SaidMessage) -> Amount | None:
    """Multiply a price by how often it is paid: "60 a visit, and they usually come 4 times"."""
    if money.at < times.at and (not times.before or "for" in times.before[-1].kinds):
        return None  # "60 for 2 sessions"
    is_often = "often" in kinds_of_words(times.behind[:1] or times.before[-1:])
    if (
        not is_often
        or "often" in kinds_of_words(money.behind[:1])
        or times.told.currency is not None
        or times.value > MOST_TIMES
    ):
        return None
    return money.told.amount.times(times.value)


def _for_all_months(money: SaidNumber, stay: SaidNumber, said: SaidMessage) -> Amount | None:
    """Multiply what comes in each month by the months that somebody stays."""
    span = money.told.span
    unit = time_words(said.language).unit.get(stay.behind[0].text, "") if stay.behind else ""
    if span is None or not span.rate or span.unit not in MONTHS or unit not in MONTHS or span.unit == "quarter":
        return None
    return money.told.amount.times(stay.value * MONTHS[unit] / MONTHS[span.unit])


def _between(first: SaidNumber, second: SaidNumber, said: SaidMessage) -> Amount | None:
    """Read a range whose ends are named: "between 50 for a cut and 120 for colour"."""
    if first.value < second.value and says(piece_at(said.tokens, first.at - 1), "between"):
        low, high = first.told.amount, second.told.amount
        return interval(
            low.low if low.law == "uniform" else low.value, high.high if high.law == "uniform" else high.value
        )
    return None
