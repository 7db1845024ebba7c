"""Every quantity in a text: how much, how loosely, for which stretch of time, and where it stands."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.memory import for_one_event
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.span_text import SIGN, without
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.spans import find_spans
from bot.language.numbers.clean import clean
from bot.language.numbers.grammar import join_numbers
from bot.language.numbers.measure import measured
from bot.language.numbers.pieces import Extent, Mark, Piece, Quantity, Word, Wrong, is_a
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.reading import Ambiguous, Understood
from bot.language.numbers.tokens import pieces_of, set_apart
from bot.language.numbers.vocabulary import Vocabulary, vocabulary

BEFORE = frozenset({"about", "near", "exactly", "at_least", "at_most"})
BEHIND = frozenset({"about", "at_least", "at_most"})
COUNT_NOTHING = frozenset({"ordinal", "clock"})
NOUN = 3  # letters of a noun, besides the ending that says that there are several
STOPS = frozenset(",.;!?")
MOODS = frozenset({"slack", "swamped", "balanced", "praise"})
"""Kinds of word that say how a week was."""

GENERAL = "general"  # of what is so at all times, or is to come
DENIAL = 6  # words before a quantity among which a "not" turns its "more than" round
VAGUE = range(4, 10)  # the most that "a few" may be; "a couple" is less, and "dozens" says how much
CODE = 3  # letters of a code of ISO 4217; a name that several currencies have is none
LONGEST = 600
"""Characters that are read; what an owner writes beyond them is left out, not misread."""


class ToldAmount(Struct, frozen=True):
    """A quantity in a text.

    Attributes:
        amount: how much; for a share, the share from 0 to 1.
        share: it is a part of another number: "half", "30 %", "all but 2".
        others: further readings, where it can be read in several ways ("1.200").
        but: it is what is missing from all ("all but 2"), and ``amount`` is how many.
        whole: for "8 of 10", the 10.
        span: the stretch of time that it is for.
        currency: ISO 4217 code, when a sign or a word for it was there.
        place: where it stands in the clean text.
        vague: it is a word that leaves open how many: "a few".
        parts: the numbers that a "plus" adds up to it.
    """

    amount: Amount
    share: bool = False
    others: tuple[Amount, ...] = ()
    but: bool = False
    whole: float | None = None
    span: TimeSpan | None = None
    currency: str | None = None
    place: Extent = (0, 0)
    vague: bool = False
    parts: tuple[float, ...] = ()


TextPart = Word | Mark | Wrong | ToldAmount | TimeSpan
Timed = Piece | TimeSpan
AmountKind = Literal["count", "money"]


def tokens_in(text: str, language: str, kind: AmountKind = "count") -> list[TextPart]:
    """Return the words of a text with every quantity and stretch of time as one token, in their order.

    Args:
        text: whatever was typed.
        language: whose words are expected.
        kind: how large a number may be: a count, or a sum of money.
    """
    return list(_tokens_in(text, language, kind))


@for_one_event
def _tokens_in(text: str, language: str, kind: AmountKind) -> tuple[TextPart, ...]:
    cleaned = clean(text[:LONGEST], language)
    plain, apart = set_apart(cleaned.text)
    language = cleaned.language
    spans = find_spans(plain, language)
    pieces = _pieces(without(plain, spans, language), language)
    if spans and not any(isinstance(piece, Quantity) for piece in pieces):  # "the weekly question" is no amount
        spans = [span for span in spans if " " in plain[slice(*span.place)]]
        pieces = _pieces(without(plain, spans, language), language)
    pieces = sorted([*pieces, *apart], key=lambda piece: piece.place) if apart else pieces
    numbers = vocabulary(language)
    parts = _timed([one for piece in pieces for one in _noun_apart(piece, plain, numbers)], spans)
    told = [
        told if isinstance(part, Quantity) and (told := _told(parts, at, part, language, kind)) else _other(part)
        for at, part in enumerate(parts)
    ]
    return tuple([part for at, part in enumerate(told) if not _is_all_of_these(told, at)])


def _is_all_of_these(parts: Sequence[TextPart], at: int) -> bool:
    """True for the "all" of "all 4", which says no more than the number."""
    part, behind = parts[at], parts[at + 1] if at + 1 < len(parts) else None
    if not isinstance(part, ToldAmount) or not isinstance(behind, ToldAmount):
        return False
    return part.share and part.amount.value == 1 and not part.but and not behind.share


def _noun_apart(piece: Piece, plain: str, numbers: Vocabulary) -> list[Piece]:
    """Turn "no sales" into a zero followed by "sales", so that it is clear what was counted."""
    if not isinstance(piece, Quantity) or piece.values != (0.0,):
        return [piece]
    start, end = piece.place
    noun = plain.rfind(" ", start, end) + 1
    if not (noun and _names_several(plain[noun:end], numbers)):
        return [piece]
    return [replace(piece, place=(start, noun - 1)), Word(plain[noun:end], place=(noun, end))]


def _names_several(word: str, numbers: Vocabulary) -> bool:
    ending = numbers.several_ending
    several = bool(ending) and len(word) > NOUN and word.endswith(ending) and word.isalnum()
    return several or word in numbers.many_people


def _pieces(plain: str, language: str) -> list[Piece]:
    pieces = pieces_of(plain, vocabulary(language), kind="money", language=language) if plain.strip() else []
    join_numbers(pieces)
    return pieces


def _timed(pieces: Sequence[Piece], spans: Sequence[TimeSpan]) -> list[Timed]:
    """Return the pieces with each sign replaced by its stretch of time."""
    at = {span.place[0]: span for span in spans}
    return [
        at[piece.place[0]] if isinstance(piece, Word) and piece.text == SIGN and piece.place[0] in at else piece
        for piece in pieces
    ]


def _other(part: Timed) -> TextPart:
    """Return a part that is no quantity; a number that is none by itself ("x2") is a word."""
    return Word("#", place=part.place) if isinstance(part, Quantity) else part


def _told(parts: Sequence[Timed], at: int, quantity: Quantity, language: str, kind: AmountKind) -> ToldAmount | None:
    said, currency = _said(parts, at, language)
    if "at_least" in said and _is_denied(parts, at, language):
        said = (said - {"at_least"}) | {"at_most"}  # "couldn't do more than 2"
    if (quantity.slashed and quantity.value > 1) or _counts_nothing(parts, at):
        return None
    if (quantity.value == 1 and _is_pronoun(parts, at, language)) or _is_of_no_time(quantity, parts, at, language):
        return None
    if quantity.but:
        amount = Amount.exactly(quantity.value)
        return ToldAmount(amount, share=True, but=True, place=quantity.place)
    reading = measured(quantity, said, kind="share" if quantity.share else kind, of=None, whole=False)
    span = _span_of(parts, at)
    match reading:
        case Understood(amount=amount):
            others: tuple[Amount, ...] = ()
        case Ambiguous(readings=(amount, *rest)):
            others = tuple(rest)
        case _:
            return None
    vague = quantity.few is not None and quantity.few[1] in VAGUE
    return ToldAmount(
        amount,
        quantity.share,
        others,
        whole=quantity.whole,
        span=span,
        currency=currency,
        place=quantity.place,
        vague=vague,
        parts=quantity.parts,
    )


def _is_denied(parts: Sequence[Timed], at: int, language: str) -> bool:
    """True if a word shortly before the marks of a quantity denies it: the "couldn't" of "couldn't take on more than 2"."""
    words = [part for part in parts[max(at - DENIAL, 0) : at] if not isinstance(part, TimeSpan)]
    kinds = kinds_of(language)
    denied = False
    for word in words:
        text = getattr(word, "text", "")
        denied = text not in STOPS and (denied or "negation" in kinds.of_word(text))
    return denied


def _counts_nothing(parts: Sequence[Timed], at: int) -> bool:
    """True if a number is a place in a row or an hour: "the 3rd", "9 am"."""
    mark = parts[at + 1] if at + 1 < len(parts) else None
    return isinstance(mark, Mark) and not COUNT_NOTHING.isdisjoint(mark.says)


def _is_of_no_time(quantity: Quantity, parts: Sequence[Timed], at: int, language: str) -> bool:
    """True for the "nobody" of "nobody ever books" and "nobody is going to book", which counts no time that is over."""
    if quantity.value or quantity.place[1] - quantity.place[0] == len("0"):
        return False
    clause = [*takewhile(_is_beside, reversed(parts[:at]))][::-1], [*takewhile(_is_beside, parts[at + 1 :])]
    words = [word for side in clause for part in side for word in getattr(part, "text", "").split()]
    timed = any(isinstance(part, TimeSpan) and not part.rate for side in clause for part in side)
    return not timed and any(GENERAL in kinds for kinds in kinds_of(language, COUNTING).of_words(words))


def _is_beside(part: Timed) -> bool:
    return not isinstance(part, Quantity) and getattr(part, "text", "") not in STOPS


def _is_pronoun(parts: Sequence[Timed], at: int, language: str) -> bool:
    """True for the "one" of "a slow one": it follows a word that says how it was."""
    before, behind = piece_at(parts, at - 1), piece_at(parts, at + 1)
    if not isinstance(before, Word) or (isinstance(behind, Word) and behind.text not in STOPS):
        return False
    return not MOODS.isdisjoint(kinds_of(language).of_word(before.text))


def _said(parts: Sequence[Timed], at: int, language: str) -> tuple[frozenset[str], str | None]:
    """Return what the marks beside a quantity say of it, and its currency."""
    said: set[str] = set()
    currency = None
    for step, allowed in ((-1, BEFORE), (1, BEHIND)):
        near = at + step
        while 0 <= near < len(parts) and isinstance(mark := parts[near], Mark):
            if step < 0 and "at_most" in mark.says and is_a(piece_at(parts, near - 1), "moved"):
                break  # "it went up to 600"
            if "currency" in mark.says:
                currency = currency or str(mark.says["currency"])
            elif step > 0 and near + 1 < len(parts) and isinstance(parts[near + 1], Quantity):
                break  # it belongs to the next one
            elif step > 0 and is_a(mark, "plus") and isinstance(piece_at(parts, near + 2), Quantity):
                break  # "20 plus another 4"
            elif step > 0 and is_a(mark, "only_before"):
                break  # "5 more than now"
            elif (
                # behind a number "over" says "or more" only at the end: "4 over email"
                (step > 0 and is_a(mark, "preposition") and isinstance(piece_at(parts, near + 1), Word))
                or not allowed & mark.says.keys()
                # before a number "plus" or "and another" adds it to another; behind one it says "or more"
                or (step < 0 and (mark.text == "+" or is_a(mark, "plus") or _joins_on(mark, parts[:near], language)))
            ):
                break
            said |= allowed & mark.says.keys()
            near += step
    return frozenset(said), currency if currency is None or len(currency) == CODE else None


def _joins_on(mark: Mark, before: Sequence[Timed], language: str) -> bool:
    """True for the "e mais" of "23 no face e mais 9 no zap", but not of "metade e mais um pouquinho"."""
    first, space, _ = mark.text.partition(" ")
    joined = bool(space) and "and" in vocabulary(language).kinds_of(first)
    return joined and any(isinstance(part, Quantity) and not part.share for part in before)


def _span_of(parts: Sequence[Timed], at: int) -> TimeSpan | None:
    """Return the stretch of time that a quantity is for: the next one in its clause, or else the one before it."""
    for way in (parts[at + 1 :], parts[:at][::-1]):
        for part in way:
            if isinstance(part, TimeSpan):
                return part
            if isinstance(part, Quantity) or (isinstance(part, Word) and part.text in STOPS):
                break
    return None
