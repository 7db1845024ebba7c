"""Words by which somebody says that they have given an answer before: "60 like I said at the beginning"."""

import re
from functools import cache

from bot.language.listening.words_between import words_between


def without_said_before(text: str, language: str) -> str:
    """Put spaces for these words, so that all else stays in its place; the text as it is where nothing else is in it."""
    rest = _said_before(language).sub(lambda said: " " * len(said[0]), text)
    return rest if any(map(str.isalnum, rest)) else text


@cache
def _said_before(language: str) -> re.Pattern[str]:
    words = words_between(language)
    lead, said, when = (
        "|".join(re.escape(one) for one in sorted(some, key=len, reverse=True))
        for some in (words.said_lead, words.said, words.said_when)
    )
    return re.compile(rf"(?<!\w)(?:(?:{lead})\W+)?(?:{said})(?:\W+(?:{when}))*(?!\w)", re.IGNORECASE)
