"""A correction that names the old number, or what is counted: "15 customers, not 12", "actually it was 50 calls"."""

import re
from collections.abc import Sequence

from bot.core.records import Session
from bot.core.span import AS_ASKED
from bot.core.week_numbers import FIELDS, NESTED
from bot.dialogue.flow import Flow
from bot.hearing.after_verdict import NEAR, won_a_week
from bot.hearing.policy import STORING, SURELY
from bot.language.listening.acts import Act
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.passages import asked_places, asks_which, is_former, passages_of
from bot.language.listening.week_names import names_beside
from bot.language.listening.words_between import words_between
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Mark

LIKELY = 0.3  # how likely it must be that anything is corrected
CERTAIN = 0.95
OF_TEN = 10
WISH = "wanted"
OF_SEVERAL = frozenset({"several"})  # all that is known of the "courts" of "three courts"
FIT = "fit"
MENDING = frozenset({"mends", "said", "claims", "is", "sets", "slip", "negation", "disagree"})
PAIR, BARE = 2, 3  # numbers; words of a part that is a number and little else
ALIKE = frozenset({WISH, FIT})
"""Answers that owners speak of by their number alone as often as of a count: "the 3 should be 5"."""

NO_CUSTOMERS = ("people", "talked", "visitors")
DIGITS = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\d)")


def corrected_by_value(acts: Sequence[Act], text: str, session: Session, flow: Flow, language: str) -> Act | None:
    """Return the correction of the one answer whose number a message names beside another; None if it does not.

    Who only supposes that the number were another, supposes it of that answer: "if 15 ordered instead of 6".

    Args:
        acts: what was heard in it.
        text: the message.
        session: whose answers may be corrected.
        flow: the questions that they answer.
        language: of the message.
    """
    tokens = tokens_in(text, language)
    marked = any(isinstance(token, Mark) and "correction" in token.says for token in tokens)
    asked = asked_places(text, language)  # "where's 38 from?"
    told = [one for one in tokens if isinstance(one, ToldAmount) and not one.vague]  # "300, is that few"
    former = {one.place for part in passages_of(text, language) for one in part.numbers if is_former(one, part)}
    told = [one for one in told if one.place not in asked | former]
    counts = [one for one in told if one.currency is None and not is_word_for_one(one, text, language)]
    supposed = any(act.kind == "supposes" and act.chance >= STORING for act in acts)
    corrects = marked or any(_may_correct(act) for act in acts)
    if not corrects and not supposed and len(told) != 1:
        return None  # of two numbers neither is said to be wrong; one that is denied is no amount
    if any(one.others for one in told) or _begins_with_a_question_word(text, language):
        return None
    if asks_which(told, text, language) or (not marked and _is_of_its_own(counts, text, language)):
        return None
    match counts:
        case [new]:  # "60, not 40" is read as 60
            beside = text[: new.place[0]] + text[new.place[1] :]
            denied = [float(found[0]) for found in DIGITS.finditer(beside)]
            name = answer_of(denied[0], session) if len(denied) == 1 else None
            if not denied and corrects and (same := _for_another_time(new, acts, session, flow)):
                return Act("corrects", same, "", new, CERTAIN, "", new.place)
        case [first, second]:
            new = second
            if (name := _told_answer_of(first, session)) is None:
                name, new = _told_answer_of(second, session), first
        case _:
            return None
    if name is None or (new.share and name != FIT) or (not marked and _is_won(new, session)):
        return None  # "2 came and I wish 4, so I'm in the half", "I get six a week and want ten"
    if len(counts) > 1 and not marked and _are_as_told(name, new, session):
        return None  # "only 3 joined out of 11?" names two answers as they are
    if name == WISH and has_own_noun(new, text, language):
        return None  # "9 a week with two studios, where would they go"
    if _is_heard_otherwise(acts, counts, name) or _is_named_otherwise(counts, name, text, language):
        return None
    return Act("supposes" if supposed else "corrects", name, "", new, CERTAIN, "", new.place)


def _are_as_told(name: str, new: ToldAmount, session: Session) -> bool:
    """True if a number that stands beside one of the door's answers is another one of these."""
    other = _told_answer_of(new, session)
    return other != name and name in NESTED and other in NESTED


def has_own_noun(told: ToldAmount, text: str, language: str) -> bool:
    """True if behind a number stands a noun in the plural that is no customer's, nor known: "9 a week for three courts"."""
    parts = [part for part in passages_of(text, language) if part.holds(told)]
    if not parts or names_beside(told, text, language):
        return False
    behind = (part.words[part.place_of(told) + 1 : part.place_of(told) + 2] for part in parts)
    return any(word.kinds == OF_SEVERAL for found in behind for word in found)


def _is_won(told: ToldAmount, session: Session) -> bool:
    """True for a number of a stretch of time that says how many are won already."""
    won, span = won_a_week(session), told.span
    if won is None or span is None or not span.rate:
        return False
    return abs(won * span.told(session.touched_at.date()).weeks - told.amount.value) < NEAR


def is_word_for_one(told: ToldAmount, text: str, language: str) -> bool:
    """True for the "one" of "one of them wants two albums", which counts nothing."""
    start, end = told.place
    return told.amount.value == 1 and not any(map(str.isdecimal, clean(text[:LONGEST], language).text[start:end]))


def _begins_with_a_question_word(text: str, language: str) -> bool:
    """True for what asks about numbers and mends none: "why 3.6 and not 5"."""
    return next(iter(fold(text).split()), "") in words_between(language).asking


def _is_of_its_own(counts: Sequence[ToldAmount], text: str, language: str) -> bool:
    """True if the second of two numbers stands in a sentence of its own that mends nothing: "15 is fine. my brother makes 6"."""
    if len(counts) != PAIR:
        return False
    parts = [part for part in passages_of(text, language) if part.holds(counts[1])]
    return any(
        not part.holds(counts[0]) and len(part.words) > BARE and part.kinds.isdisjoint(MENDING) for part in parts
    )


def _is_named_otherwise(counts: Sequence[ToldAmount], name: str, text: str, language: str) -> bool:
    """True if words beside the numbers name another answer alone: "clients won was 5" is not the room for 5.

    Customers are wished for, too, but not those who get in touch: "it was 6 that contacted me, I forgot two".
    """
    named = {field for one in counts for field in names_beside(one, text, language)}
    return not named.isdisjoint(NO_CUSTOMERS) if name == WISH else bool(named) and name not in named


def _for_another_time(told: ToldAmount, acts: Sequence[Act], session: Session, flow: Flow) -> str | None:
    """Name the answer whose number is said to be for another stretch of time: "2,000 is per month".

    None where its words say that it is another answer: "room for 4 a week" where 4 became customers.
    """
    name = answer_of(told.amount.value, session)
    others = {act.name for act in acts if act.told == told and act.chance >= STORING} - {name}
    if name is None or told.span is None or told.share or not others.isdisjoint(session.answers):
        return None
    known, question = session.answers[name].span, flow.get(name)
    asked = 1.0 if question is not None and question.per == "week" else AS_ASKED
    return name if told.span.told(session.touched_at.date()).weeks != (known.weeks if known else asked) else None


def _is_heard_otherwise(acts: Sequence[Act], counts: Sequence[ToldAmount], name: str) -> bool:
    """True if one of the numbers is surely another fact, which its words say: "36 enquiries" is not the 36 talked with."""
    return any(
        act.kind in ("corrects", "supposes")
        and act.chance >= SURELY
        and act.told in counts
        and act.name in FIELDS
        and act.name != name
        for act in acts
    )


def _may_correct(act: Act, least: float = LIKELY) -> bool:
    rivals = ((act.kind, act.chance), *((rival[0], rival[3]) for rival in act.rivals))
    return sum(chance for kind, chance in rivals if kind == "corrects") >= least


def _told_answer_of(told: ToldAmount, session: Session) -> str | None:
    if told.whole == OF_TEN:  # "2 of 10 was a bad week" is how many were right
        fit = session.answers.get(FIT)
        same = fit is not None and fit.amount is not None and fit.amount.value == round(told.amount.value * OF_TEN)
        return FIT if same else None
    if told.share:
        return None
    amount = told.amount
    return answer_of(amount.low if amount.law == "uniform" else amount.value, session)  # "more than 6, say 10"


def answer_of(number: float, session: Session) -> str | None:
    """Name the one answer that is a number; of several a count of people, unless a wish or how many fitted is the same."""
    known = {name: answer.amount for name, answer in session.answers.items() if answer.amount is not None}
    found = [name for name, amount in known.items() if amount.value == number]
    counts = [name for name in found if name in FIELDS]
    if len(found) == 1 or len(counts) != 1 or not ALIKE.isdisjoint(found):
        return found[0] if len(found) == 1 else None
    return counts[0]
