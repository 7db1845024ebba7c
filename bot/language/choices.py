"""Options told by their place or by a length of time, and names after words such as "we're called"."""

import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from msgspec import Struct

from bot.core.span import WEEKS
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.naming import kinds_among
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.spans import YEARS
from bot.language.listening.time_words import time_words
from bot.language.listening.words_between import words_between
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Mark, Word
from bot.language.numbers.vocabulary import vocabulary
from bot.language.signs import as_typed
from bot.language.templates import file_of
from bot.language.vocabulary import language_table

LAST = -1
CLAUSE_ENDS = ",.;!"
AROUND_NAME = " .,:;!\"'"
OWNERS_DOING = "me_do"
"""The kind of word that says what an owner does, where a language needs no "I" before it."""

FAULTY, DENIES, NO = "mend", "disagree", "negation"
"""Kinds of word by which a name is said to be wrong."""

MENDING_IS = "is"
FAULT_WITHIN = 2  # words
LONGEST_NAME = 3  # words
MOST_WORDS = 8  # of the longest text that is a length of time
WEEK = 7.0  # days
SEVERAL = 3  # units that an option must hold so that it may hold more
MORE = 1.5  # times its longest time
OF_SOME = ("some", "most", "every", "mine")
"""Kinds of word before a unit that is no length: "some days", "my weeks"."""

DECIDING = "deciding"  # the kind of word for how long people take to say yes

LEAST_BY_ONE = 0.02  # days; shorter ones do not count: "a minute" is seldom meant literally


class ChoiceWords(Struct, frozen=True):
    """The words of ``dialogue/choices.toml``.

    Attributes:
        places: the place of an option, from 0, by its names.
        beside: what may stand beside these.
        units: the days of a unit of time, by its names.
        one: words for the number one before a unit.
        many: names of a unit that say by themselves that there are several: "years".
        before_names: what stands before the name of a business, the longest first.
        behind_names: what may stand behind it and is no part of it.
        names_alone: what begins a message of a name and nothing else.
    """

    places: Mapping[str, int]
    beside: frozenset[str]
    units: Mapping[str, float]
    one: frozenset[str]
    many: frozenset[str]
    before_names: tuple[str, ...]
    behind_names: tuple[str, ...]
    names_alone: tuple[str, ...]


@cache
def choice_words(language: str) -> ChoiceWords:
    """Return the words of a language."""
    file = as_typed(tomllib.loads(file_of(language, "dialogue/choices.toml").read_text(encoding="utf-8")), language)
    place = file["place"]
    places = {name: at for at, names in enumerate(place["names"]) for name in names}
    places |= dict.fromkeys(place["last"], LAST)
    units = {name: unit["days"] for unit in file["unit"] for name in unit["words"]}
    before = tuple(sorted(file["name"]["before"], key=len, reverse=True))
    return ChoiceWords(
        places,
        frozenset(place["beside"]),
        units,
        frozenset(file["duration"]["one"]),
        frozenset(file["duration"]["many"]),
        before,
        tuple(file["name"]["behind"]),
        tuple(map(fold, file["name"]["alone"])),
    )


def place_told(text: str, language: str) -> int | None:
    """Return which of several options is told by its place ("the second one"), from 0, or -1 for the last; else None."""
    words = choice_words(language)
    said = fold(text).split()
    told = [word for word in said if word not in words.beside] or said
    return words.places.get(told[0]) if len(told) == 1 else None


class Length(Struct, frozen=True):
    """A length of time: how many days, and how many the unit has in which it was told."""

    days: float
    unit: float


def length_told(text: str, language: str, *, today: date | None = None, begun: bool = False) -> Length | None:
    """Return the one length of time in a text; None where there is none, or several.

    Args:
        text: the words.
        language: of the words.
        today: ends what is told with "since"; without it that is no length.
        begun: a year or a month is when something began: "2019", "in March".
    """
    words = choice_words(language)
    if len(text.split()) > MOST_WORDS:  # "I'll ring the ones who went quiet this week" is no length
        return _many(tokens_in(text, language), language) if begun else None
    tokens = tokens_in(text, language)
    found = [length for at in range(len(tokens)) if (length := _length_at(tokens, at, language, today)) is not None]
    found = found or [length for length in (_alone(tokens, words),) if length is not None]
    if len(found) == 1 and _is_several(tokens, text, language):
        found = [Length(found[0].unit * SEVERAL, found[0].unit)]
    found = [_and_a_half(found[0], text, language)] if len(found) == 1 else found
    if len(found) == 1 and not _names_a_month(found[0], text, language):
        return found[0]
    if begun and not found and (many := _many(tokens, language)) is not None:
        return many
    return _since_begun(tokens, text, language, today) if begun and today is not None and len(found) <= 1 else None


def option_of_length(length: Length, up_to: Sequence[float]) -> int:
    """Return which option a length of time is.

    An option that holds several of a unit holds a few more that are told in it: "six weeks" are some weeks.

    Args:
        length: what was told.
        up_to: the longest time that each option but the last stands for, in days.
    """
    place, own = bisect_left(up_to, length.days), bisect_left(up_to, length.unit)
    if own < len(up_to) - 1 and length.unit * SEVERAL <= up_to[own] and length.days <= up_to[own] * MORE:
        return own
    return place


def _length_at(tokens: Sequence[object], at: int, language: str, today: date | None) -> Length | None:
    """Return the length of time that ends at a token: a number of units, or one; a half behind it says that it is one."""
    words = choice_words(language)
    token, before = tokens[at], tokens[at - 1] if at else None
    part = before.amount.value if isinstance(before, ToldAmount) else None
    if isinstance(token, TimeSpan):
        if token.since is not None:
            return None if today is None else Length(token.told(today).weeks * WEEK, WEEK)
        unit = WEEKS[token.unit] * WEEK
        times = part if part and (part < 1 or not token.rate) else 1  # "half a year", "8 bulan lalu"
        return Length(unit * token.count * times, unit)
    if not isinstance(token, Word | Mark):
        return None
    article, _, name = token.text.rpartition(" ")  # "an hour" is one mark
    if (one := words.units.get(name)) is None or (article and article not in words.one):
        return None
    if part is not None:
        return Length(one * part, one)
    behind = getattr(tokens[at + 1], "text", "") if at + 1 < len(tokens) else ""
    if behind in map(" ".join, time_words(language).and_a_half):
        return Length(one, one)
    said = [article] if article else before.text.split()[-1:] if isinstance(before, Word | Mark) else []
    return Length(one, one) if one >= LEAST_BY_ONE and words.one.issuperset(said) and said else None


def _alone(tokens: Sequence[object], words: ChoiceWords) -> Length | None:
    """Return the length of a unit alone, or with its number behind it, where a language needs no article: "год", "лет 5"."""
    unit = tokens[0].text if tokens and isinstance(tokens[0], Word | Mark) else ""
    days = words.units.get(unit, 0.0)
    amounts = [token.amount.value for token in tokens if isinstance(token, ToldAmount)]
    others = [token for token in tokens[1:] if isinstance(token, Word) and token.text not in CLAUSE_ENDS]
    if days < LEAST_BY_ONE or len(amounts) > 1 or len(others) > 1:
        return None
    several = SEVERAL if unit in words.many else 1
    return Length(days * (amounts[0] if amounts else several), days)


def _is_several(tokens: Sequence[object], text: str, language: str) -> bool:
    """True for the one stretch of time of "for years", which counts nothing and names its unit in the plural."""
    spans = [token for token in tokens if isinstance(token, TimeSpan) and token.since is None and not token.rate]
    if len(spans) != 1 or spans[0].count != 1 or any(isinstance(token, ToldAmount) for token in tokens):
        return False
    said = clean(text, language).text[slice(*spans[0].place)].split()
    return not choice_words(language).many.isdisjoint(said)


def _many(tokens: Sequence[object], language: str) -> Length | None:
    """Return how long something has been so that has been "for years": several of the one unit that is named so, and no number.

    Not the days of "some days", nor the weeks of "my weeks".
    """
    words = choice_words(language)
    if any(isinstance(token, ToldAmount | TimeSpan) for token in tokens):
        return None
    said = [word for token in tokens if isinstance(token, Word | Mark) for word in token.text.split()]
    places = [at for at, word in enumerate(said) if word in words.many]
    units = {words.units[said[at]] for at in places}
    kinds = {
        kind for at in places for name in ("kin", COUNTING) for kind in kinds_among(said[:at][-1:], language, name)
    }
    if len(units) != 1 or not kinds.isdisjoint(OF_SOME) or DECIDING in kinds_among(said, language, COUNTING):
        return None
    (unit,) = units
    return Length(unit * SEVERAL, unit)


def _and_a_half(length: Length, text: str, language: str) -> Length:
    """Return a length with the half of "a year and a half"."""
    said, units = f" {fold(text)} ", choice_words(language).units
    behind = [said.partition(f" {fold(' '.join(half))} ") for half in time_words(language).and_a_half]
    halved = any(half and units.keys().isdisjoint(rest.split()[:1]) for _, half, rest in behind)
    whole = length.days % length.unit == 0
    return Length(length.days + length.unit / 2, length.unit) if halved and whole else length


def _since_begun(tokens: Sequence[object], text: str, language: str, today: date) -> Length | None:
    """Return how long ago the year or the month was that a text names alone."""
    counts = [token.amount.value for token in tokens if isinstance(token, ToldAmount) and not token.share]
    years = [int(count) for count in counts if count in YEARS and count <= today.year]
    months = {month for word in fold(text).split() if (month := time_words(language).month.get(word)) is not None}
    if len(counts) > len(years) or len(years) > 1 or len(months) > 1 or not (years or months):
        return None
    month = months.pop() if months else 1
    year = years[0] if years else today.year - (month > today.month)
    days = (today - date(year, month, 1)).days
    return Length(float(days), WEEKS["month"] * WEEK) if days >= 0 else None


def _names_a_month(length: Length, text: str, language: str) -> bool:
    """True for the month of "we opened in June", which is no length."""
    months = time_words(language).month
    return length.days == length.unit and any(word in months for word in fold(text).split())


def name_told(text: str, language: str) -> str | None:
    """Return the name that a text announces: "our name is Casa Lupe", "call us Harrow & Sons"; None without one."""
    lowered = text.casefold().replace("\u2019", "'")
    bare = as_typed(lowered, language)
    lowered = bare if len(bare) == len(lowered) else lowered  # the place of a name must be that in the text
    words = choice_words(language)
    small = (*language_table(language)["names"]["before"], ":")
    for lead in words.before_names:
        at = f" {lowered}".find(f" {lead} ")
        if at >= 0:
            name = text[at + len(lead) :].strip(AROUND_NAME)
            name = right_name(name, language)
            name = _without_leads(_to_the_next_clause(name, language), (*words.before_names, *small))
            for word in words.behind_names:
                name = name[: -len(word)].strip(AROUND_NAME) if name.casefold().endswith(f" {word}") else name
            return name.strip() or None
    return None


def is_name_alone(text: str, language: str) -> bool:
    """Return True if a message is the name of a business and nothing else: "it's called Moon Candles"."""
    told = name_told(text, language) or ""
    said, name = fold(text), fold("" if any(sign in told for sign in CLAUSE_ENDS) else told)
    leads = [lead for lead in choice_words(language).names_alone if said.startswith(f"{lead} ")]
    if not name or not leads or len(name.split()) > LONGEST_NAME:
        return False
    around = {
        word
        for listed in (language_table(language)["names"]["before"], choice_words(language).behind_names)
        for word in listed
    }
    return set(said[len(max(leads, key=len)) :].split()) <= {
        *name.split(),
        *(word for one in around for word in fold(one).split()),
    }


def right_name(name: str, language: str) -> str:
    """Return the name that is meant where one is said to be wrong: "spelled wrong, it's | Kowhai | not Kowai".

    What is wrong without another name behind it is none.
    """
    parts = name.split()
    said = [as_typed(part.casefold().replace("\u2019", "'").strip(AROUND_NAME), language) for part in parts]
    kinds = kinds_of(language).of_words([word.replace("'", "") for word in said])
    is_word = [MENDING_IS in of_word for of_word in kinds_of(language, "mending").of_words(said)]
    wrong = next((at for at, of_word in enumerate(kinds[:FAULT_WITHIN]) if FAULTY in of_word), None)
    begins = 0
    if wrong is not None:
        ends = [at + 1 for at in range(wrong, len(parts) - 1) if is_word[at] or parts[at][-1] in CLAUSE_ENDS]
        if not ends:
            return "" if DENIES in kinds[wrong] else name
        begins = ends[-1] if is_word[ends[-1] - 1] else ends[0]
    denied = (at for at in range(begins + 1, len(parts)) if {FAULTY, NO}.issubset(kinds[at]))
    return " ".join(parts[begins : next(denied, len(parts))]).strip(AROUND_NAME)


def _without_leads(name: str, leads: Sequence[str]) -> str:
    """Leave out what else announces a name: "my business is | called Casa Lupe"."""
    while (lead := next((one for one in leads if name.casefold().startswith(f"{one} ")), None)) is not None:
        name = name[len(lead) :].strip(AROUND_NAME)
    return name


def _to_the_next_clause(name: str, language: str) -> str:
    """Return a name up to where something else is said: "Blue Door | and we sell candles", "Luna | y vendo velas"."""
    joints, numbers, kin = words_between(language).joints, vocabulary(language), kinds_of(language)
    parts = name.split()
    for at, (word, behind) in enumerate(pairwise(parts)):
        joins = at > 0 and word.casefold() in joints
        first = behind.casefold().replace("\u2019", "'").partition("'")[0].strip(AROUND_NAME)
        begins = "subject" in numbers.kinds_of(first) or OWNERS_DOING in kin.of_word(as_typed(first, language))
        if begins and (joins or word[-1] in CLAUSE_ENDS):
            return " ".join(parts[: at if joins else at + 1]).strip(AROUND_NAME)
    return name
