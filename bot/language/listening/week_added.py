"""The numbers of a week put together from what was counted: sums, shares of a whole, all but those who were missed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.core.amount import Amount
from bot.core.parts import added
from bot.core.week_numbers import FIELDS, Field, WeekNumbers
from bot.language.listening.amounts import TextPart, ToldAmount
from bot.language.listening.naming import NAMING, kinds_among, parts_behind, words_of
from bot.language.listening.week_asides import nobody_bought, nobody_talked_with, tells_of_rest

PERSON: Field = "people"
BUYERS: Field = "customers"
ONE_PERSON = "one_person"  # how much one customer bought
OF = "of"  # a kind of word
MISSED, UNFIT = "missed", "unfit"  # those who got in touch and were not talked with; spam and the like


CountedNumbers = Mapping[str, Sequence[ToldAmount]]
"""The numbers of a line by what they count."""


def added_up(counted: CountedNumbers, tokens: Sequence[TextPart], language: str) -> WeekNumbers | None:
    """Put the numbers together: several of one name are added where they are how people came; a share needs its whole."""
    given: dict[Field, Amount] = {}
    for field in FIELDS:
        told = counted.get(field, ())
        if field == PERSON and (of_all := _whole_of(told, tokens)):
            told = (of_all,)  # "of 20 leads 15 were rung" adds nothing up
        if len(told) > 1 and (field != PERSON or any(one.share for one in told)):
            return None
        if field == "talked" and PERSON in given and (not told or (MISSED in counted and _is_all(told[0]))):
            missed = counted.get(MISSED, ())
            if not _are_some(missed, given[PERSON]):
                return None
            if told or missed or tells_of_rest(tokens, language):
                given[field] = _without(given[PERSON], missed)
            continue
        if not told:
            continue
        one = told[0]
        if one.whole is not None and not one.but and field != PERSON:
            given.setdefault(_whole_named(tokens, one, field, language), Amount.exactly(one.whole))
            given[field] = Amount.exactly(round(one.amount.value * one.whole))
            continue
        if one.share:
            whole = next((given[name] for name in reversed(FIELDS[: FIELDS.index(field)]) if name in given), None)
            if whole is not None:
                given[field] = _part(one, whole)
            continue
        given[field] = added(one.amount for one in told)
        if field == PERSON and _are_some(unfit := counted.get(UNFIT, ()), given[field]):
            given[field] = _without(given[field], unfit)
    if PERSON in given and "talked" not in given and nobody_talked_with(tokens, language):
        given["talked"] = Amount.exactly(0.0)
    if BUYERS not in given and ONE_PERSON in counted:
        given[BUYERS] = Amount.exactly(1.0)
    if given and BUYERS not in given and nobody_bought(tokens, language):
        given[BUYERS] = Amount.exactly(0.0)
    return WeekNumbers(**given) if given else None


def _whole_of(told: Sequence[ToldAmount], tokens: Sequence[TextPart]) -> ToldAmount | None:
    """Return the number that an "of" makes the whole of the others; None where there is none, or they are no part of it."""
    for before, one in pairwise(tokens):
        if one in told and OF in getattr(before, "kinds", ()) and isinstance(one, ToldAmount):
            rest = [other.amount.value for other in told if other is not one]
            return one if rest and sum(rest) <= one.amount.value else None
    return None


def _is_all(told: ToldAmount) -> bool:
    return told.share and told.amount.value == 1 and not told.but


def _are_some(told: Sequence[ToldAmount], people: Amount) -> bool:
    """True if some numbers may be a part of all who got in touch."""
    return sum(one.amount.value for one in told if not one.share) <= people.value


def _without(people: Amount, told: Sequence[ToldAmount]) -> Amount:
    """Return how many are left of all who got in touch, but some of them."""
    if not told:
        return people
    parts = (one.amount.value * (people.value if one.share and not one.but else 1) for one in told)
    return Amount.exactly(float(round(people.value - sum(parts))))


def _part(told: ToldAmount, whole: Amount) -> Amount:
    """Return a share of a number, or all of it but some; a share with a limit is as open as that: "up to half"."""
    if told.but:
        return Amount.exactly(float(round(whole.value - told.amount.value)))
    if told.amount.law == "uniform":
        return Amount.between(*(float(round(share * whole.value)) for share in (told.amount.low, told.amount.high)))
    return Amount.exactly(float(round(told.amount.value * whole.value)))


def _whole_named(tokens: Sequence[TextPart], told: ToldAmount, field: Field, language: str) -> Field:
    """Name what the 8 of "sold 3 of the 8 I spoke to" counts."""
    kinds = kinds_among(words_of(parts_behind(tokens, tokens.index(told))), language)
    return "talked" if field != "talked" and not kinds.isdisjoint(NAMING["talked"]) else PERSON
