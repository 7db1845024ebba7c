"""Small words between what a message says: ``prompts/LANGUAGE/listening/words.toml``."""

import tomllib
from functools import cache
from typing import Literal, get_args

from msgspec import Struct

from bot.language.signs import as_typed
from bot.language.templates import file_of

Relation = Literal[
    "result", "between", "less", "up", "down", "own", "earlier", "asking", "whole", "times", "without", "noted", "said_lead",
    "said", "said_when", "same", "speaking", "possessing", "us", "being", "both",
]  # fmt: skip
"""What the file calls the words that say how several numbers belong together."""


class WordsBetween(Struct, frozen=True):
    """The small words of a language.

    Attributes:
        stops: signs behind which a message may be divided.
        joints: words before which it may be.
        serving: between what a business does and whom it does it for.
        result: before a number that is concluded from those before it.
        filler: what may stand between these and the number.
        less: between two numbers of which the second is taken from the first.
        up, down: between a number and an earlier stretch of time that had so many fewer or more: "12 down on last week".
        own: who speaks, before what was not done: the "I" of "4 I never called back".
        earlier: of those who were customers before: "4 old customers".
        asking: what questions begin with, and no answer does: "what".
        whole: before a week, of which it means each day: "all week".
        times: behind a number that says how often: "bought 8 times".
        without: before an answer that was not given: "6 left without a reply".
        noted: what owners do with numbers, who have none if it is denied: "didn't note anything down".
        said_lead, said, said_when: of an answer that was given before: "as", "I told you", "at the beginning".
        same: of one who bought several times: "the same guy bought 5".
        speaking: who speaks of a trade as their own: "I", "our".
        possessing: before what is the owner's: "my practice".
        us: to whom others do something: "plumbers call me".
        being: between customers and what they are: "my clients are lawyers".
        both: all of two who were told before: "2 enquiries, spoke to both".
    """

    stops: frozenset[str]
    joints: frozenset[str]
    serving: frozenset[str]
    result: frozenset[str]
    filler: frozenset[str]
    less: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]
    own: frozenset[str]
    earlier: frozenset[str]
    asking: frozenset[str]
    whole: frozenset[str]
    times: frozenset[str]
    without: frozenset[str]
    noted: frozenset[str]
    said_lead: frozenset[str]
    said: frozenset[str]
    said_when: frozenset[str]
    same: frozenset[str]
    speaking: frozenset[str]
    possessing: frozenset[str]
    us: frozenset[str]
    being: frozenset[str]
    both: frozenset[str]


@cache
def words_between(language: str) -> WordsBetween:
    """Return the small words of a language, of its parent, or else of English."""
    file = as_typed(tomllib.loads(file_of(language, "listening/words.toml").read_text(encoding="utf-8")), language)
    relation = file["relation"]
    named = (relation.get(name, ()) for name in get_args(Relation))
    return WordsBetween(*map(frozenset, (file["stops"], file["joints"], file["serving"], *named)))
