"""Which number a question about what counts is about, whatever is open: "do my regulars count?", "and the ones still thinking?"."""

from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among
from bot.language.listening.passages import passages_of

PEOPLE, CUSTOMERS, ORDERS = "people", "customers", "orders"
NAMING_PEOPLE = frozenset({"enquire", "ring", "write", "drop_in"})
NOTHING = "all"
BEFORE_ALL = (NOTHING, "trade")
"""Where no number is asked for yet, so that one that is named is meant."""


def counted_in(text: str, asked: str, language: str) -> str:
    """Name the number whose definition answers a question about what counts: the one that is asked for, unless it says another.

    Who was a customer before is left out of those who got in touch, and who is still thinking is no customer yet.
    """
    passages = passages_of(text, language)
    said = kinds_among([word.text for one in passages for word in one.words], language, COUNTING)
    if "regular" in said:
        return ORDERS if asked == ORDERS else PEOPLE
    if "pending" in said:
        return CUSTOMERS
    kinds = frozenset(kind for one in passages for kind in one.kinds)
    return PEOPLE if asked in BEFORE_ALL and kinds & NAMING_PEOPLE else asked
