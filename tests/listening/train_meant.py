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
from tests.listening.train_matters import model_path, rows


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
    spoken = sorted(languages())
    said = {language: rows(language) for language in spoken}
    labels = sorted({matter for examples in said.values() for matter, _ in examples})
    matters = sorted({label.partition(KIND)[0] for label in labels})
    right = {language: np.array([labels.index(matter) for matter, _ in said[language]]) for language in spoken}
    found = {language: meanings_of([text for _, text in said[language]]) for language in spoken}
    scale = Scale.of(np.concatenate([found[language] for language in spoken]))
    found = {language: scale.even(found[language]) for language in spoken}
    learned = {language: np.arange(len(said[language])) % LEFT_OUT > 0 for language in spoken}
    trial = fitted(
        np.concatenate([found[language][learned[language]] for language in spoken]),
        np.concatenate([right[language][learned[language]] for language in spoken]),
        len(labels),
    )
    places = np.array([matters.index(label.partition(KIND)[0]) for label in labels])
    kinds = [as_logarithms(scores_of(trial, found[language][~learned[language]])) for language in spoken]
    left = [right[language][~learned[language]] for language in spoken]
    by_words = [heard_apart(language, matters) for language in spoken]
    by_meaning = [wholes(scores, labels, matters) for scores in kinds]
    figures = weighed(*map(np.concatenate, (by_words, by_meaning)), places[np.concatenate(left)])
    for language, *apart, scores, own in zip(spoken, by_words, by_meaning, kinds, left, strict=True):
        print(
            language,
            "left out, right:",
            hits(*apart, places[own], share=figures[0]),
            _kinds_right(scores, own, labels),
        )
    layers = fitted(
        np.concatenate([found[language] for language in spoken]),
        np.concatenate([right[language] for language in spoken]),
        len(labels),
    )
    return network(fingerprint(), labels, scale, layers, figures)


def _kinds_right(scores: np.ndarray, right: np.ndarray, labels: list[str]) -> str:
    remarks = np.array([KIND in label for label in labels])[right]
    return f"kinds by meaning alone {np.mean((scores.argmax(axis=1) == right)[remarks]):.3f} of {remarks.sum()}"


def main() -> None:
    """Write the network."""
    keep(packed(), MEANT)


if __name__ == "__main__":
    main()
