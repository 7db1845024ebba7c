"""A thing of the owner's own that a message asks about: how to do it, which way, how much, who first, or whether it is a good idea."""

from functools import cache
from typing import Literal, get_args

from bot.diagnosis.things import Thing
from bot.diagnosis.ways import FORM, WAY, WAYS
from bot.hearing.costs import cost_of, with_words
from bot.hearing.narrowed import says
from bot.hearing.taken_up import asks_somewhere
from bot.language.match import fold
from bot.language.templates import Words

AskedSo = Literal["say", "often", "either", "when", "much", "fear", "who", "how", "good"]
"""How a thing is asked about, those first that say most."""

SAYS = "says_"
PRICE, MONEY = f"{WAY}price", f"{WAY}money"
NEEDING: dict[str, tuple[AskedSo, ...]] = {
    PRICE: ("much", "who", "when", "say", "how", "either", "fear"),
    f"{WAY}thinking": ("say", "how"),
    f"{WAY}dear": ("say", "how"),
    MONEY: ("much",),
    f"{WAY}start": ("when",),
}
"""Things that are heard only where they are asked about in one of these ways."""

ANYHOW: tuple[AskedSo, ...] = ("say", "often", "either", "when", "much", "who", "how", "good")
OF_TWO = ("chasing", "calls", "price", "discount", "hours", "pace")
"""Things of which it is known which of two ways is the better one."""

SHORT = 10  # words of a question that names no thing, as it goes on about one
HIGHER = 1.1
FROM = 100  # a price from which a tenth more is rounded to tens


def own_way(text: str, words: Words, before: str = "") -> str | None:
    """Return the question about a thing of the owner's own that a message asks, as ``/about`` takes it; None where it asks none.

    Args:
        text: the message.
        words: the owner's language.
        before: the thing that was spoken of just before, which is meant where none is named.
    """
    for form in forms_of(text, words):
        way = _thing_of(text, form, words) or (before if _goes_on(text, form, before) else None)
        if way is not None:
            thing = _priced(text, words) if way == PRICE else cost_of(way, text, words) if way == MONEY else Thing()
            return f"{thing.written(way)} {FORM}{form}"
    return None


def forms_of(text: str, words: Words) -> list[AskedSo]:
    """Return how a message asks about a thing, the closest first; nothing where it asks in none of the ways known."""
    said = f" {fold(text)} "
    found: list[AskedSo] = [form for form in get_args(AskedSo) if _is_said(f"form_{form}", said, words)]
    if says("asked_you", text, words) and "good" not in found:
        found.append("good")
    joined = _joins_two(said, words) and asks_somewhere(text, words) and not {"say", "often", "either"} & set(found)
    return ["either", *found] if joined else found


def _goes_on(text: str, form: AskedSo, before: str) -> bool:
    """True if a short question in another way of asking may go on about the thing before: "and who first?"."""
    return bool(before) and form in NEEDING.get(before, ANYHOW) and len(text.split()) <= SHORT


def _joins_two(said: str, words: Words) -> bool:
    """True if two ways stand side by side: "ring or text"."""
    return _is_said("joins", said, words) and not _is_said("joins_nothing", said, words)


def _thing_of(text: str, form: AskedSo, words: Words) -> str | None:
    """Return the thing that is named by most words; of two that are equal, the one named last."""
    said = f" {fold(text)} "
    found = [
        (len(phrase.split()), said.rfind(phrase), way)
        for way in _ways(words)
        if form in NEEDING.get(way, ANYHOW) and (form != "either" or way.removeprefix(WAY) in OF_TWO)
        for phrase in _phrases(words, SAYS + way)
        if phrase in said
    ]
    return max(found)[2] if found else None


def _priced(text: str, words: Words) -> Thing:
    """Return the price that is named, with one that is a tenth higher."""
    told = [one for one in with_words(text, words) if not one.told.share and one.value > 1]
    if len(told) != 1:
        return Thing()
    now = told[0].value
    then = round(now * HIGHER, -1 if now >= FROM else 0)
    return Thing(prices=(now, then), currency=told[0].told.currency or "") if then > now else Thing()


def _is_said(block: str, said: str, words: Words) -> bool:
    return any(phrase in said for phrase in _phrases(words, block))


@cache
def _ways(words: Words) -> tuple[str, ...]:
    return tuple(sorted(block.removeprefix(SAYS) for block in words.blocks(WAYS) if block.startswith(SAYS)))


@cache
def _phrases(words: Words, block: str) -> tuple[str, ...]:
    """Return the phrases of a block as they stand in a folded text, a star at any ending."""
    return tuple(f" {fold(one)}" + " " * (not one.endswith("*")) for one in words.listed(WAYS, block))
