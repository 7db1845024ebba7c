"""Which question about the verdict is asked, as far as its words tell more than what kind of question it is."""

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.match import fold
from bot.language.templates import Words

NARROW = "topics/narrow"
ANY = ("plainly", "source", "mean", "well", "need", "few_numbers", "own_wrong", "many_enough", "too_dear", "gain")
"""Told by their words alone, whatever kind of question was heard."""

OF = {
    "worth_it": (
        "worth_it_skill",
        "worth_it_hire",
        "worth_it_site",
        "worth_it_ads",
        "worth_it_raise",
        "worth_it_price",
    ),
    "numbers": ("most",),
    "bad": ("answered", "enough"),
}
"""The particular questions of a kind, by what is looked for first."""

MEANS = {
    "plainly": "why",
    "few_numbers": "sure",
    "own_wrong": "differ",
    "many_enough": "enough",
    "too_dear": "worth_it_price",
    "most": "flip",
}
"""The topic of words that have another name."""

SIDES = ("marketing", "sales")


def narrowed(topic: str, text: str, words: Words) -> str:
    """Return what a question is about, as ``/about`` takes it: a topic, and what it is about behind it."""
    if topic == "bad" and said_of(("useful",), text, words):
        topic = "worth_it"
    if topic == "bad" and (part := _part_of(text, words)):
        return " ".join(["bad", *part])
    found = said_of(ANY, text, words) or said_of(OF.get(topic, ()), text, words) or topic
    match MEANS.get(found, found):
        case ("why_not" | "flip") as about:
            named = [side for side in SIDES if f" {side} " in f" {fold(text)} "]
            return " ".join([about, *(named if len(named) == 1 else ())])
        case about:
            return about


def said_of(topics: tuple[str, ...], text: str, words: Words) -> str | None:
    """Return the first of some topics whose words are in a text."""
    said = f" {fold(text)} "
    for topic in topics:
        for phrase in words.listed(NARROW, topic):
            if (f" {phrase[:-1]}" if phrase.endswith("*") else f" {phrase} ") in said:
                return topic
    return None


def _part_of(text: str, words: Words) -> list[str]:
    """Return the count and its whole that "is 5 of 36 bad?" is about."""
    for token in tokens_in(text, words.language):
        if isinstance(token, ToldAmount) and token.whole:
            count = token.amount.value * token.whole if token.share else token.amount.value
            return [f"{count:.6g}", f"{token.whole:g}"]
    return []
