"""A whole week in one message: "12 10 3 1", "12, 10, 3", "12 people, 3 bought", "12 ? 3 1".

A single plain number is left to the question it answers. Words that belong to no number are refused, so that a
remark about the business is not taken for its figures.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.week_numbers import FIELDS, Field, GivenNumber, Missing, WeekNumbers
from bot.language.signs import WORD
from bot.language.templates import FALLBACK
from bot.language.vocabulary import plain, vocabulary
from bot.language.week_division import ReadNumber, numbers_in
from bot.language.week_tokens import Break, Dash, Label, PlainWord, Token, clauses, is_between, tokens_of

LONGEST = 200

_MOST_TOKENS = 40


class Problem(Struct, frozen=True):
    """Why a line could not be taken as a week.

    Attributes:
        kind: ``nothing`` was said; it is ``one_number`` alone; there are ``too_many``; the ``word`` in ``piece`` says
            no number; a number was given ``twice``; or ``as_usual``, which is no number either.
        piece: the word, or the field given twice.
    """

    kind: Literal["nothing", "one_number", "too_many", "word", "twice", "as_usual"]
    piece: str = ""


_Cell = Amount | Missing | Label | Break


def read_week(
    text: str, read_number: ReadNumber, *, asked: Sequence[Field] = FIELDS, language: str = FALLBACK
) -> WeekNumbers | Problem:
    """Read the numbers of a week out of one message.

    Args:
        text: what the owner typed.
        read_number: reads one number, such as "about 30" or "a dozen"; none if it is none.
        asked: what the numbers are when they are not named, in this order.
        language: of the words beside the numbers.
    """
    said = plain(text[: LONGEST + 1])
    if len(said) > LONGEST:
        return Problem("word", text[:30])
    tokens = list(tokens_of(said, language))
    if not any(isinstance(token, PlainWord | Amount | Dash | str) for token in tokens) or len(tokens) > _MOST_TOKENS:
        return Problem("nothing")
    if " ".join(re.findall(WORD, said)) in vocabulary(language)["answers"]["as_usual"]:
        return Problem("as_usual")
    named = any(isinstance(token, Label) for token in tokens)
    for dash in ("skipped", None):
        # "12 - 3 1" leaves one out; in "12 - 10 - 3 - 1" that would make seven, so there the dashes only separate.
        read = [(dash or Break()) if isinstance(token, Dash) else token for token in tokens]
        reading = _named if named else _in_order
        week = reading(read, read_number, asked, language)
        if not (isinstance(week, Problem) and week.kind == "too_many"):
            break
    return week


def _in_order(
    tokens: Sequence[Token], read_number: ReadNumber, asked: Sequence[Field], language: str
) -> WeekNumbers | Problem:
    numbers = numbers_in(tokens, read_number, len(asked), language)
    if isinstance(numbers, str):
        return Problem("word", numbers)
    if len(numbers) > len(asked):
        return Problem("too_many")
    if len(numbers) < 2:
        return Problem("one_number")
    return WeekNumbers(**dict(zip(asked, numbers, strict=False)))


def _named(
    tokens: Sequence[Token], read_number: ReadNumber, asked: Sequence[Field], language: str
) -> WeekNumbers | Problem:
    found: dict[Field, GivenNumber] = {}
    for clause in clauses(tokens):
        cells = _cells(clause, read_number, language)
        if isinstance(cells, Problem):
            return cells
        for number, named in _pairs(cells):
            field = named or _following(list(found), asked)
            if field is None:
                return Problem("too_many")
            if field in found:
                return Problem("twice", field)
            found[field] = number
    return WeekNumbers(**found) if found else Problem("nothing")


def _pairs(cells: Sequence[_Cell]) -> Iterator[tuple[GivenNumber, Field | None]]:
    """Return each number of a clause and what it counts: as many names as numbers, or else the names behind it."""
    numbers = [place for place, cell in enumerate(cells) if not isinstance(cell, Label | Break)]
    names = [
        cell.field for place, cell in enumerate(cells) if isinstance(cell, Label) and cell not in cells[:place][-1:]
    ]
    for nth, place in enumerate(numbers):
        number = cells[place]
        if len(names) != len(numbers):
            behind = cells[
                0 if len(numbers) == 1 else place : numbers[nth + 1] if nth + 1 < len(numbers) else len(cells)
            ]
            named = [cell.field for cell in behind if isinstance(cell, Label)]
        else:
            named = [names[nth]]
        if not isinstance(number, Label | Break):
            # "3 people bought" counts customers: the word further along says more than the one before.
            yield number, max(named, key=FIELDS.index) if named else None


def _following(found: Sequence[Field], asked: Sequence[Field]) -> Field | None:
    """Return the field that a number with no name stands for: the one after the last."""
    start = asked.index(found[-1]) + 1 if found and found[-1] in asked else 0
    return next((field for field in asked[start:] if field not in found), None)


def _cells(clause: Sequence[Token], read_number: ReadNumber, language: str) -> list[_Cell] | Problem:
    """Read the words of a clause between its labels, as few numbers as possible."""
    cells: list[_Cell] = []
    words: list[Token] = []
    for token in [*clause, None]:
        if token is not None and not isinstance(token, Label):
            words.append(token)
            continue
        if any(not is_between(word) for word in words):
            numbers = numbers_in(words, read_number, 1, language)
            if isinstance(numbers, str):
                return Problem("word", numbers)
            cells += numbers
        words = []
        if token is not None:
            cells.append(token)
    return cells
