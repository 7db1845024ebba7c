"""What is read in a language, as short as a row of a table can say it."""

from datetime import time

from bot.language.listening.spans import find_spans
from bot.language.numbers.clean import clean
from bot.language.when.reader import read_when


def stretch_in(text: str, language: str) -> str:
    """Return the one stretch of time of a text: "month 1", and "month 1 each" where so many are meant for each."""
    (found,) = find_spans(clean(text, language).text, language)
    return f"{found.unit} {found.count:g}{' each' if found.rate else ''}"


def days_and_times(text: str, language: str) -> tuple[tuple[int, ...], tuple[time, ...]]:
    """Return the weekdays and the times of day of a text."""
    when = read_when(text, language=language)
    return when.days, when.times
