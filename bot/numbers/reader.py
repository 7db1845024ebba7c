"""Read one number from what an owner typed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import floor
from typing import Final, cast

from bot.amount import Amount
from bot.numbers import looseness
from bot.numbers.clean import LONGEST, clean
from bot.numbers.grammar import compose, span
from bot.numbers.pieces import Mark, Piece, Quantity, Word, Wrong
from bot.numbers.reading import Ambiguous, Invalid, Kind, Period, Reading, Reason, Understood, Unknown
from bot.numbers.tokens import pieces_of
from bot.numbers.vocabulary import Vocabulary, vocabulary

LARGEST: Final = {"count": 1e6, "money": 1e12, "share": 1.0}
"""What no answer is above."""

MOST_NUMBERS: Final = 8
"""Numbers that may together make one ("between 1 lakh 20 thousand and 2 1/2 lakh" has five)."""

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
    plain = clean(text)
    if not plain.text:
        return Invalid("emoji" if plain.pictures else "empty")
    if not plain.text.strip("? "):
        return Unknown()
    words = vocabulary(language)
    pieces = pieces_of(plain.text, words, kind=kind, language=language)
    if sum(isinstance(piece, Quantity) for piece in pieces) > MOST_NUMBERS:
        return Invalid("two_numbers")
    currency = _take_currency(pieces)
    compose(pieces)
    said = frozenset(name for piece in pieces if isinstance(piece, Mark) for name in piece.says)
    quantity = _one_quantity(pieces, said)
    if quantity is None:
        return _without_number(plain.text, pieces, said, words, pictures=plain.pictures)
    if isinstance(quantity, Wrong):
        return Invalid(quantity.reason)
    if currency and kind != "money":
        return Invalid("money")
    per = _period(pieces)
    if any(isinstance(piece, Word) and piece.text == "?" for piece in pieces) or said & {"unknown", "vague"}:
        said |= {"about"}
    reading = _measured(quantity, said, kind=kind, of=of, whole=whole and per is None)
    if not isinstance(reading, Understood):
        return reading
    return replace(reading, per=per, currency=None if currency == "UNKNOWN" else currency)


def _take_currency(pieces: list[Piece]) -> str | None:
    """Take the signs and words of currencies out, so that what stands on both sides can be put together."""
    currency = None
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if isinstance(piece, Mark) and "currency" in piece.says:
            currency = str(piece.says["currency"])
            del pieces[place]
    return currency


def _period(pieces: Sequence[Piece]) -> Period | None:
    for piece in pieces:
        if isinstance(piece, Mark) and "per" in piece.says:
            return cast("Period", piece.says["per"])
    return None


def _one_quantity(pieces: Sequence[Piece], said: frozenset[str]) -> Quantity | Wrong | None:
    """Give the only number there is, or what is wrong; nothing when there is none."""
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


def _is_all(number: Quantity) -> bool:
    return number.share and number.values == (1.0,) and number.whole is None and not number.but


def _without_number(
    text: str, pieces: Sequence[Piece], said: frozenset[str], words: Vocabulary, *, pictures: bool
) -> Reading:
    if "infinite" in said:
        return Invalid("not_finite")
    if "unknown" in said:
        return Unknown()
    if "same" in said:
        return Invalid("same")
    if "vague" in said:
        return Invalid("vague")
    if not any(character.isalnum() for character in text):
        return Invalid("emoji" if pictures else "no_number")
    if _sounds_unknown(text, words):
        return Unknown()
    del pieces
    return Invalid("no_number")


def _sounds_unknown(text: str, words: Vocabulary) -> bool:
    """Tell whether a text is a mistyped "don't know"."""
    letters = text.strip(" .,!?").removeprefix("i ").removeprefix("we ")
    if not 5 <= len(letters) <= 30:
        return False
    from rapidfuzz import fuzz, process

    phrases = [phrase for phrase in words.saying("unknown") if len(phrase) > 5]
    return process.extractOne(letters, phrases, scorer=fuzz.ratio, score_cutoff=_CLOSE) is not None


def _measured(quantity: Quantity, said: frozenset[str], *, kind: Kind, of: Amount | None, whole: bool) -> Reading:
    """Give the amount, or the amounts, that a number stands for."""
    if quantity.slashed and of is None and kind == "count":
        quantity = _slashed(quantity)
    if quantity.share and kind != "share" and (of is None or kind == "money"):
        return Invalid("share")
    if quantity.but:
        return _all_but(quantity, said, kind=kind, of=of)
    if kind == "share":
        return _as_share(quantity, said, of)
    if quantity.share and of is not None:
        return _share_of(quantity, said, of, whole=whole)
    found: list[Amount] = []
    faults: list[Reason] = []
    alone = len(quantity.values) == 1 and (quantity.upper is None or len(quantity.upper.values) == 1)
    for low, high in _ends(quantity):
        if not high <= LARGEST[kind]:
            faults.append("too_large")
        elif kind == "count" and whole and alone and (low % 1 or high % 1) and not quantity.few:
            faults.append("not_whole")
        else:
            found.append(_amount(quantity, low, high, said, whole=kind == "count"))
    return _one_of(found, faults)


def _one_of(found: Sequence[Amount], faults: Sequence[Reason]) -> Reading:
    match found:
        case []:
            return Invalid(faults[0])
        case [amount]:
            return Understood(amount)
    return Ambiguous(tuple(found))


def _ends(quantity: Quantity) -> Iterator[tuple[float, float]]:
    """Give the lower and the upper end for every way to read the number; they are equal if it is no range."""
    if quantity.upper is None:
        yield from ((value, value) for value in dict.fromkeys(quantity.values))
        return
    lows, highs = quantity.values, quantity.upper.values
    ways = max(len(lows), len(highs))
    for way in range(ways):
        low, high = lows[min(way, len(lows) - 1)], highs[min(way, len(highs) - 1)]
        yield min(low, high), max(low, high)


def _amount(quantity: Quantity, low: float, high: float, said: frozenset[str], *, whole: bool) -> Amount:
    """Give a number with the looseness of the words around it."""
    if quantity.upper is not None and low != high:
        least = quantity.few[0] if quantity.few else low
        most = quantity.upper.few[1] if quantity.upper.few else high
        bounds = {"at_least", "at_most"} <= said
        return Amount.between(least, most) if bounds else looseness.interval(least, most)
    if "at_least" in said:
        return looseness.at_least(low, whole=whole)
    if "at_most" in said and low > 0:
        return Amount.between(0.0, low)
    if quantity.few:
        return Amount.between(*quantity.few)
    if "about" in said:
        return looseness.around(low, looseness.HEDGED)
    if "exactly" in said:
        return Amount.exactly(low)
    if "near" in said or quantity.rounded:
        return looseness.around(low, looseness.ROUNDED)
    return Amount.exactly(low) if quantity.precise else looseness.plain(low)


def _slashed(quantity: Quantity) -> Quantity:
    """Take "5/6 people" for five or six, where it can't be a share."""
    whole = quantity.whole or 0
    part = round(quantity.value * whole, 6)
    if part < 2 or whole != part + 1:
        return quantity
    return Quantity((part,), upper=Quantity((whole,)))


def _all_but(quantity: Quantity, said: frozenset[str], *, kind: Kind, of: Amount | None) -> Reading:
    if of is None:
        return Invalid("share")
    if quantity.value > of.value:
        return Invalid("over_all")
    share = 1 - quantity.value / of.value if of.value else 0.0
    amount = of.times(share)
    if amount.is_exact:
        missing = _amount(quantity, quantity.value, quantity.value, said, whole=True)
        left = of.value - quantity.value
        amount = Amount.exactly(left) if missing.is_exact else looseness.around(left, looseness.ROUNDED)
    return Understood(amount.times(1 / of.value) if kind == "share" and of.value else amount, share=share)


def _as_share(quantity: Quantity, said: frozenset[str], of: Amount | None) -> Reading:
    """Give a share from 0 to 1: "10 %", "8 of 10", or a plain number of a known whole or of a hundred."""
    found: list[Amount] = []
    faults: list[Reason] = []
    for low, high in _ends(quantity):
        for base in _bases(quantity, low, high, of):
            if not high <= base * LARGEST["share"]:
                faults.append("over_all")
                continue
            counted = of is not None and of.is_exact and of.value in {base, quantity.whole}
            sure = counted or low / base in {0, 1}
            number = replace(quantity, rounded=not sure, precise=sure, few=None)
            found.append(_within_one(_amount(number, low / base, high / base, said, whole=False)))
    reading = _one_of(found, faults)
    return replace(reading, share=reading.amount.value) if isinstance(reading, Understood) else reading


def _bases(quantity: Quantity, low: float, high: float, of: Amount | None) -> tuple[float, ...]:
    """Give what a number may have been counted out of: "8" is 8 % or 8 of 10, "20" is 20 %."""
    if quantity.share:
        return (1.0,)
    if of is not None and of.value and (low % 1 == 0 or low > 1):
        return (of.value,)
    if high == 0 or 0 < high < 1:
        return (1.0,)
    return (100.0, 10.0) if high <= 10 else (100.0,)


def _within_one(amount: Amount) -> Amount:
    return replace(amount, high=min(1.0, amount.high)) if amount.high > 1 else amount


def _share_of(quantity: Quantity, said: frozenset[str], of: Amount, *, whole: bool) -> Reading:
    """Give the count that a share of another count makes: "most" of 50 is about 45."""
    share = quantity.value
    if share > 1:
        return Invalid("over_all")
    if share == 1 and not said & {"at_most"}:
        return Understood(of, share=1.0)
    low, high = next(_ends(quantity))
    if quantity.whole == of.value and of.is_exact:
        quantity = replace(quantity, rounded=False, precise=True)
    amount = (
        _within_one(_amount(quantity, low, high, said, whole=False))
        if "at_least" in said
        else _amount(quantity, low, high, said, whole=False)
    )
    counted = amount.times(of.value)
    if whole and not amount.is_exact and counted.value >= 1 and amount.law == "lognormal" and quantity.upper is None:
        counted = counted.times(floor(counted.value + 0.5) / counted.value)
    if counted.is_exact:
        counted = Amount.exactly(float(floor(counted.value + 0.5)) if whole else counted.value)
    return Understood(counted, share=share)
