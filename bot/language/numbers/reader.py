"""Read one number from what an owner typed."""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from msgspec.structs import replace

from bot.core import looseness
from bot.core.amount import Amount
from bot.language.numbers.clean import LONGEST, clean
from bot.language.numbers.grammar import compose
from bot.language.numbers.measure import measured
from bot.language.numbers.pieces import Mark, Piece, Quantity, Word, Wrong, at, is_a, says
from bot.language.numbers.ranges import span
from bot.language.numbers.reading import Ambiguous, Invalid, Kind, Period, Reading, Understood, Unknown
from bot.language.numbers.tokens import pieces_of
from bot.language.numbers.vocabulary import Vocabulary, vocabulary

MOST_NUMBERS: Final = 8
"""Numbers that may together make one ("between 1 lakh 20 thousand and 2 1/2 lakh" has five)."""

BOUNDS: Final = frozenset({"at_least", "at_most"})
CENTS: Final = (5, 99)
_CLOSE: Final = 84  # of 100: "i dont nkow" is "dont know"


def read(text: str, kind: Kind, *, language: str = "en", of: Amount | None = None, whole: bool = True) -> Reading:
    """Read the number in an answer.

    Args:
        text: whatever was typed.
        kind: what is asked for.
        language: whose words and separators are expected.
        of: the number that a share is a share of; a count may then be given as "half" or "9 of 10".
        whole: whether a count must be a whole number; one that is "a day" or "a week" need not.
    """
    if len(text) < 7 and text.isascii() and text.isdigit() and kind == "count":
        return Understood(looseness.plain(float(text)))
    text = text.strip()
    if not text:
        return Invalid("empty")
    if len(text) > LONGEST:
        return Invalid("too_long")
    plain = clean(text, language)
    if not plain.text:
        return Invalid("emoji" if plain.pictures else "empty")
    if not plain.text.strip("? "):
        return Unknown()
    words = vocabulary(plain.language)
    pieces = pieces_of(plain.text, words, kind=kind, language=language)
    if sum(isinstance(piece, Quantity) for piece in pieces) > MOST_NUMBERS:
        return Invalid("two_numbers")
    currency = _take_currency(pieces, words.asked if kind == "money" else {})
    compose(pieces)
    said = frozenset(
        name
        for place, piece in enumerate(pieces)
        if isinstance(piece, Mark)
        for name in piece.says
        if name not in BOUNDS or _is_bound(pieces, place)
    )
    quantity = (_worked_out(pieces) if kind == "money" else None) or _one_quantity(pieces, said)
    if quantity is None:
        return _without_number(plain.text, said, words, pictures=plain.pictures)
    if isinstance(quantity, Wrong):
        return Invalid("vague" if quantity.reason == "time" and "vague" in said else quantity.reason)
    if currency and kind != "money":
        return Invalid("money")
    per = _period(pieces)
    if any(isinstance(piece, Word) and piece.text == "?" for piece in pieces) or said & {"unknown", "vague"}:
        said |= {"about"}
    reading = measured(quantity, said, kind=kind, of=of, whole=whole and per is None)
    if not isinstance(reading, Understood | Ambiguous):
        return reading
    which = words.shared.get(currency or "", ())
    if which and isinstance(reading, Understood):
        return replace(reading, per=per, which=which)
    return replace(reading, per=per, currency=None if which else currency)


def _is_bound(pieces: Sequence[Piece], place: int) -> bool:
    """True if "more than" or the like is said of a number, and not of something else: "more than ever, 60"."""
    if not any(isinstance(piece, Quantity) for piece in pieces):
        return True
    bound = pieces[place]
    for step in (-1, 1):
        if step < 0 and (
            is_a(bound, "than") or (is_a(bound, "preposition") and isinstance(at(pieces, place + 1), Word))
        ):
            continue  # "5 more than now", "40 over christmas"
        near = place + step
        while 0 <= near < len(pieces) and (isinstance(pieces[near], Mark) or is_a(pieces[near], "in_bound")):
            near += step
        if 0 <= near < len(pieces) and isinstance(pieces[near], Quantity):
            return True
    return not any(isinstance(piece, Word) and piece.text == "," for piece in pieces)


def _take_currency(pieces: list[Piece], asked: Mapping[str, str]) -> str | None:
    """Take the signs and words of currencies out, so that what stands on both sides can be put together."""
    currency = None
    _with_cents(pieces)
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if isinstance(piece, Word) and piece.text in asked and _beside_number(pieces, place):
            currency = asked[piece.text]
            del pieces[place]
            continue
        if isinstance(piece, Mark) and "currency" in piece.says and _beside_number(pieces, place):
            currency = str(piece.says["currency"])
            del pieces[place]
    return currency


def _with_cents(pieces: list[Piece]) -> None:
    """Read the cents of "15 pounds 50"."""
    for place in range(len(pieces) - 3, -1, -1):
        match pieces[place : place + 3]:
            case [Quantity() as whole, Mark() as mark, Quantity() as cents] if (
                "currency" in mark.says
                and whole.value % 1 == 0
                and cents.value % 1 == 0
                and CENTS[0] <= cents.value <= CENTS[1]
            ):
                pieces[place] = replace(whole, values=(whole.value + cents.value / 100,), precise=True)
                del pieces[place + 2]


def _is_sign(piece: Piece) -> bool:
    return isinstance(piece, Word) and piece.text in {",", ".", "-", "=", ":"}


def _beside_number(pieces: Sequence[Piece], place: int) -> bool:
    """True if nothing but signs stands between a piece and a number: "75,- €"."""
    for step in (-1, 1):
        near = place + step
        while 0 <= near < len(pieces) and _is_sign(pieces[near]):
            near += step
        if 0 <= near < len(pieces) and (isinstance(pieces[near], Quantity) or says(pieces[near], "scale")):
            return True
    return False


def _period(pieces: Sequence[Piece]) -> Period | None:
    for piece in pieces:
        if isinstance(piece, Mark) and "per" in piece.says:
            return cast("Period", piece.says["per"])
    return None


def _one_quantity(pieces: Sequence[Piece], said: frozenset[str]) -> Quantity | Wrong | None:
    """Return the only number there is, or what is wrong; nothing when there is none."""
    quantities = [piece for piece in pieces if isinstance(piece, Quantity)]
    wrong = next((piece for piece in pieces if isinstance(piece, Wrong)), None)
    if wrong is not None:
        return Wrong("two_numbers") if quantities and wrong.reason == "time" else wrong
    if len(quantities) > 1:  # "all 12", "most, 9 in 10", "12 (twelve)"
        quantities = [number for number in quantities if not _is_all(number)] or quantities[:1]
        if all(number.values == quantities[0].values for number in quantities):
            quantities = quantities[:1]
    match quantities:
        case []:
            return None
        case [quantity]:
            return quantity
        case [low, high] if said >= {"at_least", "at_most"} and low.share == high.share:
            return span(low, high)  # "more than 10 but less than 20"
    return Wrong("two_numbers")


def _worked_out(pieces: Sequence[Piece]) -> Quantity | None:
    """Return the number behind the one "=" of a sum that is written out: "15 x 4 sessions = 60"."""
    signs = [place for place, piece in enumerate(pieces) if isinstance(piece, Word) and piece.text == "="]
    if len(signs) != 1:
        return None
    before, behind = (
        [piece for piece in side if isinstance(piece, Quantity)] for side in (pieces[: signs[0]], pieces[signs[0] :])
    )
    return behind[0] if len(behind) == 1 < len(before) else None


def _is_all(number: Quantity) -> bool:
    return number.share and number.values == (1.0,) and number.whole is None and not number.but


def _without_number(text: str, said: frozenset[str], words: Vocabulary, *, pictures: bool) -> Reading:
    if "infinite" in said:
        return Invalid("not_finite")
    if "unknown" in said:
        return Unknown()
    if "same" in said:
        return Invalid("same")
    if said & {"vague", "at_least", "at_most"} and any(map(str.isalpha, text)):  # "more than ever"
        return Invalid("vague")
    if not any(character.isalnum() for character in text):
        return Invalid("emoji" if pictures else "no_number")
    if _sounds_unknown(text, words):
        return Unknown()
    return Invalid("no_number")


def _sounds_unknown(text: str, words: Vocabulary) -> bool:
    """True if a text is "don't know" mistyped, or with a word or two inside: "no freaking idea"."""
    typed = text.strip(" .,!?").split()
    for subject in words.subjects:
        typed = typed[1:] if len(typed) > 1 and typed[0] == subject else typed
    phrases = tuple(words.saying("unknown"))
    for first, *rest in (phrase.split() for phrase in phrases):
        if len(rest) == 1 and first in typed and rest[0] in typed[typed.index(first) + 1 :][:3]:
            return True
    letters = " ".join(typed)
    if not 5 <= len(letters) <= 30:
        return False
    from rapidfuzz import fuzz, process

    long = [phrase for phrase in phrases if len(phrase) > 5]
    return process.extractOne(letters, long, scorer=fuzz.ratio, score_cutoff=_CLOSE) is not None
