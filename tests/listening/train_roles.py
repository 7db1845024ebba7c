"""Train what each number of a message counts, by what the words around it mean: ``python -m tests.listening.train_roles``.

After the encoder. It learns from ``examples.tsv`` and ``messages.tsv`` of all languages; ``fitting.py`` says how.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.encoder import ENCODER, encoder
from bot.language.listening.meant_roles import LOUD, NONE_BEFORE, ROLES, spelled
from bot.language.templates import PROMPTS, languages
from tests.listening.fitting import SEED, Scale, one_fitted
from tests.listening.labels import Message, messages
from tests.listening.train import aligned, keep, zipped

SHARE = 0.7
ROUNDS = 8
OFTEN = 8  # times in a round that a whole message is seen
AT_ONCE = 32
ENOUGH = 1_000  # numbers in whole messages of a language


def fingerprint() -> str:
    """Return a hash of what the network is made from."""
    kept = hashlib.sha256(ENCODER.read_bytes())
    for language in languages():
        for name in ("examples.tsv", "messages.tsv"):
            kept.update((PROMPTS / language / "listening" / name).read_bytes())
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


def packed() -> bytes:
    """Return the network as it is kept."""
    said, roles, states, before, whole = [], [], [], [], []
    for language in sorted(languages()):
        for name in ("examples.tsv", "messages.tsv"):
            for message in messages(PROMPTS / language / "listening" / name):
                tokens, places, counts = counted(message, language)
                if places:
                    said.append((tokens, places, message.state))
                    roles += counts
                    before += [NONE_BEFORE, *counts[:-1]]
                    states += [message.state] * len(places)
                    whole += [language if name == "messages.tsv" else ""] * len(places)
    found = rows_of(said)
    scale = Scale.of(found)
    labels, known = sorted(set(roles)), sorted(set(states))
    shown, earlier = (_marked(which, names) for which, names in ((states, known), (before, labels)))
    found = np.hstack([scale.even(found), shown, earlier]).astype(np.float32)
    right = np.array([labels.index(role) for role in roles])
    seen = np.repeat(np.arange(len(found)), np.where(np.array(whole) != "", OFTEN, 1))
    layers = one_fitted(found[seen], right[seen], len(labels), ROUNDS, SEED)
    numbers = Counter(whole)
    spoken = sorted(language for language, count in numbers.items() if language and count >= ENOUGH)
    print(f"{len(found)} numbers, {len(found) - numbers['']} of them in whole messages; languages: {', '.join(spoken)}")
    return zipped(
        {
            "made_from": np.array(fingerprint()),
            "labels": np.array("\n".join(labels)),
            "states": np.array("\n".join(known)),
            "scale": np.stack(scale).astype(np.float32),
            "inner": layers.inner.astype(np.float16),
            "outer": layers.outer.astype(np.float16),
            "share": np.array(SHARE),
            "languages": np.array("\n".join(spoken)),
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
