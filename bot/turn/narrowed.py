"""Finds the particular question about the verdict, where its words tell more than the kind of question."""

import re

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.match import fold
from bot.language.templates import Words

NARROW = "topics/narrow"
ANY = (
    *("mean", "plainly", "bring_in", "source", "well", "need", "season", "few_numbers", "own_wrong", "many_enough"),
    *("too_dear", "gain", "why_step", "works", "when", "takes", "unanswered", "after_talk", "fault", "other_way"),
    *("next", "carry_on"),
)
"""Told by their words alone, whatever kind of question was heard."""

WORTH_IT = (
    *("worth_it_skill", "worth_it_auto", "worth_it_hire", "worth_it_site", "worth_it_offer"),
    *("worth_it_ads", "worth_it_raise", "worth_it_price"),
)
ADVERTS = ("worth_it_ads",)
OF = {
    "worth_it": WORTH_IT,
    "do": WORTH_IT,  # "so should I go to fairs"
    "numbers": ("most",),
    "bad": ("either", "answered", "enough"),
    "usual": ("usual_people", "answered"),
    "why": ("either",),
    "sure": ("how_so", "either"),
    "": ("either", "how_so"),
}
"""The particular questions of a kind, by what is looked for first."""

MEANS = {
    "plainly": "why",
    "bring_in": "do",
    "few_numbers": "few",
    "own_wrong": "numbers",
    "many_enough": "enough",
    "too_dear": "worth_it_price",
    "most": "flip",
    "takes": "do",
    "unanswered": "answered",
    "after_talk": "lost",
    "fault": "lost",
    "other_way": "why_not",
    "next": "do",
    "carry_on": "nothing",
    "how_so": "why",
    "either": "why",
}
"""The topic of words that have another name."""

SIDES = ("marketing", "sales")
IN_HUNDRED = 100  # chances are told as so many times in 100
GAP, AT_MOST = " .. ", 4
"""Between two words of a phrase of the table: any others, as many as this."""


def narrowed(topic: str, text: str, words: Words) -> str:
    """Return what a question is about, as ``/about`` takes it: a topic, and what it is about behind it."""
    if fold(text) in words.listed(NARROW, "next_alone"):
        return "do"
    if topic == "bad" and said_of(("useful",), text, words):
        topic = "worth_it"
    if topic == "worth_it" and _asks_how_good(text, words):
        topic = "bad"
    if topic == "bad" and (part := part_of(text, words)):
        if said_of(("of_answers",), text, words):
            return "answered"
        if part[1] == IN_HUNDRED:
            return "sure"
        return " ".join(["bad", *(f"{number:.6g}" for number in part)])
    if topic in ("why", "sure") and said_of(("denied",), text, words) and len(sides_named(text, words)) == 1:
        topic = "why_not"
    if not topic and begins_with("would_it", text, words):  # "does a quote template help"
        topic = "worth_it" if said_of(WORTH_IT, text, words) else topic
    if topic == "worth_it" and _names_a_part(text, words) and not said_of(WORTH_IT, text, words):
        return "worth_it_price"  # "should I do 20% off"
    if (
        topic in ("worth_it", "do", "show", "")
        and said_of(("stopping",), text, words)
        and said_of(ADVERTS, text, words)
    ):
        return "stop_ads"
    which = topic == "do" and said_of(("asks_which",), text, words)  # "what do I fix first on my page"
    found = said_of(ANY, text, words) or said_of(() if which else OF.get(topic, ()), text, words) or topic
    if found in ("either", "do") and not which and len(sides_named(text, words)) == 1:
        found = "why_not"  # "so it's my quoting?", "I should get better at sales" ask why, or why it isn't
    match MEANS.get(found, found):
        case ("why_not" | "flip") as about:
            named = sides_named(text, words)
            return " ".join([about, *(named if len(named) == 1 else ())])
        case about:
            return about


def _asks_how_good(text: str, words: Words) -> bool:
    """True if a question whether something is good names nothing to spend on: "is the shop itself good"."""
    judges = begins_with("is_it", text, words) and said_of(("judged",), text, words)
    return bool(judges) and said_of((*WORTH_IT, "useful", "asks_about"), text, words) is None


def _names_a_part(text: str, words: Words) -> bool:
    """True if a text names a share, such as a percentage, of no number of people."""
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    return any(one.share and not one.whole for one in told)


def begins_with(block: str, text: str, words: Words) -> bool:
    """True if the first word of a text is one of a block's."""
    return fold(text).partition(" ")[0] in words.listed(NARROW, block)


def said_of(topics: tuple[str, ...], text: str, words: Words) -> str | None:
    """Return the first of some topics whose words are in a text."""
    said = f" {fold(text)} "
    return next((one for one in topics if any(_is_in(said, phrase) for phrase in words.listed(NARROW, one))), None)


def _is_in(said: str, phrase: str) -> bool:
    """True if a phrase of the table is in folded words, with whatever stands in its gaps."""
    first, *others = phrase.split(GAP)
    if others and f" {first.rstrip('*')}" not in said:
        return False
    if not others:
        return (f" {phrase[:-1]}" if phrase.endswith("*") else f" {phrase} ") in said
    between = rf"(?: \S+){{0,{AT_MOST}}} "
    parts = (re.escape(part.rstrip("*")) + (r"\S*" if part.endswith("*") else "") for part in (first, *others))
    return re.search(f" {between.join(parts)} ", said) is not None


def sides_named(text: str, words: Words) -> list[str]:
    """Return the sides that a text speaks of: "my selling", "the leads"."""
    return [side for side in SIDES if said_of((f"names_{side}",), text, words)]


def part_of(text: str, words: Words) -> tuple[float, float] | None:
    """Return the count and its whole that "is 5 of 36 bad?" is about; None where there is none."""
    for token in tokens_in(text, words.language):
        if isinstance(token, ToldAmount) and token.whole:
            return token.amount.value * token.whole if token.share else token.amount.value, token.whole
    return None
