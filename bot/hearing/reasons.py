"""Reasons for a no beside the answer to another question, and what only sounds like one there."""

from collections.abc import Sequence

from bot.core.records import Session
from bot.dialogue.flow import Question
from bot.hearing.earlier import TOPICS
from bot.hearing.felt_beside import names_season
from bot.hearing.mixed import BUSY, SOMETIMES
from bot.hearing.narrowed import says
from bot.hearing.policy import JUDGING, STORING, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among, words_of
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.templates import Words

REASON, QUIET = "reason", "quiet"
ANSWERING = {"price": "worth_it_price", QUIET: "ghosted", "rival": "compared"}
"""The question about the verdict that answers a reason for a no."""

EMPTY = ("filler", "nothing", "unknown")  # kinds of act that say nothing
NOBODY_ASKED = ("people", "talked")  # questions about those who have not had the chance to say no yet
OF_OWNER, OF_PRICE = frozenset({"capacity", "swamped"}), frozenset({"dear", "money"})
"""Kinds of word for what an owner can serve, and for what a customer pays."""

MANY = frozenset({"every", "most", "many"})
"""Kinds of word for more than one case."""

BOTH_WAYS, ORDERING, PAIR = ("path", "both"), ("path", "order"), 2
PENDING = "pending"  # the kind of word for those who have not made up their minds


def answer_to_known(acts: Sequence[Act], done: Session) -> str:
    """Return the question about the verdict that answers who says the reason for a no again, and nothing else: "they all say too dear"."""
    said = [act for act in acts if act.kind not in EMPTY]
    known = done.answers.get(REASON)
    match said:
        case [Act(kind="tells", name="reason", value=value)] if known is not None and known.choice == value:
            return ANSWERING.get(value, "")
        case _:
            return ""


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


def without_one_case(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Return acts without the usual no of which only one case is told: "lost one to a bigger vendor, is it worth the bother"."""
    parts = passages_of(text, words.language)
    several = any(not part.kinds.isdisjoint(MANY) or any(told.share for told in part.numbers) for part in parts)
    single = says("one_case", text, words) and not several
    return tuple(act for act in acts if not single or (act.kind, act.name) != ("tells", REASON))


def without_unasked(acts: Sequence[Act], asked: str, text: str, language: str) -> tuple[Act, ...]:
    """Return what was heard without options that nobody asked for and that only follow from a word.

    What keeps the owner from serving more is no reason of customers ("I've no slots until February"), what is so at times
    alone is no usual answer, and the "both" behind two people is those two ("2 messaged, both booked"). Of people who got in
    touch and those of them who bought it takes more than a word to say that nobody was talked with: "25 enquiries through the
    website, 4 booked".

    Args:
        acts: what was heard.
        asked: the question that is open, or nothing.
        text: the message.
        language: of the message.
    """
    passages = passages_of(text, language)
    firm = {act.name for act in acts if act.kind in TOLD and act.told is not None and act.chance >= STORING}
    came = firm.issuperset(("people", "customers"))
    return tuple(
        act
        for act in acts
        if not (_is_unasked(act, asked, passages, language) or (came and asked != ORDERING[0] and _orders_perhaps(act)))
    )


def _orders_perhaps(act: Act) -> bool:
    return (act.name, act.value) == ORDERING and act.chance < JUDGING


def _is_unasked(act: Act, asked: str, passages: Sequence[TextPassage], language: str) -> bool:
    if act.told is not None or act.name == asked or act.name not in TOPICS or not act.value:
        return False
    start, end = act.place
    own = [one for one in passages if any(start <= word.place[0] < end for word in one.words)]
    kinds = frozenset(kind for one in own for kind in one.kinds)
    if act.name == REASON:
        return not kinds.isdisjoint(OF_OWNER) and kinds.isdisjoint(OF_PRICE)
    if (act.name, act.value) == BOTH_WAYS:
        before = [told for one in passages for told in one.numbers if told.place[0] < start]
        return "buy" in kinds and any(told.amount.value == PAIR for told in before)
    of_season = act.name == BUSY and asked and names_season(passages, language)
    return SOMETIMES in kinds or bool(of_season)
