"""Train what a message after a verdict is about, by what its words mean: ``python -m tests.listening.train_meant``.

After the encoder and ``train_matters``; ``fitting.py`` says how.
"""

import hashlib

import numpy as np

from bot.language.listening.encoder import ENCODER
from bot.language.listening.matters import KIND, looked_at
from bot.language.listening.meant import MEANT, as_logarithms, wholes
from bot.language.templates import languages
from tests.listening.fitting import LEFT_OUT, Scale, fitted, hits, meanings_of, network, scores_of, weighed
from tests.listening.train import Example, heat_of, keep, scores_left_out
from tests.listening.train_matters import OF_OWNERS, count_before, model_path, rows


def heard_apart(language: str, matters: list[str]) -> np.ndarray:
    """Return the logarithms of the chances that hashed words give to the matters of the examples left out."""
    examples = [Example(looked_at(text, language), matter.partition(KIND)[0]) for matter, text in rows(language)]
    own = sorted({example.label for example in examples})
    scores = scores_left_out(examples, own, LEFT_OUT)
    scores = scores.astype(np.float64) / heat_of(examples, own, scores, LEFT_OUT)[0]
    known = np.full((len(scores), len(matters)), -np.inf)
    known[:, [matters.index(label) for label in own]] = as_logarithms(scores)
    return np.maximum(known, np.log(1e-9))


def fingerprint() -> str:
    """Return a hash of what the network is made from."""
    kept = hashlib.sha256(ENCODER.read_bytes())
    for language in languages():
        kept.update((model_path(language).parent / "matters.tsv").read_bytes())
        kept.update(model_path(language).read_bytes())
    return kept.hexdigest()


def packed() -> bytes:
    """Return the network as it is kept."""
    said = {language: rows(language) for language in sorted(languages())}
    labels = sorted({matter for examples in said.values() for matter, _ in examples})
    matters = sorted({label.partition(KIND)[0] for label in labels})
    spoken = np.repeat(list(said), [len(examples) for examples in said.values()])
    right = np.array([labels.index(matter) for examples in said.values() for matter, _ in examples])
    found = np.concatenate([meanings_of([text for _, text in examples]) for examples in said.values()])
    scale = Scale.of(found)
    found = scale.even(found)
    places = [np.arange(len(examples)) for examples in said.values()]
    left_out = np.concatenate([place % LEFT_OUT == 0 for place in places])
    of_owners = np.concatenate(
        [place >= count_before(language, OF_OWNERS) for language, place in zip(said, places, strict=True)]
    )
    trial = fitted(found[~left_out], right[~left_out], len(labels), of_owners[~left_out])
    asked = left_out & of_owners
    kinds = as_logarithms(scores_of(trial, found[asked]))
    by_words = np.concatenate([heard_apart(language, matters) for language in said])[of_owners[left_out]]
    by_meaning = wholes(kinds, labels, matters)
    whole = np.array([matters.index(label.partition(KIND)[0]) for label in labels])[right[asked]]
    figures = weighed(by_words, by_meaning, whole)
    for language in said:
        here = spoken[asked] == language
        apart = hits(by_words[here], by_meaning[here], whole[here], share=figures[0])
        print(language, "left out, right:", apart, _kinds_right(kinds[here], right[asked][here], labels))
    return network(fingerprint(), labels, scale, fitted(found, right, len(labels), of_owners), figures)


def _kinds_right(scores: np.ndarray, right: np.ndarray, labels: list[str]) -> str:
    remarks = np.array([KIND in label for label in labels])[right]
    return f"kinds by meaning alone {np.mean((scores.argmax(axis=1) == right)[remarks]):.3f} of {remarks.sum()}"


def main() -> None:
    """Write the network."""
    keep(packed(), MEANT)


if __name__ == "__main__":
    main()
