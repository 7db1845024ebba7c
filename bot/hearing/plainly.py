"""Whether a number told after a verdict is plainly one of its answers: by its name, or by the number that it mends."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.core.ledger import TRIED
from bot.core.records import Session
from bot.core.span import AS_ASKED
from bot.core.week_numbers import FIELDS
from bot.hearing.after_verdict import NEAR, is_known
from bot.hearing.by_value import WISH, answer_of, is_word_for_one
from bot.hearing.narrowed import said_of
from bot.hearing.policy import JUDGING, SURELY, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.common import nearness
from bot.language.listening.naming import NAMES, NAMING, NOUN, kinds_among, words_beside, words_of
from bot.language.listening.week_names import names_beside
from bot.language.numbers.clean import clean
from bot.language.templates import Words

COUNTS = ("people", "talked", "customers", "orders", "visitors", "room", "wanted")
"""The answers that are numbers of people, one of which is easily taken for another."""

OF_CUSTOMERS = (WISH, "room")
"""Those that are numbers of customers or people, too, so that the noun beside them says nothing: "two members is fine"."""

BY_STRUCTURE = 1.0
"""Chance of what was read by the structure of a message alone, such as which of two numbers is right."""

WON = ("customers", "orders")
VALUE, OF_WORTH = "value", "worth"  # the question for the value of a sale, and the kind of word that names one
ALONE = 4  # words of a message that is an amount of money and no more
ROUGHLY = 0.01  # of a great number, which may be said round: "3200" for 3,220
FAR = 5  # times as many, or as few, as before: a town's people, not those at the door
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def named_by_words(act: Act, text: str, session: Session, language: str) -> Act:
    """Return what was told after a verdict as the one answer that the words beside its number name, if they name another."""
    if act.told is None or act.name not in COUNTS or act.name in OF_CUSTOMERS or act.chance >= BY_STRUCTURE:
        return act
    named = named_around(act.told, text, language) & session.answers.keys()
    if len(named) != 1 or act.name in named:
        return act
    (name,) = named
    return replace(act, name=name)


def told_of_the_door(facts: Sequence[Act], acts: Sequence[Act], text: str) -> list[Act]:
    """Return what was told after a verdict without what is no answer: counts of a report of the step, and a "nobody".

    What came of the step changes no number: "19 written to, 7 answered, 1 paid". That nobody is left, or that nobody
    comes in February, is no count of none. Nor is one word alone an option: "waiting" may be said of anything.
    """
    alone = len(text.split()) == 1
    facts = [act for act in facts if not alone or act.told is not None or act.kind == "corrects"]
    reports = any(act.kind == "step" and act.name in TRIED for act in acts)
    firm = [act for act in facts if act.kind == "corrects" and act.chance >= JUDGING]
    kept = [act for act in facts if not reports or act.chance >= BY_STRUCTURE or act in firm]
    return [act for act in kept if act.told is None or act.told.amount.value or "0" in text]


def are_plain(acts: Sequence[Act], text: str, session: Session, words: Words, step: Sequence[str] = ()) -> bool:
    """Return True if nothing but the answers they were heard as can be meant by what was told after a verdict.

    The words beside a number name that answer, or what it mends stands in the message too. A number heard without either is
    a guess from the whole message, which is right about every other time; beside another that is plain it is one of a list:
    "22 in and 6 bought". The value of a sale is named by words for one, and is the only amount.

    Args:
        acts: what was told.
        text: the message.
        session: the answers that the verdict rests on.
        words: the owner's language.
        step: what was said of the step of the week, whose words count no people: "ten photos".
    """
    language = words.language
    told = [act for act in acts if act.told is not None and not act.told.share and act.chance < BY_STRUCTURE]
    if any(act.name == VALUE and not _is_plain_value(text, words) for act in told):
        return False
    counts = [act for act in told if act.name in COUNTS]
    if any(act.told is not None and _counts_the_step(act.told, text, language, step) for act in counts):
        return False
    return not counts or any(_is_plain(act, text, session, language) for act in counts)


def _counts_the_step(told: ToldAmount, text: str, language: str, step: Sequence[str]) -> bool:
    """True if the word behind a number is one of those that were said of the step: the photos of "ten photos"."""
    behind = clean(text[:LONGEST], language).text[told.place[1] :].split()[:1]
    counts_people = not kinds_among(behind, language).isdisjoint(NAMES)
    return bool(behind) and not counts_people and nearness(behind[0], step, language) > 0


def _is_plain(act: Act, text: str, session: Session, language: str) -> bool:
    told = act.told
    if told is None or _mends_old_number(act, told, text, session, language):
        return True
    named = named_around(told, text, language)
    seen = act.name == "visitors" and "people" in named  # nobody else is asked for where nobody talks first
    if not (seen or act.name in named) or is_word_for_one(told, text, language):
        return False
    if act.name in WON and told.span is not None and told.span.rate and WISH in session.answers:
        return False  # "5 clients a month" may be those that are wished for
    return act.chance >= JUDGING or not _is_far(act, told, session)


def _is_plain_value(text: str, words: Words) -> bool:
    """True if a message tells one amount, and what a sale is worth: "an average job is 900", "a pupil pays me 1200"."""
    tokens = tokens_in(text, words.language)
    amounts = [one for one in tokens if isinstance(one, ToldAmount) and one.amount.value != 1]
    kinds = kinds_among(words_of(tokens), words.language)
    paid = any(one.currency is not None for one in amounts) and NOUN in kinds  # "a member pays about 35 pounds"
    single = any(isinstance(one, ToldAmount) and one.amount.value == 1 for one in tokens)  # "one job was 9,000 pounds"
    names = OF_WORTH in kinds or (paid and not single) or said_of(("tells_worth",), text, words)
    alone = len(text.split()) <= ALONE and any(one.currency is not None for one in amounts)
    return len(amounts) == 1 and bool(names or alone)


def named_around(told: ToldAmount, text: str, language: str) -> set[str]:
    """Return the answers that the words beside a number name, whichever of them it is."""
    tokens = tokens_in(text, language)
    at = next((at for at, one in enumerate(tokens) if isinstance(one, ToldAmount) and one.place == told.place), None)
    kinds = kinds_among(words_beside(tokens, at), language) if at is not None else frozenset()
    return {*names_beside(told, text, language), *(name for name in COUNTS if not NAMING[name].isdisjoint(kinds))}


def _mends_old_number(act: Act, told: ToldAmount, text: str, session: Session, language: str) -> bool:
    """True if the number that a message mends stands in it beside the new one: "60, not 40"."""
    before = session.answers.get(act.name)
    if before is None or before.amount is None:
        return False
    if before.amount.value == told.amount.value:
        return told.span is not None  # "40 was for the whole year"
    others = [one for one in tokens_in(text, language) if isinstance(one, ToldAmount) and one.place != told.place]
    written = [*(one.amount.value for one in others), *map(_value, _DIGITS.findall(text))]
    alone = answer_of(before.amount.value, session) == act.name
    return before.amount.value in written and (alone or act.name in named_around(told, text, language))


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


def _is_far(act: Act, told: ToldAmount, session: Session) -> bool:
    before = session.answers.get(act.name)
    if before is None or before.amount is None or not before.amount.value:
        return False
    return not 1 / FAR <= told.amount.value / before.amount.value <= FAR


def without_known(acts: Sequence[Act], text: str, done: Session, language: str) -> tuple[Act, ...]:
    """Leave out numbers where none is new, so that they are only spoken of: "of those 33 ten are still deciding"."""
    numbers = [act for act in acts if act.told is not None and act.kind in ("supposes", *TOLD)]
    if not numbers or any(not is_known(act, done) and not _is_spoken_of(act, text, done, language) for act in numbers):
        return tuple(acts)
    return tuple(act for act in acts if act not in numbers)


def _is_spoken_of(act: Act, text: str, done: Session, language: str) -> bool:
    """True if a number is hardly told, and one of the answers as it was told or as a verdict says it, in four weeks."""
    if act.told is None or act.told.share or act.told.span is not None or act.chance >= SURELY:
        return False
    named = names_beside(act.told, text, language) if act.name in FIELDS else named_around(act.told, text, language)
    if act.kind != "tells" and act.name in done.answers and act.name in named:
        return False
    for answer in done.answers.values():
        if answer.amount is None:
            continue
        weeks = answer.span.weeks if answer.span else AS_ASKED
        values = answer.amount.value, answer.amount.value * AS_ASKED / weeks
        if any(abs(value - act.told.amount.value) < max(NEAR, value * ROUGHLY) for value in values):
            return True
    return False
