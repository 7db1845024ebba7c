"""A "one", "nothing" or "all" that is a way of speaking and no answer to how many: "this is one big joke", "I've had it with all of this"."""

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.answer_first import answer_first
from bot.language.listening.closer import ELSE, closer_answer
from bot.language.numbers.pieces import Word
from bot.language.templates import Words

FEW_WORDS = "few_words"
"""What the examples are kept under (``closer.py``), in all languages: answers by a small word, and such words that answer nothing."""

SMALL_WORDS = (0.0, 1.0)  # none, one, and the share of all


def is_way_of_speaking(text: str, words: Words) -> bool:
    """True if the only numbers of a message are small words, and what it means is no answer to how many."""
    if any(map(str.isdecimal, text)) or answer_first(text, words.language):
        return False
    tokens = tokens_in(text, words.language)
    told = [token for token in tokens if isinstance(token, ToldAmount)]
    if not told or any(one.amount.value not in SMALL_WORDS for one in told):
        return False
    beside = any(isinstance(token, Word) and token.text.isalpha() for token in tokens)
    return beside and closer_answer(FEW_WORDS, text) == ELSE
