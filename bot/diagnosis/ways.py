"""Says how to do a thing of the owner's own, or whether it is a good idea, by the side of the door that it works on."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.diagnosis.things import thing_in
from bot.language.templates import Words

WAYS = "topics/ways"
WAY = "do_"
FORM = "form:"
OTHER = f"{WAY}other"

WORKS = {
    "chasing": "sales",
    "thinking": "sales",
    "dear": "sales",
    "talk": "sales",
    "after": "sales",
    "lost": "sales",
    "half": "sales",
    "calls": "talked",
    "busy": "talked",
    "basket": "page",
    "price": "offer",
    "discount": "offer",
    "hours": "offer",
    "waitlist": "offer",
    "keep": "back",
    "old": "back",
    "newsletter": "back",
    "quiet": "back",
    "photos": "page",
    "site": "page",
}
"""Where a thing works; all others bring people."""

SIDES = {"sales": "sales", "talked": "sales", "offer": "offer", "back": "", "page": "marketing"}
UNCOUNTED = tuple(f"{WAY}{one}" for one in ("other", "money", "bad_review", "waitlist", "hours", "start", "pace"))
"""Answers behind which nothing is counted, or which say it themselves."""

LED = tuple(f"{WAY}{one}" for one in ("calls", "quiet", "pace", "old", "hours"))
"""Answers that say themselves whether it is a good idea."""


def is_of_a_way(topic: str) -> bool:
    """True if a question is how to do a thing of the owner's own."""
    return topic.startswith(WAY)


def tell_way(topic: str, more: Sequence[str], values: Mapping[str, Any], words: Words) -> str:
    """Say what to do about a thing: whether it is a good idea where that is asked, then how, then what to count."""
    thing = thing_in(more)
    works = WORKS.get(topic.removeprefix(WAY), "marketing")
    form = next((one.removeprefix(FORM) for one in more if one.startswith(FORM)), "how")
    old, new = thing.prices or (None, None)
    values = {
        **values,
        "form": form,
        "works": works,
        "side_of_way": SIDES.get(works, works),
        "old": old,
        "new": new,
        "currency": thing.currency,
    }
    told = [words.say(WAYS, topic, **values)]
    if form == "good" and topic not in LED:
        told.insert(0, words.say(WAYS, "lead", **values))
    if topic not in UNCOUNTED:
        told.append(words.say(WAYS, "count", **values))
    return " ".join(told)
