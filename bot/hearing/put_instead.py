"""A new number that is put instead of an old one, which the same message speaks of: "97 a week?? I was tired. Put down 40".

Or it is the old number for another time: "14 a week? I meant 14 a month". What stands between the two does not matter.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.span import WEEKS
from bot.core.week_numbers import FIELDS
from bot.hearing.earlier import A_WEEK, Earlier
from bot.hearing.named_here import named_here
from bot.hearing.numbers_told import is_told
from bot.hearing.plainly import BY_STRUCTURE
from bot.hearing.put_right import is_count
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.passages import PassageWord, TextPassage, passages_of
from bot.language.listening.span_words import TimeSpan
from bot.language.match import is_asked

WISH = "wanted"
OF_NUMBERS = ("numbers", "uncounted", "need")
"""Matters besides that a message may be about which puts a number right."""

SETS, IS, MENDS, WANT = "sets", "is", "mends", "want"
LEADS = frozenset({SETS, IS, MENDS, "said", "aside"})
UNFIT = frozenset({"subject", "negation", "unreal"})
OBJECTS = frozenset({MENDS, "slip", "disagree"})
MOST_BEFORE, MOST_BEHIND = 4, 2  # words beside a number that is put: "please make it 2", "put 10 sir"


class SpokenOf(Struct, frozen=True):
    """A number that stands, as a message speaks of it.

    Attributes:
        names: of the answers that are this number for its time.
        value: the number.
        end: where it ends in the message.
    """

    names: tuple[str, ...]
    value: float
    end: int


def put_instead(text: str, earlier: Earlier) -> tuple[Act, ...]:
    """Return the correction of the number that a message speaks of by the one that it puts in its place; nothing if it puts none."""
    if earlier.asked or not is_told(text, earlier.language, besides=OF_NUMBERS):
        return ()
    passages = passages_of(text, earlier.language)
    olds = list(spoken_of(passages, text, earlier))
    found = _for_another_time(passages, olds, text, earlier) or _put(passages, olds, earlier)
    if found is None:
        return ()
    name, told = found
    return (Act("corrects", name, "", _each_time(told) if name == WISH else told, BY_STRUCTURE, text, told.place),)


def _each_time(told: ToldAmount) -> ToldAmount:
    """Return a wish as one for each stretch of time that it is told for: "58 in the year"."""
    return told if told.span is None else replace(told, span=replace(told.span, rate=True, since=None))


def spoken_of(passages: Sequence[TextPassage], text: str, earlier: Earlier) -> Iterator[SpokenOf]:
    """Yield the numbers of some passages that stand already, each with the answers that it may be."""
    spans = [one for one in tokens_in(text, earlier.language) if isinstance(one, TimeSpan)]
    for passage in passages:
        named = named_here(passage, earlier)
        for word in passage.words:
            told = _as_told(word, spans)
            if told is None or told.share or told.currency:
                continue
            value = earlier.value_of(told)
            names = [name for name, amount in earlier.numbers.items() if amount.value == value]
            names = [name for name in names if earlier.is_for_its_time(told, name)]
            if named is not None and named.name in names:
                names = [named.name]
            if names:
                yield SpokenOf(tuple(names), value, word.place[1])


def _as_told(word: PassageWord, spans: Sequence[TimeSpan]) -> ToldAmount | None:
    """Return the number that a word is, also where it is said to be wrong, with the time right behind it."""
    if word.told is not None or word.denied is None:
        return word.told
    span = next((one for one in spans if 0 <= one.place[0] - word.place[1] <= 1), None)
    return ToldAmount(Amount.exactly(word.denied), span=span, place=word.place)


def _for_another_time(
    passages: Sequence[TextPassage], olds: Sequence[SpokenOf], text: str, earlier: Earlier
) -> tuple[str, ToldAmount] | None:
    """Return the same number for another time, and the answer that it is: "43 a week lol, I meant 43 a year"."""
    if not is_asked(text) and not any(one.kinds & OBJECTS for one in passages):
        return None
    for passage in passages:
        for told in passage.numbers:
            if told.span is None or told.share or told.currency or _is_unfit(passage, told):
                continue
            for old in olds:
                if old.end >= told.place[0] or old.value != told.amount.value:
                    continue
                name = _one_of(old.names, told)
                if name and not earlier.is_for_its_time(told, name) and (name not in FIELDS or _is_long(told)):
                    return name, told
    return None


def _is_unfit(passage: TextPassage, told: ToldAmount) -> bool:
    """True if a number is denied, or only might be; what is wanted is told: "I meant I want 4 a month"."""
    before = passage.words[: passage.place_of(told)]
    return any(word.kinds & {"negation", "unreal"} and WANT not in word.kinds for word in before[1:])


def _is_long(told: ToldAmount) -> bool:
    """True unless a number is told for some days, from which nobody knows how many come in a month."""
    return told.span is not None and WEEKS[told.span.unit] * told.span.count >= 1


def _one_of(names: Sequence[str], told: ToldAmount) -> str:
    """Name the one of some answers that a number is; of several the one that is told for each week, as the number is."""
    weekly = [name for name in names if name in A_WEEK] if told.span is not None and told.span.rate else []
    found = names if len(names) == 1 else weekly
    return found[0] if len(found) == 1 else ""


def _put(passages: Sequence[TextPassage], olds: Sequence[SpokenOf], earlier: Earlier) -> tuple[str, ToldAmount] | None:
    """Return the number that a part of the message does nothing but put, and the answer of which it spoke last before."""
    found = [(part, part.numbers[0]) for part in passages if len(part.numbers) == 1 and _only_puts(part)]
    if not found:
        return None
    part, told = found[-1]
    before = [old for old in olds if old.end <= told.place[0]]
    if not before or not is_count(part, told) or told.currency is not None:
        return None
    name, here = _one_of(before[-1].names, told), named_here(part, earlier)
    if not name or (here is not None and here.name != name):
        return None
    return (name, told) if told.amount.value != before[-1].value else None


def _only_puts(passage: TextPassage) -> bool:
    """True for "put down 40", "please make it 2" and "more like 6", and not for what an owner does: "I put 24 in the van"."""
    at = passage.place_of(passage.numbers[0])
    before, behind = passage.words[:at], passage.words[at + 1 :]
    kinds = TextPassage(before).kinds
    if not before or len(before) > MOST_BEFORE or len(behind) > MOST_BEHIND or kinds & UNFIT:
        return False
    leads = [word for word in before if word.kinds & LEADS]
    plainly = bool(kinds & {SETS, MENDS}) or (IS in kinds and not behind)
    return plainly and len(before) - len(leads) <= 1
