"""A message parted into the clauses that together are likeliest, each with what it may say."""

from collections.abc import Sequence
from itertools import pairwise
from math import log
from typing import Self

from msgspec import Struct

from bot.language.listening.amounts import TextPart
from bot.language.listening.by_rules import act_by_rules
from bot.language.listening.features import Features, Wording, features, starts_of, wording_of
from bot.language.listening.lexicon import own_trades
from bot.language.listening.model import Head, heads
from bot.language.listening.words_between import words_between

MOST_CLAUSES = 10  # tokens; a longer message is read clause by clause, without joining clauses
LONGEST = 6  # parts that are tried as one clause
PARTING = 0.7  # cost of each further act, as a logarithm: one message is mostly one act
JOINING = 0.5  # cost of reading on across the end of a sentence
MOST_LABELS = 4  # that are told of a clause, the likeliest
SEVERAL = "several"
"""The label of words that say several things, which are to be parted."""

LEAST = 1e-9
ENDS = frozenset(".!?;:()")
"""Signs that end a sentence, or as much as one."""


class Clause(Struct, frozen=True):
    """A stretch of tokens, from one place to another."""

    start: int
    end: int


class Ranking(Struct, frozen=True):
    """The likeliest labels of some words, best first.

    Attributes:
        ranked: the labels with their chances.
        one: how likely it is that the words say one thing alone.
    """

    ranked: tuple[tuple[str, float], ...]
    one: float = 1.0

    @property
    def best(self) -> str:
        """Return the likeliest label."""
        return self.ranked[0][0]

    @property
    def chance(self) -> float:
        """Return how likely it is."""
        return self.ranked[0][1]


class HeardMessage(Struct, frozen=True):
    """A message as it is read.

    Attributes:
        tokens: its words, quantities and stretches of time.
        wording: the words of these; a token may have several.
        starts: the place of each token's first word, and of the end.
        state: what its owner has before them.
        language: whose words are expected.
    """

    tokens: tuple[TextPart, ...]
    wording: Wording
    starts: tuple[int, ...]
    state: str
    language: str

    @classmethod
    def of(cls, tokens: Sequence[TextPart], state: str, language: str) -> Self:
        """Return the message that some tokens make."""
        return cls(tuple(tokens), wording_of(tokens, language), starts_of(tokens), state, language)

    def part(self, clause: Clause) -> Wording:
        """Return the words of a clause."""
        return self.wording.part(self.starts[clause.start], self.starts[clause.end])


def parted(message: HeardMessage) -> list[tuple[Clause, Ranking]]:
    """Part a message into the clauses that together are likeliest."""
    cuts = cuts_of(message.tokens, message.language)
    if len(cuts) > MOST_CLAUSES + 1:
        pairs = [Clause(a, b) for a, b in pairwise(cuts)]
        return [(clause, choice) for clause in pairs if (choice := choice_of(message, clause))]
    sentences = {cut for cut in cuts if cut and getattr(message.tokens[cut - 1], "text", "") in ENDS}
    best: list[tuple[float, list[tuple[Clause, Ranking]]]] = [(0.0, [])]
    for end in range(1, len(cuts)):
        ways = []
        for start in range(max(end - LONGEST, 0), end):
            clause = Clause(cuts[start], cuts[end])
            choice = choice_of(message, clause)
            if choice is None:
                ways.append(best[start])
                continue
            loss, parts = best[start]
            loss += JOINING * sum(cut in sentences for cut in cuts[start + 1 : end])
            loss -= _log(choice.one) if end > start + 1 else 0.0
            loss += PARTING if parts and cuts[start] not in sentences else 0.0
            ways.append((loss - _log(choice.chance), [*parts, (clause, choice)]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def cuts_of(tokens: Sequence[TextPart], language: str) -> list[int]:
    """Return the places at which a message may be parted, its ends among them."""
    between = words_between(language)
    cuts = [0]
    for place, token in enumerate(tokens):
        text = getattr(token, "text", "")
        if text in between.stops and place + 1 < len(tokens):
            cuts.append(place + 1)
        elif text in between.joints and place:
            cuts.append(place)
    return sorted({*cuts, len(tokens)})


def choice_of(message: HeardMessage, clause: Clause) -> Ranking | None:
    """Return the labels of some words; None where there are no words at all."""
    wording = message.part(clause)
    if not any(word[0].isalnum() or word[0] in "#@?" for word in wording.words):
        return None if clause.end - clause.start < len(message.tokens) else Ranking((("nothing", 1.0),))
    if not (known := heads(message.language)):
        named = bool(own_trades(wording.words, message.language))
        return Ranking(act_by_rules(message.tokens[clause.start : clause.end], names_trade=named))
    return ranked_by(known["act"], features(wording, message.state))


def ranked_by(head: Head, found: Features, *, most: int = MOST_LABELS) -> Ranking:
    """Return the likeliest labels of some features."""
    import numpy as np

    chances = head.chances(found)
    one = 1.0
    if SEVERAL in head.labels:
        several = head.labels.index(SEVERAL)
        one = 1.0 - float(chances[several])
        chances[several] = 0.0
        chances /= max(one, LEAST)
    best = np.argsort(-chances)[:most]
    return Ranking(tuple((head.labels[n], float(chances[n])) for n in best), one)


def _log(chance: float) -> float:
    return log(max(chance, LEAST))
