"""The labelled sayings that the judge of activities learns from: ``prompts/LANGUAGE/judging``.

``examples.tsv`` holds sayings as they are, ``unseen.tsv`` those that the rules were not made with, and ``patterns.tsv``
sayings with alternatives in brackets. ``{marketing}`` stands for a short saying with that verdict.
"""

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.language.templates import PROMPTS
from tests.listening.patterns import written

FILES = ("examples.tsv", "unseen.tsv", "patterns.tsv")
MOST = 10  # sayings drawn from one pattern
SHORT = 45  # letters of a saying that may fill a place in another one
PHONE = 0.35  # share of the words of a text typed on a phone that are changed
_PLACE = re.compile(r"\{(\w+)\}")
_AS_TYPED = {
    "people": "ppl", "and": "n", "you": "u", "with": "w", "through": "thru", "because": "cos", "instagram": "insta",
    "facebook": "fb", "message": "msg", "messages": "msgs", "please": "pls", "their": "there", "someone": "some1",
    "customers": "custs", "website": "site", "photos": "pics", "pictures": "pics", "about": "abt", "before": "b4",
    "to": "2", "for": "4", "are": "r", "picture": "pic", "videos": "vids", "appointment": "appt", "phone": "fone",
}  # fmt: skip
BY_EAR = 0.5  # share of the longer words of a text written by ear that are changed
LONG = 5  # letters of such a word
_AS_HEARD = (
    *(("ght", "t"), ("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ea", "ee"), ("ie", "ei"), ("ou", "o"), ("er", "r")),
    *(("tion", "shun"), ("ing", "in"), ("wh", "w"), ("th", "f"), ("oo", "u"), ("ai", "ay"), ("y", "ie"), ("c", "k")),
    *(("le", "el"), ("ll", "l"), ("ss", "s"), ("tt", "t"), ("mm", "m"), ("s", "z"), ("e", "")),
)


class Saying(NamedTuple):
    """A text with the facts about it and the verdict that is right."""

    contact: str
    interaction: str
    verdict: str
    kind: str
    source: str
    text: str

    @property
    def cell(self) -> str:
        return f"{self.contact}/{self.interaction}/{self.verdict}"


def rows(path: Path) -> list[Saying]:
    """Read a file of labelled texts."""
    with path.open(encoding="utf-8") as file:
        return [Saying(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def folder(language: str) -> Path:
    """Return where the sayings of a language are kept."""
    return PROMPTS / language / "judging"


def drawn(patterns: list[Saying], fillers: list[Saying]) -> Iterator[Saying]:
    """Draw sayings from each pattern; the same files give the same sayings."""
    short: dict[str, list[str]] = {}
    for saying in fillers:
        if len(saying.text) <= SHORT and re.match(r"(?:\w+ing|a|an|our|the)\b", saying.text, re.IGNORECASE):
            short.setdefault(saying.verdict, []).append(saying.text)
    for pattern in patterns:
        lot = random.Random(pattern.text)
        seen: set[str] = set()
        for _ in range(MOST * 3):
            if len(seen) >= MOST:
                break
            text = " ".join(written(pattern.text, lot).split())
            text = _PLACE.sub(lambda place: lot.choice(short[place[1]]).rstrip(".?!"), text)  # noqa: B023 - used at once
            if text not in seen:
                seen.add(text)
                yield pattern._replace(text=text)


def by_ear(text: str) -> str:
    """Return a text as somebody might write it who spells by ear; always the same for the same text."""
    lot = random.Random("by ear " + text)
    return " ".join(_heard(word, lot) for word in text.lower().replace("'", "").replace(",", "").split())


def _heard(word: str, lot: random.Random) -> str:
    if len(word) < LONG or lot.random() > BY_EAR:
        return word
    first, rest = word[0], word[1:]
    found = [(one, other) for one, other in _AS_HEARD if one in rest]
    return first + rest.replace(*lot.choice(found), 1) if found else word


def as_typed(text: str) -> str:
    """Return a text as somebody might type it on a phone; always the same for the same text."""
    lot = random.Random("typed " + text)
    return " ".join(_typed(word, lot) for word in text.lower().replace("'", "").replace(",", "").split())


def _typed(word: str, lot: random.Random) -> str:
    if lot.random() > PHONE:
        return word
    if word in _AS_TYPED:
        return _AS_TYPED[word]
    if len(word) < 5 or not word.isalpha():
        return word
    at = lot.randrange(1, len(word) - 2)
    slips = (
        word[:at] + word[at + 1 :],  # left out
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],  # the wrong way round
        word[:at] + word[at] + word[at:],  # doubled
    )
    return word[:-1] if word.endswith("ing") and lot.random() < 0.4 else lot.choice(slips)
