"""A number that is a sentence of its own, with more said or asked behind it: "8 or so. I've only one bed"."""

import re
from collections.abc import Sequence

from bot.language.listening.amounts import STOPS, TextPart, ToldAmount, tokens_in
from bot.language.listening.kin import kinds_of
from bot.language.listening.naming import words_of
from bot.language.listening.passages import MENDING
from bot.language.listening.words_between import words_between
from bot.language.match import is_asked
from bot.language.numbers.pieces import Word

SENTENCE = re.compile(r"(?<=[.!])\s+")
ASKED = re.compile(r"(?<=[.!?])\s+")
FEW = 3  # words beside a number that says all by itself: "7 I'd say"
ONE = 1.0  # "I've only one bed" counts nothing


def answer_first(text: str, language: str) -> str | None:
    """Return the first sentence of a message where it is a number and little else, and no other number follows."""
    first, *rest = SENTENCE.split(text.strip())
    if not rest:
        return None
    tokens = tokens_in(first, language)
    counts = [token for token in tokens if isinstance(token, ToldAmount)]
    words = [token for token in tokens if isinstance(token, Word) and token.text.isalpha()]
    others = (
        token for token in tokens_in(" ".join(rest), language) if isinstance(token, ToldAmount) and not token.share
    )
    followed = any(other.amount.value != ONE or (other.span is not None and other.span.rate) for other in others)
    return first if len(counts) == 1 and len(words) <= FEW and not followed else None


def answers_and_asks(text: str, language: str) -> bool:
    """Return True if a message is a number and little else, and behind it a question: "bout 12? my regulars don't count right?".

    So is an "all of them" with a sentence behind it that asks nothing, whatever it may seem to be about.
    """
    first, *rest = ASKED.split(text.strip())
    tokens = tokens_in(first, language)
    words = [token.text for token in tokens if isinstance(token, Word) and token.text.isalpha()]
    counts = [token for token in tokens if isinstance(token, ToldAmount)]
    asks = not words_between(language).asking.isdisjoint(words[:1])
    others = any(isinstance(token, ToldAmount) for token in tokens_in(" ".join(rest), language))
    alone = len(counts) == 1 and len(words) <= FEW and not asks and not others
    if not alone or not rest:
        return False
    if counts[0].share:
        return counts[0].amount.value == 1 and not (counts[0].but or is_asked(text))
    return is_asked(" ".join(rest))


def says_nothing_else(tokens: Sequence[TextPart], language: str) -> bool:
    """Return True if nothing beside a number names what it counts: "then it's 14"."""
    words = [word for word in words_of(tokens) if word not in STOPS]
    between, second = words_between(language), kinds_of(language, MENDING).of_words(words)
    little = between.filler | between.result
    return all(word in little or "aside" in of_word for word, of_word in zip(words, second, strict=True))
