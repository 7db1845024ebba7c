"""Digits with separators: which numbers "1,200", "1.200", "1,50,000" and "1 200,50" can be."""

import re
from functools import cache

from bot.language.scan import FALLBACK

_INDIAN = re.compile(r"[1-9]\d?(?:,\d\d)*,\d{3}")
_THOUSANDS = {",": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+"), ".": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")}


@cache
def separators(language: str) -> tuple[str, str]:
    """Return the decimal mark and the mark between thousands of a language."""
    if language.partition("-")[0] == FALLBACK:  # without loading what Babel knows of it
        return ".", ","
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return ".", ","
    return str(get_decimal_symbol(locale)), str(get_group_symbol(locale))


def numbers_of(digits: str, *, language: str, cents: bool) -> tuple[float, ...]:
    """Return the numbers that digits with separators can be: the likeliest first, none if they make no number.

    Args:
        digits: ASCII digits with ``. , ' ·`` or spaces between them.
        language: whose separators are believed where they leave no doubt.
        cents: whether two digits after the last mark are cents.
    """
    if digits.isdigit():
        return (float(digits),)
    digits = digits.replace("'", "").replace(" ", "").replace("_", "")
    if "·" in digits:  # only ever a decimal mark
        whole, _, part = digits.partition("·")
        whole = whole.replace(",", "").replace(".", "")
        return (float(f"{whole}.{part}"),) if part.isdigit() else ()
    if "." in digits and "," in digits:
        return _both(digits)
    mark = "," if "," in digits else "."
    if mark not in digits:
        return (float(digits),)
    if digits.count(mark) > 1:
        if _THOUSANDS[mark].fullmatch(digits) or (mark == "," and _INDIAN.fullmatch(digits)):
            return (float(digits.replace(mark, "")),)
        return ()
    return _one(digits, mark, language=language, cents=cents)


def _both(digits: str) -> tuple[float, ...]:
    mark = max(",.", key=digits.rfind)
    group = "," if mark == "." else "."
    whole, _, part = digits.rpartition(mark)
    grouped = _THOUSANDS[group].fullmatch(whole) or (group == "," and _INDIAN.fullmatch(whole))
    return (float(f"{whole.replace(group, '')}.{part}"),) if grouped else ()


def _one(digits: str, mark: str, *, language: str, cents: bool) -> tuple[float, ...]:
    decimal, group = separators(language)
    whole, _, part = digits.partition(mark)
    broken, joined = float(f"{whole or '0'}.{part}"), float(whole + part)
    if whole in {"", "0"} or len(whole) > 3:  # no group of thousands starts like this
        return (broken,)
    if len(part) == 3:
        return (joined,) if mark == group or (cents and mark != decimal) else (joined, broken)
    if mark == decimal or (cents and len(part) == 2):
        return (broken,)
    return broken, joined
