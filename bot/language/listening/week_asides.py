"""What else numbers count in a line about a week: those missed, those who were no enquiry, hours and staff."""

from collections.abc import Sequence
from typing import Literal

from bot.language.listening.amounts import TextPart, ToldAmount
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.naming import (
    NAMING,
    kinds_among,
    parts_before,
    parts_behind,
    says_by,
    words_of,
)
from bot.language.listening.relations import clauses_of, counts_in, is_left_undone
from bot.language.listening.said_numbers import said_numbers
from bot.language.listening.words_between import words_between
from bot.language.numbers.pieces import Extent, Mark
from bot.language.numbers.pieces import at as piece_at

NoneOfTheWeek = Literal["missed", "unfit", "else"]

NEXT = 2  # words behind a number among which stands what it counts: "2 of my staff"
SEVERAL = 2  # numbers: the one person, and how much was bought
SMALL = 2  # letters of an article or the like
NEAR = 3  # words behind a "without" among which stands what was not given
ANOTHER_THING = frozenset({"staff", "hour", "minute"})
PERSONS = frozenset({"people", "customer"})
OTHERS = frozenset({"partner", "bystander", "staff"})
"""Kinds of word for somebody else than the owner."""

BOUGHT, TALKED = NAMING["customers"], NAMING["talked"]


PRONOUN = 4  # letters: "to them yet"


def aside_of(tokens: Sequence[TextPart], place: int, language: str) -> NoneOfTheWeek | None:
    """Return what a number counts that is no number of the week; None if it may be one.

    Those who were ``missed`` are people who were not talked with, the ``unfit`` no people who got in touch at all.
    """
    if _counts_another_thing(tokens, place, language):
        return "else"
    kinds = kinds_among(words_of(parts_behind(tokens, place) or parts_before(tokens, place)), language)
    if "unfit" in kinds and kinds.isdisjoint(BOUGHT):
        return "unfit"
    told = tokens[place]
    if isinstance(told, ToldAmount) and told.but:
        return None  # "all but 3"
    if is_left_undone(tokens, place, language) or _were_missed(tokens, place, language):
        return "missed"
    if _are_excepted(tokens, place):
        return "missed"
    return "else" if _are_undecided(tokens, place, language) else None


def looked_at(text: str, language: str) -> frozenset[Extent]:
    """Return those of whom it is said that they looked or were looked at, where they are all who got in touch, and some bought.

    They were talked with, then: "4 rang, 4 looked at, 2 signed".
    """
    numbers, kinds = said_numbers(text, language).numbers, NAMING["people"]
    found = zip(numbers, numbers[1:], numbers[2:], strict=False)
    return frozenset(
        one.told.place
        for before, one, behind in found
        if "visitor" in one.near and kinds & before.near and BOUGHT & behind.near and before.value == one.value
    )


def _counts_another_thing(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True for hours, staff and the like, and for how often something was done."""
    behind = piece_at(tokens, place + 1)
    if isinstance(behind, Mark) and "duration" in behind.says:
        return True
    words = words_of([behind]) if behind is not None else []
    if not words_between(language).times.isdisjoint(words):
        return True
    near = words_of(parts_behind(tokens, place)[:NEXT])
    return not ANOTHER_THING.isdisjoint(kinds_among(near, language)) and not says_by(behind, language)


def _were_missed(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True if a word beside a number says that they were missed, or had no answer: "missed 5", "6 left without a reply"."""
    behind, known = words_of(parts_behind(tokens, place)), kinds_of(language)
    before = [token for token in parts_before(tokens, place) if len(getattr(token, "text", "")) > SMALL]
    near = [text for token in (*before[-1:], *parts_behind(tokens, place)[:1]) if (text := getattr(token, "text", ""))]
    bought = not BOUGHT.isdisjoint(kinds_among(words_of(tokens[:place]), language))
    if not bought and any("miss" in known.of_word(word) for text in near for word in (text, *text.split()[-1:])):
        return True
    without = words_between(language).without
    kinds = [set(known.of_word(word)) for word in behind]
    starts = [at for at, word in enumerate(behind) if word in without]
    return any("reply" in kinds[at] for start in starts for at in range(start + 1, min(start + 1 + NEAR, len(kinds))))


def _are_excepted(tokens: Sequence[TextPart], place: int) -> bool:
    """True for the 3 of "all of them I answered, except 3"."""
    before = parts_before(tokens, place)
    first = place - len(before) - 1
    excepts = any(isinstance(token, Mark) and "except" in token.says for token in before[-2:])
    whole = piece_at(tokens, first)
    if not isinstance(whole, ToldAmount) or not whole.share:  # "apart from 3 I spoke to them all"
        whole = next((token for token in tokens[place + 1 :] if isinstance(token, ToldAmount)), None)
    return excepts and isinstance(whole, ToldAmount) and whole.share and whole.amount.value == 1 and not whole.but


def _are_undecided(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True for those who still think: they are no customers yet."""
    behind = words_of(parts_behind(tokens, place))
    return "not_now" in kinds_among(behind or words_of(parts_before(tokens, place)), language)


def of_one_person(tokens: Sequence[TextPart], language: str) -> frozenset[Extent]:
    """Return the numbers that say how much one person bought, by their places: "the same guy bought 5", "one woman took 10"."""
    found: set[Extent] = set()
    for clause in clauses_of(tokens):
        counts = counts_in(clause)
        if not counts:
            continue
        (first, one), said = counts[0], words_of(clause)
        behind = kinds_among(words_of(parts_behind(clause, first)), language)
        same = any(f" {word} " in f" {' '.join(said)} " for word in words_between(language).same)
        is_same = same and not BOUGHT.isdisjoint(kinds_among(said, language))
        is_one = len(counts) == SEVERAL and one.amount.value == 1 and not PERSONS.isdisjoint(behind)
        is_one = is_one and "buy" in kinds_among(words_of(clause[first:]), language)
        if is_same or is_one:
            found |= {told.place for _, told in counts}
    return frozenset(found)


def noted_nothing(tokens: Sequence[TextPart], language: str) -> bool:
    """Return True if an owner has no numbers, since none were noted: "didn't note anything down"."""
    if any(isinstance(token, ToldAmount) and token.amount.value for token in tokens):
        return False
    words = words_of(tokens)
    denied = "negation" in kinds_among(words, language) or any(isinstance(token, ToldAmount) for token in tokens)
    return denied and any(f" {one} " in f" {' '.join(words)} " for one in words_between(language).noted)


def is_left_to_another(text: str, language: str) -> bool:
    """Return True if the numbers are known to somebody else: "my daughter keeps the book", "ask my receptionist"."""
    said = said_numbers(text, language)
    return not said.numbers and bool(said.kinds & OTHERS) and "in_charge" in said.kinds


def tells_of_rest(tokens: Sequence[TextPart], language: str) -> bool:
    """Return True if all the others were talked with: "19 wrote, 3 were bots, spoke to the rest"."""
    for clause in clauses_of(tokens):
        kinds = kinds_among(words_of(clause), language)
        counts = any(isinstance(token, ToldAmount) and not token.share for token in clause)
        if not counts and "rest" in kinds and not TALKED.isdisjoint(kinds):
            return "negation" not in kinds
    return False


def nobody_talked_with(tokens: Sequence[TextPart], language: str) -> bool:
    """Return True if the owner answered none of those who were counted: "16 messages and I didn't answer any of them"."""
    for clause in clauses_of(tokens):
        start = max((place + 1 for place, _ in counts_in(clause)), default=0)
        words = words_of(clause[start:])
        kinds = [set(of_word) for of_word in kinds_of(language).of_words(words)]
        denied = next((at for at, of_word in enumerate(kinds) if "negation" in of_word), len(kinds))
        attained = kinds_of(language, COUNTING).of_words(words)
        reached = (at for at in range(denied + 1, len(kinds)) if kinds[at] & TALKED or "attain" in attained[at])
        done = next(reached, len(kinds))
        behind = kinds_of(language, COUNTING).of_words(words[done + 1 :])
        if any("any" in of_word for of_word in behind):
            return True
        if done < len(kinds) and _is_not_yet(clause[start:], words[done + 1 :], attained, language):
            return True
    return False


def _is_not_yet(
    clause: Sequence[TextPart], behind: Sequence[str], kinds: Sequence[Sequence[str]], language: str
) -> bool:
    """True for the clause of "1 wrote, haven't talked yet", where nobody is named who was not talked with."""
    counted = any(isinstance(token, ToldAmount) for token in clause)
    little = all("yet" in kinds_of(language, COUNTING).of_word(word) or len(word) <= PRONOUN for word in behind)
    return not counted and little and any("yet" in of_word for of_word in kinds)


def nobody_bought(tokens: Sequence[TextPart], language: str) -> bool:
    """Return True if those who were counted last did not buy: "one wrote and did not buy", but not "3 didn't buy"."""
    last = max((place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)), default=len(tokens))
    behind = tokens[last + 1 :]
    kinds = [set(of_word) for of_word in kinds_of(language).of_words(words_of(behind))]
    denied = next((at for at, of_word in enumerate(kinds) if "negation" in of_word), None)
    if denied is None or any("many" in of_word or "some" in of_word for of_word in kinds):
        return False
    named = set[str]().union(*kinds[:denied]) | kinds_among(words_of(parts_before(tokens, last)), language)
    came = not named.isdisjoint(NAMING["people"] | TALKED) and named.isdisjoint(BOUGHT)
    return came and any(not of_word.isdisjoint(BOUGHT) for of_word in kinds[denied + 1 :])
