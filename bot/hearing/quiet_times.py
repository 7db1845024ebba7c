"""Times in which hardly anybody comes, and about which an owner wants to do something: empty weekdays and hours, or a dead season."""

from bot.hearing.narrowed import says_any
from bot.language.listening.closer import closer_answer
from bot.language.listening.passages import passages_of
from bot.language.templates import Words

ANSWERS = "ahead"
"""What the examples are kept under (``closer.py``); those without an answer ask whether a season is in the numbers, tell a day, or a result."""

PART_OF_A_YEAR = frozenset({"weekday", "month"})  # kinds of words
HARDLY_BUSY, LENGTHS = "slack", frozenset({"day", "hour", "week", "year", "clock"})


def quiet_time(text: str, words: Words) -> str:
    """Return which quiet times a message wants filled, days or a season; nothing where it names none, or something else about them."""
    kinds = {kind for part in passages_of(text, words.language) for kind in part.kinds}
    dull = HARDLY_BUSY in kinds or says_any("fears_quiet", text, words)
    if kinds.isdisjoint(PART_OF_A_YEAR) and not (dull and not kinds.isdisjoint(LENGTHS)):
        return ""
    return closer_answer(ANSWERS, text)
