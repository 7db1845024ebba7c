"""Numbers told month by month, which are one number for all these months: "Sept 14, Oct 19, Nov 11", "14 in May and 19 in June"."""

import re
from functools import cache
from itertools import pairwise

from bot.core.amount import Amount
from bot.language.listening.amounts import LONGEST, ToldAmount
from bot.language.listening.counted import CountQuestion, CountRead
from bot.language.listening.making import BUYERS, made_as
from bot.language.listening.said_numbers import said_numbers
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.time_words import time_words
from bot.language.numbers.clean import clean

LEAST_LED, LEAST = 3, 2  # months of a row, where "Oct 19, Nov 11" may be two days, and where it may not
COUNTED = ("people", "talked", *BUYERS)
MONTHS = 12
NUMBER = re.compile(r"\d[\d,]*")


def by_month(text: str, question: CountQuestion) -> CountRead | None:
    """Return what was told month by month, added up, as the answer to a question of the door."""
    told = row_of_months(text, question.language) if question.fact in COUNTED else None
    if question.fact != COUNTED[0] and are_people(text, question.language):
        return None
    return None if told is None else made_as(told, question)


def are_people(text: str, language: str) -> bool:
    """True if a text says that those who got in touch are meant, whatever is asked."""
    return not said_numbers(text, language).kinds.isdisjoint({"enquire", "ring", "write"})


def row_of_months(text: str, language: str) -> ToldAmount | None:
    """Return the sum of the numbers of a text if each is that of a month, and the months follow each other; else None."""
    plain = clean(text[:LONGEST], language).text
    for row, least in ((_led(language), LEAST_LED), (_followed(language), LEAST)):
        found = list(row.finditer(plain))
        if len(found) < least or len(found) != len(NUMBER.findall(plain)):
            continue
        months = [time_words(language).month[one["month"]] for one in found]
        if all((later - first) % MONTHS == 1 for first, later in pairwise(months)):
            total = sum(float(one["number"].replace(",", "")) for one in found)
            return ToldAmount(Amount.exactly(total), span=TimeSpan("month", float(len(found))), place=found[0].span())
    return None


@cache
def _led(language: str) -> re.Pattern[str]:
    """Match "sept 14", "october: 19" and "in november we had 11"."""
    return re.compile(
        rf"\b(?P<month>{_months(language)})\b\.?(?:[:\s=-]+[^\W\d]+){{0,3}}?[:\s=-]+(?P<number>\d[\d,]*)\b"
    )


@cache
def _followed(language: str) -> re.Pattern[str]:
    """Match "14 in september" and "19 enquiries in october"."""
    words = time_words(language).said["within"] | time_words(language).said["since"]
    within = "|".join(map(re.escape, sorted(words)))
    return re.compile(rf"\b(?P<number>\d[\d,]*)(?: [^\W\d]+){{0,3}}? (?:{within}) (?P<month>{_months(language)})\b")


def _months(language: str) -> str:
    return "|".join(sorted(map(re.escape, time_words(language).month), key=len, reverse=True))
