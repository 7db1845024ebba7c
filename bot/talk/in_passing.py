"""A number that is told by the way after a verdict, and likely takes the place of an answer: "room for 25 was with Kasia, now it's 14".

It is supposed: the reply says what the verdict would be with it, and it is kept by a tap.
"""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from bot.checkup.commands import with_verdict
from bot.checkup.supposing import OPTIONS, SUPPOSE, written
from bot.checkup.whatif import PUT, Supposing, supposing_of
from bot.core.amount import Amount
from bot.core.records import CHECKUP, Chat
from bot.core.replies import Button, Rows
from bot.core.week_numbers import NESTED
from bot.diagnosis.suppositions import Suppositions
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.by_value import WISH, is_word_for_one
from bot.hearing.earlier import Earlier
from bot.hearing.named_here import named_here
from bot.hearing.plainly import FAR
from bot.hearing.policy import STORING
from bot.hearing.put_right import HOW, is_count
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.matters import matters
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.week_names import names_beside
from bot.language.templates import begin
from bot.talk.weighed import NO_HANDS

ROOM = "room"
SEEMING = 0.2  # chance that somebody says so who tells a number
BARE = 3  # words of a part that is a number and little else: "just 14 now"
MOST = 4  # buttons for what a bare number may count
PAIR = 2  # numbers: the one as it was told, and the new one


def changed_in_passing(
    context: Context, chat: Chat, text: str, facts: Sequence[Act], *, soon: bool = False
) -> Turned | None:
    """Say what the verdict would be with the number that a message likely changes; None if it says of none which it is.

    Args:
        context: what the bot works with.
        chat: whose newest verdict it is.
        text: the message.
        facts: what was heard in it.
        soon: it says that fewer can be served before long, so that a number of what there is room for will be one.
    """
    if (here := supposing_of(context, chat, with_verdict(chat, ""))) is None:
        return None
    flow = context.catalogue.forms[CHECKUP].flow
    earlier = Earlier.of(here.session, flow, "", context.words.language)
    numbers = [(told, part) for part in passages_of(text, earlier.language) for told in part.numbers]
    numbers = [one for one in numbers if not _is_one_of_ours(one[0], text, earlier.language)]
    rooms = [one for one in numbers if soon and not one[0].share and _names_room(one[1], earlier)]
    if len(rooms) == 1:
        acts = [act] if (act := _limit(text, *rooms[0], earlier, soon=True)) else []
    elif len(numbers) == PAIR:
        acts = [act for old, new in pairwise(numbers) if (act := _instead(old, new, earlier))]
    elif len(numbers) == 1:
        acts = [act] if (act := _limit(text, *numbers[0], earlier)) else []
    else:
        acts = list(facts) if {act.name for act in facts if act.told is not None} >= set(NESTED) else []
    return _weighed(here, acts)


def may_be(context: Context, chat: Chat, facts: Sequence[Act]) -> Rows:
    """Return a button for each answer that some numbers or options are taken to be, which puts it right."""
    told = [replace(act, kind="supposes") for act in facts if act.told is not None and not act.told.share]
    options = {act.name: act.value for act in facts if act.told is None and act.name in OPTIONS and act.value}
    here = supposing_of(context, chat, with_verdict(chat, "")) if told or options else None
    if here is None:
        return ()
    supposed: Suppositions = {**(here.heard("", told) if told else {}), **options}
    found = [one for name, value in supposed.items() if here.can_be(one := {name: value})]
    labels = [begin(", ".join(here.supposer.phrases(one, here.base, context.words))) for one in found]
    data = [f"/whatif {here.session.number} {PUT} {written(one)}" for one in found]
    return tuple((Button(*one),) for one in zip(labels, data, strict=True))


def which_number(context: Context, chat: Chat, told: ToldAmount) -> Turned | None:
    """Ask what a bare number counts: first the answers that were left open, then the others; None if it can be none."""
    if (here := supposing_of(context, chat, with_verdict(chat, ""))) is None:
        return None
    flow, answers = context.catalogue.forms[CHECKUP].flow, here.session.answers
    number, span = told.amount.value, told.span
    counts = [one.id for one in flow.question if one.kind == "count" and one.id in answers]
    if span is not None:  # "ten a year in all" is wished for, or can be served
        number /= span.told(context.event.at.date()).weeks
        counts = [name for name in counts if flow[name].per == "week"]
    counts.sort(key=lambda name: answers[name].state == "known")
    counts = [name for name in counts if (limit := flow[name].limit) is None or number <= limit]
    known = {name: amount.value for name in counts if (amount := answers[name].amount) is not None}
    counts = [name for name in counts if known.get(name) != number]
    found = [{name: number} for name in counts if here.can_be({name: number})][:MOST]
    return here.offered(context.words.say(SUPPOSE, "which"), found, put=True) if found else None


def _weighed(here: Supposing, acts: Sequence[Act]) -> Turned | None:
    acts = [replace(act, kind="supposes") for act in acts]
    facts = here.heard("", acts) if acts else {}
    return here.told(facts) if facts and here.can_be(facts) else None


def _instead(old: tuple[ToldAmount, TextPassage], new: tuple[ToldAmount, TextPassage], earlier: Earlier) -> Act | None:
    """Return the second of two numbers as the answer that the first one was: "one of the 5 was my aunt, so call it 4"."""
    (before, first), (told, last) = old, new
    if "further" in first.kinds:
        return None  # "6 customers more a month would be great", where 6 are won
    bare = len(last.words) <= BARE or not last.kinds.isdisjoint(HOW)
    if not bare or "unreal" in first.kinds | last.kinds or not is_count(last, told) or told.currency is not None:
        return None
    values = {earlier.value_of(before), before.whole}
    found = [name for name, amount in earlier.numbers.items() if amount.value in values]
    named, renamed = named_here(first, earlier), named_here(last, earlier)
    if named is not None and named.name in found:
        found = [named.name]
    number = as_told(told)
    if len(found) != 1 or (renamed is not None and renamed.name not in found):
        return None
    if not number or not 1 / FAR <= number / earlier.numbers[found[0]].value <= FAR:
        return None
    return _act(found[0], told, earlier)


def _is_one_of_ours(told: ToldAmount, text: str, language: str) -> bool:
    """True for the "one" of "it's me and one climber for a month", which has a noun of its own that is no customer's."""
    if not is_word_for_one(told, text, language) or names_beside(told, text, language):
        return False
    return told.span is not None and told.span.place[0] > told.place[1] + 1


def _names_room(passage: TextPassage, earlier: Earlier) -> bool:
    named = named_here(passage, earlier)
    return named is not None and named.name == ROOM


def _is_most(told: ToldAmount, passage: TextPassage, earlier: Earlier) -> bool:
    """True for the most that an owner does, where no words name another answer: "I don't pack more than 10 a week"."""
    amount, is_owner = told.amount, "subject" in passage.kinds
    return is_owner and amount.law == "uniform" and not amount.low and named_here(passage, earlier) is None


def _limit(text: str, told: ToldAmount, passage: TextPassage, earlier: Earlier, *, soon: bool = False) -> Act | None:
    """Return the one number of who can't serve more as what there is room for: "I don't pack more than 10 a week".

    Where nobody is asked for that, it is the most that can be wished for.
    """
    weekly = told.span is not None and told.span.rate
    seems = dict(matters(text, earlier.language)).get(NO_HANDS, 0.0) >= SEEMING or _is_most(told, passage, earlier)
    if not (seems and weekly) and not _names_room(passage, earlier):
        return None
    unreal = "unreal" in passage.kinds and not soon
    if not is_count(passage, told) or told.currency is not None or unreal or not as_told(told):
        return None
    wish = earlier.numbers.get(WISH)
    if ROOM not in earlier.answers and (wish is None or as_told(told) >= wish.value):
        return None
    return _act(ROOM if ROOM in earlier.answers else WISH, told, earlier)


def _act(name: str, told: ToldAmount, earlier: Earlier) -> Act | None:
    number, before = as_told(told), earlier.numbers.get(name)
    same = before is not None and before.value == number
    return None if same else Act("supposes", name, "", replace(told, amount=Amount.exactly(number)), STORING)


def as_told(told: ToldAmount) -> float:
    """Return a number as it was told: the 14 of "14 at most", and the 6 of "more than 6 I can't"."""
    amount = told.amount
    return amount.low or amount.high if amount.law == "uniform" else amount.value
