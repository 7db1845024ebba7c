"""An answer given before that a message puts right, whatever is asked now: "8, also the talked number should be 42".

A message is looked at passage by passage. What speaks for one being a second thought is weighed in one table, ``WEIGHTS``: that it
says so, which answer it names, by its name, by its place or by the old number, and how the new number stands beside it.
What is left of the message answers the question that is open.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.core.looseness import HEDGED, around, interval
from bot.core.week_numbers import FIELDS
from bot.hearing.chosen_anew import chosen_anew, disputed, option_in
from bot.hearing.earlier import OF_TEN, Earlier
from bot.hearing.named_here import OF_THE_ANSWER, NamedHere, named_here
from bot.hearing.number_instead import is_denial_of, told_instead
from bot.hearing.numbers_told import is_told
from bot.hearing.policy import CHOOSING
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.passages import (
    OBJECTS,
    PassageWord,
    TextPassage,
    is_by_owner,
    is_never,
    told_passages,
)
from bot.language.listening.roles_named import is_over
from bot.language.listening.said_numbers import said_numbers
from bot.language.listening.things_named import is_of_each, is_told_them
from bot.language.listening.words_between import words_between
from bot.language.numbers.clean import clean

WEIGHTS: Mapping[str, int] = {
    "mends": 2,  # words that say that something is wrong: "should be", "sorry", "meant"
    "denied": 2,  # the old number is said to be none: "not 45"
    "named": 2,  # the answer by its name: "the talked number"
    "placed": 2,  # by its place: "my last answer"
    "old": 1,  # by its old number alone
    "said": 1,  # as something that was told: "where I said 9"
    "is": 1,  # a word such as "was" right before the new number
    "was": 1,  # and right before the old one: "it was 6 and now it's 8"
    "due": 1,  # what says what a number is to be, right before it: "should be 30"
    "sets": 1,  # "make the customers 12"
}
"""What speaks for a number being a new one for an earlier answer, and how much."""

ENOUGH = 3
SURELY_MENDS = ("mends", "denied", "was")
PLAINLY_MENDS = ({"denied", "named"}, {"due", "old"}, {"due", "named"})
"""What says by itself that a number is told: "it wasn't 5, I won 7", "the 40 should be 30"."""

CLAIMS = frozenset({"mends", "said"})
REFERS = frozenset({"named", "placed", "old", "denied"})
HOW = frozenset({"mends", "denied", "said", "is", "sets"})


OF_TIME = frozenset({"minute", "hour", "day", "week", "month", "year"})
DIGITS = re.compile(r"\d+(?:\.\d+)?")
FIT, WISH = "fit", "wanted"
BESIDE = 3  # words from a number on, among which "more" is said of it
NEAR = 3  # words before a number among which "was" stands
PREPOSITIONS = ("preposition", "by")
SPANNED = 2  # numbers of a range
SHORT = 6  # words of what is added to a second thought: "I got that wrong"
COUNTS_ANEW = frozenset({"forgot", "further", "fewer"})
LEADS = OF_THE_ANSWER - {"answer"} | COUNTS_ANEW
"""Kinds of word by which an answer is spoken of, so that "my last answer" names no talk."""

LATE = ("customers", "orders")  # numbers that may still grow, of the same people


class PutRight(Struct, frozen=True):
    """What a message puts right, and what else it says.

    Attributes:
        acts: the corrections.
        rest: the other words, as they stand in the clean text.
    """

    acts: tuple[Act, ...]
    rest: str = ""


def put_right(text: str, earlier: Earlier) -> PutRight | None:
    """Return what a message puts right of earlier answers; None if it surely puts nothing right."""
    told = told_passages(text, earlier.language)
    if (other := disputed(told, earlier)) is not None and other.value:
        return PutRight((Act("corrects", other.name, other.value, words=text),))
    passages = _gathered(told, earlier)
    found: list[tuple[TextPassage, Act | None]] = []
    for passage in passages:
        act = _mended(passage, earlier) or chosen_anew(passage, earlier) or told_instead(passage, passages, earlier)
        found.append((passage, act or (_mended_too(passage, earlier) if found and found[-1][1] else None)))
    said = {(act.name, act.value, act.told.amount if act.told else None): act for _, act in found if act is not None}
    acts = tuple(said.values())  # what is said twice is one: "7 booked. it was 5 and now its 7"
    if not acts or len({act.name for act in acts}) < len(acts):
        return None
    plain = clean(text, earlier.language).text
    return PutRight(acts, ", ".join(passage.within(plain) for passage, act in found if act is None))


def _gathered(passages: Sequence[TextPassage], earlier: Earlier) -> list[TextPassage]:
    """Put together what belongs to one second thought: "sorry", "15 was too high", and "call it 10" behind them."""
    found: list[TextPassage] = []
    waiting: list[TextPassage] = []
    mends = any("mends" in passage.kinds for passage in passages)
    for passage in passages:
        if found and is_denial_of(found[-1], passage):
            found[-1] = found[-1].with_words(passage.words)
        elif _has_new_number(passage, earlier) or (mends and option_in(passage, earlier)):
            lead = TextPassage(tuple(word for part in waiting for word in part.words))
            found.append(lead.with_words(passage.words))
            waiting = []
        elif _leads(passage) or ("answer" in passage.kinds and named_here(passage, earlier)):
            waiting.append(passage)
        elif found and waiting and all(part.denied and len(part.words) <= SHORT for part in waiting):
            found[-1] = found[-1].with_words([word for part in waiting for word in part.words])
            found.append(passage)  # "68, not 60. the others didn't pick up"
            waiting = []
        else:
            found += [*waiting, passage]
            waiting = []
    if waiting and found and all(len(part.words) <= SHORT and "unreal" not in part.kinds for part in waiting):
        *found, last = found
        return [*found, last.with_words([word for part in waiting for word in part.words])]
    return [*found, *waiting]


def _has_new_number(passage: TextPassage, earlier: Earlier) -> bool:
    here = named_here(passage, earlier)
    if here is not None and here.name == earlier.asked and passage.numbers:
        return True
    return any(
        not (_is_old(told, passage, earlier) or _is_claimed(passage, told) or is_never(told, passage))
        for told in passage.numbers
    )


def _is_claimed(passage: TextPassage, told: ToldAmount) -> bool:
    """True for the 9 of "where I said 9", whatever the number was; the 9 of "maine 9 kaha tha" has its verb behind it."""
    at = passage.place_of(told)
    said = [one for one in range(max(at - 2, 0), at) if "said" in passage.words[one].kinds]
    return bool(said) and all(passage.place_of(other) + 1 != said[0] for other in passage.numbers)


def _leads(passage: TextPassage) -> bool:
    """True for what only leads to a new number or follows one: "my first answer was wrong", "not 45", "no"."""
    return bool(passage.numbers or passage.denied or passage.kinds & LEADS) or _objects(passage)


def _is_led_by_no(words: Sequence[PassageWord]) -> bool:
    """True for a "no" with a sign behind it, and not for one that only denies its sentence: "no tengo un hueco"."""
    return OBJECTS in words[0].kinds and len(words) > 1 and words[1].place[0] - words[0].place[1] > 1


def _objects(passage: TextPassage) -> bool:
    """True for a "no" that objects to what was said before, and says no more."""
    return all(OBJECTS in word.kinds for word in passage.words)


def _mended(passage: TextPassage, earlier: Earlier) -> Act | None:
    """Return the correction that a passage is; None where too little speaks for one."""
    passage = _without_condition(passage)
    if "unreal" in passage.kinds:
        return None
    if (counted := _counted_anew(passage, earlier)) is not None:
        return counted
    numbers = [told for told in passage.numbers if not is_never(told, passage)]
    olds = [told for told in numbers if _is_old(told, passage, earlier) or _is_claimed(passage, told)]
    news, share = _of_all([told for told in numbers if told not in olds])
    if len(news) != 1 or not (is_count(passage, news[0]) or _is_of_ten(news[0], earlier)):
        return None
    said = said_numbers(passage.text, earlier.language)
    if any(is_told_them(one) or is_of_each(one) for one in said.numbers):
        return None  # "I told them a hundred and eighty", "3 meetings per contract"
    if passage.kinds.isdisjoint(CLAIMS) and any(is_over(one, said=said) for one in said.numbers):
        return None  # "before corona it was a hundred"
    new, moved = _moved(passage, news[0], earlier)
    values = [*_denied(passage), *moved, *(earlier.value_of(told) for told in olds)]
    evidence, name = _evidence(passage, news[0], values, earlier)
    weight = sum(WEIGHTS[one] for one in evidence)
    if name is None or weight < ENOUGH or evidence.isdisjoint(REFERS) or evidence.isdisjoint(HOW):
        return None
    plain = any(evidence >= enough for enough in PLAINLY_MENDS) or new.whole == OF_TEN
    told = plain or is_told(passage.text, earlier.language, least=CHOOSING)
    if name == "people" and is_by_owner(news[0], passage):
        return None
    if not earlier.asked and (evidence.isdisjoint(SURELY_MENDS) or not told):
        return None  # after a verdict much is said of its numbers: "wrong 1 time in 4, so that's my saturday"
    if (new.currency is None) == (name == "value"):
        return None
    if name == WISH and new.span is not None:
        new = replace(new, span=replace(new.span, rate=True, since=None))  # "I meant 58 in the year"
    return Act("corrects", name, "", _part_of(share, new), 1.0, passage.text, new.place)


def _mended_too(passage: TextPassage, earlier: Earlier) -> Act | None:
    """Return the other number that goes with one that is put right: "and 8 booked", behind "change it to 13 who rang"."""
    here, numbers = named_here(passage, earlier), passage.numbers
    if here is None or here.name == earlier.asked or here.name not in earlier.numbers or len(numbers) != 1:
        return None
    (told,) = numbers
    leads = "and" in passage.words[0].kinds and "unreal" not in passage.kinds and here.name in FIELDS
    if not leads or not is_count(passage, told) or told.currency is not None or "negation" in passage.kinds:
        return None
    return Act("corrects", here.name, "", told, 1.0, passage.text, told.place)


def _without_condition(passage: TextPassage) -> TextPassage:
    """Return a passage up to what is said of a number that is to be another: "the 60 should be 30 if half are regulars"."""
    due = next((at for at, word in enumerate(passage.words) if "due" in word.kinds), len(passage.words))
    end = next((at for at in range(due, len(passage.words)) if "unreal" in passage.words[at].kinds), len(passage.words))
    return TextPassage(passage.words[:end])


def _of_all(numbers: Sequence[ToldAmount]) -> tuple[list[ToldAmount], ToldAmount | None]:
    """Return some numbers without a share that stands right before what it is a share of, and that share: "almost all 40"."""
    match numbers:
        case [share, whole] if share.share and not (whole.share or share.but) and share.place[1] + 1 == whole.place[0]:
            return [whole], share
        case _:
            return list(numbers), None


def _part_of(share: ToldAmount | None, whole: ToldAmount) -> ToldAmount:
    if share is None:
        return whole
    return replace(whole, amount=around(float(round(share.amount.value * whole.amount.value)), HEDGED))


def _is_of_ten(told: ToldAmount, earlier: Earlier) -> bool:
    """True for how many of the last ten were right, where that was told: "6 was wrong, only about 4 in 10"."""
    return told.whole == OF_TEN and FIT in earlier.numbers


def _denied(passage: TextPassage) -> list[float]:
    """Return the old numbers that are said to be wrong; "45, sorry 40" begins with one that nobody was told before.

    Two of them may be the ends of a range: "not 35 to 52".
    """
    others = passage.words[1:]
    kept = passage.words if not others or "mends" not in others[0].kinds else others
    denied = [word.denied for word in kept if word.denied is not None]
    between = [interval(*denied).value] if len(denied) == SPANNED and denied[0] < denied[1] else []
    return [*denied, *between]


def _moved(passage: TextPassage, told: ToldAmount, earlier: Earlier) -> tuple[ToldAmount, tuple[float, ...]]:
    """Return the 11 of "change 9 to 11" and the 9, which is no number from 9 to 11 where 9 is an old one."""
    at = passage.place_of(told)
    ends = DIGITS.findall(passage.words[at].text)
    if len(ends) != SPANNED or "mends" not in passage.kinds:
        return told, ()
    old = float(ends[0])
    if earlier.with_number(old) is None and not (at and "from" in passage.words[at - 1].kinds):
        return told, ()
    (last,) = tokens_in(ends[1], earlier.language)
    return (replace(told, amount=last.amount), (old,)) if isinstance(last, ToldAmount) else (told, ())


def is_count(passage: TextPassage, told: ToldAmount) -> bool:
    """True for a plain number that no unit of time stands behind."""
    if told.share or told.others or told.vague:
        return False
    at = passage.place_of(told)
    behind = passage.words[at + 1 : at + 2]
    return all(word.kinds.isdisjoint(OF_TIME) for word in behind)


def _is_old(told: ToldAmount, passage: TextPassage, earlier: Earlier) -> bool:
    """True for a number that a passage may speak of: of the answer it names, or else any; for the same time, if it tells one."""
    named = named_here(passage, earlier)
    names = [named.name] if named is not None and named.name in earlier.numbers else list(earlier.numbers)
    value = earlier.value_of(told)
    return any(earlier.numbers[name].value == value and earlier.is_for_its_time(told, name) for name in names)


def _evidence(
    passage: TextPassage, new: ToldAmount, values: Sequence[float], earlier: Earlier
) -> tuple[set[str], str | None]:
    """Return what speaks for a new number of an earlier answer, and the name of that answer; None if signs contradict."""
    kinds, here = passage.kinds, named_here(passage, earlier)
    at = passage.place_of(new)
    placed = earlier.placed(kinds)
    if here is not None and here.generic and here.at > at and placed != here.name:
        return set(), None  # "sorry, 6 customers" where those that are wished for are asked for
    named = FIT if new.whole == OF_TEN else here.name if here is not None else None
    if named is not None and named == earlier.asked:
        return set(), None
    old = next((name for value in values if (name := earlier.with_number(value))), None)
    if named is not None and earlier.numbers.get(named) is not None and earlier.numbers[named].value in values:
        old = named
    placed = placed or earlier.timed(new)
    found = {name for name in (named, old) if name is not None} or ({placed} if placed is not None else set())
    if len(found) != 1:
        return set(), None
    (name,) = found
    if name not in earlier.numbers:
        return set(), None
    before = earlier.numbers[name].value
    behind = TextPassage(passage.words[at + 1 : at + 2]).kinds
    evidence: set[str] = {kind for kind in ("mends", "said") if kind in kinds}
    each = new.span is not None and new.span.rate and named != earlier.newest
    leads = passage.numbers[:1] == [new] and not each and _is_led_by_no(passage.words)  # "no, I talked with 6"
    evidence |= {"mends"} if leads else set()
    evidence |= {"named"} if named == name else {"placed"} if placed == name else set()
    denied = before in _denied(passage)
    evidence |= {"denied"} if denied else {"old"} if before in values else set()
    evidence |= {"was"} if "old" in evidence and _is_said_to_have_been(before, at, passage, earlier) else set()
    evidence |= {"placed"} if denied and name == earlier.newest else set()  # as it was said back a moment ago
    return evidence | _beside(passage.words[:at], behind, here), name


def _is_said_to_have_been(old: float, end: int, passage: TextPassage, earlier: Earlier) -> bool:
    """True if an old number stands right behind a word such as "was", before the new one."""
    return any(
        "is" in lead.kinds and word.told is not None and earlier.value_of(word.told) == old
        for lead, word in pairwise(passage.words[:end])
    )


def _beside(before: Sequence[PassageWord], behind: frozenset[str], here: NamedHere | None) -> set[str]:
    """Return how the new number stands in its passage: behind "was", or behind "make" and the name."""
    is_at = next((at for at, word in enumerate(before) if at and "is" in word.kinds and at >= len(before) - NEAR), None)
    found = {"is"} if is_at is not None else set()
    found |= {"due"} if any("due" in word.kinds for word in before[-NEAR:]) else set()
    at = len(before)  # "make the customers 12", "put 60 for the people"
    sets = next((place for place, word in enumerate(before) if "sets" in word.kinds), at)
    if here is not None and (sets < here.at < at or (sets < at < here.at and not behind.isdisjoint(PREPOSITIONS))):
        found.add("sets")
    return found


def _counted_anew(passage: TextPassage, earlier: Earlier) -> Act | None:
    """Return the correction by what was left out or counted too often: "forgot two sales", "make that 3 fewer customers"."""
    here, kinds = named_here(passage, earlier), passage.kinds
    if here is None or here.name not in FIELDS or here.name not in earlier.numbers or len(passage.numbers) != 1:
        return None
    (told,), before, name = passage.numbers, earlier.numbers[here.name], here.name
    if not is_count(passage, told) or told.currency or told.amount.law == "uniform" or not before.value:
        return None
    at = passage.place_of(told)
    way = _way(TextPassage(passage.words[max(at - 1, 0) : at + BESIDE]).kinds)  # "one more thing" adds nobody
    lead, result = TextPassage(passage.words[:at]), words_between(earlier.language).result
    concluded = not lead.kinds.isdisjoint(COUNTS_ANEW) and any(word.text in result for word in lead.words)
    if concluded or (not kinds.isdisjoint(COUNTS_ANEW) and _is_total(passage, at, result)):
        value = told.amount.value  # "forgot one sale, so 4", "it was 7, forgot my cousin"
    elif "forgot" in lead.kinds:
        value = before.value + told.amount.value
    elif way == "fewer" and not kinds.isdisjoint(("mends", "sets")):
        value = before.value - told.amount.value
    elif _asks_how(passage, earlier):
        return None  # "how do i get more of the 40 to say yes"
    elif way == "further" and name in LATE and told.span is None and not earlier.asked and "buy" in kinds:
        value = before.value + told.amount.value
    else:
        return None
    if value < 0:
        return None
    counted = replace(told, amount=before.times(value / before.value), span=None)
    return Act("corrects", name, "", counted, 1.0, passage.text, told.place)


def _is_total(passage: TextPassage, at: int, result: Collection[str]) -> bool:
    """True if a number is said to be what there is: "it was 7 that booked", "that makes 7", but not "there were 7 more"."""
    behind = TextPassage(passage.words[at + 1 : at + 2]).kinds
    if not at or not behind.isdisjoint(COUNTS_ANEW):
        return False
    return "is" in passage.words[at - 1].kinds or passage.words[at - 1].text in result


def _asks_how(passage: TextPassage, earlier: Earlier) -> bool:
    return passage.words[0].text in words_between(earlier.language).asking


def _way(kinds: frozenset[str]) -> str:
    """Say whether a number was more or less; neither for "more or less", or where it is compared with another time."""
    ways = kinds & {"fewer", "further"}
    return "" if len(ways) != 1 or "than" in kinds else next(iter(ways))
