"""Writes an amount of money that may be small: "6.50", where a larger one is written in whole units."""

from babel.numbers import format_currency, format_decimal

from bot.language.templates import Words

WHOLE_FROM = 20  # money; a smaller amount that is not whole is written with its cents


def written_price(value: float, currency: str, words: Words) -> str:
    """Write an amount of money, a small one that is not whole with two decimals."""
    if value >= WHOLE_FROM or round(value, 2) == round(value):
        return words.money(value, currency)
    if not currency:
        return str(format_decimal(value, format="#,##0.00", locale=words.locale))
    return str(format_currency(value, currency, locale=words.locale, format="¤#,##0.00", currency_digits=False))
