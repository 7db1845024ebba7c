"""What the words of a line about a week name, and which number each of them goes with."""

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bot.core.memory import for_one_event
from bot.core.week_numbers import FIELDS, Field
from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.features import starts_of, wording_of
from bot.language.listening.kin import kinds_of
from bot.language.listening.naming import NAMES
from bot.language.numbers.pieces import Mark, Word
from bot.language.vocabulary import vocabulary

PARTING = frozenset(",;|/.&+→()!")
DASHES = frozenset({"-", "—", "="})  # these part "13 calls - 5 won", and join "calls - 13"
LEAST = 5  # letters of a name that may be misspelt
NEAR = 79  # of 100: "leeds" is "leads", "slaes" is "sales"
PERSON = "people"


class NamedWord(Struct, frozen=True):
    """A word of the line: what it names, if anything, and whether it parts the line, or may part it.

    Attributes:
        surely: it names it as one of several words: "came to us".
        one_of_several: another name stands beside it, so that it may belong to the next number.
        denies: it says that what is named behind it was not done.
        many: it says that there were many of what is named beside it, and not how many: "lots of messages".
    """

    field: Field | None = None
    parts: bool = False
    dash: bool = False
    of: bool = False
    surely: bool = False
    one_of_several: bool = False
    denies: bool = False
    many: bool = False


PieceOfWeek = NamedWord | ToldAmount


def named_in(tokens: Sequence[TextPart], language: str) -> list[tuple[ToldAmount, NamedWord | None]]:
    """Return the numbers among some tokens, each with the word that names it."""
    return list(_pairs(list(_pieces(tokens, language))))


def named_numbers(text: str, language: str) -> list[tuple[ToldAmount, Field | None]]:
    """Return the numbers of a text, each with what the words beside it name."""
    return [(told, name.field if name else None) for told, name in named_in(tokens_in(text, language), language)]


def names_beside(told: ToldAmount, text: str, language: str) -> list[Field]:
    """Return what the words beside one number of a text name."""
    return [name for one, name in named_numbers(text, language) if one.place == told.place and name is not None]


def _pieces(tokens: Sequence[TextPart], language: str) -> Iterator[PieceOfWeek]:
    """Return the numbers of a line, and of the words what each of them names."""
    wording, starts = wording_of(tokens, language), starts_of(tokens)
    flat = list(wording.words)
    names = names_in(flat, language)
    for place, token in enumerate(tokens):
        if isinstance(token, ToldAmount):
            if token.currency is None:
                yield token
            continue
        text = getattr(token, "text", "")
        if isinstance(token, Mark) and "out_of" in token.says and starts[place] not in names:
            yield NamedWord(of=True)
            continue
        if text in PARTING:
            yield NamedWord(parts=True)
            continue
        if text in DASHES:
            yield NamedWord(dash=True)
            continue
        for at in range(starts[place], starts[place + 1]):
            field = _by_kind(wording.kinds[at]) or _misspelt(flat[at], language)
            if isinstance(token, Word | Mark):
                kinds = wording.kinds[at]
                yield names.get(at) or NamedWord(field, denies="negation" in kinds, many="many" in kinds)


def names_in(words: Sequence[str], language: str) -> dict[int, NamedWord]:
    """Return which words name a number of the week, by their places: the longest phrase goes before a shorter one."""
    phrases = phrases_of(language)
    found: dict[int, NamedWord] = {}
    place = 0
    while place < len(words):
        used = next(
            (n for n in range(min(4, len(words) - place), 0, -1) if tuple(words[place : place + n]) in phrases), 0
        )
        if used:
            named = NamedWord(phrases[tuple(words[place : place + used])], surely=used > 1)
            found |= dict.fromkeys(range(place, place + used), named)
        place += used or 1
    return found


@cache
def phrases_of(language: str) -> dict[tuple[str, ...], Field]:
    """Return what the phrases of a language name of a week."""
    fields = vocabulary(language)["fields"]
    return {tuple(phrase.split()): field for field in FIELDS for phrase in fields[field]}


def _by_kind(kinds: Sequence[str]) -> Field | None:
    found = [NAMES[kind] for kind in kinds if kind in NAMES]
    return max(found, key=FIELDS.index) if found else None


@for_one_event
def _misspelt(word: str, language: str) -> Field | None:
    """Return the number that a misspelt word names."""
    if len(word) < LEAST or not word[0].isalpha() or kinds_of(language).of_word(word):
        return None
    from rapidfuzz import fuzz, process

    known = {
        phrase[0]: field
        for phrase, field in phrases_of(language).items()
        if len(phrase) == 1 and len(phrase[0]) >= LEAST
    }
    near = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    return known[near[0]] if near and near[0][0] == word[0] else None  # "thats" are no chats


def _pairs(pieces: Sequence[PieceOfWeek]) -> Iterator[tuple[ToldAmount, NamedWord | None]]:
    """Return each number with the name beside it: before it or behind it, as in the rest of the line."""
    numbers = [place for place, piece in enumerate(pieces) if isinstance(piece, ToldAmount)]
    if not numbers:
        return
    first = next((place for place, piece in enumerate(pieces) if isinstance(piece, NamedWord) and piece.field), None)
    bounds = [0, *(place + 1 for place in numbers)]
    ends = [*numbers, len(pieces)]
    gaps = [_without_many(pieces[start:end]) for start, end in zip(bounds, ends, strict=True)]
    behind = _is_behind(gaps, first, numbers[0])
    tells_people = any(word.field == PERSON for gap in gaps for word in _named_in(gap))
    passed_on = _passed_on(gaps, pieces, numbers) if behind else {}
    if behind:
        gaps = [[NamedWord(parts=True) if piece == NamedWord(dash=True) else piece for piece in gap] for gap in gaps]
    for nth, place in enumerate(numbers):
        told = pieces[place]
        before, after = gaps[nth], gaps[nth + 1]
        own_before = _field_in(before[_last_part(before) :])
        own_after = _field_in(after[: _first_part(after)])
        of = _is_of(before)
        if of and nth and own_after is None and not tells_people:
            field: NamedWord | None = NamedWord("people")  # "4 bought out of 19"
        elif nth in passed_on:
            field = passed_on[nth]
        elif behind:
            field = own_after or (own_before if _last_part(before) or not nth else None)
        else:
            field = own_before or (own_after if _first_part(after) < len(after) or nth == len(numbers) - 1 else None)
        if isinstance(told, ToldAmount):
            yield told, field


def _passed_on(
    gaps: Sequence[Sequence[PieceOfWeek]], pieces: Sequence[PieceOfWeek], numbers: Sequence[int]
) -> dict[int, NamedWord | None]:
    """Return the names of numbers with no sign between them, where the last has none behind it.

    Each takes what is left behind it, or else the last name before it: "27 leads talked 22 closed 7". The first may have
    none if it says of how many the others are: "of 12 I talked with all but 2".
    """
    found: dict[int, NamedWord | None] = {}
    for start, end in _runs(gaps):
        if _field_in(gaps[end][: _first_part(gaps[end])]) is not None:
            continue
        left = [
            _named_in(gaps[start][_last_part(gaps[start]) :]),
            *(_named_in(gap) for gap in gaps[start + 1 : end]),
            [],
        ]
        names: dict[int, NamedWord | None] = {}
        for nth in reversed(range(start, end)):
            if name := _field_in(left[nth - start + 1]):
                names[nth] = name
                continue
            before = left[nth - start]
            names[nth] = last = before[-1] if before else None
            while last is not None and before and before[-1].field == last.field:
                before.pop()
        of_all = _is_of(gaps[start]) and getattr(pieces[numbers[end - 1]], "share", False)
        if all(name for nth, name in names.items() if nth > start or not of_all):
            found |= names
    return found


def _runs(gaps: Sequence[Sequence[PieceOfWeek]]) -> Iterator[tuple[int, int]]:
    """Return the numbers that follow one another without a sign between them, at least two: the first, and the one behind the last."""
    start = 0
    for nth in range(1, len(gaps)):
        if nth == len(gaps) - 1 or _last_part(gaps[nth]):
            if nth - start > 1:
                yield start, nth
            start = nth


def _is_of(gap: Sequence[PieceOfWeek]) -> bool:
    """True if "of" stands before a number."""
    return bool(gap) and isinstance(last := gap[-1], NamedWord) and last.of


def _named_in(pieces: Sequence[PieceOfWeek]) -> list[NamedWord]:
    return [piece for piece in pieces if isinstance(piece, NamedWord) and piece.field]


def _without_many(gap: Sequence[PieceOfWeek]) -> list[PieceOfWeek]:
    """Leave out the name of many who are not counted: "messages" in "lots of messages but only 2 bought"."""
    left: list[PieceOfWeek] = []
    many = False
    for piece in gap:
        if isinstance(piece, NamedWord):
            many = piece.many or (many and not piece.parts)
            if piece.many or (many and piece.field == PERSON):
                left.append(NamedWord())
                continue
        left.append(piece)
    return left


def _is_behind(gaps: Sequence[Sequence[PieceOfWeek]], first: int | None, number: int) -> bool:
    """True if the names stand behind their numbers in a line."""
    if first is None or number < first:
        return True
    lead = gaps[0][_last_part(gaps[0]) :]
    return _field_in(lead) is None or (_field_in(gaps[-1]) is not None and len(gaps) > 2 and not _only_after(gaps))


def _only_after(gaps: Sequence[Sequence[PieceOfWeek]]) -> bool:
    return all(_field_in(gap) is not None for gap in gaps[:-1])


def _last_part(gap: Sequence[PieceOfWeek]) -> int:
    """Return the place behind the last sign or word that parts a gap; 0 where none does."""
    return max((n + 1 for n, piece in enumerate(gap) if isinstance(piece, NamedWord) and piece.parts), default=0)


def _first_part(gap: Sequence[PieceOfWeek]) -> int:
    """Return the place of the first sign that parts a gap; its end where none does."""
    return next((n for n, piece in enumerate(gap) if isinstance(piece, NamedWord) and piece.parts), len(gap))


def _field_in(pieces: Sequence[PieceOfWeek]) -> NamedWord | None:
    """Return what some words name; of several names the one further along says more: "3 people bought"."""
    words = [piece for piece in pieces if isinstance(piece, NamedWord)]
    denied = next((at for at, word in enumerate(words) if word.denies), len(words))
    found = [word for word in words[:denied] if word.field] or [word for word in words if word.field]
    if not found:
        return None
    best = max(found, key=lambda word: FIELDS.index(word.field or FIELDS[0]))
    firm = {word.field for word in found if word.surely or word.field != "people"}
    return replace(best, one_of_several=len(firm) > 1)
