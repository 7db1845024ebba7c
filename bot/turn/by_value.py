"""A correction that names the old number: "I put 40 but it should have been 60", "15 customers, not 12"."""

import re
from collections.abc import Sequence

from bot.core.records import Session
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in

LIKELY = 0.3  # how likely it must be that anything is corrected
CERTAIN = 0.95
DIGITS = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\d)")


def corrected_by_value(acts: Sequence[Act], text: str, session: Session, language: str) -> Act | None:
    """Return the correction of the one answer whose number a message names beside another; None if it does not.

    Args:
        acts: what was heard in it.
        text: the message.
        session: whose answers may be corrected.
        language: of the message.
    """
    if not any(_may_correct(act) for act in acts):
        return None
    told = [token for token in tokens_in(text, language) if isinstance(token, ToldAmount)]
    if any(one.others for one in told):
        return None
    match told:
        case [new]:  # "60, not 40" is read as 60
            beside = text[: new.place[0]] + text[new.place[1] :]
            denied = [float(found[0]) for found in DIGITS.finditer(beside)]
            name = _answer_of(denied[0], session) if len(denied) == 1 else None
        case [first, second]:
            new = second
            if (name := _told_answer_of(first, session)) is None:
                name, new = _told_answer_of(second, session), first
        case _:
            return None
    return None if name is None else Act("corrects", name, "", new, CERTAIN, "", new.place)


def _may_correct(act: Act) -> bool:
    rivals = ((act.kind, act.chance), *((rival[0], rival[3]) for rival in act.rivals))
    return sum(chance for kind, chance in rivals if kind == "corrects") >= LIKELY


def _told_answer_of(told: ToldAmount, session: Session) -> str | None:
    return None if told.share else _answer_of(told.amount.value, session)


def _answer_of(number: float, session: Session) -> str | None:
    """Name the one answer that is a number."""
    known = {name: answer.amount for name, answer in session.answers.items() if answer.amount is not None}
    found = [name for name, amount in known.items() if amount.value == number]
    return found[0] if len(found) == 1 else None
