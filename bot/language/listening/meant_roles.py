"""What each number of a message counts, by what the words around it mean: a small network on the encoder's numbers.

``python -m tests.listening.train_roles`` makes ``prompts/roles.npz`` from the examples of all languages together. It is weighed
against the hashed words of ``roles.roles_of``, as logarithms, where a message has words beside its numbers.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.listening.amounts import TextPart, ToldAmount
from bot.language.listening.encoder import encoder
from bot.language.listening.meant import as_logarithms
from bot.language.listening.span_words import TimeSpan
from bot.language.templates import PROMPTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ROLES = PROMPTS / "roles.npz"
LOUD = 2.0  # of what an owner has before them, beside the encoder's numbers
NONE_BEFORE = ""
HUNDRED = 100


class RoleNetwork(Struct, frozen=True):
    """A network with one hidden layer.

    Attributes:
        labels: what a number may count.
        states: what an owner may have before them.
        middle: the mean of each number of the encoder.
        spread: and by how much it varies.
        inner: weights to the hidden layer, and what is added.
        outer: weights from it to the labels, and what is added.
        share: how much it counts beside the hashed words; they have the rest.
        languages: those in which it has learned what words beside a number say, and is asked.

    Behind the encoder's numbers come what the owner has before them, and what the number before counts.
    """

    labels: tuple[str, ...]
    states: tuple[str, ...]
    middle: "Floats"
    spread: "Floats"
    inner: "tuple[Floats, Floats]"
    outer: "tuple[Floats, Floats]"
    share: float
    languages: frozenset[str]

    def chances(self, rows: "Floats", state: str, before: Sequence[str]) -> "Floats":
        """Return the logarithms of the chances: a table for each row of the encoder, with a row for each role before it."""
        known = np.array([one == state for one in self.states], np.float32)
        counted = np.array([[one == role for one in self.labels] for role in before], np.float32)
        width = rows.shape[1]
        weights, added = self.inner
        of_rows = (rows - self.middle) / self.spread @ weights[:width] + LOUD * known @ weights[
            width : width + len(known)
        ]
        of_before = LOUD * counted @ weights[width + len(known) :] + added
        hidden = np.maximum(of_rows[:, None] + of_before[None], 0)
        chances: Floats = as_logarithms((hidden @ self.outer[0] + self.outer[1]).astype(np.float64)).astype(np.float32)
        return chances


def spelled(tokens: Sequence[TextPart], state: str) -> list[str]:
    """Return a word for each part of a message, and first what its owner has before them."""
    return [state.rpartition(":")[2], *map(_word, tokens)]


def _word(token: TextPart) -> str:
    match token:
        case ToldAmount(share=True, amount=amount):
            return f"{HUNDRED * amount.value:.0f}%"
        case ToldAmount(amount=amount, currency=currency):
            return f"{amount.value:g} {currency or ''}".rstrip()
        case TimeSpan(rate=True, unit=unit):
            return f"a {unit}"
        case TimeSpan(count=count, unit=unit):
            return f"last {count:g} {unit}"
    return getattr(token, "text", "")


def chances_by_meaning(tokens: Sequence[TextPart], state: str) -> "dict[int, dict[str, Floats]]":
    """Return what each number may count: by its place, and by what the number before it counts, a logarithm for each label."""
    places, before = _places(tokens), (NONE_BEFORE, *role_network().labels)
    found = _chances(tuple(spelled(tokens, state)), places, state)
    return {place: dict(zip(before, rows, strict=True)) for place, rows in zip(places, found, strict=True)}


def meanings_of_numbers(tokens: Sequence[TextPart], state: str) -> "Floats":
    """Return the encoder's numbers at each number of a message: numbers × encoder."""
    return _meanings(tuple(spelled(tokens, state)), _places(tokens))


def _places(tokens: Sequence[TextPart]) -> tuple[int, ...]:
    return tuple(place for place, token in enumerate(tokens) if isinstance(token, ToldAmount))


@for_one_event
def _chances(words: tuple[str, ...], places: tuple[int, ...], state: str) -> "Floats":
    return role_network().chances(_meanings(words, places), state, (NONE_BEFORE, *role_network().labels))


@for_one_event
def _meanings(words: tuple[str, ...], places: tuple[int, ...]) -> "Floats":
    found: Floats = encoder().words([words])[0][1:][list(places)]
    return found


@cache
def role_network() -> RoleNetwork:
    """Load the network."""
    with np.load(ROLES, allow_pickle=False) as file:
        middle, spread = file["scale"].astype(np.float32)
        inner, outer = (file[end].astype(np.float32) for end in ("inner", "outer"))
        labels, states = (tuple(str(file[name]).split("\n")) for name in ("labels", "states"))
        share, spoken = float(file["share"]), frozenset(str(file["languages"]).split("\n"))
    return RoleNetwork(labels, states, middle, spread, (inner[:-1], inner[-1]), (outer[:-1], outer[-1]), share, spoken)
