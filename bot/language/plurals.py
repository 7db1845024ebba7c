"""Which form of a word goes with a number: one customer, two customers; in Russian there are four such forms.

The forms are the plural categories of CLDR. A language needs those that a number below 1,000, or a tenth, falls into:
``one`` and ``other`` in English, ``one``, ``few``, ``many`` and ``other`` in Russian, ``other`` alone in Indonesian.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Final

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

CATEGORIES: Final = ("zero", "one", "two", "few", "many", "other")
OTHER: Final = "other"
COUNTED = 1_000
MANY = 100
"""Words without a number, such as "several", go with the form of some round number."""


@cache
def required(language: str) -> frozenset[str]:
    """Return the forms that a language needs, ``other`` always among them."""
    rule = _locale(language).plural_form
    tenths = (Decimal(number) / 10 for number in range(1, MANY))
    return frozenset((OTHER, *(rule(n) for n in range(COUNTED)), *(rule(n) for n in tenths)))


def category(number: float | str | None, language: str, *, digits: int = 0) -> str:
    """Return the form that goes with a number as it is written.

    Args:
        number: a number; or one that is written already, such as "about 30" or "10 to 15", where the last one
            decides; or None for "an unknown number".
        language: in which it is written.
        digits: after the point, as ``number`` rounds it.
    """
    rule = _locale(language).plural_form
    if number is None:
        return str(rule(MANY))
    if not isinstance(number, str):
        return str(rule(_as_written(number, digits)))
    written = _numbers_in(number, language)
    if not written:
        return str(rule(MANY))
    if len(written) > 1 and written[-1] == 1:
        return OTHER  # "0 to 1 customers"
    return str(rule(written[-1]))


def choose(number: float | str | None, language: str, forms: dict[str, str], *, digits: int = 0) -> str:
    """Return the form that goes with a number.

    Raises:
        LookupError: that form is not given.
    """
    name = category(number, language, digits=digits)
    if name not in forms and name not in required(language):
        name = OTHER  # Spanish has a form of its own for whole millions
    if name not in forms:
        raise LookupError(f"plural(...) of {language!r} needs {name}=")
    return forms[name]


def form_faults(given: frozenset[str], language: str) -> list[str]:
    """Say what is wrong with the forms that a template gives: some missing, or of a name that no form has."""
    faults = [f"plural(...) lacks {name}=" for name in CATEGORIES if name in required(language) - given]
    return faults + [f"plural(...) has {name}=, which is no form" for name in sorted(given - {*CATEGORIES, "digits"})]


def _as_written(number: float, digits: int) -> Decimal:
    rounded = Decimal(f"{abs(number):.{digits}f}")
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()


def _numbers_in(text: str, language: str) -> list[Decimal]:
    pattern, group, point = _written(language)
    return [Decimal(one.replace(group, "").replace(point, ".")) for one in pattern.findall(text)]


@cache
def _written(language: str) -> tuple[re.Pattern[str], str, str]:
    group, point = get_group_symbol(_locale(language)), get_decimal_symbol(_locale(language))
    return re.compile(rf"[0-9]+(?:{re.escape(group)}[0-9]{{2,3}})*(?:{re.escape(point)}[0-9]+)?"), group, point


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
