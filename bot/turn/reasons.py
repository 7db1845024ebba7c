"""Reasons for a no beside the answer to another question, and what only sounds like one there."""

from bot.dialogue.flow import Question
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among, words_of

REASON, QUIET = "reason", "quiet"
NOBODY_ASKED = ("people", "talked")  # questions about those who have not had the chance to say no yet
PENDING = "pending"  # the kind of word for those who have not made up their minds


def without_false_reason(act: Act, asked: Question | None, text: str, language: str) -> Act:
    """Return an act; as words that say nothing, where it is a reason for a no that was none."""
    return Act("filler", chance=act.chance) if is_no_reason(act, asked, text, language) else act


def is_no_reason(act: Act, asked: Question | None, text: str, language: str) -> bool:
    """True for a reason that is none of a no, beside a count: of those never reached, of some, or of those who still think.

    As in "half, the rest never replied" where it is asked how many were talked with, and "7, one is still thinking".
    """
    if (act.kind, act.name) != ("tells", REASON) or asked is None or asked.kind != "count":
        return False
    if asked.id in NOBODY_ASKED and act.value == QUIET:
        return True
    tokens = [one for one in tokens_in(text, language) if act.place[0] <= one.place[0] < act.place[1]]
    if any(isinstance(one, ToldAmount) and not one.share for one in tokens):
        return True
    return PENDING in kinds_among(words_of(tokens), language, COUNTING)
