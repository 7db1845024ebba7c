"""Finds the particular question about the verdict, where its words tell more than the kind of question."""

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.match import fold
from bot.language.templates import Words

NARROW = "topics/narrow"
ANY = (
    *("plainly", "source", "mean", "well", "need", "few_numbers", "own_wrong", "many_enough", "too_dear", "gain"),
    *("why_step", "works", "when", "takes", "unanswered", "fault", "other_way", "next"),
)
"""Told by their words alone, whatever kind of question was heard."""

WORTH_IT = (
    *("worth_it_skill", "worth_it_auto", "worth_it_hire", "worth_it_site", "worth_it_offer"),
    *("worth_it_ads", "worth_it_raise", "worth_it_price"),
)
OF = {
    "worth_it": WORTH_IT,
    "do": WORTH_IT,  # "so should I go to fairs"
    "numbers": ("most",),
    "bad": ("either", "answered", "enough"),
    "why": ("either",),
    "": ("either",),
}
"""The particular questions of a kind, by what is looked for first."""

MEANS = {
    "plainly": "why",
    "few_numbers": "sure",
    "own_wrong": "numbers",
    "many_enough": "enough",
    "too_dear": "worth_it_price",
    "most": "flip",
    "takes": "do",
    "unanswered": "answered",
    "fault": "lost",
    "other_way": "why_not",
    "next": "do",
    "either": "why",
}
"""The topic of words that have another name."""

SIDES = ("marketing", "sales")


def narrowed(topic: str, text: str, words: Words) -> str:
    """Return what a question is about, as ``/about`` takes it: a topic, and what it is about behind it."""
    if topic == "bad" and said_of(("useful",), text, words):
        topic = "worth_it"
    if topic == "bad" and (part := part_of(text, words)):
        return " ".join(["bad", *(f"{number:.6g}" for number in part)])
    if topic == "why" and said_of(("denied",), text, words) and len(sides_named(text, words)) == 1:
        topic = "why_not"
    if not topic and begins_with("would_it", text, words):  # "does a quote template help"
        topic = "worth_it" if said_of(WORTH_IT, text, words) else topic
    found = said_of(ANY, text, words) or said_of(OF.get(topic, ()), text, words) or topic
    match MEANS.get(found, found):
        case ("why_not" | "flip") as about:
            named = sides_named(text, words)
            return " ".join([about, *(named if len(named) == 1 else ())])
        case about:
            return about


def begins_with(block: str, text: str, words: Words) -> bool:
    """True if the first word of a text is one of a block's."""
    return fold(text).partition(" ")[0] in words.listed(NARROW, block)


def said_of(topics: tuple[str, ...], text: str, words: Words) -> str | None:
    """Return the first of some topics whose words are in a text."""
    said = f" {fold(text)} "
    for topic in topics:
        for phrase in words.listed(NARROW, topic):
            if (f" {phrase[:-1]}" if phrase.endswith("*") else f" {phrase} ") in said:
                return topic
    return None


def sides_named(text: str, words: Words) -> list[str]:
    """Return the sides that a text speaks of: "my selling", "the leads"."""
    return [side for side in SIDES if said_of((f"names_{side}",), text, words)]


def part_of(text: str, words: Words) -> tuple[float, float] | None:
    """Return the count and its whole that "is 5 of 36 bad?" is about; None where there is none."""
    for token in tokens_in(text, words.language):
        if isinstance(token, ToldAmount) and token.whole:
            return token.amount.value * token.whole if token.share else token.amount.value, token.whole
    return None
