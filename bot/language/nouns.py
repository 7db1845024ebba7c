"""What a trade calls its customers and its offers: one place for every sentence that names them."""

from collections.abc import Mapping
from functools import cache

from bot.language.templates import Words

OF_A_TRADE = ("asked", "quote", "trials")
"""What is asked for, a quote, and the question how many see what is sold, where those who try it count and not who looks at a page."""

BUYER = "buyer"
"""Begins the names of the blocks for one who buys and for several: a language has one for each form that it needs."""


@cache
def called(trade: str | None, words: Words) -> Mapping[str, str]:
    """Return a trade's words for its customers, in every form its template has, for what is asked for, and for a quote.

    Args:
        trade: its id, of the catalogue; any other is called as most are.
        words: the owner's language.
    """
    name = f"trades/{trade}"
    known = name if trade and words.has(name) else "trades/other"
    nouns = [block for block in words.blocks(known) if block.startswith(BUYER) or block in OF_A_TRADE]
    return {noun: words.label(known, noun) for noun in sorted(nouns)}
