"""Telling an activity from an answer, in the middle of something else."""

import re

from bot.activity.catalogue import Activity, catalogue
from bot.activity.clauses import take_apart
from bot.activity.judge import judge, weigh
from bot.activity.words_of import has_letters, plain, split_words

SHORTEST_STATEMENT = 3  # words: "I send emails" is about an activity, "emails" alone may answer another question

A_REPORT = 3  # numbers: a message with that many tells how it went, not what is done
_NUMBER = re.compile(r"\d+")


def looks_like_activity(text: str, *, language: str = "en") -> bool:
    """True if a text asks or tells about an activity rather than answering a question of another kind."""
    book = catalogue(language)
    said = plain(text, book.reading.short)
    clauses = take_apart(text, book.reading)
    if not has_letters(clauses.activity):
        return False
    if clauses.asked:
        return True
    numbers = len(_NUMBER.findall(said))
    if book.reading.no_activity.search(said) or numbers >= A_REPORT or said[:1].isdecimal():
        return False
    if judge(text, language=language).parts:
        return True
    found = weigh(text, language).vote.activity
    if found is None:
        return False
    return book.reading.about.match(said) is not None or _stands_alone(
        found,
        statement=book.reading.doing.match(said) is not None and len(split_words(said)) >= SHORTEST_STATEMENT,
    )


def _stands_alone(activity: Activity, *, statement: bool) -> bool:
    """True if the name of an activity can't be meant as an answer to something else."""
    return statement or not (activity.vague or activity.trade)
