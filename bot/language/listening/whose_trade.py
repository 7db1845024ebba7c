"""Whose trade it is that some words name: the owner's own, or that of somebody else they speak of.

A trade is another's where somebody else is spoken of and not the owner ("my wife's a teacher", "the dentist next door"), where
those who call or buy are called by it ("plumbers call me", "my clients are lawyers"), where it is over ("used to be a lawyer"),
and where it is one on the side.
"""

from collections.abc import Sequence

from msgspec import Struct

from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.naming import NOUN
from bot.language.listening.words_between import words_between

DENYING, OTHER = "negation", "other"
DENIED, SERVED, NEAR = 3, 2, 2
"""Words before a trade among which it is denied or served, and beside it which say where or what somebody else does."""

STEPS = frozenset({"look", "trial", "quote", "talk", "enquire"})
CALLING = frozenset({"ring", "write", "enquire"})
BYSTANDER, SIDELINE, OVER = frozenset({"bystander"}), frozenset({"sideline"}), frozenset({"over"})


class NamedTrade(Struct, frozen=True):
    """A trade as some words name it: the place of its phrase, how many words that has, and the trade."""

    at: int
    length: int
    trade: str


def own_among(found: Sequence[NamedTrade], words: Sequence[str], language: str) -> list[NamedTrade]:
    """Return those trades that some words name as their owner's own.

    What people do before they buy is none ("31 tours"), and one of no kind gives way to one of a kind before it.
    """
    own = [one for one in found if not is_anothers(one, words, language)]
    told = [one for one in own if not (_is_step(one, words, language) or _is_served(one, words, language))]
    first = next((nth for nth, one in enumerate(told) if one.trade != OTHER), len(told))
    return [one for nth, one in enumerate(told) if one.trade != OTHER or nth < first]


def _is_served(one: NamedTrade, words: Sequence[str], language: str) -> bool:
    """True for those that a business serves, and for what it is not: "software for vets", "not a clinic"."""
    between, kin = words_between(language), kinds_of(language)
    start = max((at + 1 for at in range(one.at) if words[at] in between.stops), default=0)
    near = words[max(one.at - SERVED, 0) : one.at]
    serving = not between.serving.isdisjoint(near) and between.possessing.isdisjoint(near)
    return serving or any(DENYING in kin.of_word(word) for word in words[max(start, one.at - DENIED) : one.at])


def _is_step(one: NamedTrade, words: Sequence[str], language: str) -> bool:
    """True for a counted noun of what people do before they buy: the tours of "31 tours"."""
    counted = one.length == 1 and one.at > 0 and words[one.at - 1] == "#"
    return counted and not STEPS.isdisjoint(kinds_of(language).of_word(words[one.at]))


def is_spoken_of(one: NamedTrade, words: Sequence[str], language: str) -> bool:
    """Return True if the words right before a trade say whose it is: "our salon", "I run a gym"."""
    between = words_between(language)
    return not (between.speaking | between.possessing).isdisjoint(words[max(one.at - DENIED, 0) : one.at])


def is_anothers(one: NamedTrade, words: Sequence[str], language: str) -> bool:
    """Return True if a trade is told as that of somebody else, or of another time."""
    between, kin = words_between(language), kinds_of(language)
    start = max((at + 1 for at in range(one.at) if words[at] in between.stops), default=0)
    end = min((at for at in range(one.at + one.length, len(words)) if words[at] in between.stops), default=len(words))
    before, behind = words[start : one.at], words[one.at + one.length : end]
    counting = kinds_of(language, COUNTING).of_words([*before, *behind])
    told_before, told_behind = counting[: len(before)], counting[len(before) :]
    owners = any(
        word in between.speaking and BYSTANDER.isdisjoint(of_word)  # the "saya" of "istri saya" is none
        for word, of_word in zip(before, told_before, strict=True)
    )
    cut = max((at for at, word in enumerate(before) if word in between.joints), default=0)
    if _among(told_before[cut:], OVER | SIDELINE) or _among(told_behind[:NEAR], SIDELINE):
        return True
    if not owners and (_among(told_before, BYSTANDER) or _among(told_behind[:NEAR], BYSTANDER)):
        return True
    called = not owners and _among(kin.of_words(behind[:1]), CALLING) and not between.us.isdisjoint(behind[1:NEAR])
    return called or _is_who_buys(before, language)


def _among(found: Sequence[Sequence[str]], kinds: frozenset[str]) -> bool:
    return any(not kinds.isdisjoint(of_word) for of_word in found)


def _is_who_buys(before: Sequence[str], language: str) -> bool:
    """True if the words before a trade say who the customers are: "most of my clients are lawyers"."""
    between, kin = words_between(language), kinds_of(language)
    buyers = [at for at, word in enumerate(before) if NOUN in kin.of_word(word)]
    behind = before[buyers[-1] + 1 :] if buyers else ()
    return not between.being.isdisjoint(behind) and between.speaking.isdisjoint(behind)
