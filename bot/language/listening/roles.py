"""What each quantity of a message counts: all of them read together, by the words as such and by what they mean."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING

from bot.language.listening.amounts import STOPS, TextPart, ToldAmount
from bot.language.listening.by_rules import role_by_rules
from bot.language.listening.features import role_features
from bot.language.listening.model import Head, heads
from bot.language.listening.parting import HeardMessage, Ranking
from bot.language.numbers.pieces import says

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np

NESTING = ("visitors", "people", "talked", "customers")
"""What is part of what, the greatest first."""

WAYS = 4  # roles that are tried for a quantity
BEAMS = 24  # readings of all quantities that are kept side by side
TWICE = 1.5  # cost, as a logarithm, of two quantities that count the same
UPSIDE_DOWN = 2.0  # and of a part that exceeds its total
SEVERAL = 2  # so many quantities are read by what the words mean, too
OF_CHECKUP = ("q:", "start")  # what an owner has before them then
SURE_WORDS, HARDLY = 0.95, 0.6
"""Where the words as such are this sure and the two together no surer than that, they had 4 of 6 strangers' numbers right; else 29 of 189."""

LEAST = -12.0  # the logarithm of the chance of a role that the network does not know
OTHER, SURELY = "other", 0.97
LEADING = 1  # words between "no, make that" and the number behind it


def roles_of(message: HeardMessage, named: Mapping[int, Mapping[str, float]] | None = None) -> dict[int, Ranking]:
    """Return what each quantity of a message counts, by the place of its token: all of them read together.

    What one quantity counts depends on what the one before it does, and a part is not more than its whole, so the
    likeliest readings of all of them are kept side by side; a chance is the share of those that agree.

    Args:
        message: the words.
        named: what the words beside a quantity name, by the place of its token, and how much that is worth, as a logarithm.
    """
    told = _told_in(message)
    if (head := heads(message.language).get("role")) is None:
        return {n: Ranking(role_by_rules(message.state, (named or {}).get(n, {}))) for n in told}
    return _read_together(message, told, head, named or {})


def roles_meant(message: HeardMessage, named: Mapping[int, Mapping[str, float]] | None = None) -> dict[int, Ranking]:
    """Return the same; of several quantities in the check-up, or one that nobody asked for, by what the words around it mean, too.

    That is in the languages that have enough examples of whole messages.
    """
    by_words, head = roles_of(message, named), heads(message.language).get("role")
    if head is None or not by_words or not message.state.startswith(OF_CHECKUP):
        return by_words
    if len(by_words) < SEVERAL and message.state.rpartition(":")[2] in head.labels:
        return by_words  # it is what was asked for
    if not knows_meaning(message.language):
        return by_words
    from bot.language.listening.meant_roles import chances_by_meaning

    meant = chances_by_meaning(message.tokens, message.state)
    both = _read_together(message, _told_in(message), head, named or {}, meant)
    return {place: _surer(by_words[place], role) for place, role in both.items()}


def knows_meaning(language: str) -> bool:
    """Return True if the network has learned from enough whole messages of a language to be asked."""
    from bot.language.listening.meant_roles import role_network

    return language in role_network().languages


def _surer(by_words: Ranking, both: Ranking) -> Ranking:
    """Return the surer of two rankings that agree; else what both say, unless it's hardly likely and the words as such are sure."""
    if by_words.best == both.best:
        return max(by_words, both, key=lambda one: one.chance)
    return by_words if by_words.chance >= SURE_WORDS and both.chance < HARDLY else both


def _told_in(message: HeardMessage) -> dict[int, ToldAmount]:
    return {n: token for n, token in enumerate(message.tokens) if isinstance(token, ToldAmount)}


def _read_together(
    message: HeardMessage,
    told: Mapping[int, ToldAmount],
    head: Head,
    named: Mapping[int, Mapping[str, float]],
    meant: "Mapping[int, Mapping[str, np.ndarray]] | None" = None,
) -> dict[int, Ranking]:
    amended = _amended(message.tokens, tuple(told))
    kept = {place: one for place, one in told.items() if place not in amended}
    amounts = tuple(kept.values())
    beams: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for place in kept:
        grown = []
        scored: dict[str, np.ndarray] = {}
        for loss, roles in beams:
            before = roles[-1] if roles else ""
            if before not in scored:
                scores = head.scores(role_features(message.wording, message.starts[place], before, message.state))
                scored[before] = _losses(head, scores, named.get(place, {}), meant[place][before] if meant else None)
            losses = scored[before]
            for n in losses.argsort()[:WAYS]:
                role = head.labels[n]
                clash = _clash(amounts, (*roles, role))
                grown.append((loss + float(losses[n]) + clash, (*roles, role)))
        beams = sorted(grown)[:BEAMS]
    weights = [exp(beams[0][0] - loss) for loss, _ in beams]
    total = sum(weights)
    found = {}
    for at, place in enumerate(kept):
        shares: dict[str, float] = {}
        for weight, (_, roles) in zip(weights, beams, strict=True):
            shares[roles[at]] = shares.get(roles[at], 0.0) + weight / total
        found[place] = Ranking(tuple(sorted(shares.items(), key=lambda share: -share[1])[:4]))
    for place, earlier in amended.items():
        found[place], found[earlier] = found[earlier], Ranking(((OTHER, SURELY),))
    return {place: found[place] for place in told}


def _amended(tokens: Sequence[TextPart], places: Sequence[int]) -> dict[int, int]:
    """Return the numbers that stand alone behind a "no, make that", each with the one before it, whose place it takes.

    As in "80 new people came in, no sorry, 60, and 18 bought". What more is said of the later number may be another matter:
    "3 signed up. Actually 2 of them pulled out".
    """
    found = {}
    for earlier, place in pairwise(places):
        mends = [at for at in range(earlier + 1, place) if says(tokens[at], "correction")]
        if not mends or (place + 1 < len(tokens) and getattr(tokens[place + 1], "text", "") not in STOPS):
            continue
        leading = [token for token in tokens[mends[-1] + 1 : place] if getattr(token, "text", "") not in STOPS]
        if len(leading) <= LEADING:
            found[place] = earlier
    return found


def _losses(head: Head, scores: "np.ndarray", named: Mapping[str, float], meant: "np.ndarray | None") -> "np.ndarray":
    """Return what each role costs by the words as such, those that name it, and what they mean, as logarithms."""
    import numpy as np

    from bot.language.listening.meant_roles import role_network

    losses = np.log(np.exp(scores - scores.max()).sum()) - (scores - scores.max())
    if meant is not None:
        network = role_network()
        known = dict(zip(network.labels, meant, strict=True))
        losses = (1 - network.share) * losses - network.share * np.array([known.get(one, LEAST) for one in head.labels])
    losses = losses - np.array([named.get(one, 0.0) for one in head.labels]) if named else losses
    even: np.ndarray = np.log(np.exp(losses.min() - losses).sum()) + losses - losses.min()
    return even


def _clash(amounts: Sequence[ToldAmount], roles: Sequence[str]) -> float:
    """Return the cost of the newest role beside the earlier ones, as a logarithm."""
    role = roles[-1]
    if role not in NESTING:
        return 0.0
    own = amounts[len(roles) - 1]
    clash = 0.0
    for told, other in zip(amounts, roles[:-1], strict=False):
        if other == role:
            clash += TWICE
        elif other in NESTING and _comparable(own, told) and own.amount.value != told.amount.value:
            is_whole = NESTING.index(role) < NESTING.index(other)
            clash += UPSIDE_DOWN * ((own.amount.value > told.amount.value) != is_whole)
    return clash


def _comparable(one: ToldAmount, other: ToldAmount) -> bool:
    if one.share or other.share:
        return False
    return (
        one.span is None or other.span is None or (one.span.unit, one.span.count) == (other.span.unit, other.span.count)
    )
