"""How a message begins that supposes something."""

import re
from collections.abc import Sequence

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.match import fold
from bot.language.templates import Words

TEMPLATE = "topics/suppose"
SENTENCE_END = re.compile(r"[.!?।](?=\s|$)")


def begins_supposing(text: str, words: Words, block: str = "leads") -> bool:
    """True if a message begins as a supposition does, by the words of a block."""
    return bool(without_lead(text, words, block))


def put_plainly(text: str, words: Words) -> str:
    """Return a supposition with a number as it is read most surely, with nothing around it: "tell me what happens if 4 fit"."""
    sentence = SENTENCE_END.split(text, maxsplit=1)[0]
    said = fold(sentence)
    before = _behind(said, words.listed(TEMPLATE, "before_leads"))
    rest = _behind(before, words.listed(TEMPLATE, "leads"))
    if not rest or not any(isinstance(token, ToldAmount) for token in tokens_in(rest, words.language)):
        return text
    own = sentence.split()[len(said.split()) - len(rest.split()) :]
    return f"{words.listed(TEMPLATE, 'leads')[-1]} {' '.join(own)}"


def without_lead(text: str, words: Words, block: str = "leads") -> str:
    """Return what a message supposes, without the words by which it begins; nothing where it begins otherwise."""
    return _behind(fold(text), words.listed(TEMPLATE, block))


def _behind(said: str, phrases: Sequence[str]) -> str:
    """Return what stands behind the longest phrase that a text begins with; nothing where it begins with none."""
    found = sorted((one for one in phrases if said.startswith(f"{one} ")), key=len)
    return said[len(found[-1]) :].strip() if found else ""
