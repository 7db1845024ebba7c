"""Train what each number of a message counts, by what the words around it mean: ``python -m tests.listening.train_roles``.

After the encoder. It learns from ``examples.tsv`` and ``messages.tsv`` of all languages, and from messages composed of what
``counted.tsv`` says of a number each (``composed.py``); ``fitting.py`` says how.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.encoder import ENCODER, encoder
from bot.language.listening.meant_roles import LOUD, NONE_BEFORE, ROLES, spelled
from bot.language.templates import PROMPTS, languages
from tests.listening.composed import composed, counted_in
from tests.listening.fitting import SEED, Scale, one_fitted
from tests.listening.labels import Message, messages
from tests.listening.train import aligned, keep, zipped

SHARE = 0.7
ROUNDS = 8
OFTEN = 8  # times in a round that a whole message is seen
AT_ONCE = 32
WHOLE = "messages.tsv"


class CountedMessage(NamedTuple):
    """The parts of a message, the places of its numbers, what each of them counts, and what its owner had before them."""

    tokens: tuple[TextPart, ...]
    places: list[int]
    counts: list[str]
    state: str
    often: int


def fingerprint() -> str:
    """Return a hash of what the network is made from."""
    kept = hashlib.sha256(ENCODER.read_bytes())
    for language in languages():
        folder = PROMPTS / language / "listening"
        for path in (folder / "examples.tsv", folder / WHOLE, counted_in(language)):
            kept.update(path.read_bytes() if path.exists() else b"")
    return kept.hexdigest()


def counted(message: Message, language: str) -> tuple[tuple[TextPart, ...], list[int], list[str]]:
    """Return the parts of a message, the places of its numbers, and what each of them counts."""
    tokens = tuple(tokens_in(message.text, language))
    labels = [label for label in message.readings[0] if label.is_number]
    if not labels and not any(label.kind == "tells" for label in message.readings[0]):
        return tokens, [], []
    places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    return tokens, places, [role for _, role, _ in aligned(tokens, labels)]


def rows_of(said: Sequence[tuple[tuple[TextPart, ...], list[int], str]]) -> np.ndarray:
    """Return the encoder's row of each number of some messages; those of one length together, which is quicker."""
    found: list[np.ndarray] = [np.empty(0)] * len(said)
    order = sorted(range(len(said)), key=lambda n: len(said[n][0]))
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        every = encoder().words([spelled(said[n][0], said[n][2]) for n in some])
        for n, rows in zip(some, every, strict=True):
            found[n] = rows[1:][said[n][1]]
    return np.concatenate(found)


def learned_from(language: str) -> Iterator[CountedMessage]:
    """Return what a language has to learn from, with how often it is seen in a round."""
    for name, often in (("examples.tsv", 1), (WHOLE, OFTEN)):
        for message in messages(PROMPTS / language / "listening" / name):
            yield CountedMessage(*counted(message, language), message.state, often)
    for message in composed(language):
        tokens = tuple(tokens_in(message.text, language))
        pairs = aligned(tokens, message.readings[0])
        if sum(label is not None for _, _, label in pairs) == len(message.readings[0]):  # all were read as numbers
            places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
            yield CountedMessage(tokens, places, [role for _, role, _ in pairs], message.state, 1)


def packed() -> bytes:
    """Return the network as it is kept."""
    every = [one for language in sorted(languages()) for one in learned_from(language) if one.places]
    roles = [role for one in every for role in one.counts]
    before = [role for one in every for role in (NONE_BEFORE, *one.counts[:-1])]
    states = [one.state for one in every for _ in one.places]
    often = [one.often for one in every for _ in one.places]
    found = rows_of([(one.tokens, one.places, one.state) for one in every])
    scale = Scale.of(found)
    labels, known = sorted(set(roles)), sorted(set(states))
    shown, earlier = (_marked(which, names) for which, names in ((states, known), (before, labels)))
    found = np.hstack([scale.even(found), shown, earlier]).astype(np.float32)
    right = np.array([labels.index(role) for role in roles])
    seen = np.repeat(np.arange(len(found)), often)
    layers = one_fitted(found[seen], right[seen], len(labels), ROUNDS, SEED)
    print(f"{len(found)} numbers in {len(every)} messages")
    return zipped(
        {
            "made_from": np.array(fingerprint()),
            "labels": np.array("\n".join(labels)),
            "states": np.array("\n".join(known)),
            "scale": np.stack(scale).astype(np.float32),
            "inner": layers.inner.astype(np.float16),
            "outer": layers.outer.astype(np.float16),
            "share": np.array(SHARE),
            "languages": np.array(
                "\n".join(language for language in sorted(languages()) if counted_in(language).exists())
            ),
        }
    )


def _marked(which: Sequence[str], names: Sequence[str]) -> np.ndarray:
    marked: np.ndarray = LOUD * (np.array(which)[:, None] == np.array(names)[None])
    return marked


def main() -> None:
    """Write the network."""
    keep(packed(), ROLES)


if __name__ == "__main__":
    main()
