"""A number that is put right by what was counted wrongly: "I put 34, but four of those were regulars, so 30".

Which answer it is is said by its old number, and that the sum comes out says that the new one is told. Where only the wrong number
and the part are told ("34 is wrong, take 8 off"), the sum is supposed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.week_numbers import FIELDS
from bot.hearing.after_verdict import WHOLES_OF
from bot.hearing.earlier import Earlier
from bot.hearing.named_here import named_here
from bot.hearing.numbers_told import is_told
from bot.hearing.plainly import BY_STRUCTURE
from bot.hearing.policy import CHOOSING
from bot.hearing.put_right import LATE, is_count
from bot.language.listening.acts import Act, ActKind
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.words_between import words_between
from bot.language.numbers.clean import clean
from bot.talk.in_passing import as_told
from bot.talk.weighed import is_of_step

WRONG = frozenset({"mends", "said"})
"""Kinds of word by which an old number is spoken of as one that was told, or is wrong."""

MORE = "further"
SIGNS = {MORE: 1, "forgot": 1, "fewer": -1, "removed": -1}
"""What is done with a part, by the kinds of word beside it."""

MISCOUNTED = ("uncounted", "wrong_ones")
"""Matters of what was counted wrongly, which is why there is a new number: "two of them were old customers, so 31"."""

NEAR = 0.5
SHARE = 0.015  # how near a share must come to the one that an answer has
STOP = re.compile(r"[.!?]+(?=\s|$)")


class NumberInPart(NamedTuple):
    """A number of a message, and the passage that it stands in; of "two of those 11" each of both."""

    told: ToldAmount
    passage: TextPassage
    apart: float | None = None

    @property
    def value(self) -> float:
        """Return the number."""
        return as_told(self.told) if self.apart is None else self.apart

    @property
    def counts(self) -> bool:
        """True if it counts people, as far as its form tells."""
        plain = self.apart is not None or is_count(self.passage, self.told)
        return plain and not (self.told.currency or self.told.span)

    def is_asked(self, text: str, language: str) -> bool:
        """True if it stands in a question: "should that be 37?", and not "so 37. Does that alter matters?"."""
        end = STOP.search(clean(text, language).text[self.told.place[1] :])
        return end is not None and "?" in end[0]


def reckoned(text: str, earlier: Earlier) -> tuple[Act, ...]:
    """Return the answers that a message puts right by a sum; nothing if it does none.

    Args:
        text: the message.
        earlier: the answers.
    """
    passages = passages_of(text, earlier.language)
    counted = [one for passage in passages for told in passage.numbers for one in _apart(told, passage)]
    if len(counted) < 2 or not all(one.counts for one in counted):
        return ()
    if any("unreal" in one.passage.kinds for one in counted):
        return ()
    if (grown := _with_later_ones(counted, text, earlier)) is not None:
        return (grown,)
    if is_of_step(text, earlier.language):
        return ()
    old, *parts = counted
    name = _spoken_of(old, earlier)
    kinds = _kinds_of(old, passages)
    less = old.apart is not None and _is_said_to_be(parts[-1])  # "two of those 11 cancelled, so it's 9"
    if name is None or (WRONG.isdisjoint(kinds) and not less):
        return ()
    match parts:
        case [part, new] if abs(abs(new.value - old.value) - part.value) < NEAR and part.value:
            told = is_told(text, earlier.language, least=CHOOSING, besides=MISCOUNTED)
            told = told or is_told(new.passage.text, earlier.language, least=CHOOSING)
            plain = told and not new.is_asked(text, earlier.language)
            return (_act("corrects" if plain else "supposes", name, new.told, new.value),)
        case _ if "mends" in kinds and not earlier.asked:
            return _by_parts(name, parts, earlier)
        case _:
            return ()


def _apart(told: ToldAmount, passage: TextPassage) -> list[NumberInPart]:
    """Return a number, and the 11 and the 2 of "two of those 11", which are an old one and a part of it."""
    if not told.share or told.whole is None or told.but:
        return [NumberInPart(told, passage)]
    part = float(round(told.amount.value * told.whole))
    return [NumberInPart(told, passage, told.whole), NumberInPart(told, passage, part)]


def _with_later_ones(counted: Sequence[NumberInPart], text: str, earlier: Earlier) -> Act | None:
    """Return the buyers with some who made up their minds since: "two of them said yes, so that's seven now", where five had.

    The old number need not be said, as the sum comes out with one answer alone. Where nothing says of how many, it must not be about
    the step.
    """
    if earlier.asked:
        return None
    told = is_told(text, earlier.language) and not is_of_step(text, earlier.language)
    values = [one.value for one in counted]
    names = [name for name in LATE if name in earlier.numbers and earlier.numbers[name].value not in values]
    for name in names:
        before = earlier.numbers[name].value
        wholes = [earlier.numbers[of].value for of in WHOLES_OF.get(name, ()) if of in earlier.numbers]
        if not told and not set(values) & set(wholes):
            continue
        match [one for one in counted if one.value not in wholes]:
            case [part, new] if part.value and abs(before + part.value - new.value) < NEAR:
                if _is_concluded(new, earlier) and not new.is_asked(text, earlier.language):
                    return _act("corrects", name, new.told, new.value)
            case _:
                continue
    return None


def _is_said_to_be(new: NumberInPart) -> bool:
    """True for the 9 of "so it's 9", and not for the 34 of "so 34 to go"."""
    before = new.passage.words[: new.passage.place_of(new.told)]
    return new.apart is None and "is" in TextPassage(before[-1:]).kinds


def _is_concluded(new: NumberInPart, earlier: Earlier) -> bool:
    """True for the seven of "so that's seven now"."""
    before = new.passage.words[: new.passage.place_of(new.told)]
    result = words_between(earlier.language).result
    return any(word.text in result or "is" in word.kinds for word in before)


def _kinds_of(old: NumberInPart, passages: Sequence[TextPassage]) -> frozenset[str]:
    """Return what is said of an old number: in its passage, or right behind it where that is the number alone: "17 - a mistake"."""
    behind = next(iter(passages[passages.index(old.passage) + 1 :]), TextPassage(()))
    short = len(old.passage.words) == 1 and not behind.numbers
    return old.passage.kinds | behind.kinds if short else old.passage.kinds


def _spoken_of(old: NumberInPart, earlier: Earlier) -> str | None:
    """Name the count that an old number is: the one beside it, or the only one that is this number."""
    value = earlier.value_of(old.told) if old.apart is None else old.apart
    named = named_here(old.passage, earlier)
    if named is not None and (known := earlier.numbers.get(named.name)) is not None and known.value == value:
        return named.name
    found = [name for name, amount in earlier.numbers.items() if amount.value == value and name in FIELDS]
    return found[0] if len(found) == 1 else None


def spoken_of(text: str, new: float, earlier: Earlier) -> str | None:
    """Name the one answer that a message speaks of by its old number, beside a new one: "I put 5 as my wish; what with 3?"."""
    counted = [NumberInPart(told, part) for part in passages_of(text, earlier.language) for told in part.numbers]
    olds = [one for one in counted if abs(one.value - new) >= NEAR]
    found = {name for one in olds if (name := _spoken_of(one, earlier)) is not None}
    return found.pop() if len(found) == 1 and len(olds) == 1 and len(counted) > 1 else None


def share_spoken_of(text: str, earlier: Earlier) -> str | None:
    """Name the one answer that a message speaks of by the share that it has now: "50% instead of 40%", where 40% were talked with."""
    passages = passages_of(text, earlier.language)
    olds = {value / 100 for part in passages for value in part.denied}
    olds |= {told.amount.value for part in passages for told in part.numbers if told.share}
    known = earlier.numbers
    found = {
        name
        for name, wholes in WHOLES_OF.items()
        for whole in wholes
        if name in known and whole in known and known[whole].value
        if any(abs(known[name].value / known[whole].value - old) < SHARE for old in olds)
    }
    return found.pop() if len(found) == 1 else None


def _by_parts(name: str, parts: Sequence[NumberInPart], earlier: Earlier) -> tuple[Act, ...]:
    """Return what is left of an old number without a part or with one more, and of another that the same part is taken from."""
    if len({part.value for part in parts}) != 1:
        return ()
    found: dict[str, Act] = {}
    for part in parts:
        signs = {SIGNS[kind] for kind in part.passage.kinds & SIGNS.keys() if kind != MORE or _is_more(part)}
        named = named_here(part.passage, earlier) if found else None
        one = named.name if named is not None else name
        before = earlier.numbers.get(one)
        if len(signs) != 1 or one in found or before is None:
            return ()
        value = before.value + signs.pop() * part.value
        if value < 0:
            return ()
        found[one] = _act("supposes", one, part.told, value)
    if any(_is_too_many(name, found, earlier) for name in found):  # which of them is off is asked
        return tuple(replace(act, kind="corrects") for act in found.values())
    return tuple(found.values())


def _is_more(part: NumberInPart) -> bool:
    """True if a number is said to be more right beside it, or behind it: "another 3", but not "it was more like 55"."""
    words, at = part.passage.words, part.passage.place_of(part.told)
    return any(MORE in word.kinds for word in (*words[max(at - 1, 0) : at], *words[at + 1 :]))


def _is_too_many(name: str, found: Mapping[str, Act], earlier: Earlier) -> bool:
    """True if a number is more than the one that it is a part of."""
    of, told = next(iter(WHOLES_OF.get(name, ())), ""), found[name].told
    whole = earlier.numbers.get(of)
    return told is not None and of not in found and whole is not None and told.amount.value > whole.value


def _act(kind: ActKind, name: str, told: ToldAmount, value: float) -> Act:
    number = replace(told, amount=Amount.exactly(value), share=False, whole=None)
    return Act(kind, name, "", number, BY_STRUCTURE, "", told.place)
