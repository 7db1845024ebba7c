"""How many of those an owner counted were real, where a message says it: "half of the 150 only wanted a present".

It is supposed: the reply says what the verdict would be without the others, and it is kept by a tap.
"""

from collections.abc import Iterator, Sequence

from bot.checkup.commands import with_verdict
from bot.checkup.whatif import supposing_of
from bot.core.records import CHECKUP, Chat
from bot.core.week_numbers import NESTED
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.earlier import OF_TEN, Earlier
from bot.hearing.narrowed import says
from bot.hearing.policy import SURELY
from bot.language.listening.acts import Act
from bot.language.listening.amounts import LONGEST, ToldAmount
from bot.language.listening.matters import all_matters
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.numbers.clean import clean
from bot.talk.answering import answered

WRONG_ONES, FEWER_WRONG = "wrong_ones", "fewer_wrong"
LEFT = frozenset({"rest", "miss"})
"""Kinds of word for all others than those who were talked with."""

PLAIN_SHARES = (1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4)
"""Shares that are as plain as a count; "most" is none."""

NEAR, SUITS = 0.01, "suit"


def real_ones(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> Turned | None:
    """Say what the verdict would be with those alone who were real; None where a message doesn't tell how many.

    Who only says why so many of the last ten are not right is told how to have fewer of these: they are counted already.
    """
    matters = dict(all_matters(text, context.words.language))
    told = matters.get(WRONG_ONES, 0.0) >= SURELY or any(act.name == WRONG_ONES for act in acts)
    if not told or any(act.kind == "corrects" and act.name in NESTED for act in acts):
        return None
    here = supposing_of(context, chat, with_verdict(chat, ""))
    if here is None:
        return None
    flow, words = context.catalogue.forms[CHECKUP].flow, context.words
    known = {
        name: one.value for name, one in Earlier.of(here.session, flow, "", words.language).numbers.items() if one.value
    }
    numbers = [(told, part) for part in passages_of(text, words.language) for told in part.numbers]
    came, talked, bought = known.get("people"), known.get("talked"), known.get("customers", 0.0)
    if came is None or talked is None:
        return None
    if any(_is_fit(told, known.get("fit")) for told, _ in numbers):
        return answered(context, chat, FEWER_WRONG)
    plain = clean(text[:LONGEST], words.language).text
    for whole, part, passage in (*_parts(numbers, came, talked), *_made_parts(numbers, (came, talked), plain)):
        if (whole, part) == (talked, bought) or (whole == OF_TEN and SUITS in passage.kinds):
            continue  # "5 of the 105" are those who bought, "3 of ten fit" are of the last ten
        out = whole - part if says("only", passage.text, words) else part
        facts = {"people": came - out, "talked": talked - out if whole == talked else min(talked, came - out)}
        if out > 0 and bought <= facts["talked"] <= facts["people"] and facts["people"] >= 1:
            return here.told(facts | ({"customers": bought} if "customers" in known else {}))
    return None


def _parts(
    numbers: list[tuple[ToldAmount, TextPassage]], came: float, talked: float
) -> Iterator[tuple[float, float, TextPassage]]:
    """Yield a whole that is known, and a part of it, where a message tells them: "2 of those 5", "half of them 18", "the other 26"."""
    plain = [told.amount.value for told, _ in numbers if not told.share]
    named = next((value for value in (came, talked) if value in plain), None)
    for told, part in numbers:
        share = told.amount.value
        if told.share and told.whole in (came, talked):
            yield told.whole, float(round(share * told.whole)), part
        elif told.share and told.whole is None and named and any(abs(share - one) < NEAR for one in PLAIN_SHARES):
            yield named, float(round(share * named)), part
        elif share == came - talked and part.kinds & LEFT and not any(one.share for one in part.numbers):
            yield came, share, part


def _made_parts(
    numbers: list[tuple[ToldAmount, TextPassage]], wholes: tuple[float, float], plain: str
) -> Iterator[tuple[float, float, TextPassage]]:
    """Yield a whole that is known, and the number that was made of it: "half of the 30" is 15."""
    for told, part in numbers:
        said = plain[slice(*told.place)].split()
        for whole in wholes:
            if not told.share and f"{whole:g}" in said and told.amount.value < whole:
                yield whole, float(round(told.amount.value)), part


def _is_fit(told: ToldAmount, fit: float | None) -> bool:
    """True for the share of the last ten that is right for the owner, as it was told before."""
    return bool(told.share) and told.whole == OF_TEN and fit is not None and round(told.amount.value * OF_TEN) == fit
