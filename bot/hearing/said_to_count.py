"""Of whom it is asked whether they count: those who were referred, whom the owner called first, who only left a voicemail."""

from bot.language.listening.amounts import LONGEST
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among
from bot.language.listening.passages import passages_of
from bot.language.listening.time_words import time_words
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.numbers.vocabulary import token_of
from bot.language.templates import Words

COUNTED = "topics/counted"
NAMES, SAYS = "names_", "says_"
STORED, WHEN = "stored", "when"
KINDS = {"regular": "before", "pending": "pending", "stranger": "stranger"}
"""Those who are known by kinds of word as well."""

TALKED, PAIR, SHORT = "talked", 2, 3


def asked_of(text: str, words: Words) -> str | None:
    """Name those of whom a question asks whether they count, by a block of words; None where it names none."""
    said = f" {fold(text)} "
    kinds = (block.removeprefix(NAMES) for block in words.blocks(COUNTED) if block.startswith(NAMES))
    named = [
        (said.find(f" {fold(phrase)} "), kind)
        for kind in kinds
        if kind != STORED
        for phrase in words.listed(COUNTED, f"{NAMES}{kind}")
        if f" {fold(phrase)} " in said
    ]
    if any(kind == WHEN for _, kind in named):
        return WHEN
    if named:
        return min(named)[1]
    spelt = [word.text for part in passages_of(text, words.language) for word in part.words]
    kinds_said = kinds_among(spelt, words.language, COUNTING)
    return next((kind for said_as, kind in KINDS.items() if said_as in kinds_said), None)


def whether_counted(text: str, asked: str, words: Words) -> str | None:
    """Answer with a yes or a no whether some people count; None where a question names none that are known."""
    kind = asked_of(text, words)
    if kind is None:
        return None
    first, second = (*_months_in(text, words.language), "", "")[:PAIR]
    return words.say(COUNTED, f"{SAYS}{kind}", first=first, second=second, talked=asked == TALKED)


def asks_what_is_stored(text: str, words: Words) -> bool:
    """Return True if a message asks what was stored up to now."""
    said = f" {fold(text)} "
    return any(f" {fold(phrase)} " in said for phrase in words.listed(COUNTED, f"{NAMES}{STORED}"))


def _months_in(text: str, language: str) -> list[str]:
    """Return the months that a text names, as they are written, where two different ones are named."""
    months, plain = time_words(language).month, clean(text[:LONGEST], language).text
    named = (found[0] for found in token_of(language).finditer(plain))
    found = dict.fromkeys(word for word in named if word in months and len(word) > SHORT)
    return [word.capitalize() for word in found][:PAIR] if len(found) >= PAIR else []
