"""What words mean: the pieces of words, the encoder, and what is made of its numbers."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.language.listening.encoder import LONGEST, encoder, meaning
from bot.language.listening.matters import KIND, Matter
from bot.language.listening.meant import network
from tests.listening.train_meant import MEANT, fingerprint


def near(one: str, other: str) -> float:
    """Return the cosine between what two texts mean."""
    left, right = meaning(one), meaning(other)
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def of_matter(matter: str, found: Sequence[Matter]) -> float:
    """Return the chance of a matter, of whatever kind."""
    return sum(chance for kind, chance in found if kind.partition(KIND)[0] == matter)


def test_the_network_is_made_from_the_examples_and_models_that_are_there():
    with np.load(MEANT, allow_pickle=False) as file:
        assert str(file["made_from"]) == fingerprint(), "run python -m tests.listening.train_meant"


@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        ("they hate being chased", "my clients can't stand me nagging them", "what is a lead?"),
        ("rang all nine, nobody bit", "I called every one of them and no one was interested", "is it the season?"),
        ("why sales?", "¿por qué ventas?", "mándame la imagen"),
        ("спасибо, попробую", "thanks, I'll try that", "какая цена?"),
        ("sudah saya coba, tidak ada yang jawab", "tried it, nobody answered", "berapa yang normal?"),
    ],
)
def test_what_says_the_same_is_nearer_than_what_does_not(text, same, other):
    assert near(text, same) > near(text, other)


@pytest.mark.parametrize("text", ["", " ", "🙂", "漢字", "\u0000", "x" * 5_000, "word " * 3_000, "<s> </s>"])
def test_any_text_has_a_meaning(text):
    found = meaning(text)
    assert found.shape == encoder().norm[0].shape
    assert np.isfinite(found).all()


def test_loud_letters_and_wide_ones_are_the_same():
    assert np.array_equal(meaning("WHY SALES?"), meaning("why sales?"))
    assert np.array_equal(meaning("ｗｈｙ"), meaning("why"))


def test_texts_together_are_read_as_each_alone():
    texts = ["why?", "what should I do first about the people who never answer", "ok"]
    together = encoder().meanings(texts)
    for row, text in zip(together, texts, strict=True):
        assert np.allclose(row, meaning(text), atol=1e-4)


def test_what_stands_behind_the_longest_is_not_read():
    words = "why " * LONGEST
    assert np.array_equal(meaning(words), meaning(words + "sales"))


def test_pieces_are_the_likeliest():
    subwords = encoder().subwords
    names = {number: piece for piece, (number, _) in subwords.known.items()}
    assert "".join(names[n] for n in subwords.numbers("unanswered enquiries")) == "▁unanswered▁enquiries"


def test_what_words_mean_is_weighed_against_the_words_as_such():
    known = network()
    labels = tuple(dict.fromkeys(label.partition(KIND)[0] for label in known.labels))
    even = np.full(len(labels), 1 / len(labels))
    text = meaning("why is it sales and not marketing?")
    found = known.weighed(text, labels, even)
    assert sorted(kind for kind, _ in found) == sorted(known.labels)
    assert sum(chance for _, chance in found) == pytest.approx(1)
    sure = even * 1e-6
    sure[3] = 1 - sure.sum()
    assert of_matter(labels[3], known.weighed(text, labels, sure)) > of_matter(labels[3], found)
