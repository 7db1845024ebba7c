"""A message is read once, whole, into a list of acts."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from bot.core.memory import for_one_event
from bot.language.listening.acts import Act, ActKind
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.emoji import said_by_emoji
from bot.language.listening.features import Wording, features
from bot.language.listening.lexicon import own_trades, trades_named
from bot.language.listening.model import heads
from bot.language.listening.parting import (
    ENDS,
    Clause,
    HeardMessage,
    Ranking,
    choice_of,
    cuts_of,
    parted,
    ranked_by,
)
from bot.language.listening.roles import roles_meant
from bot.language.listening.roles_named import roles_named
from bot.language.listening.said_before import without_said_before
from bot.language.listening.sold_online import as_sold
from bot.language.listening.trade_meant import with_trade_meant
from bot.language.listening.whose_trade import is_anothers
from bot.language.numbers.pieces import Mark, Word
from bot.language.numbers.pieces import at as piece_at
from bot.language.templates import FALLBACK

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    pass


BESIDE = 0.5  # a part without a number this likely to tell something is taken beside the numbers
BESIDE_ANSWER = 0.8  # and this likely to ask or say something else
NOTE, DISTRESS = "note", "distress"
BESIDE_NUMBERS = ("asks", "social", "judge")
"""Acts, like a note, beside which a number may be told in the same breath: "22, is that up?", "we were shut, so only 3"."""

OF_A_NUMBER = ("is_good", "usual", "bad")
"""Questions that have the number in them which they are about: "is 14 a lot?"."""

ASKING_VALUE = "q:value"
ASKING = ("q:", "weekly")
OPENING = ("start", "idle")  # states in which a greeting may name the trade: "hi plumber here"
BESIDE_TRADE = ("hello", "checkup", "asks", "problem", "busy", "age")  # acts beside which the trade is told, too
NAMED_ALONE = ("hello", "age")  # where it need not be said whose it is: "nails at home, started 8 months ago"

COUNTING = ("q:", "weekly", "start", "idle")  # states in which numbers are told
BESIDE_SURE = 0.66  # highest chance of such a number, so that what it counts must be plain
NAMED_TRADE = 0.95  # chance of a trade that the lexicon names
BESIDE_ANOTHERS = 0.8  # share of its chance that a guess keeps where the lexicon names somebody else's
RIVAL = 0.08  # another reading this likely is kept


@for_one_event
def read_acts(text: str, state: str = "idle", *, language: str = FALLBACK) -> tuple[Act, ...]:
    """Read a message into acts, in their order; once for all who ask while one event is decided.

    Args:
        text: whatever was typed.
        state: what its owner has before them: a question as ``q:people``, or ``start``, ``idle``, ``verdict`` and so on.
        language: whose words are expected.
    """
    text = without_said_before(text, language)
    tokens = tokens_in(text, language)
    if not tokens:
        return (said_by_emoji(text) or Act("nothing"),)
    message = HeardMessage.of(tokens, state, language)
    parts = parted(message)
    numbers = roles_meant(message, roles_named(text, state, language))
    acts: list[Act] = []
    for clause, choice in parts:
        acts += _acts_of(message, clause, choice, numbers)
        if choice.best == "tells.number":
            acts += _beside_numbers(message, clause)
    said = _with_one_trade([act for act in acts if act.kind != "filler"])
    whole = [act for act in said if act.name != "number"]  # there is no number there
    heard = tuple(whole or said) or (Act("nothing", chance=0.5),)
    return with_trade_meant(heard, text, state, message.wording.words, language)


def _with_one_trade(acts: list[Act]) -> list[Act]:
    """Keep only the likeliest of several trades in one message."""
    trades = [act for act in acts if act.name == "trade"]
    if len(trades) < 2:
        return acts
    best = max(trades, key=lambda act: act.chance)
    return [act for act in acts if act.name != "trade" or act is best]


def _acts_of(message: HeardMessage, clause: Clause, choice: Ranking, numbers: Mapping[int, Ranking]) -> list[Act]:
    kind, name, value = _named(choice.best)
    place = message.tokens[clause.start].place[0], message.tokens[clause.end - 1].place[1]
    wording = message.part(clause)
    said = " ".join(wording.words)
    rivals = tuple((*_named(label), chance) for label, chance in choice.ranked[1:] if chance >= RIVAL)
    told: list[Act] = []
    if (kind in BESIDE_NUMBERS or name == NOTE) and message.state.startswith(COUNTING):
        beside = _numbers(message, clause, Act("tells", chance=BESIDE_SURE), numbers)
        told = [
            act
            for act in beside
            if act.told is not None
            and act.told.amount.value > 1  # "one" and "nothing" are words
            and (kind != "asks" or name in OF_A_NUMBER or _begins_a_part(message, clause, act.told))
        ]
    if kind in ("tells", "corrects", "supposes", "filler"):
        mode: ActKind = "tells" if kind == "filler" else kind
        sure = sum(
            chance for label, chance in choice.ranked if label.startswith((mode, "filler") if mode == "tells" else mode)
        )
        told = _numbers(message, clause, Act(mode, chance=min(sure, 1.0), rivals=rivals), numbers)
    if name == "number" or (name == "trade" and not any(map(str.isalpha, said))):
        return told or [Act(kind, "number", "", None, choice.chance, said, place, rivals)]
    chance = choice.chance
    if name == DISTRESS:
        chance = (chance + _chance_in_sentence(message, clause, choice.best)) / 2
    if name == "trade":
        value, sure, others = _trade(wording, message.language)
        value, chance = as_sold(value, wording.words, message.language), chance * sure
        rivals = tuple((kind, "trade", trade, share) for trade, share in others if share >= RIVAL)
    if message.state.startswith(OPENING) and (name in BESIDE_TRADE or kind in BESIDE_TRADE):
        named = set(own_trades(wording.words, message.language, spoken_of=name not in NAMED_ALONE))
        told += [Act("tells", "trade", trade, chance=NAMED_TRADE) for trade in named] if len(named) == 1 else []
    return [Act(kind, name, value, None, chance, said, place, rivals), *told]


def _chance_in_sentence(message: HeardMessage, clause: Clause, label: str) -> float:
    """Return how likely a label is for the whole sentence around a clause: "i honestly feel like | i'm rubbish at quoting"."""
    ends = [place for place, token in enumerate(message.tokens) if getattr(token, "text", "") in ENDS]
    start = max((end + 1 for end in ends if end < clause.start), default=0)
    stop = min((end + 1 for end in ends if end >= clause.end - 1), default=len(message.tokens))
    whole = choice_of(message, Clause(start, stop))
    return dict(whole.ranked).get(label, 0.0) if whole is not None else 0.0


def _begins_a_part(message: HeardMessage, clause: Clause, told: ToldAmount) -> bool:
    """True if a number stands first in a part of a question: "24 if repeat buyers count?", not "do the 6 who hung up count?"."""
    cuts = {clause.start, *cuts_of(message.tokens, message.language)}
    at = message.tokens.index(told)
    while at not in cuts and not isinstance(message.tokens[at - 1], Word):
        at -= 1
    return at in cuts


def _trade(wording: Wording, language: str) -> tuple[str, float, tuple[tuple[str, float], ...]]:
    """Return the trade that some words name, how likely it is, and what else it may be.

    The lexicon goes before the model; where it finds several trades, the model picks one, and none that is another's.
    """
    head = heads(language).get("trade")
    ranked = ranked_by(head, features(wording, ""), most=len(head.labels)).ranked if head else ()
    named = set(own_trades(wording.words, language))
    known = [(trade, share) for trade, share in ranked if trade in named]
    if head is None:
        known = [(trade, 1 / len(named)) for trade in sorted(named)]
    if not known:
        words = wording.words
        others = {one.trade for one in trades_named(words, language) if is_anothers(one, words, language)}
        ranked = tuple(rank for rank in ranked if rank[0] not in others)  # "my wife's a teacher"
        return ranked[0][0], ranked[0][1] * (BESIDE_ANOTHERS if others else 1.0), ranked[1:4]
    total = sum(share for _, share in known)
    best = known[0][0]
    return best, max(NAMED_TRADE * known[0][1] / total, known[0][1]), tuple(known[1:3])


def _beside_numbers(message: HeardMessage, clause: Clause) -> list[Act]:
    """Return what the parts of a clause without a number tell: the "plumber here" of "plumber here, 40 rang"."""
    cuts = [cut for cut in cuts_of(message.tokens, message.language) if clause.start <= cut <= clause.end]
    parts = [Clause(start, end) for start, end in pairwise(sorted({clause.start, *cuts, clause.end}))]
    acts: list[Act] = []
    for part in parts:
        if part == clause or any(isinstance(token, ToldAmount) for token in message.tokens[part.start : part.end]):
            continue
        choice = choice_of(message, part)
        if choice is None:
            continue
        tells = choice.chance >= BESIDE and choice.best.startswith("tells.")
        if tells or (choice.chance >= BESIDE_ANSWER and choice.best.startswith(BESIDE_NUMBERS)):
            acts += _acts_of(message, part, choice, {})
    words = message.part(clause).words
    if len(named := set(own_trades(words, message.language))) == 1:
        acts = [act for act in acts if act.name != "trade"]
        acts.append(Act("tells", "trade", as_sold(named.pop(), words, message.language), chance=NAMED_TRADE))
    return acts


def _numbers(message: HeardMessage, clause: Clause, like: Act, numbers: Mapping[int, Ranking]) -> list[Act]:
    """Return what each quantity of a clause counts."""
    acts: list[Act] = []
    for n in range(clause.start, clause.end):
        token = message.tokens[n]
        choice = numbers.get(n)
        if choice is None or not isinstance(token, ToldAmount) or choice.best == "other":
            continue
        timed = isinstance(behind := piece_at(message.tokens, n + 1), Mark) and "duration" in behind.says
        if timed and (token.currency or choice.best != "value" or message.state != ASKING_VALUE):
            continue  # "£35 an hour" is not the value of a sale, and "I reply within 5 minutes" counts nobody
        if token.vague and not message.state.startswith(ASKING):
            continue  # "very few come back" is no count where none was asked for
        rivals = tuple((like.kind, role, "", chance) for role, chance in choice.ranked[1:] if chance >= RIVAL)
        acts.append(Act(like.kind, choice.best, "", token, like.chance * choice.chance, "", token.place, rivals))
    return acts


def _named(label: str) -> tuple[ActKind, str, str]:
    kind, _, rest = label.partition(".")
    name, _, value = rest.partition(".")
    return cast("ActKind", kind), name, value
