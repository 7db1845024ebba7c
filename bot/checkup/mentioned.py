"""What an owner spoke of in passing: words in ``prompts/LANGUAGE/checkup/mentioned.toml``, of every language."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from bot.core.records import Session
from bot.core.week_numbers import NESTED
from bot.language.listening.missed import LEAST_WORDS, NONE_LEFT, missed_said
from bot.language.templates import file_of, languages
from bot.language.vocabulary import any_of, plain


def mentions_adverts(session: Session) -> bool:
    """True if an owner spoke of advertising that is paid for, in any of the answers."""
    return _is_said("adverts", (answer.typed for answer in session.answers.values()))


def only_rung_or_written_to(session: Session) -> bool:
    """True if an owner spoke of people who ring or write, in any of the answers, and of nobody who comes in."""
    typed = [answer.typed for answer in session.answers.values()]
    return _is_said("ring_or_write", typed) and not _is_said("come_in", typed)


def says_none_left(session: Session) -> bool:
    """True if an owner said that those whom they did not talk with had their answer, or are out of reach."""
    typed = {answer.typed for name in NESTED if (answer := session.answers.get(name)) is not None}
    return any(missed_said(text) in NONE_LEFT for text in typed if len(text.split()) >= LEAST_WORDS)


def _is_said(subject: str, texts: Iterable[str]) -> bool:
    pattern = _pattern(subject)
    return any(pattern.search(plain(text)) for text in texts)


@cache
def _pattern(subject: str) -> re.Pattern[str]:
    phrases = {
        plain(phrase)
        for language in languages()
        for phrase in tomllib.loads(file_of(language, "checkup/mentioned.toml").read_text("utf-8"))[subject]
    }
    return re.compile(rf"(?<!\w){any_of(tuple(sorted(phrases)))}(?!\w)")
