"""What is done with the numbers of a message after a verdict, by what they are for (``numbers_meant.py``).

What is surely put right or wished for is stored, what is of a later time is set beside the verdict's numbers, what is supposed is
weighed. Where the purpose is sure and what each number counts is not, the likeliest readings are buttons.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.session import has_weeks
from bot.checkup.commands import opened_again, with_verdict
from bot.checkup.supposing import SUPPOSE
from bot.checkup.whatif import Supposing, is_supposing, supposing_of
from bot.core.amount import Amount
from bot.core.records import Chat, Session
from bot.core.week_numbers import FIELDS, NESTED
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import asks
from bot.hearing.not_owners import is_wish_of_others
from bot.hearing.numbers_meant import (
    ASIDE,
    ASKED,
    CORRECT,
    COST,
    MORE,
    NEWER,
    STEP,
    WHATIF,
    WISH,
    NumbersMeant,
    NumbersReading,
    numbers_meant,
    purpose_of,
)
from bot.hearing.plainly import BY_STRUCTURE, COUNTS
from bot.hearing.policy import TOLD
from bot.hearing.taking import take_facts
from bot.hearing.told_anew import BY_OWNER, one_span, told_anew
from bot.language.listening.acts import Act, ActKind
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.passages import passages_of
from bot.language.listening.reader import read_acts
from bot.talk.in_passing import changed_in_passing
from bot.talk.told_afresh import beside_before

FOR_SURE, READ_SURELY = 0.8, 0.8
"""The chances of a purpose, and of what numbers count, from which something is done with them."""

BESIDE = 0.3
"""The chance of a reading from which numbers of a later time are set beside those before, which says them back and changes nothing."""

STORED = 0.93
"""The least of both chances at which what is put right is stored at once; else it is weighed first, and kept by a tap."""

ELSE_SURELY = 0.9
"""The chance from which numbers are of something else, whatever rules make of them."""

LIKELY, MAY_BE = 0.6, 0.08
"""The chance of a purpose from which it is asked what its numbers count, and that of a reading which is offered."""

ELSE_FOR = (COST, STEP, ASIDE, ASKED)
"""Purposes of numbers that are no answers."""

OFFERED = 3


def meant_by(session: Session, text: str, language: str) -> NumbersMeant | None:
    """Return what the numbers of a message are for, beside the answers of a finished check-up; None where it has none."""
    known = {name: one.amount.value for name, one in session.answers.items() if one.amount is not None}
    return numbers_meant(text, language, known)


def without_numbers_of_else(acts: Sequence[Act], text: str, language: str) -> list[Act]:
    """Leave out answers that are told by numbers of something else: of a cost, of the step, or of nothing that counts here."""
    counts = [act for act in acts if act.told is not None and act.name in COUNTS and act.kind in (*TOLD, "supposes")]
    if not counts or not is_of_else(text, language):
        return list(acts)
    return [act for act in acts if act not in counts]


def is_of_else(text: str, language: str) -> bool:
    """Return True if the numbers of a message after a verdict are surely no answers."""
    return _sure_purpose(text, language) in ELSE_FOR


def may_be_cost(text: str, language: str) -> bool:
    """Return True unless the numbers of a message after a verdict are surely for something else than a cost or a price."""
    return _sure_purpose(text, language) in ("", COST)


def is_surely_later(text: str, language: str) -> bool:
    """Return True if the numbers of a message after a verdict are surely those of a later time, or come on top of what was told."""
    return _sure_purpose(text, language) == NEWER or is_surely_more(text, language)


def is_surely_more(text: str, language: str) -> bool:
    """Return True if the numbers of a message after a verdict surely come on top of what was told."""
    return _sure_purpose(text, language, FOR_SURE) == MORE


def is_doubtful(chat: Chat, text: str, language: str, acts: Sequence[Act]) -> bool:
    """Return True if what a rule makes of the numbers of a message is none of their likely readings, though they surely put right."""
    session = with_verdict(chat, "")
    meant = meant_by(session, text, language) if session is not None else None
    told = {act.name: act.told.amount.value for act in acts if act.told is not None and act.name in COUNTS}
    if not told or meant is None or meant.purpose != CORRECT or meant.chance < ELSE_SURELY or len(acts) != len(told):
        return False
    likely = [{name: one.amount.value for name, one in reading.numbers.items()} for reading in meant.readings]
    written = {one.amount.value for part in passages_of(text, language) for one in part.numbers}
    agrees = any(reading.get(name) == value for reading in likely for name, value in told.items())
    return not agrees and written.issuperset(told.values())  # what is worked out is left to the rule


def may_be_answers(text: str, language: str) -> bool:
    """Return True if the numbers of a message after a verdict are likely for its answers."""
    found = purpose_of(text, language)
    return found is not None and found[0] not in ELSE_FOR and found[1] >= FOR_SURE


def _sure_purpose(text: str, language: str, least: float = ELSE_SURELY) -> str:
    found = purpose_of(text, language)
    return found[0] if found is not None and found[1] >= least else ""


def numbers_after(context: Context, chat: Chat, text: str) -> Turned | None:
    """Do what the numbers of a message are surely for; None where that, or what they count, is not sure."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done" or has_weeks(chat):
        return None
    meant = meant_by(session, text, context.words.language)
    if meant is None or not _is_for_answers(meant, context, chat, session, text):
        return None
    reading, here = meant.readings[0], supposing_of(context, chat, session)
    if meant.purpose == MORE:
        return _on_top(here, meant.readings, context) if here is not None else None
    least = BESIDE if meant.purpose == NEWER else READ_SURELY
    if here is None or reading.chance < least or not reading.numbers:
        surely = meant.purpose in (CORRECT, NEWER) and meant.chance >= ELSE_SURELY
        return numbers_offered(context, chat, text) if surely else None
    puts_right = meant.purpose in (CORRECT, WISH)
    if puts_right and min(meant.chance, reading.chance) >= STORED:
        acts = _as_acts(reading, text, context, "corrects")
        return take_facts(opened_again(context, chat, session), text, acts, context)
    if puts_right and (changed := changed_in_passing(context, chat, text, ())):
        return changed
    if meant.purpose == WISH:
        return None  # what is less surely wished for is read by its phrase
    acts = _as_acts(reading, text, context, "supposes")
    facts = (here.heard(text, ()) or here.heard(text, acts)) if meant.purpose == WHATIF else here.heard("", acts)
    if not facts or (meant.purpose != WHATIF and not here.can_be(facts)):
        return None
    if meant.purpose != NEWER:
        return here.told(facts)
    told = {act.name: act.told for act in acts if act.told is not None}
    return beside_before(here, facts, told) if facts.keys() <= {*FIELDS, "visitors"} else None


def _is_for_answers(meant: NumbersMeant, context: Context, chat: Chat, session: Session, text: str) -> bool:
    """True if numbers are surely for the answers of a verdict, and no rule knows them better."""
    if meant.chance < FOR_SURE or meant.purpose in ELSE_FOR or (is_supposing(chat) and meant.purpose != WHATIF):
        return False
    of_counts = meant.purpose == NEWER
    if meant.purpose not in (WHATIF, MORE) and not _tells_new_counts(
        text, session, context.words.language, money=of_counts
    ):
        return False
    if meant.purpose in (CORRECT, WISH):  # "is 2 a week enough for me"
        parts = [part.text for part in passages_of(text, context.words.language)]
        return not (
            "?" in text or any(asks(part, context.words) for part in parts) or is_wish_of_others(text, context.words)
        )
    language, today = context.words.language, context.event.at.date()
    acts = read_acts(text, "verdict", language=language)
    return meant.purpose != NEWER or not told_anew(acts, text, session, today, language)


def _tells_new_counts(text: str, session: Session, language: str, *, money: bool) -> bool:
    """True if a message holds a number that is not among the answers, and none is of what the owner did, or of money if that may not be."""
    passages = passages_of(text, language)
    told = [one for part in passages for one in part.numbers]
    known = {one.amount.value for one in session.answers.values() if one.amount is not None}
    if any((one.currency is not None and not money) or one.whole for one in told) or all(
        one.share or one.amount.value in known for one in told
    ):
        return False
    return not any(part.numbers and part.words[0].kinds & BY_OWNER for part in passages)


def numbers_offered(context: Context, chat: Chat, text: str) -> Turned | None:
    """Offer the likeliest readings of numbers that are for the answers, but it is not sure which; None where they are likely not."""
    session = with_verdict(chat, "")
    if session is None or (here := supposing_of(context, chat, session)) is None:
        return None
    meant = meant_by(session, text, context.words.language)
    if meant is None or meant.chance < LIKELY or meant.purpose in ELSE_FOR:
        return None
    found = []
    for reading in meant.readings:
        facts = here.heard("", _as_acts(reading, text, context, "supposes")) if reading.numbers else {}
        if facts and facts not in found and reading.chance >= MAY_BE and here.can_be(facts) and _is_new(facts, here):
            found.append(facts)
    if not found:
        return None
    return here.offered(context.words.say(SUPPOSE, "which"), found[:OFFERED], put=meant.purpose != WHATIF)


def _is_new(facts: object, here: Supposing) -> bool:
    known = {name: one.amount.value for name, one in here.session.answers.items() if one.amount is not None}
    return isinstance(facts, dict) and any(known.get(name) != value for name, value in facts.items())


def _on_top(here: Supposing, readings: Sequence[NumbersReading], context: Context) -> Turned | None:
    """Say what the verdict would be with some more than were told, or ask which they are; None where that cannot be."""
    likely = [one for one in readings if one.chance >= MAY_BE]
    ways = [facts for one in likely if (facts := _added(here, one)) and here.can_be(facts)]
    if not ways or len(ways) == 1 or likely[0].chance >= READ_SURELY:
        return here.told(ways[0]) if ways else None
    return here.offered(context.words.say(SUPPOSE, "which"), ways[:OFFERED])


def _added(here: Supposing, reading: NumbersReading) -> dict[str, float | str]:
    """Return the answers with what comes on top of them; nothing where one of them was not told."""
    counts = {name: here.base.total(name) for name in NESTED}
    before: dict[str, float] = {name: one.value for name, one in counts.items() if one is not None}
    if not reading.numbers.keys() <= before.keys() or any(told.share for told in reading.numbers.values()):
        return {}
    added: dict[str, float | str] = {}
    if "people" in reading.numbers:  # who came on top is not talked with before it is told
        added.update(before)
    added.update({name: before[name] + told.amount.value for name, told in reading.numbers.items()})
    return added


def _as_acts(reading: NumbersReading, text: str, context: Context, kind: ActKind) -> list[Act]:
    """Return the numbers of a reading as acts, for the one stretch of time that is told beside any of the counts."""
    told_as = {name: _in_orders(told) if name == "orders" else told for name, told in reading.numbers.items()}
    acts = [Act(kind, name, "", told, BY_STRUCTURE, text, told.place) for name, told in told_as.items()]
    counts = [act for act in acts if act.name in FIELDS]
    span = one_span(counts, text, context.words.language) if counts else None
    if span is None:
        return acts
    return [
        replace(act, told=replace(act.told, span=span)) if act in counts and act.told is not None else act
        for act in acts
    ]


def _in_orders(told: ToldAmount) -> ToldAmount:
    """Return the 27 of "27 of the 180 had paid" as a number: what ordered is no share of anything that is asked for."""
    if not told.share or not told.whole:
        return told
    return replace(told, amount=Amount.exactly(round(told.amount.value * told.whole)), share=False, whole=None)
