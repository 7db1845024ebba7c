"""A number of the verdict that is said back in wonder, with what was told instead: "2,174 customers?? I said 60 last year"."""

import re

from bot.core.records import Session
from bot.hearing.after_verdict import WON, won_a_week
from bot.hearing.by_value import answer_of
from bot.hearing.of_the_year import YEAR
from bot.hearing.plainly import BY_STRUCTURE
from bot.language.listening.acts import Act
from bot.language.listening.amounts import LONGEST, ToldAmount
from bot.language.listening.passages import passages_of
from bot.language.numbers.clean import clean

CLAIMED = "said"
WONDERS = re.compile(r"\?")


def told_instead_of_echo(text: str, session: Session, language: str) -> Act | None:
    """Return the number that a message claims was told, where it first asks back with an answer's own; None for any other."""
    plain = clean(text[:LONGEST], language).text
    if (end := WONDERS.search(plain)) is None:
        return None
    passages = passages_of(text, language)
    echoed = [one for part in passages for one in part.numbers if one.place[1] <= end.start()]
    behind = [part for part in passages if part.words[0].place[0] >= end.end()]
    first = next((at for at, part in enumerate(behind) if CLAIMED in part.kinds), len(behind))
    claimed = [one for one in behind if CLAIMED in one.kinds and one.numbers]
    told = [one for part in claimed or behind[first:] for one in part.numbers]
    if len(echoed) != 1 or len(told) != 1 or not _is_count(told[0]) or not _is_count(echoed[0]):
        return None
    name = answer_of(echoed[0].amount.value, session) or _won(echoed[0], session)
    if name is None or name == "fit":
        return None
    new = ToldAmount(told[0].amount, place=told[0].place) if name == YEAR else told[0]
    return Act("corrects", name, "", new, BY_STRUCTURE, text, new.place)


def _is_count(told: ToldAmount) -> bool:
    return not told.share and told.currency is None and not told.vague


def _won(told: ToldAmount, session: Session) -> str | None:
    """Name the answer by which so many are won a week, as the verdict says: "119 a week", where 17 a day were told."""
    won, span = won_a_week(session), told.span
    if won is None or span is None or span.unit != "week" or abs(won - told.amount.value) >= 1:
        return None
    known = [name for name in WON if (one := session.answers.get(name)) is not None and one.amount is not None]
    return known[0] if len(known) == 1 else None
