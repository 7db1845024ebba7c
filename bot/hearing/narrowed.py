"""What a question about the verdict has behind its topic: the side, or the count and its whole, that its words name."""

from collections.abc import Collection, Sequence
from functools import cache

from bot.diagnosis.talk import PLAIN
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.passages import passages_of
from bot.language.match import fold, is_asked
from bot.language.templates import Words

NARROW = "topics/narrow"
SIDES = ("marketing", "sales")
OF_A_SIDE = ("why_not", "flip")
TELLING = 2  # with fewer words than this a message tells nothing
REACHING, WON = frozenset({"reply", "miss"}), frozenset({"buy", "quote"})
"""Kinds of word for answering people or missing them, and for what comes after."""

IN_HUNDRED = 100  # chances are told as so many times in 100


def narrowed(topic: str, text: str, words: Words) -> str:
    """Return what a question is about, as ``/about`` takes it: a topic, and what it is about behind it."""
    if topic == "bad" and _is_of_reaching(text, words.language):
        return "answered"
    if topic == "enough" and _asks_of_answering(text, words):
        return "answered"
    if topic == "bad" and (part := part_of(text, words)):
        if part[1] == IN_HUNDRED:
            return "sure"
        return " ".join(["bad", *(f"{number:.6g}" for number in part)])
    if topic == "mean" and not _is_of_chance(text, words):
        return f"mean {PLAIN}"
    if topic in OF_A_SIDE:
        named = sides_named(text, words)
        return " ".join([topic, *(named if len(named) == 1 else ())])
    return topic


def _is_of_reaching(text: str, language: str) -> bool:
    """True if a share is said of who gets an answer: "is answering 1 in 3 that bad", "how bad is missing half"."""
    shared = (part for part in passages_of(text, language) if any(told.share for told in part.numbers))
    return any(part.kinds & REACHING and not part.kinds & WON for part in shared)


def _asks_of_answering(text: str, words: Words) -> bool:
    """True if "enough" is asked of whom the owner answers: "do I answer enough of them"."""
    told = [part.kinds for part in passages_of(text, words.language)]
    return any(kinds & REACHING and not kinds & WON and "subject" in kinds for kinds in told)


def _is_of_chance(text: str, words: Words) -> bool:
    """True if a text names how sure something is: "1 time in 4", "most likely"."""
    numbers = any(isinstance(token, ToldAmount) for token in tokens_in(text, words.language))
    return numbers or said_of(("of_chance",), text, words) is not None


def begins_with(block: str, text: str, words: Words) -> bool:
    """True if the first word of a text is one of a block's."""
    return fold(text).partition(" ")[0] in words.listed(NARROW, block)


def asks(text: str, words: Words) -> bool:
    """True if a text is a question by its mark, or by how it begins."""
    return is_asked(text) or begins_with("asks_first", text, words)


def tells(text: str, words: Words) -> bool:
    """True if a text is a sentence that asks nothing."""
    return not asks(text, words) and len(fold(text).split()) >= TELLING


def said_of(topics: Sequence[str], text: str, words: Words) -> str | None:
    """Return the first of some blocks whose words are in a text; a star stands for any ending of a word."""
    said = f" {fold(text)} "
    return next((one for one in topics if any(phrase in said for phrase in _phrases(words, one))), None)


def says_any(block: str, text: str, words: Words, without: Collection[str] = ()) -> bool:
    """True if a phrase of a block is in a text, other than those to be left out."""
    said = f" {fold(text)} "
    return any(phrase in said for phrase in _phrases(words, block) if phrase.strip() not in without)


@cache
def _phrases(words: Words, block: str) -> tuple[str, ...]:
    """Return the phrases of a block as they stand in a folded text, a star at any ending."""
    return tuple(f" {fold(one)}" + " " * (not one.endswith("*")) for one in words.listed(NARROW, block))


def sides_named(text: str, words: Words) -> list[str]:
    """Return the sides that a text speaks of: "my selling", "the leads"."""
    return [side for side in SIDES if said_of((f"names_{side}",), text, words)]


def part_of(text: str, words: Words) -> tuple[float, float] | None:
    """Return the count and its whole that "is 5 of 36 bad?" is about; None where there is none."""
    for token in tokens_in(text, words.language):
        if isinstance(token, ToldAmount) and token.whole:
            return token.amount.value * token.whole if token.share else token.amount.value, token.whole
    return None


def says(block: str, text: str, words: Words) -> bool:
    """True if the words by which something is heard are in a text."""
    return said_of((f"says_{block}",), text, words) is not None
