"""The numbers of a week for a list: each as loosely as it was given."""

from bot.core.amount import Amount
from bot.core.week_numbers import FIELDS, WeekNumbers
from bot.language.nouns import called
from bot.language.numbers.write import write
from bot.language.templates import Words


def listed(numbers: WeekNumbers | None, words: Words, trade: str | None) -> dict[str, str | None]:
    """Return each number as plain text, and what a customer is called in the trade.

    ``unknown`` and ``skipped`` stand as they are, None where none was given.
    """
    told: dict[str, str | None] = {**called(trade, words)}
    for name in FIELDS:
        given = numbers.of(name) if numbers else None
        told[name] = write(given, "count", language=words.language) if isinstance(given, Amount) else given
    return told
