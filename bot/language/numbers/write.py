"""Write a number as loosely as it was given; what is written reads back as the same."""

from functools import lru_cache
from math import isclose, log
from typing import Final

from bot.core import looseness
from bot.core.amount import COMMON, Amount
from bot.language.numbers.reading import Kind, Period
from bot.language.numbers.vocabulary import vocabulary
from bot.language.templates import Words, words

_TEMPLATE: Final = "numbers/amount"
_WHOLES: Final = (2, 3, 4, 5, 6, 7, 8, 9, 10)
"""The totals that a share is written with: people can picture "1 in 7", not "13 in 91"."""


def write(
    amount: Amount,
    kind: Kind,
    *,
    language: str = "en",
    currency: str | None = None,
    of: float | None = None,
    per: Period | None = None,
) -> str:
    """Write a number as plain text: "31", "about 30", "10 to 15", "under 10", "$2,500", "2 of 10", "5 a day".

    Args:
        amount: the number; a share is from 0 to 1.
        kind: what it counts.
        language: in whose words.
        currency: ISO 4217 code; without one, money is written as a bare number.
        of: what a share is a share of, to write it as counts.
        per: the time it is for.
    """
    common = amount.is_common and (of is None or of <= COMMON)
    return (_write_common if common else _write)(amount, kind, language, currency, of, per)


def _write(
    amount: Amount, kind: Kind, language: str, currency: str | None, of: float | None, per: Period | None
) -> str:
    writer = _Writer(words(language), kind, currency, of)
    text = writer.amount(amount)
    return text if per is None else writer.words.label(_TEMPLATE, per, number=text)


_write_common = lru_cache(maxsize=4_096)(_write)  # the same small numbers come again and again


class _Writer:
    """Writes numbers of one kind in one language."""

    def __init__(self, language: Words, kind: Kind, currency: str | None, of: float | None) -> None:
        self.words, self.kind, self.currency, self.of = language, kind, currency, of

    def amount(self, amount: Amount) -> str:
        """Write a number with the words that say how loose it is."""
        match amount.law:
            case "exact":
                return self._exact(amount.value)
            case "uniform":
                return self._uniform(amount.low, amount.high)
        spread = log(amount.value / amount.low)
        number = self._number(amount.value)
        if isclose(spread, log(looseness.spread(looseness.ROUNDED)), rel_tol=1e-6):
            plain = self.kind == "share" or looseness.is_rounded(amount.value)
            return self._say("plain" if plain else "near", number=number)
        if isclose(spread, log(looseness.spread(looseness.HEDGED)), rel_tol=1e-6):
            return self._say("about", number=number)
        low, high = looseness.ends(amount)
        return self._say("range", low=self._figure(low), high=self._figure(high))

    def _exact(self, value: float) -> str:
        number = self._number(value)
        if self.kind == "share":
            plain = value in {0, 1} or self._counted(value) is not None
        else:
            plain = not looseness.is_rounded(value)
        return self._say("plain" if plain else "exactly", number=number)

    def _uniform(self, low: float, high: float) -> str:
        if low == 0:
            return self._say("under", number=self._figure(high))
        named = vocabulary(self.words.language).few.get((low, high))
        if named and self.kind == "count":
            return self._say(named)
        most = looseness.at_least(low, whole=self.kind == "count").high
        if isclose(high, min(most, 1.0) if self.kind == "share" else most):
            return self._say("or_more", number=self._figure(low))
        return self._say("bounds", low=self._figure(low), high=self._figure(high))

    def _number(self, value: float) -> str:
        """Write the number alone; a share as counts where people can picture them."""
        if self.kind != "share":
            return self._figure(value)
        if value in {0, 1}:
            return self._say("all" if value else "none")
        counted = self._counted(value)
        if counted is not None and self.of is not None:
            return self._say("counted", part=self._plain(counted), whole=self._plain(self.of))
        for whole in _WHOLES:
            part = round(value * whole)
            if part and isclose(part / whole, value, rel_tol=1e-6):
                return self._say("ratio", part=part, whole=whole)
        return self._figure(value)

    def _figure(self, value: float) -> str:
        """Write the number alone, in digits."""
        if self.kind == "share":
            return self._say("percent", number=self.words.number(value * 100, digits=2))
        if self.kind == "money" and self.currency:
            if value % 1 == 0:
                return self.words.money(value, self.currency)
            return self._say("cents", number=self.words.number(value, digits=2), currency=self.currency)
        return self._plain(value)

    def _plain(self, value: float) -> str:
        """Write digits: with a fraction where one was given, without where a calculation left one."""
        if isclose(value, round(value, 2), rel_tol=1e-9):
            return self.words.number(value, digits=2)
        return self.words.number(value, digits=0 if value >= 10 else 1)

    def _counted(self, value: float) -> int | None:
        """Return the count that a share is, when it is one of a known whole."""
        if self.of is None or not isclose(value * self.of, round(value * self.of), abs_tol=1e-9):
            return None
        return round(value * self.of)

    def _say(self, block: str, **values: object) -> str:
        return self.words.label(_TEMPLATE, block, **values)
