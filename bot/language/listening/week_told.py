"""A week told in words: "15 enquiries, quoted 9, won 3", "4 bought out of 19", "12 leeds 3 slaes", a list with bullets.

Each number goes with the name beside it; a number with an unknown name makes the line no week, so that it is asked
about. What is only named ("lots of messages, 6 sales") is left out, to be asked for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.memory import for_one_event
from bot.core.parts import added
from bot.core.week_numbers import FIELDS, Field, WeekNumbers
from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.features import wording_of
from bot.language.listening.kin import kinds_of
from bot.language.listening.naming import NAMES, are_of_before, is_denied, kinds_among, words_beside
from bot.language.listening.reader import HeardMessage, roles_of, starts_of
from bot.language.listening.relations import is_left_undone
from bot.language.listening.span_words import TimeSpan
from bot.language.numbers.pieces import Mark, Word
from bot.language.vocabulary import vocabulary

PARTING = frozenset(",;|/.&+→()!")
DASHES = frozenset({"-", "—", "="})  # these part "13 calls - 5 won", and join "calls - 13"
DOUBTED = 0.4  # how likely a number counts nothing of a week, so that its name is in doubt
LIKELY = 0.6  # a number this likely to count something is taken without a name
SURELY = 0.85  # a number this likely to count nothing of a week puts the line in doubt
NAMED: Mapping[Field, float] = {"people": 1.0}
NAMED_BESIDE_ANOTHER = 1.0  # what a name is worth that may belong to the next number
NAMED_ALONE, NAMED_BY_WORDS = 5.0, 12.0
"""What a name beside a number is worth, as a logarithm: "8 calls" may be people as well as talks, "8 sales" are sales."""

LEAST = 5  # letters of a name that may be misspelt
NEAR = 79  # of 100: "leeds" is "leads", "slaes" is "sales"
STATE = "weekly"
PERSON = "people"
BUYERS = "customers"
DONE = ("talked", "customers", "orders")  # what counts those who did something, and not those who didn't
STANDS_FOR: Mapping[str, Field] = {"quoted": "talked"}
MISSED = "missed"  # those who got in touch and were not talked with
OTHER = "other"  # nothing of the week
TOLD = (*FIELDS, MISSED)
SAME: Mapping[Field, tuple[str, ...]] = {field: (field,) for field in FIELDS} | {"talked": ("talked", "quoted")}
"""The roles that a name may stand for."""

_BULLET = re.compile(r"^[ \t]*(?:[-*•·–—]|\d+[.)])[ \t]+", re.MULTILINE)


class NamedWord(Struct, frozen=True):
    """A word of the line: what it names, if anything, and whether it parts the line, or may part it.

    Attributes:
        surely: it names it as one of several words: "came to us".
        one_of_several: another name stands beside it, so that it may belong to the next number.
    """

    field: Field | None = None
    parts: bool = False
    dash: bool = False
    of: bool = False
    surely: bool = False
    one_of_several: bool = False


PieceOfWeek = NamedWord | ToldAmount


def week_told(text: str, *, asked: Sequence[Field] = FIELDS, language: str) -> WeekNumbers | None:
    """Return the numbers that a line tells of a week; None if it tells none, or one that is in doubt.

    Args:
        text: what the owner typed.
        asked: what the numbers are that are not named, in this order.
        language: of the words.
    """
    if "?" in text:
        return None
    tokens = tokens_in(_BULLET.sub("", text).replace("\n", " ; "), language)
    if not any(isinstance(token, ToldAmount) for token in tokens) or _is_of_another_time(tokens):
        return None
    named = list(_pairs(list(_pieces(tokens, language))))
    if all(name is None for _, name in named):
        return None
    roles = _roles(tokens, {told.place: name for told, name in named if name}, language)
    found = [(told, name.field if name else None) for told, name in named]
    counted: dict[str, list[ToldAmount]] = {}
    for nth, (told, name) in enumerate(found):
        role = roles.get(told.place) or name or _first(nth, found, asked)
        if role in DONE and is_denied(tokens, tokens.index(told), role, language):
            continue  # "3 didn't buy"
        if role in (None, OTHER) or told.others or (told.span is not None and told.span.unit != "week"):
            return None
        if role == BUYERS and are_of_before(tokens, tokens.index(told), language):
            return None
        if role == BUYERS and name == BUYERS and _is_doubted(tokens, told, language):
            return None  # "14 new, lost 2 clients"
        counted.setdefault(role, []).append(told)
    if len(counted.get("people", ())) > 1 and _names_somebody_else(tokens, language):
        return None  # "3 kids sick, so only 5 calls"
    return _week(counted) if counted else None


def _is_doubted(tokens: Sequence[TextPart], told: ToldAmount, language: str) -> bool:
    """True if a number beside "clients" likely counts nothing of the week, and no word says that they bought."""
    (place,) = (place for place, token in enumerate(tokens) if token is told)
    if "buy" in kinds_among(words_beside(tokens, place), language):
        return False
    ranking = roles_of(HeardMessage.of(tokens, STATE, language))[place]
    return dict(ranking.ranked).get(OTHER, 0.0) >= DOUBTED


def named_numbers(text: str, language: str) -> list[tuple[ToldAmount, Field | None]]:
    """Return the numbers of a text, each with what the words beside it name."""
    found = _pairs(list(_pieces(tokens_in(text, language), language)))
    return [(told, name.field if name else None) for told, name in found]


def names_beside(told: ToldAmount, text: str, language: str) -> list[Field]:
    """Return what the words beside one number of a text name."""
    return [name for one, name in named_numbers(text, language) if one.place == told.place and name is not None]


def _is_of_another_time(tokens: Sequence[TextPart]) -> bool:
    return any(isinstance(token, TimeSpan) and (token.unit != "week" or token.count != 1) for token in tokens)


def _names_somebody_else(tokens: Sequence[TextPart], language: str) -> bool:
    """True if people are named in a word that does not say that they got in touch."""
    wording = wording_of(tokens, language)
    known = _phrases(language)
    return any(
        kinds == (PERSON,) and (word,) not in known for word, kinds in zip(wording.words, wording.kinds, strict=True)
    )


def _first(nth: int, found: Sequence[tuple[ToldAmount, Field | None]], asked: Sequence[Field]) -> Field | None:
    """Return what the first number counts where only the others are named: what was asked, if none of them is that."""
    if nth or not asked or any(name == asked[0] for _, name in found):
        return None
    return asked[0] if len(found) > 1 else None


def _pieces(tokens: Sequence[TextPart], language: str) -> Iterator[PieceOfWeek]:
    """Return the numbers of a line, and of the words what each of them names."""
    wording, starts = wording_of(tokens, language), starts_of(tokens)
    flat = list(wording.words)
    names = _names_in(flat, language)
    for place, token in enumerate(tokens):
        if isinstance(token, ToldAmount):
            if token.currency is None:
                yield token
            continue
        text = getattr(token, "text", "")
        if isinstance(token, Mark) and "out_of" in token.says:
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
                yield names.get(at) or NamedWord(field)


def _names_in(words: Sequence[str], language: str) -> dict[int, NamedWord]:
    """Return which words name a number of the week, by their places: the longest phrase goes before a shorter one."""
    phrases = _phrases(language)
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
def _phrases(language: str) -> dict[tuple[str, ...], Field]:
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
        phrase[0]: field for phrase, field in _phrases(language).items() if len(phrase) == 1 and len(phrase[0]) >= LEAST
    }
    near = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    return known[near[0]] if near else None


def _pairs(pieces: Sequence[PieceOfWeek]) -> Iterator[tuple[ToldAmount, NamedWord | None]]:
    """Return each number with the name beside it: before it or behind it, as in the rest of the line."""
    numbers = [place for place, piece in enumerate(pieces) if isinstance(piece, ToldAmount)]
    if not numbers:
        return
    first = next((place for place, piece in enumerate(pieces) if isinstance(piece, NamedWord) and piece.field), None)
    bounds = [0, *(place + 1 for place in numbers)]
    ends = [*numbers, len(pieces)]
    gaps = [pieces[start:end] for start, end in zip(bounds, ends, strict=True)]
    behind = _is_behind(gaps, first, numbers[0])
    if behind:
        gaps = [[NamedWord(parts=True) if piece == NamedWord(dash=True) else piece for piece in gap] for gap in gaps]
    for nth, place in enumerate(numbers):
        told = pieces[place]
        before, after = gaps[nth], gaps[nth + 1]
        own_before = _field_in(before[_last_part(before) :])
        own_after = _field_in(after[: _first_part(after)])
        of = bool(before) and isinstance(last := before[-1], NamedWord) and last.of
        if of and nth and own_after is None:
            field: NamedWord | None = NamedWord("people")  # "4 bought out of 19"
        elif behind:
            field = own_after or (own_before if _last_part(before) or not nth else None)
        else:
            field = own_before or (own_after if _first_part(after) < len(after) or nth == len(numbers) - 1 else None)
        if isinstance(told, ToldAmount):
            yield told, field


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
    found = [piece for piece in pieces if isinstance(piece, NamedWord) and piece.field]
    if not found:
        return None
    best = max(found, key=lambda word: FIELDS.index(word.field or FIELDS[0]))
    firm = {word.field for word in found if word.surely or word.field != "people"}
    return replace(best, one_of_several=len(firm) > 1)


def _roles(
    tokens: Sequence[TextPart], named: Mapping[tuple[int, int], NamedWord], language: str
) -> dict[tuple[int, int], str]:
    """Return what each number likely counts, by its place: all numbers and the names beside them weighed together."""
    beside: dict[int, dict[str, float]] = {}
    for n, token in enumerate(tokens):
        if isinstance(token, ToldAmount) and is_left_undone(tokens, n, language):
            beside[n] = {MISSED: NAMED_BY_WORDS}
            continue
        if (word := named.get(token.place)) is not None and word.field is not None:
            gain = NAMED_BY_WORDS if word.surely else NAMED.get(word.field, NAMED_ALONE)
            gain = NAMED_BESIDE_ANOTHER if word.one_of_several else gain
            beside[n] = dict.fromkeys(SAME[word.field], gain)
    found: dict[tuple[int, int], str] = {}
    for place, ranking in roles_of(HeardMessage.of(tokens, STATE, language), beside).items():
        role = STANDS_FOR.get(ranking.best, ranking.best)
        if (role in TOLD and ranking.chance >= LIKELY) or (role == OTHER and ranking.chance >= SURELY):
            found[tokens[place].place] = role
    return found


def _week(counted: Mapping[str, Sequence[ToldAmount]]) -> WeekNumbers | None:
    """Put the numbers together: several of one name are added where they are how people came; a share needs its whole."""
    given: dict[Field, Amount] = {}
    if MISSED in counted and not _is_left(counted):
        return None
    for field in FIELDS:
        told = counted.get(field, ())
        if field == "talked" and MISSED in counted:
            given[field] = Amount.exactly(given["people"].value - counted[MISSED][0].amount.value)
            continue
        if not told:
            continue
        if len(told) > 1 and (field != "people" or any(one.share for one in told)):
            return None
        one = told[0]
        if one.whole is not None and not one.but and field != "people":
            given.setdefault("people", Amount.exactly(one.whole))
            given[field] = Amount.exactly(round(one.amount.value * one.whole))
            continue
        if one.share:
            whole = next((given[name] for name in reversed(FIELDS[: FIELDS.index(field)]) if name in given), None)
            if whole is None:
                return None
            part = whole.value - one.amount.value if one.but else one.amount.value * whole.value
            given[field] = Amount.exactly(float(round(part)))
            continue
        given[field] = added(one.amount for one in told)
    return WeekNumbers(**given)


def _is_left(counted: Mapping[str, Sequence[ToldAmount]]) -> bool:
    """True if all but the missed ones were talked with: "13 in, missed four of them"."""
    people, missed = counted.get("people", ()), counted[MISSED]
    if len(people) != 1 or len(missed) != 1 or "talked" in counted or people[0].share or missed[0].share:
        return False
    return missed[0].amount.value <= people[0].amount.value
