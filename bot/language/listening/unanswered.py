"""What an owner says of those who got in touch and were never answered, by examples: "what do I write to somebody I left hanging".

Each example of ``prompts/en/listening/unanswered.tsv`` votes for what it tells, the more the nearer a message comes to it by its meaning
(``encoder.py``), which is one for all languages.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from bot.core.memory import for_one_event
from bot.language.templates import PROMPTS

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.typing import NDArray

EXAMPLES = PROMPTS / "en" / "listening" / "unanswered.tsv"
LATE, DENIED, FIRST, WAY, OTHER = "late", "deny", "first", "way", "other"
SHARP = 16.0  # how much more a nearer example says
SURE = 0.7


def unanswered_said(text: str) -> str:
    """Return what a message surely says of those who were never answered; "other" where it says nothing of them."""
    found, chance = _likeliest(text)
    return found if chance >= SURE else OTHER


@for_one_event
def _likeliest(text: str) -> tuple[str, float]:
    import numpy as np

    names, middle, known = _examples()
    votes = np.exp(SHARP * (known @ _directed(_meaning(text) - middle)))
    sums = {name: float(votes[[one == name for one in names]].sum()) for name in set(names)}
    best = max(sums, key=lambda name: sums[name])
    return best, sums[best] / sum(sums.values())


@cache
def _examples() -> "tuple[Sequence[str], NDArray[np.float64], NDArray[np.float64]]":
    """Return what each example tells, the middle of all, and the direction from it in which each lies."""
    import numpy as np

    lines = [line for line in EXAMPLES.read_text("utf-8").splitlines() if not line.startswith("#")]
    parted = [line.split("\t") for line in lines]
    found = np.array([_meaning(text) for _, text in parted])
    middle: NDArray[np.float64] = found.mean(axis=0)
    return [name for name, _ in parted], middle, np.array([_directed(one - middle) for one in found])


def _meaning(text: str) -> "NDArray[np.float64]":
    from bot.language.listening.encoder import meaning

    return _directed(meaning(text).astype(float))


def _directed(one: "NDArray[np.float64]") -> "NDArray[np.float64]":
    import numpy as np

    return one / (np.linalg.norm(one) + 1e-9)
