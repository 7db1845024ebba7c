"""A currency from what an owner types: a code, a sign, or a name in their language."""

from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, list_currencies

from bot.language.match import exact_match, near_match
from bot.language.numbers import Understood, read
from bot.language.templates import Words, note_ours

OFFERED = ("USD", "EUR", "GBP", "CAD", "AUD", "INR")
NO_MONEY = frozenset({"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD", "XSU", "XUA", "XRE", "XFU"})


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes of every currency there is or was."""
    return frozenset(list_currencies()) - NO_MONEY


def read_currency(text: str, words: Words) -> str | None:
    """Read a currency; None if it says nothing known."""
    plain = text.strip(" .!,")[:60]
    if plain.upper() in currencies():
        return plain.upper()
    amount = read(f"5 {plain}", "money", language=words.language) if plain and not plain.isdigit() else None
    if isinstance(amount, Understood) and amount.currency in currencies():
        return amount.currency
    names = _names(words.locale)
    return exact_match(plain, names) or near_match(plain, names)


def currencies_named(text: str, words: Words) -> tuple[str, ...]:
    """Return the currencies that a name of several may mean; none if it is the name of one, or of none."""
    plain = text.strip(" .!,")[:60]
    amount = read(f"5 {plain}", "money", language=words.language) if plain and not plain.isdigit() else None
    return amount.which if isinstance(amount, Understood) else ()


def currency_name(code: str, words: Words) -> str:
    """Name a currency in the owner's language, with its code."""
    return f"{get_currency_name(code, locale=words.locale)} ({code})"


@cache
def _names(locale: Locale) -> tuple[tuple[str, str], ...]:
    current = sorted(currencies() & set(list_currencies(locale)))
    singular = [(get_currency_name(code, locale=locale), code) for code in current]
    plural = [(get_currency_name(code, count=2, locale=locale), code) for code in current]
    note_ours(name for name, _ in (*singular, *plural))
    return (*singular, *plural)
