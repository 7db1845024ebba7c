"""Goods that are sold in a social network: a shop without a door to walk in by; and owners who sell nothing online."""

from collections.abc import Sequence
from itertools import pairwise

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING
from bot.language.listening.lexicon import own_trades
from bot.language.listening.naming import kinds_among, words_of
from bot.language.listening.relations import clauses_of
from bot.language.listening.words_between import words_between

SHOP, ONLINE_SHOP = "shop", "online_shop"
OF_GOODS = (SHOP, "manufacturing")
NETWORK, SELLING = "network", "sell"
FOUND = frozenset({"enquire", "people", "drop_in"})
"""Kinds of word for those who find a shop there, and come to it: "people find our shop on instagram"."""


def as_sold(trade: str, words: Sequence[str], language: str) -> str:
    """Return a trade; an online shop for the goods that are sold in a social network: "clothes shop on instagram"."""
    if trade not in OF_GOODS:
        return trade
    stops = [at for at, word in enumerate(words) if word in words_between(language).stops]
    parts = [words[start:end] for start, end in pairwise((0, *stops, len(words)))]
    return ONLINE_SHOP if any(_is_sold_there(trade, part, language) for part in parts) else trade


def _is_sold_there(trade: str, part: Sequence[str], language: str) -> bool:
    kinds = kinds_among(part, language, COUNTING)
    sells = SELLING in kinds or (trade == SHOP and trade in own_trades(part, language))
    return NETWORK in kinds and sells and FOUND.isdisjoint(kinds_among(part, language))


def sells_nothing_online(text: str, language: str) -> bool:
    """Return True if an owner has no shop online: "don't have an online shop", "não vendo pelo site"."""
    tokens = tokens_in(text, language)
    if any(isinstance(token, ToldAmount) and token.amount.value for token in tokens):
        return False
    for clause in clauses_of(tokens):
        words = words_of(clause)
        kinds = kinds_among(words, language)
        has = kinds_among(words, language, COUNTING) & {SELLING, "item"}
        if "negation" in kinds and "online" in kinds and (has or ONLINE_SHOP in own_trades(words, language)):
            return True
    return False
