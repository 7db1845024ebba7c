"""What a message tells of a business by what its words mean: its trade, and the options of the check-up's questions.

``python -m tests.listening.train_told`` makes ``prompts/told.npz``, a small network on the encoder's numbers (``encoder.py``)
and on what its owner has before them, from the examples of all languages. It is asked where the words as such name nothing,
or leave doubt: "I fix boilers", "car detailer". A message is heard part by part, and as a whole; of each question the part
counts that tells it most surely.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Self

import numpy as np
from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.listening.amounts import tokens_in
from bot.language.listening.encoder import encoder, meaning
from bot.language.listening.features import features, wording_of
from bot.language.listening.meant import LEAST, Network, as_logarithms, network_in
from bot.language.listening.model import heads
from bot.language.templates import PROMPTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

TOLD = PROMPTS / "told.npz"
TRADE = "trade"
OPTION = "."  # between a question and its option; a question alone is what tells none of its options
MOST_PARTS = 10  # of a message that are heard, the first
STATES = (
    "start", "idle", "verdict", "weekly", "weekly_done", "q:trade", "q:path", "q:people", "q:talked", "q:customers", "q:orders",
    "q:room", "q:busy", "q:wanted", "q:fit", "q:lag", "q:age", "q:reason", "q:speed", "q:season", "q:value",
)  # fmt: skip
"""What an owner has before them, as far as it is known to the network: the last of its input, each 1 or 0."""

PARTED = re.compile(r"[.!?;,:()।]+(?:\s+|$)|\n+|\s+[-–—]+\s+")
WORD = re.compile(r"[^\W\d_]{2}")


class ToldNetwork(Struct, frozen=True):
    """The network, and which of its labels belong to which question.

    Attributes:
        network: its input is a row of the encoder, then a place for each state.
        options: of each question the places of its labels, that for none of its options first.
    """

    network: Network
    options: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, network: Network) -> Self:
        """Return the network with its labels by their questions."""
        options: dict[str, tuple[int, ...]] = {}
        for at, label in enumerate(network.labels):
            question = label.partition(OPTION)[0]
            options[question] = (*options.get(question, ()), at)
        return cls(network, options)

    def chances(self, meanings: "Floats", state: str) -> Mapping[str, Mapping[str, float]]:
        """Return how likely each option of each question is told by one of some texts, by the rows of the encoder."""
        logarithms = self.logarithms(meanings, state)
        return {question: self.together(question, np.exp(each)) for question, each in logarithms.items()}

    def logarithms(self, meanings: "Floats", state: str) -> "Mapping[str, Doubles]":
        """Return the logarithm of the chance of each label of each question, a row a text."""
        scores = self.network.scores(with_state(meanings, [state] * len(meanings))).astype(np.float64)
        heated = scores / self.network.heat
        return {question: as_logarithms(heated[:, list(places)]) for question, places in self.options.items()}

    def together(self, question: str, chances: "Doubles") -> Mapping[str, float]:
        """Return the chances of the options of a question: each as the text tells it that tells it most surely, all together one."""
        none, options = chances[:, 0], chances[:, 1:]
        highest = options.max(axis=0)
        return dict(zip(self.options_of(question), (highest / (highest.sum() + none.min())).tolist(), strict=True))

    def options_of(self, question: str) -> list[str]:
        """Return the options of a question, in the order of their labels."""
        return [self.network.labels[at].partition(OPTION)[2] for at in self.options[question][1:]]


def with_state(meanings: "Floats", states: Sequence[str]) -> "Floats":
    """Return rows of the encoder with what an owner had before them behind each."""
    beside = np.array([[state == one for one in STATES] for state in states], np.float32)
    rows: Floats = np.concatenate([meanings, beside], axis=1)
    return rows


@for_one_event
def options_meant(text: str, state: str) -> Mapping[str, Mapping[str, float]]:
    """Return how likely each option of each question is told in a message; once for all who ask while one event is decided."""
    return told_network().chances(_meanings(text), state)


def trades_meant(text: str, state: str, language: str) -> Mapping[str, float]:
    """Return how likely each trade is told in a message: what it means, weighed against its words as such."""
    known = told_network()
    logarithms = known.logarithms(_meanings(text), state)[TRADE]
    head = heads(language).get(TRADE)
    if head is not None:
        share, trades = known.network.share, known.options_of(TRADE)
        words = [head.chances(features(wording_of(tokens_in(part, language), language), "")) for part in parts_of(text)]
        places = {label: at for at, label in enumerate(head.labels)}
        as_such = np.array([[each[places[trade]] if trade in places else 0.0 for trade in trades] for each in words])
        both = as_logarithms(share * logarithms[:, 1:] + (1 - share) * np.log(as_such + LEAST))
        some = np.log1p(-np.exp(logarithms[:, :1]) + LEAST)
        logarithms = np.concatenate([logarithms[:, :1], both + some], axis=1)
    return known.together(TRADE, np.exp(logarithms))


@for_one_event
def _meanings(text: str) -> "Floats":
    *parts, whole = parts_of(text)
    known = meaning(whole)[None]  # what the message is about rests on it, too
    return np.concatenate([encoder().meanings(parts), known]) if parts else known


def parts_of(text: str) -> list[str]:
    """Return the parts of a message that have words, and the whole of it last."""
    parts = [part.strip() for part in PARTED.split(text)]
    worded = [part for part in parts if WORD.search(part) and part != text]
    return [*dict.fromkeys(worded[:MOST_PARTS]), text]


@cache
def told_network() -> ToldNetwork:
    """Load the network."""
    return ToldNetwork.of(network_in(TOLD))
