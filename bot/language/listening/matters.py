"""What a message after a verdict is about, more closely than the reader's acts: which question, which word of the step.

The reader hears a message wherever it is said; this model knows only what owners write back after a verdict, and looks
at their words and at what the reader makes of them. ``python -m tests.listening.train_matters`` makes it from
``prompts/LANGUAGE/listening/matters.tsv``. Where it is in doubt, what the words mean counts too (``meant.py``).

A matter may have kinds, written behind it: ``cant.barred`` is a step that cannot be done because it is not allowed. Whoever
asks for the matter gets all of them together; ``kinds_of_matter`` tells them apart.
"""

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from bot.core.memory import for_one_event
from bot.language.listening.amounts import tokens_in
from bot.language.listening.features import Features, features, marks, wording_of
from bot.language.listening.model import Head, head_in
from bot.language.listening.reader import read_acts
from bot.language.templates import own_file

if TYPE_CHECKING:  # NumPy is loaded with the first message of words
    import numpy as np

MODEL = "listening/matters.npz"
HEAD = "matter"
STATE = "verdict"
LIKELY_RIVAL = 0.15
SURE_ACT = 0.9
SURE = 0.9  # a chance from which the words as such suffice
MOST = 4  # matters that are told, the likeliest
KIND = "."  # between a matter and its kind

Matter = tuple[str, float]
"""What a message may be about, and how likely that is."""


def matters(text: str, language: str) -> tuple[Matter, ...]:
    """Return what a message after a verdict may be about, the likeliest first; nothing in a language that is not taught it."""
    return all_matters(text, language)[:MOST]


@for_one_event
def all_matters(text: str, language: str) -> tuple[Matter, ...]:
    """Return every matter with its chance for a message after a verdict, the likeliest first."""
    together: dict[str, float] = defaultdict(float)
    for kind, chance in kinds_of_matter(text, language):
        together[kind.partition(KIND)[0]] += chance
    return tuple(sorted(together.items(), key=lambda one: -one[1]))


@for_one_event
def kinds_of_matter(text: str, language: str) -> tuple[Matter, ...]:
    """Return every kind of every matter with its chance, the likeliest first; a matter alone is what is none of its kinds."""
    head = _head(language)
    if head is None:
        return ()
    chances = head.chances(looked_at(text, language))
    if chances.max() < SURE or head.labels[chances.argmax()] in _having_kinds():
        return _by_meaning(text, head, chances)
    return tuple(sorted(zip(head.labels, chances.tolist(), strict=True), key=lambda one: -one[1]))


def _by_meaning(text: str, head: Head, chances: "np.ndarray") -> tuple[Matter, ...]:
    """Weigh the words as such against what they mean; the encoder is loaded with the first that need it."""
    from bot.language.listening.encoder import meaning
    from bot.language.listening.meant import network

    return network().weighed(meaning(text), head.labels, chances)


@cache
def _having_kinds() -> frozenset[str]:
    """Return the matters that have kinds."""
    return frozenset(matter for matter, _ in taught_kinds())


def taught_kinds() -> tuple[tuple[str, str], ...]:
    """Return every kind that is told apart, behind its matter."""
    from bot.language.listening.meant import network

    parts = (label.partition(KIND) for label in network().labels)
    return tuple((matter, kind) for matter, _, kind in parts if kind)


def looked_at(text: str, language: str) -> Features:
    """Return what the model looks at in a message: its words, and in place of the state what the reader hears in it."""
    acts = read_acts(text, STATE, language=language)
    heard = {f"acts {min(len(acts), 3)}"}
    for act in acts:
        heard |= {f"act {act.kind}", f"act {act.kind}.{act.name}"}
        if act.told is not None:
            heard.add("act told")
        if act.chance > SURE_ACT:
            heard.add(f"sure {act.kind}.{act.name}")
        heard |= {f"or {kind}.{name}" for kind, name, _, chance in act.rivals[:2] if chance >= LIKELY_RIVAL}
    words = features(wording_of(tokens_in(text, language), language), "")
    return Features(words.words, words.letters, words.kinds, marks(heard))


@cache
def _head(language: str) -> Head | None:
    """Load the model of a language or of its parent; None where there is none yet."""
    path = own_file(language, MODEL)
    if path is None:
        return None
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        return head_in(file, HEAD)
