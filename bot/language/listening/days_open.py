"""On how many days of a week a business is open, where its owner says so: "6 days, sunday closed", "saturdays and sundays"."""

from collections.abc import Sequence

from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.days_named import WEEK, days_among, is_daily, on_days, weekday_of
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among, words_of
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.time_words import time_words
from bot.language.numbers.clean import LONGEST, clean

LEAST_NAMED = 2  # one day alone is more likely the one that a number is of
DAY = "day"


def days_open(text: str, language: str, *, asked: bool = False) -> int | None:
    """Return the days of a week that a text says are worked; None where it says nothing of the kind, or not surely.

    Args:
        text: whatever was typed.
        language: whose words are expected.
        asked: it was asked how many days they are, so that "6 days" tells it.
    """
    cleaned = clean(text[:LONGEST], language)
    tokens, language = tokens_in(text, language), cleaned.language
    told = {days for at in range(len(tokens)) if (days := _counted(tokens, at, language, asked=asked))}
    told |= _named(tokens, cleaned.text, language) if not told else set()
    return told.pop() if len(told) == 1 else None


def _counted(tokens: Sequence[TextPart], at: int, language: str, *, asked: bool) -> int | None:
    """Return the 6 of "6 days a week", and of "6 days, closed on Sundays"."""
    told, unit = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if not isinstance(told, ToldAmount) or told.share or told.amount.value not in range(1, WEEK + 1):
        return None
    rest = WEEK - len({weekday_of(token, language) for token in tokens} - {None})
    fits = told.amount.value == rest < WEEK
    if time_words(language).unit.get(getattr(unit, "text", "")) != DAY:
        return rest if asked and fits else None
    beside = (*tokens[max(at - 2, 0) : at], *tokens[at + 2 : at + 3])
    weekly = any(isinstance(token, TimeSpan) and token.unit == "week" and token.count == 1 for token in beside)
    alone = sum(isinstance(token, ToldAmount) for token in tokens) == 1
    return int(told.amount.value) if weekly or fits or (alone and asked) else None


def _named(tokens: Sequence[TextPart], plain: str, language: str) -> set[int]:
    """Return the 2 of "saturdays and sundays", and the 5 of "closed sundays and mondays", where no number is of these days."""
    named = {weekday_of(token, language) for token in tokens} - {None}
    counts = [token for token in tokens if isinstance(token, ToldAmount) and not token.share]
    daily = all(one.span is not None and is_daily(one.span) for one in counts)
    if not named or (not daily and on_days(tokens, plain, language) is not None):
        return set()
    kinds = kinds_among(words_of(tokens), language, COUNTING)
    if "regularly" not in kinds:
        return set()
    if "closed" in kinds:
        return {WEEK - len(named)}
    days = days_among(tokens, plain, language)
    return {days.days} if days is not None and days.days >= LEAST_NAMED else set()
