"""The parts of a week's line: words, names of numbers, commas, and answers that are no number."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.week_numbers import FIELDS, Field, Missing
from bot.language.signs import WORD
from bot.language.vocabulary import any_of, vocabulary

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_CHUNK = re.compile(r"[^\s;/|,:=]+(?:,(?=\d)[^\s;/|,:=]+)*")


class PlainWord(Struct, frozen=True):
    text: str
    between: bool = False


class Label(Struct, frozen=True):
    field: Field


class Break(Struct, frozen=True):
    """A comma or the like: no number reaches across it."""


class Dash(Struct, frozen=True):
    """A dash between spaces: a number left out, or only a way to separate them."""


Token = PlainWord | Label | Break | Dash | Amount | Missing


def tokens_of(said: str, language: str) -> Iterator[Token]:
    """Divide a text, as ``plain`` writes it, into its parts."""
    special, meanings = _special(language)
    place = 0
    while place < len(said):
        sign = said[place]
        if sign.isspace() or sign in ":=":
            if sign == "\n":
                yield Break()
            place += 1
        elif sign in ",;/|":
            yield Break()
            place += 1
        elif found := special.match(said, place):
            yield meanings[" ".join(re.findall(WORD, found[0]))]
            place = found.end()
        elif chunk := _CHUNK.match(said, place):
            yield from _chunk(chunk[0])
            place = chunk.end()
        else:
            place += 1


def clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Divide at the commas and the like."""
    clause: list[Token] = []
    for token in tokens:
        if isinstance(token, Break):
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def is_between(token: Token) -> bool:
    """True if it is a word that says nothing, such as "and"."""
    return isinstance(token, PlainWord) and token.between


def _chunk(text: str) -> Iterator[Token]:
    word = text.rstrip(".!?)").lstrip("(")
    if not word:
        if "?" in text:
            yield "unknown"
    elif word in {"-", "_", "x", "--"}:
        yield Dash()
    else:
        parts = word.split("-") if word.count("-") > 1 else [word]
        if "," in word and (not _THOUSANDS.fullmatch(word) or word.count(",") > 1):
            parts = word.split(",")
        for nth, part in enumerate(part for part in parts if part):
            if nth:
                yield Break()
            yield PlainWord(part)


@cache
def _special(language: str) -> tuple[re.Pattern[str], dict[str, Token]]:
    """Return a pattern for all words that are not numbers, and what each means."""
    table = vocabulary(language)
    meanings: dict[str, Token] = {phrase: PlainWord(phrase, between=True) for phrase in table["between"]["words"]}
    meanings |= {phrase: Amount.exactly(0) for phrase in table["answers"]["zero"]}
    meanings |= dict.fromkeys(table["answers"]["unknown"], "unknown")
    meanings |= dict.fromkeys(table["answers"]["skipped"], "skipped")
    for field in FIELDS:
        meanings |= {phrase: Label(field) for phrase in table["fields"][field]}
    pattern = any_of(tuple(meanings)).replace(r"\ ", r"[\s/\-]+")
    return re.compile(rf"{pattern}(?!{WORD})"), meanings
