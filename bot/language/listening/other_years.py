"""Calendar years beside counts, which are no counts: "about 60 last year. It was better in 2024, I had 90"."""

from collections.abc import Sequence

from msgspec import Struct

from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.said_numbers import SIGNS, SaidMessage, SaidNumber, WordBeside, said_numbers, words_said
from bot.language.numbers.clean import LONGEST, clean
from bot.language.numbers.vocabulary import vocabulary

YEARS = range(1950, 2100)
ROUND = 1_000
PEOPLE = frozenset({"customer", "people", "enquire", "buy", "alike", "fresh"})
SAYING = frozenset({"speaker", "we", "was", "once", "over", "year"})
"""Kinds of word behind a year that say what was so in it: "2024 I had 90", "2024 was better"."""


class _Year(Struct, frozen=True):
    """A calendar year that is named in a text, and the number beside it that is for it."""

    number: SaidNumber
    of: SaidNumber | None


def beside_years(text: str, question: CountQuestion) -> CountRead | Doubt | None:
    """Return the one count that is for no named year; where that isn't sure, ask which; None where no year is named."""
    said = said_numbers(text, question.language)
    plain = clean(text[:LONGEST], question.language).text
    words = words_said(plain, said.language)
    years = [
        _Year(one, _beside(one, said, words)) for one in said.numbers if _is_year(one, plain, words, said.language)
    ]
    named = [year.number for year in years]
    counts = [one for one in said.numbers if one not in named and not one.timed and not one.dated]
    if not years or not counts:
        return None
    left = [one for one in counts if one not in [year.of for year in years]]
    if len(counts) == 1:
        return Doubt("really", (as_read(counts[0].told, question),))
    if len(left) == 1 and all(year.of in counts for year in years):
        return as_read(left[0].told, question)
    return Doubt("which", tuple(as_read(one.told, question) for one in counts))


def _is_year(one: SaidNumber, plain: str, words: Sequence[WordBeside], language: str) -> bool:
    """True for the 2024 of "2024 I had 90" and "in 2024", and not of "2024 people"."""
    start, end = one.told.place
    if one.value not in YEARS or not one.value % ROUND or plain[start:end] != f"{one.value:.0f}":
        return False
    before = next((word for word in reversed(words) if word.place[1] <= start), None)
    behind = next((word for word in words if word.place[0] >= end), None)
    if behind is not None and behind.kinds & PEOPLE:
        return False
    kinds = vocabulary(language).kinds_of
    led = before is not None and "preposition" in kinds(before.text)
    return led or behind is None or not behind.text[:1].isalpha() or bool(behind.kinds & SAYING)


def _beside(one: SaidNumber, said: SaidMessage, words: Sequence[WordBeside]) -> SaidNumber | None:
    """Return the number in the same clause as a year: the one before it, or else the one behind."""
    at = said.numbers.index(one)
    for other in (*said.numbers[max(at - 1, 0) : at], *said.numbers[at + 1 : at + 2]):
        (_, first), (second, _) = sorted((one.told.place, other.told.place))
        between = [word for word in words if first <= word.place[0] < second]
        if not any(word.text in SIGNS - {":"} or word.kinds & {"joint", "turn"} for word in between):
            return other
    return None
