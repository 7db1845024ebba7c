"""A number that is said once more and better: "60 odd calls, no tell a lie, more like 45", "about 22, maybe 24. say 22"."""

from msgspec.structs import replace

from bot.language.listening.counted import CountQuestion
from bot.language.listening.making import ANOTHER_STEP, WAYS, Made, made_as
from bot.language.listening.said_numbers import SaidMessage, SaidNumber, WordBeside, kinds_of_words

NEAR, SAME = (
    3.0,
    1.5,
)  # times as many the better number may be, where the first is taken back, and where it is only weighed
SETTLING = 2  # words before a number among which it is settled for
OTHERWISE = frozenset({*WAYS, *ANOTHER_STEP, "buy", "alike", "remainder", "each", "uncounted", "once", "now"}) - {
    "negation",
    "regular",
}
"""Kinds of word for what makes a number a different one from that before it."""


def said_anew(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Return the last of several numbers where it takes the place of those before it; their stretch of time stays."""
    numbers = [one for one in said.numbers if not one.timed]
    if len(numbers) < 2:
        return None
    *earlier, last = numbers
    back = len(earlier) == 1 and _is_taken_back(earlier[0], last)
    if not back and not _is_settled(earlier, last):
        return None
    if not OTHERWISE.isdisjoint(kinds_of_words((*last.before[-SETTLING:], *last.behind))):
        return None
    spans = {(one.told.span.unit, one.told.span.count) for one in numbers if one.told.span is not None}
    if len(spans) > 1:
        return None  # "used to be 60 a month, these days it's more like 25"
    span = last.told.span or next((one.told.span for one in earlier if one.told.span is not None), None)
    return made_as(replace(last.told, span=span), question)


def _is_taken_back(first: SaidNumber, last: SaidNumber) -> bool:
    """True if words between two numbers take back the first, for the same thing."""
    between = [word for word in (*first.behind, *last.before) if word.place[0] < last.told.place[0]]
    return "taken_back" in kinds_of_words(between) and _are_near([first, last], NEAR)


def _is_settled(earlier: list[SaidNumber], last: SaidNumber) -> bool:
    """True if the last number is settled for, after others that are about as many: "22, maybe 24. say 22"."""
    lead: tuple[WordBeside, ...] = last.before[-SETTLING:]
    return "settling" in kinds_of_words(lead) and _are_near([*earlier, last], SAME)


def _are_near(numbers: list[SaidNumber], times: float) -> bool:
    values = [one.value for one in numbers]
    return 0 < max(values) <= times * min(values)
