"""Which of several ready answers is closest to what a message asks for: "a text for those who went quiet", "he wants his money back".

``python -m tests.listening.train_closer`` makes ``prompts/closer.npz`` from the ``closer.tsv`` of all languages together: for each
remark that has several answers (``matters.py``) a weight for each of the encoder's numbers (``encoder.py``) and each answer.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from bot.language.templates import PROMPTS

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np
    from numpy.typing import NDArray

CLOSER = PROMPTS / "closer.npz"
LABELS, WEIGHTS = "_labels", "_weights"
ELSE = "else"  # what words are wanted for that none are ready for
CLOSE = 0.55
"""With this chance one of the ready answers is given instead of the plain one."""


class ReadyAnswers(Struct, frozen=True):
    """The answers to one remark.

    Attributes:
        labels: what each is called; nothing for the plain one.
        weights: a row for each of the encoder's numbers, the last for what is added; a column an answer.
    """

    labels: tuple[str, ...]
    weights: "NDArray[np.float64]"


def closer_answer(remark: str, text: str) -> str:
    """Return which of the answers to a remark a message asks for; nothing for the plain one, and in doubt."""
    import numpy as np

    from bot.language.listening.encoder import meaning

    known = _answers().get(remark)
    if known is None:
        return ""
    scores = meaning(text) @ known.weights[:-1] + known.weights[-1]
    chances = np.exp(scores - scores.max())
    best = int(chances.argmax())
    return known.labels[best] if chances[best] >= CLOSE * chances.sum() else ""


def ready_answers() -> Mapping[str, tuple[str, ...]]:
    """Return what the answers to each remark that has several are called, those that are ready."""
    return {remark: tuple(one for one in known.labels if one not in ("", ELSE)) for remark, known in _answers().items()}


@cache
def _answers() -> Mapping[str, ReadyAnswers]:
    """Load the answers of each remark that has several."""
    import numpy as np

    with np.load(CLOSER, allow_pickle=False) as file:
        remarks = [name.removesuffix(LABELS) for name in file if name.endswith(LABELS)]
        return {
            remark: ReadyAnswers(
                tuple(str(file[remark + LABELS]).split("\n")), file[remark + WEIGHTS].astype(np.float64)
            )
            for remark in remarks
        }
