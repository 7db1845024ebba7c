"""The numbers of the door that are told again in a row, after a verdict: "36 rang, 30 viewed, 18 signed. Correct that".

Two of the three that are named say what the third counts, by its place. "It's 9 of 41" is both numbers at once, where it takes the
place of two that are wrong, or 41 were talked with.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.week_numbers import NESTED
from bot.hearing.earlier import OF_TEN, Earlier
from bot.hearing.numbers_told import is_told
from bot.hearing.plainly import BY_STRUCTURE
from bot.hearing.policy import SAYING
from bot.hearing.put_right import is_count
from bot.hearing.restated import CLAIMS, UNREAL
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.passages import TextPassage, is_nobody, passages_of
from bot.language.listening.week_names import names_beside
from bot.language.match import is_asked

MENDS, NEGATION, DENYING = "mends", "negation", "disagree"
TALKED, WON = NESTED[1:]


def in_a_row(text: str, earlier: Earlier) -> tuple[Act, ...]:
    """Return the numbers that a message tells in a row instead of those that stand; nothing if it tells no row."""
    passages = passages_of(text, earlier.language)
    if earlier.asked or is_asked(text) or any(name not in earlier.numbers for name in NESTED):
        return ()
    if not any(one.kinds & CLAIMS for one in passages) or not is_told(text, earlier.language, least=SAYING):
        return ()
    told = [(one, part) for part in passages if not is_denied(part) for one in part.numbers]
    if any(UNREAL in part.kinds for _, part in told):
        return ()
    row = row_of(told, text, earlier.language) or _pair(told, passages, earlier)
    return tuple(Act("corrects", name, "", one, BY_STRUCTURE, text, one.place) for name, one in row.items())


def is_denied(passage: TextPassage) -> bool:
    """Return True if a passage only says of its numbers that they are wrong: "96 is nonsense", "8 of 38 isn't right"."""
    if not passage.numbers:
        return False
    last = passage.place_of(passage.numbers[-1])
    behind, before = TextPassage(passage.words[last + 1 :]).kinds, TextPassage(passage.words[:last]).kinds
    wrong = {MENDS, NEGATION} <= behind or (DENYING in behind and "is" in behind)
    return wrong and MENDS not in before


def row_of(told: Sequence[tuple[ToldAmount, TextPassage]], text: str, language: str) -> dict[str, ToldAmount]:
    """Return three numbers by the steps of the door that they count, where two of them are named; nothing if they are no row."""
    counts = [one for one, part in told if is_count(part, one) and one.currency is None and not is_nobody(one, part)]
    values = [one.amount.value for one in counts]
    times = {(one.span.unit, one.span.count, one.span.rate) for one in counts if one.span is not None}
    if len(times) > 1:
        return {}
    named = [names_beside(one, text, language) for one in counts]
    if len(counts) == len(told) and sorted(named) == sorted([name] for name in NESTED):
        counts = [counts[named.index([name])] for name in NESTED]  # "52 came, 11 signed, I talked with 48"
        values, named = [one.amount.value for one in counts], [[name] for name in NESTED]
    if len(counts) != len(NESTED) or len(told) != len(counts) or values != sorted(values, reverse=True):
        return {}
    if named[:2] == [[name] for name in NESTED[:2]] and named[2] == named[0]:
        named[2] = []  # "31 asked, 27 we spoke to, 9 came"
    if any(names not in ([], [name]) for names, name in zip(named, NESTED, strict=True)):
        return {}
    return dict(zip(NESTED, counts, strict=True)) if sum(map(bool, named)) >= len(NESTED) - 1 else {}


def _pair(
    told: Sequence[tuple[ToldAmount, TextPassage]], passages: Sequence[TextPassage], earlier: Earlier
) -> dict[str, ToldAmount]:
    """Return the 9 and the 41 of "8 of 38 isn't right, it's 9 of 41"."""
    pairs = [one for one, _ in told if one.share and one.whole and one.whole != OF_TEN and not one.but]
    if len(pairs) != 1 or len(told) != 1 or pairs[0].whole is None:
        return {}
    (one,), whole = pairs, pairs[0].whole
    if not any(map(is_denied, passages)) and earlier.numbers[TALKED].value != whole:
        return {}
    parts = {WON: float(round(one.amount.value * whole)), TALKED: whole}
    return {name: replace(one, amount=Amount.exactly(value), share=False, whole=None) for name, value in parts.items()}
